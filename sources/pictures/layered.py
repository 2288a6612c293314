"""A drawing in columns: each thing in the column of its depth, arrows from left to right. Pure.

Within a column things are ordered by the mean place of what they are joined with (the barycentre heuristic of
Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures", IEEE Transactions
on Systems, Man, and Cybernetics 11, 1981), swept a fixed number of times, so that arrows seldom cross.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sources.pictures.words import broken

# All in the units of the drawing, which are CSS pixels at its natural size.
BOX, GAP, BETWEEN, EDGE = 200, 132, 18, 2
EM, LINE, PADDING = 13, 18, 10
LINES = 4
SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Node:
    """`key` tells it from others; `words` stand in its box, `detail` in small below, `address` is where it leads."""

    key: str
    column: int
    words: str
    detail: str = ""
    address: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to another, mostly in a later column; `words` say how they are joined."""

    start: str
    end: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words and the base line it stands on."""

    words: str
    y: int
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    node: Node
    x: int
    y: int
    height: int
    lines: list[Line]
    width: int = BOX

    @property
    def words_x(self) -> int:
        return self.x + PADDING


@dataclass(frozen=True, slots=True)
class Arrow:
    """`path` is SVG path data; the words stand around (x, y), in lines."""

    edge: Edge
    path: str
    x: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    boxes: list[Box]
    arrows: list[Arrow]


def layered(nodes: Sequence[Node], edges: Iterable[Edge]) -> Picture:
    """Columns count from 0 and may have gaps. An edge that names an unknown node raises KeyError."""
    joined = list(edges)
    columns = _ordered(nodes, joined)
    tallest = max((_height(column) for column in columns), default=0)
    boxes = {
        box.node.key: box
        for place, column in enumerate(columns)
        for box in _stacked(column, EDGE + place * (BOX + GAP), EDGE + (tallest - _height(column)) // 2)
    }
    return Picture(
        width=2 * EDGE + len(columns) * BOX + max(len(columns) - 1, 0) * GAP,
        height=2 * EDGE + tallest,
        boxes=list(boxes.values()),
        arrows=[_arrow(edge, boxes[edge.start], boxes[edge.end]) for edge in joined],
    )


def _ordered(nodes: Iterable[Node], edges: Iterable[Edge]) -> list[list[Node]]:
    by_column: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        by_column[node.column].append(node)
    columns = [by_column[number] for number in sorted(by_column)]
    near: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        near[edge.start].append(edge.end)
        near[edge.end].append(edge.start)
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            places = {node.key: place for each in columns for place, node in enumerate(each)}
            column.sort(key=lambda node: _mean(near[node.key], places, places[node.key]))
    return columns


def _mean(keys: Sequence[str], places: Mapping[str, int], own: int) -> float:
    return sum(places[key] for key in keys) / len(keys) if keys else own


def _height(column: Sequence[Node]) -> int:
    return sum(_box_height(_lines(node, 0)) for node in column) + BETWEEN * (len(column) - 1)


def _box_height(lines: Sequence[Line]) -> int:
    return len(lines) * LINE + 2 * PADDING


def _lines(node: Node, top: int) -> list[Line]:
    width = (BOX - 2 * PADDING) / EM
    words = [(each, False) for each in broken(node.words, width, LINES)]
    detail = [(each, True) for each in broken(node.detail, width * 1.1, 2)] if node.detail else []
    return [
        Line(each, top + PADDING + LINE * number - 5, is_detail)
        for number, (each, is_detail) in enumerate([*words, *detail], start=1)
    ]


def _stacked(column: Iterable[Node], x: int, y: int) -> Iterable[Box]:
    for node in column:
        lines = _lines(node, y)
        height = _box_height(lines)
        yield Box(node, x, y, height, lines)
        y += height + BETWEEN


def _arrow(edge: Edge, start: Box, end: Box) -> Arrow:
    x1, y1 = start.x + BOX, start.y + start.height // 2
    x2, y2 = end.x, end.y + end.height // 2
    bend = (x2 - x1) // 2
    path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    words = broken(edge.words, (GAP - 20) / EM * 1.1, 3) if edge.words else []
    middle = (y1 + y2) // 2
    top = middle - 6 - LINE * (len(words) - 1)
    lines = [Line(each, top + LINE * number, is_detail=True) for number, each in enumerate(words)]
    return Arrow(edge, path, x2 - GAP // 2, lines)
