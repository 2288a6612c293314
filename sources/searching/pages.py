"""Pages of hits that are in order: each begins behind a hit or ends before one, whatever came or went meanwhile. Pure."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sources.paging import MalformedCursor
from sources.searching.engines.shape import Key

DIRECTIONS: Mapping[str, tuple[Callable[[str, str], bool], Callable[[str, str], bool]]] = {
    "newest": (operator.le, operator.lt),
    "oldest": (operator.ge, operator.gt),
    "relevance": (
        lambda other, place: float(other) <= float(place),
        lambda other, place: float(other) < float(place),
    ),
}


@dataclass(frozen=True, slots=True)
class Ordered:
    """All hits that were counted, in order, and the place of each as a cursor says it: "" behind all others."""

    keys: Sequence[Key] = ()
    places: Mapping[Key, float | str] = field(default_factory=dict)

    def place(self, key: Key) -> str:
        place = self.places.get(key, "")
        return f"{place:.6f}" if isinstance(place, float) else place

    def cursor(self, key: Key) -> str:
        return f"{self.place(key)}~{key}"


@dataclass(frozen=True, slots=True)
class Page:
    """`start` hits stand before it. `previous` and `next` are the `before` and `after` of its neighbours, or ""."""

    keys: tuple[Key, ...] = ()
    start: int = 0
    previous: str = ""
    next: str = ""


def page_of(ordered: Ordered, *, sort: str, size: int, after: str = "", before: str = "") -> Page:
    """The page behind `after`, or the one before `before`; the first without either.

    Where the hit that a cursor names is gone, its place counts: of hits that share it some may be shown twice, none is
    lost. Raises `MalformedCursor`.
    """
    start = 0
    if after:
        start = _start(ordered, after, sort)
    elif before:
        start = max(0, _end(ordered, before, sort) - size)
    shown = tuple(ordered.keys[start : start + size])
    return Page(
        keys=shown,
        start=start,
        previous=ordered.cursor(shown[0]) if shown and start else "",
        next=ordered.cursor(shown[-1]) if start + size < len(ordered.keys) else "",
    )


def _start(ordered: Ordered, after: str, sort: str) -> int:
    """Where what stands behind this cursor begins."""
    place, number = _named(ordered, after)
    if number is not None:
        return number + 1
    is_behind, _is_far_behind = DIRECTIONS[sort]
    return _first(ordered, after, lambda other: not other or (bool(place) and is_behind(other, place)))


def _end(ordered: Ordered, before: str, sort: str) -> int:
    """Where what stands before this cursor ends."""
    place, number = _named(ordered, before)
    if number is not None:
        return number
    _is_behind, is_far_behind = DIRECTIONS[sort]
    return _first(ordered, before, lambda other: bool(place) and (not other or is_far_behind(other, place)))


def _named(ordered: Ordered, cursor: str) -> tuple[str, int | None]:
    """The place that a cursor says, and the number of its hit, None where it is gone."""
    place, separator, name = cursor.partition("~")
    if not separator:
        raise MalformedCursor(cursor)
    return place, next((number for number, key in enumerate(ordered.keys) if str(key) == name), None)


def _first(ordered: Ordered, cursor: str, is_there: Callable[[str], bool]) -> int:
    places = enumerate(map(ordered.place, ordered.keys))
    try:
        return next((number for number, place in places if is_there(place)), len(ordered.keys))
    except ValueError as error:
        raise MalformedCursor(cursor) from error
