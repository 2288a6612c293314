"""Likely duplicates: two records side by side, to be merged or kept apart."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import person, requires
from archive.duplicate_filters import DuplicateFilters
from archive.duplicates import pairs_of, sides_of, undecided
from archive.views.listing import listing, place_in
from sources.filters import LATEST
from sources.merging.deciding import keep_apart, offer_again
from sources.merging.finding import find_duplicates
from sources.merging.kinds import record_called
from sources.models import DistinctPair, LikelyPair, Source
from sources.paging import page_of
from sources.people import Refused

PAIRS_ON_A_PAGE = 20
# Beyond it a look at all records takes longer than a page may (docs/curation.md): then it is the command's.
MOST_LOOKED_THROUGH = 20_000


@require_safe
@requires("edit_records")
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """The likeliest first."""
    filters = DuplicateFilters(request.GET, request.user)
    context = listing(request, filters, filters.narrow(undecided(request.user)), PAIRS_ON_A_PAGE)
    context["sides"] = sides_of(context["page"].rows, request.user)
    context["newest"] = LikelyPair.objects.order_by("-found_at").values_list("found_at", flat=True).first()
    return render(request, "archive/duplicate_list.html", context)


@require_POST
@requires("edit_records")
def duplicate_find(request: HttpRequest) -> HttpResponse:
    """Look through all records again."""
    if Source.objects.count() > MOST_LOOKED_THROUGH:
        messages.warning(
            request,
            _("There are too many records for a page to look through: run manage.py find_duplicates."),
        )
    else:
        count = sum(find_duplicates().values())
        messages.success(request, _("Looked through everything: %(count)s likely pairs.") % {"count": count})
    return redirect("archive:duplicate_list")


@require_POST
@requires("edit_records")
def duplicate_apart(request: HttpRequest) -> HttpResponse:
    """The two named in the form as `left` and `right` are not the same."""
    one, other = (record_called(request.POST.get(side, ""), request.user) for side in ("left", "right"))
    if one is None or other is None:
        messages.error(request, _("One of the two is no longer in the archive."))
        return redirect("archive:duplicate_list")
    try:
        keep_apart(one=one, other=other, actor=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = _("Kept apart: “%(one)s” and “%(other)s” are not offered again.")
        messages.success(request, words % {"one": one, "other": other})
    return redirect("archive:duplicate_list")


@require_safe
@requires("edit_records")
def apart_list(request: HttpRequest) -> HttpResponse:
    """What people have kept apart, the latest first."""
    pairs = pairs_of(DistinctPair.objects.select_related("decided_by"), request.user)
    page = page_of(pairs, LATEST, place_in(request, LATEST, pairs), PAIRS_ON_A_PAGE)
    context = {"page": page, "sides": sides_of(page.rows, request.user)}
    return render(request, "archive/apart_list.html", context)


@require_POST
@requires("edit_records")
def apart_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the two again."""
    pair = get_object_or_404(pairs_of(DistinctPair.objects.all(), request.user), pk=pk)
    offer_again(pair=pair, actor=person(request))
    messages.success(request, _("Taken back: they are offered again where they are alike enough."))
    return redirect("archive:apart_list")
