"""Citation lists: all of them, a new one, one to read, and one as data."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import person, requires
from accounts.roles import may
from archive.citation_lists.lists import make_list
from archive.citation_lists.preview import look_of, preview_of
from archive.citation_lists.refusals import Refused
from archive.list_forms import ListForm
from archive.models import CitationList
from archive.models.citation_list import CitationListQuerySet
from archive.views.list_files import list_file
from archive.views.listing import place_in
from sources.exchange.formats import written_formats
from sources.paging import Order, page_of
from sources.papers.formats import PAPERS

LAST_CHANGED = Order(("changed_at", "pk"), descending=True)
PAGE = 30
SHELVES = ("mine", "shared", "archived")


@requires("make_lists")
@require_safe
def list_list(request: HttpRequest) -> HttpResponse:
    """Their own, those of others that are open to all who make lists, and those put away; `q` is in title or introduction."""
    shelf = request.GET.get("show", "")
    shelf = shelf if shelf in SHELVES else "mine"
    query = request.GET.get("q", "").replace("\0", "\ufffd").strip()
    rows = _on_shelf(request, shelf).with_counts(request.user).select_related("owner")
    if query:
        rows = rows.filter(title__icontains=query) | rows.filter(intro__icontains=query)
    page = page_of(rows, LAST_CHANGED, place_in(request, LAST_CHANGED, rows), size=PAGE)
    context = {"page": page, "shelf": shelf, "query": query}
    return render(request, "archive/list_list.html", context)


def _on_shelf(request: HttpRequest, shelf: str) -> CitationListQuerySet:
    lists = CitationList.objects.visible_to(request.user)
    if shelf == "archived":
        return lists.filter(archived_at__isnull=False)
    mine = {"owner": request.user.pk}
    return lists.open().filter(**mine) if shelf == "mine" else lists.open().exclude(**mine)


@requires("make_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def list_new(request: HttpRequest) -> HttpResponse:
    who = person(request)
    form = ListForm(request.POST if request.method == "POST" else None, person=who)
    if form.is_bound and form.is_valid():
        try:
            made = make_list(owner=who, values=form.values)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Made. Now add sources to it, from any page that shows them."))
            return redirect("archive:list_edit", made.public_id)
    return render(request, "archive/list_new.html", {"form": form})


@require_safe
def list_detail(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """To read, in its style or in `?style=&locale=&order=`; `&format=` for a file of it; `&key=` with the link."""
    citation_list = readable(request, public_id)
    look = look_of(
        citation_list, **{name: request.GET.get(name, "") for name in ("style", "locale", "order")}
    )
    if "format" in request.GET:
        return list_file(request, citation_list, look)
    context: dict[str, Any] = {
        "list": citation_list,
        "preview": preview_of(citation_list, request.user, look),
        "formats": written_formats(),
        "papers": PAPERS,
        "key": request.GET.get("key", ""),
        "versions": citation_list.versions.select_related("made_by"),
        "may_edit": may_edit(request, citation_list),
        "works_here": may(request.user, "see_drafts"),
        "asked": request.GET.urlencode(),
    }
    return render(request, "archive/list_detail.html", context)


def readable(request: HttpRequest, public_id: str) -> CitationList:
    """The list of an address, for whoever may read it. Raises `Http404`."""
    lists = CitationList.objects.readable_by(request.user, request.GET.get("key", "").replace("\0", ""))
    return get_object_or_404(lists.select_related("owner", "copied_from"), public_id=public_id)


def may_edit(request: HttpRequest, citation_list: CitationList) -> bool:
    return CitationList.objects.editable_by(request.user).filter(pk=citation_list.pk).exists()
