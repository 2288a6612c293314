"""Sends the typed links that a page told while it was drawn (`archive.metadata.reading`) as its header `Link`."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Signposting:
    """A middleware. Pages that are kept have the header from `with_signposts` already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return with_signposts(request, self.get_response(request))


def with_signposts(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The same response; a `Link` that it has of its own stays."""
    links = getattr(request, "signposts", "")
    if links and "Link" not in response:
        response["Link"] = links
    return response
