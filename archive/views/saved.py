"""Searches that people keep: save, open, follow, share, change, delete and restore."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import person
from archive.models import SavedSearch
from archive.saved_forms import SavedSearchForm, as_saved, beginning
from archive.saving import (
    MOST,
    RESTORABLE_DAYS,
    TooMany,
    delete_search,
    edit_search,
    mark_seen,
    restore_search,
    save_search,
)
from archive.searchpage.news import asked_by, looking_for, tallies
from archive.searchpage.tabs import Someone, all_tabs
from archive.views.listing import place_in
from sources.filters import LATEST
from sources.paging import Page, page_of
from sources.searching.engines.shape import TooSlow

PAGE = 20
LIST = "list"  # said by a form that stands in the list, and is to lead back to it


@require_safe
@login_required
def saved_list(request: HttpRequest) -> HttpResponse:
    """Their own, or with `?whose=others` those that others share; how much each finds, and what of it is new."""
    others = request.GET.get("whose") == "others"
    at = timezone.now()
    visible = SavedSearch.objects.visible_to(request.user).with_mark(request.user).select_related("owner")
    searches = visible.exclude(owner=request.user.pk) if others else visible.filter(owner=request.user.pk)
    page = page_of(searches, LATEST, place_in(request, LATEST, searches), size=PAGE)
    deleted = SavedSearch.objects.owned_by(request.user).filter(deleted_at__isnull=False)
    context = {"page": page, "others": others, "at": at, **_told(page, request.user)}
    context |= {"deleted": [] if others else deleted.order_by("-deleted_at"), "days": RESTORABLE_DAYS}
    return render(request, "archive/saved_list.html", context)


def _told(page: Page[SavedSearch], user: Someone) -> dict[str, Any]:
    """The rows, each with what it asks and its tally; without tallies where counting took too long."""
    tabs = all_tabs()
    lookings = [looking_for(search, tabs) for search in page.rows]
    try:
        found = [*tallies(lookings, user)]
    except TooSlow:
        return {
            "rows": [(row, looking, None) for row, looking in zip(page.rows, lookings, strict=True)],
            "stopped": True,
        }
    return {"rows": [*zip(page.rows, lookings, found, strict=True)]}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def saved_new(request: HttpRequest) -> HttpResponse:
    """A form that begins with the address of a results page, and saves what it says."""
    who = person(request)
    form = SavedSearchForm(
        who, request.POST if request.method == "POST" else None, initial=beginning(request.GET.dict())
    )
    if form.is_valid():
        try:
            search = save_search(owner=who, values=form.values)
        except TooMany:
            form.add_error(
                None,
                _("You have %(most)d saved searches, more cannot be kept. Delete one first.")
                % {"most": MOST},
            )
        else:
            messages.success(request, _("Saved. What is found from now on is marked as new."))
            return redirect(search)
    return render(request, "archive/saved_form.html", {"form": form})


@require_safe
def saved_open(request: HttpRequest, public_id: str) -> HttpResponse:
    """The results page, as saved."""
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), public_id=public_id)
    return redirect(asked_by(search, all_tabs()).address())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def saved_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its name, what it looks for, and whether it is shared. The address may say what to begin with."""
    who, search = person(request), _own(request, public_id)
    form = SavedSearchForm(
        who,
        request.POST if request.method == "POST" else None,
        initial=as_saved(search, request.GET.dict()),
        was_shared=search.is_shared,
    )
    if form.is_valid():
        edit_search(search=search, values=form.values, actor=who)
        messages.success(request, _("Saved."))
        return redirect(search)
    return render(request, "archive/saved_form.html", {"form": form, "search": search})


@require_POST
@login_required
def saved_seen(request: HttpRequest, public_id: str) -> HttpResponse:
    """What could be seen at the moment that the form says counts as seen: `until`, else now."""
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), public_id=public_id)
    until = _moment(request.POST.get("until", ""))
    mark_seen(search=search, person=person(request), until=until or timezone.now())
    return _back(request, search)


@require_POST
@login_required
def saved_delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """It goes from every list, and can be restored from the owner's."""
    search = _own(request, public_id)
    delete_search(search=search, actor=person(request))
    told = _("“%(name)s” is deleted. For %(days)d days it can be restored, below.")
    messages.success(request, told % {"name": search.name, "days": RESTORABLE_DAYS})
    return redirect("archive:saved_list")


@require_POST
@login_required
def saved_restore(request: HttpRequest, public_id: str) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.owned_by(request.user), public_id=public_id)
    restore_search(search=search, actor=person(request))
    messages.success(request, _("“%(name)s” is here again.") % {"name": search.name})
    return redirect("archive:saved_list")


def _own(request: HttpRequest, public_id: str) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.owned_by(request.user).kept(), public_id=public_id)


def _back(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    return redirect("archive:saved_list") if request.POST.get("from") == LIST else redirect(search)


def _moment(text: str) -> datetime | None:
    """A time with its zone, in UTC; None for anything else, and for what in UTC is in no year of the calendar."""
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):
        return None
