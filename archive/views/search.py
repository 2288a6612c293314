"""One box over everything: results by kind, ranked, with what narrows them, all in the address."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.searchpage.asked import Asked, read_asked
from archive.searchpage.export import COLUMNS, everything_found
from archive.searchpage.news import as_opened, opened, with_news
from archive.searchpage.page import SearchPage, search_page, stopped_page
from archive.searchpage.tabs import Tab, all_tabs, tab_named
from archive.views.finished import finished
from sources.csv_files import CONTENT_TYPE, absolute, csv_lines, file_header
from sources.paging import MalformedCursor
from sources.search_help import SCRIPTS, WORDS
from sources.searching.engines.shape import TooSlow


@require_safe
@finished
def search(request: HttpRequest) -> HttpResponseBase:
    """`?q=&kind=&sort=&after=`, and `&format=csv` for all of it. Without a query, how to write one.

    `&saved=` says by which saved search it was opened, `&new=1` shows what is new in that.
    """
    tabs: Sequence[Tab] = all_tabs()
    asked = read_asked(request.GET.dict(), [tab.name for tab in tabs])
    if asked.understood.tree is None:
        return _drawn(request, asked, examples=[*WORDS[:5], *SCRIPTS[:1]])
    saved = opened(asked, tabs, request.user)
    asked, tabs = as_opened(asked, saved, tabs)
    try:
        if request.GET.get("format") == "csv":
            return _table(request, asked, tabs)
        page = with_news(_page(request, asked, tabs), saved, request.user)
    except TooSlow:
        page = stopped_page(asked, tabs)
    response = _drawn(request, asked, page=page, saved=saved)
    if saved or not page.is_whole:
        patch_cache_control(response, no_store=True)
    return response


def _drawn(request: HttpRequest, asked: Asked, **context: object) -> HttpResponse:
    return render(request, "archive/search.html", {"asked": asked, **context})


def _page(request: HttpRequest, asked: Asked, tabs: Sequence[Tab]) -> SearchPage:
    """A place that cannot be read is the first page, and says so."""
    try:
        return search_page(asked, tabs, request.user)
    except MalformedCursor:
        messages.warning(request, _("The address named a place in this list that cannot be read."))
        return search_page(replace(asked, after="", before=""), tabs, request.user)


def _table(request: HttpRequest, asked: Asked, tabs: Sequence[Tab]) -> StreamingHttpResponse:
    found = everything_found(asked, tab_named(tabs, asked.kind), request.user)
    lines = csv_lines(COLUMNS, found.rows, absolute(request.get_full_path()))
    headers = {"Content-Disposition": file_header(found.title, "csv")}
    return StreamingHttpResponse(lines, content_type=CONTENT_TYPE, headers=headers)
