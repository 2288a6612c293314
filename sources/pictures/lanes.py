"""One lane of a timeline: few things as marks with their words, many as columns. Pure but for the active language.

Each thing is drawn once. Where a lane has columns, what is dated less exactly than a column is wide does not count in
one: it is drawn as a bar over the time that its date allows, one bar for all with that very date.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from math import ceil

from django.utils.translation import gettext

from sources.pictures.labels import stretch_words
from sources.pictures.words import broken, width_of

MOST_MARKS = 20
MOST_BARS = 12
# All in the units of the drawing, which are CSS pixels at its natural size.
WIDTH, EDGE = 1120, 8
EM = 13
HEAD, ROW, FOOT = 30, 26, 12
TALLEST, LEAST, WIDEST, NUMBER = 88, 2, 48, 16
DOT, GAP, PADDING = 6, 8, 10
LABEL = 44  # ems
INSIDE, BEHIND = range(2)  # where the words of a mark may stand, besides before it


@dataclass(frozen=True, slots=True)
class Moment:
    """Something from `start` up to `end`, in the seconds of `sources.pictures.units`; both are one for an instant."""

    key: Hashable
    start: int
    end: int
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """`words`: those of each of its moments by key, where `is_few`; else none is asked for."""

    name: str
    label: str
    moments: Sequence[Moment]
    words: Mapping[Hashable, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment, or the `count` that have one date; `key` is None for these. A dot where `width` is 0, else a bar.

    It takes `across` from `left`, its words with it, and one row from `top`.
    """

    start: int
    end: int
    key: Hashable
    words: str
    x: int
    width: int
    left: int
    across: int
    words_x: int
    is_unsure: bool = False
    is_before: bool = False  # the words end at `words_x`, and do not begin there
    count: int = 1
    top: int = 0

    @property
    def middle(self) -> int:
        return self.top + ROW // 2

    @property
    def baseline(self) -> int:
        return self.middle + 4

    @property
    def bar_top(self) -> int:
        return self.top + 3


@dataclass(frozen=True, slots=True)
class Column:
    """What lies from `start` up to `end`; the `unsure` ones of `count` are drawn hollow, on top of the others.

    It takes `width` from `x`, and what is to be hit reaches from `top` to `base`. `number` is the count where there is
    room for it, else "".
    """

    start: int
    end: int
    count: int
    unsure: int
    x: int
    width: int
    top: int
    base: int
    height: int
    unsure_height: int
    number: str

    @property
    def bar_x(self) -> int:
        return self.middle - self.bar_width // 2

    @property
    def bar_width(self) -> int:
        return max(min(self.width - 4, WIDEST), 1)

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def y(self) -> int:
        return self.base - self.height

    @property
    def sure_y(self) -> int:
        return self.y + self.unsure_height

    @property
    def sure_height(self) -> int:
        return self.height - self.unsure_height

    @property
    def number_y(self) -> int:
        return self.y - 4

    @property
    def reach(self) -> int:
        return self.base - self.top


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lane from `top` to `bottom`. `marks` are of single moments where it has no `columns`, else bars."""

    lane: Lane
    top: int
    bottom: int
    marks: Sequence[Mark] = ()
    columns: Sequence[Column] = ()

    @property
    def head(self) -> int:
        """The line that its name stands on."""
        return self.top + 19

    @property
    def base(self) -> int:
        return self.bottom - FOOT


@dataclass(frozen=True, slots=True)
class Scale:
    """Times to places across the drawing; what lies outside is put at the edge."""

    start: int
    end: int

    def x(self, at: int) -> int:
        inside = min(max(at, self.start), self.end)
        return EDGE + round((inside - self.start) * (WIDTH - 2 * EDGE) / (self.end - self.start))


def is_few(moments: Sequence[Moment]) -> bool:
    """Whether each is drawn as a mark of its own, with words."""
    return len(moments) <= MOST_MARKS


def drawn(lane: Lane, edges: Sequence[int], top: int) -> Drawn:
    """`edges`: where columns begin, and the end of the last. Every moment starts between the first and the last.

    Raises `KeyError` for a lane of few without the words of each.
    """
    scale = Scale(edges[0], edges[-1])
    if not lane.moments:
        return Drawn(lane, top, top + HEAD)
    return _few(lane, scale, top) if is_few(lane.moments) else _many(lane, scale, edges, top)


def _few(lane: Lane, scale: Scale, top: int) -> Drawn:
    marks = [
        replace(
            _mark(scale, each.start, each.end, lane.words[each.key]), key=each.key, is_unsure=each.is_unsure
        )
        for each in lane.moments
    ]
    placed, rows = _packed(marks, top + HEAD)
    return Drawn(lane, top, top + HEAD + rows * ROW + FOOT, placed)


def _many(lane: Lane, scale: Scale, edges: Sequence[int], top: int) -> Drawn:
    inside: dict[int, list[Moment]] = defaultdict(list)
    wider: dict[tuple[int, int], list[Moment]] = defaultdict(list)
    for moment in lane.moments:
        place = bisect_right(edges, moment.start) - 1
        if moment.end <= edges[place + 1]:
            inside[place].append(moment)
        else:
            wider[moment.start, moment.end].append(moment)
    bars, rows = _packed(list(_bars(wider, scale)), top + HEAD)
    floor = top + HEAD + rows * ROW
    base = floor + (NUMBER + TALLEST if inside else 0)
    return Drawn(lane, top, base + FOOT, bars, list(_columns(inside, edges, scale, (floor, base))))


def _columns(
    inside: Mapping[int, Sequence[Moment]], edges: Sequence[int], scale: Scale, reach: tuple[int, int]
) -> Iterator[Column]:
    """One for each place that has something, the fullest as high as there is room; `reach`: its top and its foot."""
    most = max(map(len, inside.values()), default=0)
    for place, (start, end) in enumerate(pairwise(edges)):
        count = len(inside.get(place, ()))
        if not count:
            continue
        unsure = sum(moment.is_unsure for moment in inside[place])
        x, height = scale.x(start), max(LEAST, round(count * TALLEST / most))
        width, number = scale.x(end) - x, str(count)
        yield Column(
            start, end, count, unsure, x, width, *reach,
            height=height,
            unsure_height=round(height * unsure / count),
            number=number if across_words(number) <= width else "",
        )  # fmt: skip


def _bars(wider: Mapping[tuple[int, int], Sequence[Moment]], scale: Scale) -> Iterator[Mark]:
    """One for each date; of very many dates the rarest share the last."""
    by_size = sorted(wider.items(), key=lambda each: (-len(each[1]), each[0]))
    own = by_size if len(by_size) <= MOST_BARS else by_size[: MOST_BARS - 1]
    for (start, end), moments in own:
        words = gettext("%(date)s: %(count)s") % {"date": stretch_words(start, end), "count": len(moments)}
        yield _bar(scale, start, end, words, moments)
    if rest := list(chain.from_iterable(moments for _span, moments in by_size[len(own) :])):
        start, end = min(each.start for each in rest), max(each.end for each in rest)
        words = gettext("Other dates that are less exact: %(count)s") % {"count": len(rest)}
        yield _bar(scale, start, end, words, rest)


def _bar(scale: Scale, start: int, end: int, words: str, moments: Sequence[Moment]) -> Mark:
    is_unsure = all(moment.is_unsure for moment in moments)
    return replace(_mark(scale, start, end, words), is_unsure=is_unsure, count=len(moments))


def _mark(scale: Scale, start: int, end: int, words: str) -> Mark:
    """The words stand in the bar where it has room for them, else behind it, else before it; cut off where none has."""
    x, width = scale.x(start), scale.x(end) - scale.x(start)
    if width <= 2 * DOT:
        x, width = (x + scale.x(end)) // 2, 0
    left, right = (x, x + width) if width else (x - DOT, x + DOT)
    rooms = [width - PADDING - GAP, WIDTH - right - 2 * GAP, left - 2 * GAP]
    words = broken(words, min(LABEL, max(rooms) / EM), 1)[0]
    across = across_words(words)
    place = next((place for place, room in enumerate(rooms) if across <= room), rooms.index(max(rooms)))
    mark = Mark(start, end, None, words, x, width, left, right - left, x + PADDING)
    if place == INSIDE:
        return mark
    whole = right - left + GAP + across + GAP
    if place == BEHIND:
        return replace(mark, across=whole, words_x=right + GAP)
    return replace(mark, left=right - whole, across=whole, words_x=left - GAP, is_before=True)


def _packed(marks: Iterable[Mark], top: int) -> tuple[list[Mark], int]:
    """In order of time, each in the highest row that it fits in; and how many rows that makes."""
    rows: list[int] = []
    places: dict[int, int] = {}
    ordered = sorted(marks, key=lambda each: (each.start, each.end, each.left))
    for number, mark in sorted(enumerate(ordered), key=lambda each: each[1].left):
        row = next((row for row, taken in enumerate(rows) if taken <= mark.left), len(rows))
        rows[row : row + 1] = [mark.left + mark.across + GAP]
        places[number] = top + row * ROW
    return [replace(mark, top=places[number]) for number, mark in enumerate(ordered)], len(rows)


def across_words(words: str) -> int:
    """How wide words are, on the safe side."""
    return ceil(width_of(words) * EM)
