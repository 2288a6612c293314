"""How a set of hits is made up: by kind, language, year, outlet, speaker and whatever else an index counts.

Each value of a facet is the value of a field of the query language, so that choosing it is another query and no more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise

from accounts.models import User
from sources.searching.engines import engine
from sources.searching.engines.shape import Key

if TYPE_CHECKING:
    from sources.searching.indexes import Index

# Hits that are counted: the last made of those that were found.
FACET_CAP = 1_000
FACET_SECONDS = 1.0
SHOWN = 12
Someone = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`value` is for the query, `words` for people."""

    value: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """`name`: the field of the query language. Values come most hits first; `more`: how many others there are."""

    name: str
    label: str
    values: list[FacetValue]
    more: int = 0


Counted = Iterable[tuple[Any, Any, int]]


@dataclass
class Found:
    """The keys of the records that are counted, and the person they are counted for.

    An index has a subclass of its own, whose cached properties read what several counts need, each only once.
    """

    keys: Sequence[Any]
    user: Someone


@dataclass(frozen=True, slots=True)
class Counts:
    """One way to count what was found: `count` gives (value, words, number of records)."""

    name: str
    label: Promise
    count: Callable[[Any], Counted]


@dataclass(frozen=True, slots=True)
class Facets:
    """How the hits of an index are counted: all `counts` are given the same `found`."""

    found: type[Found] = Found
    counts: tuple[Counts, ...] = field(default=())


def facets_of(index: "Index", candidates: Sequence[Key], user: Someone) -> list[Facet]:
    """The facets of these hits, in the order of the index; those without values are left out.

    A fixed number of queries for each index. More than `FACET_CAP` candidates are not counted. Raises `TooSlow` when
    the database takes longer than `FACET_SECONDS`.
    """
    if not candidates or not index.facets.counts:
        return []
    found = index.facets.found(candidates[:FACET_CAP], user)
    with engine().time_limit(FACET_SECONDS):
        facets = [_facet(counts, counts.count(found)) for counts in index.facets.counts]
    return [facet for facet in facets if facet.values]


def _facet(counts: Counts, counted: Counted) -> Facet:
    values = [
        FacetValue(str(value), str(words), count)
        for value, words, count in counted
        if value not in (None, "")
    ]
    values.sort(key=lambda each: (-each.count, each.words.casefold()))
    return Facet(counts.name, str(counts.label), values[:SHOWN], max(len(values) - SHOWN, 0))
