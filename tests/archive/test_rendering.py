"""The sweep over a text: nothing lost, nothing added, whatever the ranges."""

import json
import time
from pathlib import Path

import pytest
from django.template import Context, Engine
from hypothesis import given
from hypothesis import strategies as st

from archive.rendering import Block, Range, editorial_ranges, grouped, han_ranges, segments_of

HOSTILE = Path(__file__).resolve().parents[2].parent / "shared" / "hostile" / "xss.json"
SMALL = st.integers(min_value=0, max_value=40)


def block(number: int, start: int, end: int, kind: str = "paragraph") -> Block:
    return Block(number, kind, 0, start, end)


def lines(text: str) -> list[Block]:
    """Every line as a block."""
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        blocks.append(block(number, start, start + len(line)))
        start += len(line) + 1
    return [each for each in blocks if each.end > each.start]


def drawn(text: str, *ranges: Range) -> list[list[tuple[str, str]]]:
    return [[(each.text, each.kinds) for each in row] for row in segments_of(text, lines(text), ranges)]


def test_a_text_without_ranges_is_its_blocks() -> None:
    assert drawn("one\ntwo") == [[("one", "")], [("two", "")]]


def test_overlapping_ranges_are_cut_where_either_changes() -> None:
    assert drawn("abcdefg", Range(1, 4, "x"), Range(3, 6, "y")) == [
        [("a", ""), ("bc", "x"), ("d", "x y"), ("ef", "y"), ("g", "")]
    ]


def test_a_range_over_two_blocks_is_in_both_and_closes_once() -> None:
    rows = list(segments_of("ab\ncd\nef", lines("ab\ncd\nef"), [over := Range(1, 4, "x")]))
    assert [[each.text for each in row] for row in rows] == [["a", "b"], ["c", "d"], ["ef"]]
    assert [each.closing for row in rows for each in row] == [(), (), (over,), (), ()]


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    text = "👁️ see 𠮷野家 now"
    start = text.index("𠮷")
    assert drawn(text, Range(start, start + 3, "name"))[0][1] == ("𠮷野家", "name")


def test_ranges_outside_every_block_draw_nothing() -> None:
    assert drawn("ab\ncd", Range(2, 3, "x"), Range(90, 99, "y")) == [[("ab", "")], [("cd", "")]]


@given(
    st.text(alphabet="ab 👁羽\n", min_size=1, max_size=30),
    st.lists(st.tuples(SMALL, SMALL, st.sampled_from("xyz")), max_size=8),
)
def test_every_letter_is_drawn_once_with_the_ranges_it_lies_in(
    text: str, pairs: list[tuple[int, int, str]]
) -> None:
    ranges = [Range(start, start + length, kind) for start, length, kind in pairs if length]
    for each, row in zip(blocks := lines(text), segments_of(text, blocks, ranges), strict=True):
        assert "".join(segment.text for segment in row) == text[each.start : each.end]
        place = each.start
        for segment in row:
            for offset in range(place, place + len(segment.text)):
                assert set(segment.ranges) == {r for r in ranges if r.start <= offset < r.end}
            place += len(segment.text)


def test_paragraphs_of_one_thing_make_one_group_with_its_signature() -> None:
    post = object()
    blocks = [block(1, 0, 5), block(2, 6, 10), block(3, 11, 15, "attribution"), block(4, 16, 20)]
    groups = list(grouped(blocks, [Range(0, 10, "post", post), Range(11, 15, "signature", post)]))
    assert [[each.number for each in group.blocks] for group in groups] == [[1, 2, 3], [4]]
    assert [group.things for group in groups] == [[post], []]


def test_neighbours_stay_apart_and_sharers_of_a_block_join() -> None:
    one, two = object(), object()
    blocks = [block(1, 0, 5), block(2, 6, 10, "post")]
    apart = grouped(blocks, [Range(0, 5, "post", one), Range(6, 10, "post", two)])
    assert [group.things for group in apart] == [[one], [two]]
    joined = grouped(blocks, [Range(0, 7, "post", one), Range(7, 10, "post", two)])
    assert [group.things for group in joined] == [[one, two]]


def test_words_quoted_inside_a_paragraph_do_not_make_it_a_group() -> None:
    assert [group.things for group in grouped([block(1, 0, 9)], [Range(2, 5, "quotation", object())])] == [[]]


def test_brackets_are_elisions_or_insertions_only_where_somebody_is_quoted() -> None:
    text = "[a] […] one [housing] two [ ... ] [Source]"
    quoted = [Range(4, text.index(" [Source]"), "quotation")]
    assert [(text[each.start : each.end], each.kind) for each in editorial_ranges(text, quoted)] == [
        ("[…]", "elision"),
        ("[housing]", "insertion"),
        ("[ ... ]", "elision"),
    ]


def test_runs_of_han_are_found_with_their_rare_letters() -> None:
    assert [(each.start, each.end) for each in han_ranges("a 孟建国 b 𠮷")] == [(2, 5), (8, 9)]


def test_hostile_text_comes_out_as_text() -> None:
    if not HOSTILE.exists():
        pytest.skip(f"{HOSTILE.name} is not beside this checkout")
    template = Engine().from_string("{% for each in row %}{{ each.text }}{% endfor %}")
    for _, payload in json.loads(HOSTILE.read_text())[::20]:
        ranges = [
            Range(0, max(len(payload) // 2, 1), "link"),
            Range(len(payload) // 3, len(payload) or 1, "mark"),
        ]
        (row,) = segments_of(payload, [block(1, 0, len(payload))], ranges)
        html = template.render(Context({"row": row}))
        assert "<" not in html
        assert '"' not in html


def test_time_grows_with_the_text_and_no_faster() -> None:
    def seconds(count: int) -> float:
        text = "\n".join(["word [x] 羽 word"] * count)
        blocks = lines(text)
        ranges = [Range(each.start, each.start + 4, "link") for each in blocks]
        whole = Range(0, len(text), "quotation", object())
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            everything = [*ranges, *editorial_ranges(text, [whole]), *han_ranges(text)]
            assert sum(1 for _ in segments_of(text, blocks, everything)) == count
            assert sum(1 for _ in grouped(blocks, [whole])) == 1
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(10_000) < 25 * seconds(1_000)
