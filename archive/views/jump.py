"""What the quick jump offers for what has been typed so far: a fragment of its list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.jump import places
from archive.searchpage.tabs import all_tabs
from sources.searching.engines.shape import TooSlow


@never_cache
@require_safe
def jump(request: HttpRequest) -> HttpResponse:
    """`?q=`: names that go on like this. Where the database takes too long only the way to the search is offered."""
    typed = request.GET.get("q", "")
    try:
        found = places(typed, all_tabs(), request.user)
    except TooSlow:
        found = []
    return render(request, "archive/_jump_places.html", {"typed": typed.strip(), "places": found})
