"""What the pages of all lists share: filters and a place in the list, both read from the address."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from sources.filters import Filters
from sources.paging import PAGE_SIZE, Cursor, MalformedCursor, Order, page_of, read_cursor

# Belong to one place in one order, so they go when a filter or the order changes.
PLACES = ("after", "before")


def listing(
    request: HttpRequest, filters: Filters, rows: "QuerySet[Any]", size: int = PAGE_SIZE
) -> dict[str, Any]:
    """The context of a list page: `page`, `filters`, and `chips` with the address that removes each."""
    cursor = place_in(request, filters.order, rows)
    chips = [(chip, address_without(request.GET, chip.name)) for chip in filters.chips()]
    return {"page": page_of(rows, filters.order, cursor, size), "filters": filters, "chips": chips}


def place_in(request: HttpRequest, order: Order, rows: "QuerySet[Any]") -> Cursor | None:
    """Where the page begins; a place that cannot be read is the first page, and says so."""
    for name in PLACES:
        if text := request.GET.get(name):
            try:
                return read_cursor(text, order, rows.model, backwards=name == "before")
            except MalformedCursor:
                messages.warning(request, _("The address named a place in this list that cannot be read."))
    return None


def address_without(query: QueryDict, name: str) -> str:
    """The same list without one of its filters, from its first page."""
    rest = query.copy()
    for each in (name, *PLACES):
        rest.pop(each, None)
    return f"?{rest.urlencode()}"
