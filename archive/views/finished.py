"""Gives a finished page again while nothing it could rest on has changed. docs/decisions/0007 says why this is safe."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from archive.pinpoints.looks import COOKIE as CITATION_LOOK
from archive.shelf import Page, Shelf
from archive.signposting import with_signposts
from archive.unchanged import database_state

View = Callable[..., HttpResponseBase]
LARGEST_KEPT = 1024 * 1024  # bytes
ROOM = 32 * LARGEST_KEPT  # in each process of the server
# Django's names for the secret of a request that came with one, and for "send the cookie (again)".
SECRET, SEND_SECRET = "CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE"

_shelf = Shelf(ROOM)


def finished(view: View) -> View:
    """For pages of nothing but the database, the address, the language and the person.

    Whoever comes with a cookie that is not known here, or has a message waiting, gets a page drawn anew. An answer that
    says `Cache-Control: no-store` is kept for nobody, nor is one that is sent piece by piece.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return view(request, *args, **kwargs)
        if page := _shelf.get(key):
            return _again(request, page)
        secret = request.META.get(SECRET)
        response = with_signposts(request, view(request, *args, **kwargs))
        if isinstance(response, HttpResponse) and _is_for_keeping(request, response, secret):
            _shelf.put(key, Page(response.content, dict(response.items()), _has_token(request)))
        return response

    return answer


def _key(request: HttpRequest) -> str | None:
    """What tells this page from every other; None where something else might.

    The state is read before the person and the page: what is written meanwhile makes both newer than their key, never
    older. A message is shown once, so a page with one is nobody's next page.
    """
    if not _known_cookies().issuperset(request.COOKIES):
        return None
    state = database_state()
    person = request.user.pk  # asking who it is may end a session
    if state is None or _is_unsettled(request):
        return None
    parts = (
        state,
        person,
        request.META.get(SECRET),
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        get_language(),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _known_cookies() -> set[str]:
    """Those that are in the key, and the one that only pages of citations read, which are not kept."""
    return {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        CITATION_LOOK,
    }


def _is_unsettled(request: HttpRequest) -> bool:
    """Whether this answer leaves something behind: another session, a message that was shown."""
    return request.session.modified or len(get_messages(request)) > 0


def _has_token(request: HttpRequest) -> bool:
    """Whether a token was asked for, so that its cookie is sent."""
    return bool(request.META.get(SEND_SECRET))


def _is_for_keeping(request: HttpRequest, response: HttpResponse, secret: str | None) -> bool:
    """A page with a token is kept for the secret that came with the request: a new one is for this answer alone."""
    return (
        response.status_code == HTTPStatus.OK
        and "no-store" not in response.get("Cache-Control", "")
        and not response.cookies
        and not _is_unsettled(request)
        and (not _has_token(request) or secret == request.META.get(SECRET))
        and len(response.content) <= LARGEST_KEPT
    )


def _again(request: HttpRequest, page: Page) -> HttpResponse:
    if page.has_token:
        get_token(request)  # as drawing did: the cookie is sent again and lasts from now
    return HttpResponse(page.content, headers=page.headers)
