"""One box over everything: results by kind, ranked, with what narrows them, all in the address."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.searchpage.asked import Asked, read_asked
from archive.searchpage.page import SearchPage, search_page
from archive.searchpage.tabs import all_tabs
from sources.paging import MalformedCursor
from sources.search_help import SCRIPTS, WORDS


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=&kind=&sort=&after=`. Without a query, how to write one."""
    asked = read_asked(request.GET.dict(), [tab.name for tab in all_tabs()])
    context: dict[str, object] = {"asked": asked}
    if asked.understood.tree is None:
        context["examples"] = [*WORDS[:5], *SCRIPTS[:1]]
    else:
        context["page"] = _page(request, asked)
    return render(request, "archive/search.html", context)


def _page(request: HttpRequest, asked: Asked) -> SearchPage:
    """A place that cannot be read is the first page, and says so."""
    try:
        return search_page(asked, all_tabs(), request.user)
    except MalformedCursor:
        messages.warning(request, _("The address named a place in this list that cannot be read."))
        return search_page(replace(asked, after=""), all_tabs(), request.user)
