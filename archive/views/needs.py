"""The queue of details that nobody has found yet: one source with its form, and those that come after it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.gates import person, requires
from archive.mending import desk_of, meanwhile, mending_form
from archive.needs import MOST_CITED, fields_to_mend, lack_words, lacking, lacks, names
from archive.views.listing import place_in
from archive.views.record import quoted_where
from sources.desks import Desk
from sources.forms import EditForm
from sources.models import Source
from sources.paging import page_of
from sources.people import Refused, names_to_suggest
from sources.services import ChangedMeanwhile, Edit

ON_A_PAGE = 20
PLACES_SHOWN = 3


@requires("edit_records")
def needs_details(request: HttpRequest) -> HttpResponse:
    """`?what=` narrows to one thing that is lacking, `&at=` opens one source; else the first of the page is open."""
    what = request.GET.get("what", "")
    what = what if what in names() else ""
    rows = lacking(request.user, what).with_contributors().select_related("post__account")
    page = page_of(rows, MOST_CITED, place_in(request, MOST_CITED, rows), ON_A_PAGE)
    open_now = _open(request, page.rows)
    context: dict[str, Any] = {
        "page": page,
        "what": what,
        "what_words": lack_words(what) if what else "",
        "lacks": [each for each in lacks(request.user) if each.count or each.name == what],
        "source": open_now,
    }
    if open_now is not None:
        following = _after(open_now, page.rows)
        done = _mended(request, open_now, following, what, context)
        if done:
            return done
    return render(request, "archive/needs_details.html", context)


def _open(request: HttpRequest, rows: list[Source]) -> Source | None:
    """The one that the address names, which may have been mended meanwhile; else the first."""
    if at := request.GET.get("at", ""):
        sources = Source.objects.visible_to(request.user).with_contributors().with_counts(request.user)
        return get_object_or_404(sources, public_id=at if at.isalnum() else "")
    return rows[0] if rows else None


def _after(source: Source, rows: list[Source]) -> Source | None:
    """Who comes next on this page."""
    keys = [each.pk for each in rows]
    place = keys.index(source.pk) + 1 if source.pk in keys else 0
    return rows[place] if place < len(rows) else None


def _mended(
    request: HttpRequest, source: Source, following: Source | None, what: str, context: dict[str, Any]
) -> HttpResponse | None:
    """Write what was sent, and on to the next; else the form, with what stands in the way."""
    desk, fields = desk_of(source, request.user), fields_to_mend(source)
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        fields = [name for name in sent.get("fields", "").split(",") if name]
    form = mending_form(desk, fields, sent)
    following_address = _address(request, what, following)
    if sent is not None and form.is_valid() and _written(request, desk, form, context):
        return redirect(following_address)
    context |= {
        "form": form,
        "fields": ",".join(fields),
        "following": following,
        "following_address": following_address,
        "quoted": quoted_where(source, request.user)[:PLACES_SHOWN],
        "agent_names": names_to_suggest(),
    }
    return None


def _written(request: HttpRequest, desk: Desk, form: EditForm, context: dict[str, Any]) -> bool:
    """Whether it was saved; what stands in the way is said in the form, or beside it."""
    said = form.cleaned_data
    try:
        entry = desk.write(form.values(), Edit(person(request), said["reason"], said["opened"]))
    except ObjectDoesNotExist as gone:  # merged or undone since it was found
        raise Http404 from gone
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except ChangedMeanwhile as changed:
        context["conflicts"] = meanwhile(form, changed.now)
    else:
        messages.success(
            request, _("Saved.") if entry else _("Nothing was different, so nothing was changed.")
        )
        return True
    return False


def _address(request: HttpRequest, what: str, following: Source | None) -> str:
    """The queue with the next one open: on this page of it, or from its beginning."""
    place = {name: request.GET[name] for name in ("after", "before") if name in request.GET}
    parts = {"what": what} | ({**place, "at": following.public_id} if following else {})
    query = urlencode({name: value for name, value in parts.items() if value})
    return reverse("archive:needs_details") + (f"?{query}" if query else "")
