"""The orders that a list can be shown in. Pure. What an order says nothing of comes last, as ordered by hand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archive.models import ListOrder
from sources.names import name_key

if TYPE_CHECKING:
    from archive.citation_lists.reading import Listed

NAMED_BY = ("author", "editor", "translator", "interviewer", "contributor")


@dataclass(frozen=True, slots=True)
class Keys:
    """`order`: one of `ListOrder`. `first_cited`: source → where it is first cited, for the order by that."""

    order: str
    first_cited: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def of(self, listed: "Listed") -> Any:  # noqa: ANN401 - keys of one order are alike
        """A key to sort by."""
        return WAYS[ListOrder(self.order)](listed, self)


def in_order(entries: Sequence["Listed"], keys: Keys) -> "list[Listed]":
    """`entries` come as ordered by hand, and stay so where their keys are equal."""
    return list(entries) if keys.order == ListOrder.HAND else sorted(entries, key=keys.of)


def sort_name(item: Mapping[str, Any]) -> str:
    """Whom a bibliography lists a work under: family name and given names of the first, else the title."""
    for role in NAMED_BY:
        for name in item.get(role, ()):
            parts = name.get("literal") or f"{name.get('family', '')} {name.get('given', '')}"
            return name_key(parts)
    return name_key(str(item.get("title", "")))


def _by_author(listed: "Listed", _keys: Keys) -> tuple[bool, str, bool, dt.date]:
    name = sort_name(listed.citation.item)
    return (not name, name, *_day(listed))


def _by_date(listed: "Listed", _keys: Keys) -> tuple[bool, dt.date, str]:
    return (*_day(listed), sort_name(listed.citation.item))


def _by_first_citation(listed: "Listed", keys: Keys) -> tuple[bool, tuple[int, int]]:
    place = keys.first_cited.get(listed.entry.source_id)
    return (place is None, place or (0, 0))


def _day(listed: "Listed") -> tuple[bool, dt.date]:
    on = listed.source.issued_on
    return (on is None, on or dt.date.max)


WAYS = {
    ListOrder.AUTHOR: _by_author,
    ListOrder.DATE: _by_date,
    ListOrder.FIRST_CITATION: _by_first_citation,
}
