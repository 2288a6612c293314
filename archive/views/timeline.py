"""The results of a query over time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.searchpage.asked import read_asked
from archive.searchpage.timeline import drawn_kinds, stopped_timeline, timeline_page
from sources.searching.engines.shape import TooSlow


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """`?q=&kind=`. Without a query, everything that has a date."""
    asked = read_asked(request.GET.dict(), drawn_kinds())
    try:
        page = timeline_page(asked, request.user)
    except TooSlow:
        page = stopped_timeline(asked)
    return render(request, "archive/timeline.html", {"asked": asked, "page": page})
