"""Where boxes and arrows of a drawing go."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.pictures.layered import BOX, Box, Edge, Node, layered
from sources.pictures.words import broken, width_of

CLAIM = Node("claim", 0, "The lamps were out for nine nights")


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + BOX
        and other.x < one.x + BOX
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def test_columns_go_from_left_to_right() -> None:
    nodes = [CLAIM, Node("article", 1, "Lamps"), Node("post", 3, "A post")]
    picture = layered(nodes, [Edge("claim", "article", "supports"), Edge("article", "post", "quotes")])
    claim, article, post = picture.boxes
    assert claim.x + BOX < article.x
    assert article.x + BOX < post.x
    assert picture.width == post.x + BOX + claim.x
    assert [arrow.lines[0].words for arrow in picture.arrows] == ["supports", "quotes"]


@given(st.integers(0, 2**32))
def test_no_two_boxes_overlap_and_all_lie_inside(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same drawing each time
    nodes = [
        Node(
            str(number),
            chance.randrange(4),
            "word 字 " * chance.randrange(20),
            "12 May 2019" * chance.randrange(2),
        )
        for number in range(chance.randrange(1, 12))
    ]
    edges = [Edge(chance.choice(nodes).key, chance.choice(nodes).key) for _each in range(8)]
    picture = layered(nodes, edges)
    assert {box.node.key for box in picture.boxes} == {node.key for node in nodes}
    assert not any(overlap(one, other) for one, other in combinations(picture.boxes, 2))
    for box in picture.boxes:
        assert 0 <= box.x <= picture.width - BOX
        assert 0 <= box.y <= picture.height - box.height
        assert all(box.y < line.y < box.y + box.height for line in box.lines)


def test_crossings_are_avoided() -> None:
    left, right = "abcdef", "uvwxyz"
    nodes = [*(Node(each, 0, each) for each in left), *(Node(each, 1, each) for each in reversed(right))]
    picture = layered(nodes, [Edge(*pair) for pair in zip(left, right, strict=True)])
    places = {box.node.key: box.y for box in picture.boxes}
    assert sorted(left, key=places.__getitem__) == [
        dict(zip(right, left, strict=True))[each] for each in sorted(right, key=places.__getitem__)
    ]


def test_an_arrow_to_nothing_is_an_error() -> None:
    with pytest.raises(KeyError):
        layered([CLAIM], [Edge("claim", "nowhere")])


@given(st.text(max_size=80), st.integers(1, 4))
def test_lines_fit(words: str, lines: int) -> None:
    found = broken(words, 10, lines)
    assert 1 <= len(found) <= lines
    assert all(width_of(line) <= 10 for line in found)


def test_what_does_not_fit_says_so() -> None:
    assert broken("The lamps on the quay were out for nine nights", 10, 2)[-1].endswith("…")
    assert broken("码头上的灯熄灭了九个夜晚", 4, 2) == ["码头上的", "灯熄灭…"]
    assert broken("  two\n words ", 10, 2) == ["two words"]
