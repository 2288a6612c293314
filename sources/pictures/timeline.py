"""A timeline: lanes over one axis of the calendar. Pure but for the active language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.pictures.labels import tick_words
from sources.pictures.lanes import WIDTH, Drawn, Lane, Moment, Scale, across_words, drawn
from sources.pictures.units import Unit, boundaries, finest

MOST_COLUMNS = 40  # so that none is narrower than 24 pixels, which a finger can hit
BETWEEN, AXIS = 14, 30
ASIDE, APART = 4, 14  # from a tick to its words, from these to the next tick
MOST_TICKS = 60

Window = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    words: str

    @property
    def words_x(self) -> int:
        return self.x + ASIDE

    @property
    def end(self) -> int:
        return self.words_x + across_words(self.words)


@dataclass(frozen=True, slots=True)
class Timeline:
    """From `start` up to `end`; a column is one `unit` wide."""

    width: int
    height: int
    start: int
    end: int
    unit: Unit
    lanes: list[Drawn]
    ticks: list[Tick]

    @property
    def axis(self) -> int:
        return self.height - AXIS

    @property
    def baseline(self) -> int:
        return self.axis + 19


def timeline(lanes: Sequence[Lane], window: Window = (None, None)) -> Timeline:
    """All of the window; on a side where it is open, as far as the moments go. Raises `ValueError` without a moment."""
    start, end = _reach([moment for lane in lanes for moment in lane.moments], window)
    unit = finest(start, end, MOST_COLUMNS)
    edges = boundaries(unit, start, end)
    placed: list[Drawn] = []
    for lane in lanes:
        placed.append(drawn(lane, edges, placed[-1].bottom + BETWEEN if placed else 0))
    height = placed[-1].bottom + BETWEEN + AXIS
    return Timeline(WIDTH, height, edges[0], edges[-1], unit, placed, ticks(Scale(edges[0], edges[-1])))


def _reach(moments: Sequence[Moment], window: Window) -> tuple[int, int]:
    """Whole days. Where a moment begins is always inside; that it may end later does not widen a window."""
    first, last = window
    starts = [moment.start for moment in moments]
    start = min(starts) if first is None else min(first, *starts)
    end = max(moment.end for moment in moments) if last is None else last
    return Unit.DAY.start(start), Unit.DAY.end(max(end - 1, *starts))


def ticks(scale: Scale) -> list[Tick]:
    """At the boundaries of the finest unit whose names neither run into each other nor out of the drawing."""
    for unit in Unit:
        if scale.end - scale.start <= MOST_TICKS * unit.longest:
            found = list(_ticks(unit, scale))
            if all(one.end + APART <= two.x for one, two in pairwise(found)):
                return found
    return []


def _ticks(unit: Unit, scale: Scale) -> Iterator[Tick]:
    for at in boundaries(unit, scale.start, scale.end):
        if scale.start <= at < scale.end:
            tick = Tick(scale.x(at), tick_words(unit, at))
            if tick.end <= WIDTH:
                yield tick
