"""Any text at all is understood, in time linear in its length, and its canonical form is read as the same tree."""

import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.searching.querying import notes, parse
from sources.searching.querying.parsing import MAX_LENGTH, MAX_TERMS, MAX_TEXT
from sources.searching.querying.tree import FieldTerm, leaves
from tests.sources.searching.querying.test_tree import faults

PIECES = [
    *'"“”「」＂()（）|｜:：*＊-－−@#\\/.,!?，。、 \t\n\u3000\u00a0',
    "OR", "AND", "NOT", "ＯＲ", "or", "from:", "tag:", "标签：", "before:", "has:", "tag:(", "来自：（", "kind:", "foo:", "http://",
    "lamp", "Lantern", "paulmozur", "人脸", "張三", "张三", "孟建国", "2019-12-18", "2019", "1,234.5", "café", "İ",
    "ﬁ", "﷽", "\u0301", "\u202e", "\u2066", "\u200f", "\ufeff", "\u200b", "\x00", "\x1b", "\ud800", "\udfff", "\ue000",
    "\ufffd", "\U0001f469\u200d\U0001f52c", "\U00020000", "かな", "カナ", "한국", "עברית", "العربية", "हिन्दी", "ß", "claim", "en", "evidence",
]  # fmt: skip
QUERIES = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map(" ".join),
    st.text(
        st.characters(codec=None, categories=["Cs", "Cc", "Cf", "Co", "Lo", "Po", "Ps", "Pe"]), max_size=30
    ),
)


def check(query: str) -> None:
    understood = parse(query)
    text = understood.text()
    again = parse(text)
    assert again == understood
    assert again.text() == text
    assert [note.sentence for note in again.notes] in ([], [notes.NOTHING], [notes.ONLY_LEFT_OUT])
    assert len(text) < MAX_TEXT
    if understood.tree is None:
        assert understood.notes
        return
    assert faults(understood.tree) == []
    found = list(leaves(understood.tree))
    assert len(found) <= MAX_TERMS
    assert sum(len(leaf.value if isinstance(leaf, FieldTerm) else leaf.typed) for leaf in found) <= MAX_LENGTH
    # What a page repeats of it can be sent.
    for words in (text, understood.reading, *map(str, understood.notes)):
        words.encode()
        assert "\0" not in words


@settings(max_examples=500, deadline=None)
@given(QUERIES)
@example("a\\")
@example('tag:"\\')
@example('"a\\" b')
@example("(" * 50 + "a" + ")" * 49)
@example("-tag:(a OR -from:(b, c)")
def test_any_text_is_understood(query: str) -> None:
    check(query)


def hostile(seed: int, count: int) -> Iterator[str]:
    """Random queries of signs, words and fields in many scripts; now and then one of 10 kB."""
    dice = random.Random(seed)  # noqa: S311 - the same queries in each run
    for number in range(count):
        length = 3_000 if number % 500 == 0 else dice.randint(0, 30)
        joint = dice.choice(["", " "])
        yield joint.join(dice.choices(PIECES, k=length))


@pytest.mark.slow
def test_ten_thousand_hostile_queries_are_understood() -> None:
    count = 0
    for query in hostile(seed=4, count=10_000):
        check(query)
        count += 1
    assert count == 10_000


@pytest.mark.parametrize(
    "unit",
    ["(", ")", "-", '"', "|", "a ", "a", "人", "，", "a|", "(a ", "-(", "tag:x ", "tag: ", '\\"', "a:", "foo:b ", "tag:(", "tag:(a,b ", "* ", "a(b)", "\u0301", "\ud800"],
)  # fmt: skip
def test_a_long_query_is_read_in_linear_time(unit: str) -> None:
    query = unit * (200_000 // len(unit))
    start = time.perf_counter()
    parse(query).text()
    assert time.perf_counter() - start < 1.0  # 10 to 100 ms when nothing else runs
    check(query)


@pytest.mark.parametrize("depth", [100, 10_000])
def test_brackets_as_deep_as_one_likes(depth: int) -> None:
    check("(" * depth + "lamp" + ")" * depth)
    assert parse("(" * 100 + "lamp" + ")" * 100).text() == "lamp"
    check("a (b OR -(c " * depth)
    check("-(" * depth + "lamp")
