"""Gives a finished page again while nothing it could rest on has changed."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from archive.unchanged import database_state

View = Callable[..., HttpResponse]
# Bounds the memory: the cache of a process holds 300 entries unless it is set to others.
LARGEST_KEPT = 1024 * 1024  # bytes


def finished(view: View) -> View:
    """For pages of nothing but the database, the address and the language.

    Only for those who come without cookies, whom nothing tells apart: everybody else gets a page of their own.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        state = None if request.COOKIES else database_state()
        if state is None:
            return view(request, *args, **kwargs)
        key = _key(request, state)
        if content := cache.get(key):
            return HttpResponse(content)
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK and len(response.content) <= LARGEST_KEPT:
            cache.set(key, response.content)
        return response

    return answer


def _key(request: HttpRequest, state: str) -> str:
    """The state is read before the page: what is written meanwhile makes the page newer than its key, never older."""
    parts = (request.scheme or "", request.get_host(), request.get_full_path(), get_language() or "", state)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
