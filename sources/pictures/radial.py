"""A drawing around one thing: it stands in the middle, everything else on two arcs about it, names outside. Pure.

Why no library: the ones that lay out graphs place points, and here names have to be placed, some a whole sentence
long. So the places of the names come first: one column on each side, stacked, that can never overlap. The marks stand
along them on an arc, and as that arc bulges outwards, no line between two marks can run through a name.

Within its group each name stands at the mean place of those it is tied to (the barycentre heuristic, see
`sources.pictures.layered`), so that lines are short and seldom cross. The same input gives the same drawing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from sources.pictures.curves import Box, Point, bend_around
from sources.pictures.layered import Line
from sources.pictures.words import broken

# All in the units of the drawing, which are CSS pixels at its natural size.
NAME, BOX = 208, 196  # the widest name, the box in the middle
NEAR, BULGE = 124, 148  # from the middle to a mark at the ends of an arc, and how much further at its belly
EM, LEADING, PADDING = 13, 17, 10
BESIDE, BETWEEN, ABOVE_GROUP = 15, 9, 12
EDGE, CLEAR = 6, 14
LINES, LINES_IN_BOX = 3, 5
SWEEPS = 6
LEFT, RIGHT = -1, 1

# The outline of a mark, by the kind of its node: SVG path data about its middle.
CIRCLE = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
OUTLINES = {
    "agent": CIRCLE,
    "document": "M-5-7H2L5-4V7H-5z",
    "claim": "M0-8 8 0 0 8-8 0z",
    "leak": "M0-8C3-3 6-1 6 2.5A6 5.5 0 0 1-6 2.5C-6-1-3-3 0-8z",
    "vendor": "M-6-6H6V6H-6z",
    "technology": "M-3.5-6.5H3.5L7 0 3.5 6.5H-3.5L-7 0z",
    "agency": "M-6.5 7V-1L0-7 6.5-1V7z",
    "place": "M-7-6H7L0 7.5z",
}


@dataclass(frozen=True, slots=True)
class Node:
    """`group` is the heading it stands under; nodes of one group must follow each other. `kind` is for its looks."""

    key: str
    words: str
    group: str = ""
    kind: str = ""
    address: str = ""
    is_far: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """Between two nodes; `words` say what it is, `weight` how much it rests on, `address` where that stands."""

    one: str
    other: str
    weight: int = 1
    words: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Centre:
    node: Node
    x: int
    y: int
    height: int
    lines: list[Line]
    width: int = BOX

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A point at (x, y) and its name beside it; `side` is `LEFT` or `RIGHT` of the middle."""

    node: Node
    side: int
    x: int
    y: int
    lines: list[Line]

    @property
    def words_x(self) -> int:
        return self.x + self.side * BESIDE

    @property
    def outline(self) -> str:
        return OUTLINES.get(self.node.kind, CIRCLE)


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group, in line with the names below it."""

    words: str
    side: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Chord:
    """`path` is SVG path data. A spoke joins the middle with a mark."""

    tie: Tie
    path: str
    is_spoke: bool


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    centre: Centre
    marks: list[Mark]
    headings: list[Heading]
    chords: list[Chord]


@dataclass(frozen=True, slots=True)
class _Name:
    """A node with its name in lines, which are broken only once."""

    node: Node
    lines: list[str]

    @property
    def height(self) -> int:
        return len(self.lines) * LEADING + BETWEEN


Column = Sequence[_Name]


def radial(centre: Node, nodes: Sequence[Node], ties: Iterable[Tie]) -> Picture:
    """`ties` join any two of them; one that names an unknown node raises KeyError."""
    joined = list(ties)
    names = [_Name(node, broken(node.words, NAME / EM, LINES)) for node in _ordered(nodes, joined)]
    columns = _in_columns(names)
    words = broken(centre.words, (BOX - 2 * PADDING) / EM, LINES_IN_BOX)
    box = len(words) * LEADING + 2 * PADDING
    height = max(*(_height(each) for each in columns), box + 8 * CLEAR)
    sheet = _Sheet(NEAR + BULGE + BESIDE + NAME + EDGE, height)
    middle = sheet.centre(centre, words, box)
    marks, headings = sheet.placed(columns)
    places = {mark.node.key: mark for mark in marks}
    return Picture(
        width=2 * sheet.middle,
        height=height + 2 * EDGE,
        centre=middle,
        marks=marks,
        headings=headings,
        chords=[_chord(tie, middle, places, sheet) for tie in joined],
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the names are laid on: `middle` is half its width, `height` that of its longer column."""

    middle: int
    height: int

    def centre(self, node: Node, words: Sequence[str], height: int) -> Centre:
        top = EDGE + (self.height - height) // 2
        lines = [Line(each, top + PADDING + LEADING * number - 4) for number, each in enumerate(words, 1)]
        return Centre(node, self.middle - BOX // 2, top, height, lines)

    def placed(self, columns: Sequence[Column]) -> tuple[list[Mark], list[Heading]]:
        marks: list[Mark] = []
        headings: list[Heading] = []
        for side, column in zip((LEFT, RIGHT), columns, strict=True):
            y = EDGE + (self.height - _height(column)) // 2
            for group, names in groupby(column, lambda each: each.node.group):
                if group:
                    y += ABOVE_GROUP + LEADING
                    headings.append(Heading(group, side, self._x(side, y) + side * BESIDE, y - 5))
                for name in names:
                    marks.append(self._mark(name, side, y))
                    y += name.height
        return marks, headings

    def _mark(self, name: _Name, side: int, top: int) -> Mark:
        y = top + len(name.lines) * LEADING // 2
        lines = [Line(each, top + LEADING * number - 4) for number, each in enumerate(name.lines, 1)]
        return Mark(name.node, side, self._x(side, y), y, lines)

    def holds(self, point: Point) -> bool:
        """Whether it lies within the arcs."""
        x, y = point
        return EDGE <= y <= EDGE + self.height and abs(x - self.middle) <= abs(self._x(LEFT, y) - self.middle)

    def _x(self, side: int, y: int) -> int:
        """On the arc of that side, which is half an ellipse."""
        away = min(abs(2 * (y - EDGE) / self.height - 1), 1)
        return round(self.middle + side * (NEAR + BULGE * sqrt(1 - away * away)))


def _height(column: Column) -> int:
    groups = len({each.node.group for each in column if each.node.group})
    return sum(each.height for each in column) + groups * (ABOVE_GROUP + LEADING)


def _in_columns(names: Column) -> tuple[Column, Column]:
    """Cut in two where the longer part is shortest."""
    cuts = range(len(names) + 1)
    cut = min(cuts, key=lambda at: (max(_height(names[:at]), _height(names[at:])), at))
    return names[:cut], names[cut:]


def _ordered(nodes: Sequence[Node], ties: Sequence[Tie]) -> list[Node]:
    """Groups in the order given, each sorted by where those are that its nodes are tied to."""
    known = {node.key for node in nodes}
    near: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        if tie.one in known and tie.other in known:  # a spoke pulls nowhere
            near[tie.one].append(tie.other)
            near[tie.other].append(tie.one)
    groups = [list(group) for _words, group in groupby(nodes, lambda each: each.group)]
    for _sweep in range(SWEEPS):
        for group in groups:
            places = _rows(groups)
            group.sort(key=lambda node: _mean(near[node.key], places, places[node.key]))
    return [node for group in groups for node in group]


def _rows(groups: Sequence[Sequence[Node]]) -> dict[str, int]:
    """How far down each stands, as if both columns had as many names."""
    keys = [node.key for group in groups for node in group]
    half = (len(keys) + 1) // 2
    return {key: place % half for place, key in enumerate(keys)}


def _mean(keys: Sequence[str], places: Mapping[str, int], own: int) -> float:
    return sum(places[key] for key in keys) / len(keys) if keys else own


def _chord(tie: Tie, centre: Centre, places: Mapping[str, Mark], sheet: _Sheet) -> Chord:
    ends = [places[key] for key in (tie.one, tie.other) if key != centre.node.key]
    if len(ends) == 1:
        mark = ends[0]
        start = f"M{centre.middle} {centre.y + centre.height // 2}"
        return Chord(tie, f"{start}L{mark.x} {mark.y}", is_spoke=True)
    one, other = ends
    x, y = _bend(one, other, centre, sheet)
    return Chord(tie, f"M{one.x} {one.y}Q{x} {y} {other.x} {other.y}", is_spoke=False)


def _bend(one: Mark, other: Mark, centre: Centre, sheet: _Sheet) -> Point:
    """The control point of the curve between two marks, within the arcs: so no curve can leave them."""
    mean = (one.y + other.y) // 2
    if one.side == other.side:
        reach = abs((one.x + other.x) // 2 - centre.middle) - 24 - abs(one.y - other.y) * 3 // 5
        return centre.middle + one.side * max(reach, centre.width // 2 + CLEAR), mean
    box = Box(centre.x - EDGE, centre.y - EDGE, centre.width + 2 * EDGE, centre.height + 2 * EDGE)
    return bend_around(box, (one.x, one.y), (other.x, other.y), sheet.holds)
