"""How a set of hits is made up: by kind, language, year, outlet, speaker and whatever else an index counts.

Each value of a facet is the value of a field of the query language, so that choosing it is another query and no more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise

from accounts.models import User
from sources.searching.engines.shape import Key

if TYPE_CHECKING:
    from sources.searching.indexes import Index

# Hits that are counted: the last made of those that were found.
FACET_CAP = 2_000
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


@dataclass(frozen=True, slots=True)
class Counts:
    """One way to count the records of an index: (value, words, number) for keys, for one person.

    `count` gets the keys, or what `prepare` makes of them: done once for all counts that share it.
    """

    name: str
    label: Promise
    count: Callable[[Any, Someone], Counted]
    prepare: Callable[[Sequence[Any], Someone], Any] | None = None


def facets_of(index: "Index", candidates: Sequence[Key], user: Someone) -> list[Facet]:
    """The facets of these hits, in the order of the index; those without values are left out.

    A fixed number of queries for each index. More than `FACET_CAP` candidates are not counted.
    """
    keys = candidates[:FACET_CAP]
    counted = index.facets if keys else ()
    given = {
        prepare: prepare(keys, user) for prepare in dict.fromkeys(each.prepare for each in counted) if prepare
    }
    facets = [
        _facet(counts, counts.count(given[counts.prepare] if counts.prepare else keys, user))
        for counts in counted
    ]
    return [facet for facet in facets if facet.values]


def _facet(counts: Counts, counted: Counted) -> Facet:
    values = [
        FacetValue(str(value), str(words), count)
        for value, words, count in counted
        if value not in (None, "")
    ]
    values.sort(key=lambda each: (-each.count, each.words.casefold()))
    return Facet(counts.name, str(counts.label), values[:SHOWN], max(len(values) - SHOWN, 0))
