"""Curves of a drawing that go round what is in their way: quadratic Bézier curves, by their one control point. Pure."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

Point = tuple[int, int]

STEPS = 12  # points of a curve that are looked at
TURN, TURNS = 30, 40  # how much further aside each try goes, and how often


class Box(NamedTuple):
    x: int
    y: int
    width: int
    height: int

    def holds(self, x: float, y: float) -> bool:
        return self.x < x < self.x + self.width and self.y < y < self.y + self.height


def bend_around(box: Box, start: Point, end: Point, allowed: Callable[[Point], bool]) -> Point:
    """The allowed control point nearest to the straight way with which the curve keeps out of the box.

    The middle between both ends where there is none: then the line runs straight on, behind the box.
    """
    straight = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    ways = (way for way in _ways(straight) if allowed(way))
    return next((way for way in ways if _is_clear(box, start, way, end)), straight)


def _ways(straight: Point) -> Iterator[Point]:
    """First straight on, then ever further aside; up before down, to the left before to the right."""
    yield straight
    for away in range(TURN, TURN * TURNS, TURN):
        for across in range(0, away + 1, TURN):
            for left, up in product((-1, 1), repeat=2):
                yield straight[0] + left * across, straight[1] + up * (away - across)


def _is_clear(box: Box, start: Point, bend: Point, end: Point) -> bool:
    return not any(box.holds(x, y) for x, y in points_of(start, bend, end))


def points_of(start: Point, bend: Point, end: Point, steps: int = STEPS) -> Iterator[tuple[float, float]]:
    """Along the curve without its ends, by its definition: (1-t)² start + 2t(1-t) bend + t² end."""
    for step in range(1, steps):
        t = step / steps
        of_start, of_bend, of_end = (1 - t) ** 2, 2 * t * (1 - t), t**2
        yield (
            of_start * start[0] + of_bend * bend[0] + of_end * end[0],
            of_start * start[1] + of_bend * bend[1] + of_end * end[1],
        )
