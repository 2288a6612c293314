"""The address of a record that was merged into another leads to the same page of that one.

Asked only where a page would answer that there is none, so no view has to know of it, and none can forget it.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.visibility import State, visible_states
from sources.merging.kinds import Someone
from sources.models import Account, Merge

SAFE = ("GET", "HEAD", "OPTIONS")


class MergedAddresses:
    """301 for readers, the query with it; 307 for what is sent, so that a form meets the record that there is now.

    To be asked again each time: when the two are parted the old address has its own page again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, Http404) or match is None:
            return None
        now = _now(match.kwargs, request.user)
        if now is None:
            return None
        query = request.META.get("QUERY_STRING", "")
        answer = HttpResponseRedirect(reverse(match.view_name, kwargs=now) + (f"?{query}" if query else ""))
        safe = request.method in SAFE
        answer.status_code = HTTPStatus.MOVED_PERMANENTLY if safe else HTTPStatus.TEMPORARY_REDIRECT
        answer["Cache-Control"] = "no-cache"
        return answer


def _now(kwargs: dict[str, Any], user: Someone) -> dict[str, Any] | None:
    """The parts of the address as they are now, or None where nothing was merged that this person may know of."""
    merges = Merge.objects.standing().select_related("kept_source", "kept_agent", "kept_account")
    if "public_id" in kwargs:
        merge = merges.filter(merged_id=kwargs["public_id"]).first()
    elif {"platform", "handle"} <= kwargs.keys():
        merge = merges.filter(platform=kwargs["platform"], handle_key=kwargs["handle"].casefold()).first()
    else:
        return None
    kept, states = merge.kept if merge else None, visible_states(user)
    if merge is None or kept is None or kept.state not in states:
        return None
    # That a draft was called so is not for everybody, though the record that it is part of now is.
    if merge.merged_state == State.DRAFT and State.DRAFT not in states:
        return None
    if isinstance(kept, Account) and "handle" in kwargs:
        return kwargs | {"platform": kept.platform, "handle": kept.handle}
    return kwargs | {"public_id": kept.public_id}
