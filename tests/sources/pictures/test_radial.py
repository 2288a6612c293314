"""Where the names, marks and lines of a drawing around one thing go."""

import random
import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.pictures.radial import EM, LEADING, LINES, NEAR, OUTLINES, Mark, Node, Picture, Tie, radial
from sources.pictures.words import width_of

CENTRE = Node("centre", "Sorrel Lamp Works")
NAMES = [
    "Ada Quill",
    "码头上的灯熄灭了九个夜晚而没有人被告知",
    "The lamps of the lower quay wrote down everybody who crossed it",
]
Box = tuple[float, float, float, float]


def drawn(seed: int, count: int) -> tuple[list[Node], list[Tie]]:
    """So many nodes in three groups, some tied with each other, each with the centre."""
    chance = random.Random(seed)  # noqa: S311 - the same drawing each time
    nodes = [
        Node(
            str(number),
            " ".join(chance.choices(NAMES, k=chance.randrange(1, 4))),
            f"group {number * 3 // count}",
        )
        for number in range(count)
    ]
    pairs = chance.sample(list(combinations(range(count), 2)), k=min(2 * count, count * (count - 1) // 2))
    return nodes, [
        *(Tie("centre", node.key) for node in nodes),
        *(Tie(str(one), str(other)) for one, other in pairs),
    ]


def words_of(mark: Mark) -> Box:
    """What a name takes up: left, top, right, bottom."""
    width = max(width_of(line.words) for line in mark.lines) * EM
    left, right = sorted((mark.words_x, mark.words_x + mark.side * width))
    return left, mark.lines[0].y - LEADING + 4, right, mark.lines[-1].y + 4


def box_of(mark: Mark) -> Box:
    """A name and its mark."""
    left, top, right, bottom = words_of(mark)
    return min(left, mark.x - 8), top, max(right, mark.x + 8), bottom


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def along(path: str) -> list[tuple[float, float]]:
    """Points of a curve with one control point."""
    x1, y1, x2, y2, x3, y3 = (int(number) for number in re.findall(r"-?\d+", path))
    return [
        (
            (1 - t) ** 2 * x1 + 2 * t * (1 - t) * x2 + t**2 * x3,
            (1 - t) ** 2 * y1 + 2 * t * (1 - t) * y2 + t**2 * y3,
        )
        for t in (step / 40 for step in range(1, 40))
    ]


def names_of(picture: Picture) -> list[Box]:
    headings = [
        (each.x - NEAR, each.y - LEADING + 5, each.x + NEAR, each.y) for each in picture.headings
    ]  # as wide as any
    return [*map(box_of, picture.marks), *headings]


@given(st.integers(0, 2**32), st.integers(0, 40))
@settings(max_examples=25, deadline=None)
def test_no_two_names_overlap_and_all_lie_inside(seed: int, count: int) -> None:
    nodes, ties = drawn(seed, count)
    picture = radial(CENTRE, nodes, ties)
    assert {mark.node for mark in picture.marks} == set(nodes)
    assert len(picture.chords) == len(ties)
    names = names_of(picture)
    assert not any(overlap(one, other) for one, other in combinations(names, 2))
    for left, top, right, bottom in names:
        assert left >= 0
        assert top >= 0
        assert right <= picture.width
        assert bottom <= picture.height


@given(st.integers(0, 2**32), st.integers(2, 40))
@settings(max_examples=25, deadline=None)
def test_no_line_runs_through_a_name_or_out_of_the_drawing(seed: int, count: int) -> None:
    picture = radial(CENTRE, *drawn(seed, count))
    names = [words_of(mark) for mark in picture.marks]
    for chord in picture.chords:
        if not chord.is_spoke:
            for x, y in along(chord.path):
                assert 0 <= y <= picture.height
                assert not any(left < x < right and top < y < bottom for left, top, right, bottom in names)


@given(st.integers(0, 2**32), st.integers(0, 40))
@settings(max_examples=10, deadline=None)
def test_the_same_input_gives_the_same_drawing(seed: int, count: int) -> None:
    assert radial(CENTRE, *drawn(seed, count)) == radial(CENTRE, *drawn(seed, count))


def test_alone_it_is_drawn_too() -> None:
    picture = radial(Node("centre", "灯" * 400), [], [])
    box = picture.centre
    assert picture.marks == []
    assert box.y > 0
    assert box.y + box.height < picture.height
    assert len(box.lines) == 5


def test_a_line_between_two_keeps_out_of_the_box_in_the_middle() -> None:
    nodes = [Node(str(number), "Lamp") for number in range(12)]
    ties = [Tie(one, other) for one, other in combinations((node.key for node in nodes), 2)]
    picture = radial(CENTRE, nodes, ties)
    box = picture.centre
    for chord in picture.chords:
        assert not any(
            box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in along(chord.path)
        ), chord.tie


def test_groups_keep_their_order_and_what_is_tied_stands_together() -> None:
    ones = [Node(f"a{number}", "Lamp", "A") for number in range(8)]
    others = [Node(f"b{number}", "Lamp", "B") for number in reversed(range(8))]
    picture = radial(CENTRE, [*ones, *others], [Tie(f"a{number}", f"b{number}") for number in range(8)])
    places = {mark.node.key: mark.y for mark in picture.marks}
    assert [heading.words for heading in picture.headings] == ["A", "B"]
    assert all(abs(places[f"a{number}"] - places[f"b{number}"]) < LEADING for number in range(8))


def test_long_names_are_cut_and_each_kind_has_its_own_outline() -> None:
    (mark,) = radial(CENTRE, [Node("long", "word " * 60, kind="claim")], []).marks
    assert len(mark.lines) == LINES
    assert mark.lines[-1].words.endswith("…")
    assert mark.outline == OUTLINES["claim"]
    assert len(set(OUTLINES.values())) == len(OUTLINES)


def test_a_line_to_nothing_is_an_error() -> None:
    with pytest.raises(KeyError):
        radial(CENTRE, [], [Tie("centre", "nowhere")])
