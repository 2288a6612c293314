"""Snippets: the best place, marked, and never a character parted."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.searching import snippets
from sources.searching.preparing import prepared, terms
from sources.searching.snippets import LENGTH, Hit, Snippet, hits, snippet
from sources.searching.terms import Term

many = settings(max_examples=300, deadline=None)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80) | st.text(
    "aAb \n.,!#é\u0301かハ\u3099가。，…㍿張三กั\u200d\U0001f469\U0001f1e8\r", max_size=400
)
# What people see as one character each, whatever stands beside it.
CHARACTERS = [
    "a",
    "b",
    " ",
    "e\u0301",
    "張",
    "三",
    "。",
    "क्",
    "👩\u200d💻",
    "🇨🇳",
    "👍🏽",
    "\u1112\u1161\u11ab",
    "\n",
]


def wanted(*queries: str) -> list[Term]:
    return [Term(tuple(terms(query.rstrip("*"))), prefix=query.endswith("*")) for query in queries]


def shown(cut: Snippet) -> str:
    words = "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in cut.pieces)
    return "…" * cut.before + words + "…" * cut.after


FILLER = "Nothing of note was said that day. "
STORY = FILLER * 20 + "“The cameras watch the Uighurs,” he said. Cameras fail. " + FILLER * 20


@pytest.mark.parametrize(
    ("text", "queries", "marked"),
    [
        ("One Month, 500,000 Face Scans", ["face scans", "500000"], "One Month, [500,000] [Face Scans]"),
        ("the camera cameras", ["camera*"], "the [camera] [cameras]"),
        ("Cafe\u0301 und Straße", ["café", "strasse"], "[Cafe\u0301] und [Straße]"),
        ("張三和李四：“张三”", ["张三"], "[張三]和李四：“[张三]”"),
        ("张三。李四", ["三李"], "张三。李四"),
        ("哈哈哈哈", ["哈哈"], "[哈哈哈哈]"),
        ("#HongKong and Hong Kong", ["kong"], "#Hong[Kong] and Hong [Kong]"),
        ("hong kong dong", ["hong kong", "kong dong"], "[hong kong dong]"),
        ("facial recognition or facial hair", ["facial recognition"], "[facial recognition] or facial hair"),
        ("facial recognition of faces", ["facial recog*"], "[facial recognition] of faces"),
        ("nothing", ["something"], "nothing"),
        ("", ["x"], ""),
        ("x", [""], "x"),
    ],
)
def test_what_is_wanted_is_marked(text: str, queries: list[str], marked: str) -> None:
    assert shown(snippet(text, wanted(*queries))) == marked


def test_whole_sentences_around_the_best_place() -> None:
    cut = snippet(STORY, wanted("cameras", "uighurs"))
    assert "“The [cameras] watch the [Uighurs],” he said. [Cameras] fail." in shown(cut)
    assert shown(cut).startswith("…Nothing")
    assert shown(cut).endswith("day.…")
    assert LENGTH / 2 < cut.end - cut.start <= LENGTH


def test_two_terms_together_are_better_than_one_often() -> None:
    text = "lamp lamp lamp. " + FILLER * 20 + "A lamp at the quay. " + FILLER * 20
    assert "A [lamp] at the [quay]." in shown(snippet(text, wanted("lamp", "quay")))


def test_chinese_is_cut_at_its_sentences() -> None:
    text = "那天没有什么事情。" * 60 + "我写过中国的人脸识别，张三也来了。" + "那天没有什么事情。" * 60
    cut = shown(snippet(text, wanted("人脸", "张三")))
    assert "我写过中国的[人脸]识别，[张三]也来了。" in cut
    assert cut.startswith("…那天")
    assert cut.endswith("事情。…")


def test_nothing_found_gives_the_beginning() -> None:
    cut = snippet(STORY, wanted("absent"))
    assert (cut.start, cut.before, cut.after) == (0, False, True)
    assert not any(piece.hit for piece in cut.pieces)


def test_a_phrase_longer_than_the_snippet_is_cut() -> None:
    cut = snippet(STORY, wanted(FILLER * 10), length=100)
    assert [piece.hit for piece in cut.pieces] == [True]
    assert STORY.startswith(cut.pieces[0].text)


def test_hits_say_which_term_they_are_of() -> None:
    assert hits("章三、张三", wanted("张三", "三")) == [Hit(1, 2, 1), Hit(3, 5, 0), Hit(4, 5, 1)]


def asked_from(text: str, places: list[int]) -> list[Term]:
    """Words that are in the text, and a prefix of one."""
    forms = prepared(text).split()
    if not forms:
        return []
    found = [Term((forms[place % len(forms)],)) for place in places]
    return [*found, Term(tuple(forms[:2])), Term((forms[0][:1],), prefix=True)]


@many
@given(ANY_TEXT, st.lists(st.integers(0, 400), max_size=3), st.sampled_from([80, LENGTH]))
@example("\u0301" * 500, [], LENGTH)
@example("a" + "\u0301" * 500, [0], 80)
def test_any_text_gives_a_snippet(text: str, places: list[int], length: int) -> None:
    asked = asked_from(text, places)
    cut = snippet(text, asked, length)
    assert "".join(piece.text for piece in cut.pieces) == text[cut.start : cut.end]
    assert 0 <= cut.end - cut.start <= length
    assert (cut.before, cut.after) == (cut.start > 0, cut.end < len(text))
    assert all(piece.text for piece in cut.pieces)
    assert all(one.hit != other.hit for one, other in pairwise(cut.pieces))
    if asked:
        assert any(piece.hit for piece in cut.pieces)


@many
@given(st.lists(st.sampled_from(CHARACTERS), min_size=50, max_size=200), st.integers(0, 400))
def test_no_character_is_parted(characters: list[str], place: int) -> None:
    text = "".join(characters)
    edges = {0}
    for character in characters:
        edges.add(max(edges) + len(character))
    cut = snippet(text, asked_from(text, [place]), 40)
    at = cut.start
    for piece in cut.pieces:
        assert at in edges
        at += len(piece.text)
    assert cut.end in edges


PLAIN = st.text("abAB.'-1,_&/ @#\n", max_size=30)


@many
@given(PLAIN, PLAIN, st.booleans())
@example("U.S. and AT&T", "us", False)
@example("don't", "dont", True)
def test_a_plain_text_is_passed_over_only_where_nothing_is_in_it(text: str, typed: str, prefix: bool) -> None:
    term = Term(tuple(terms(typed)), prefix)
    if snippets._has_none(text, [term]):
        assert not list(snippets._occurrences(f" {prepared(text)} ", term))


def test_a_plain_text_without_the_words_is_passed_over() -> None:
    assert snippets._has_none("The Lantern Times", wanted("lamp", "tower"))
    assert not snippets._has_none("The Lantern Times", wanted("tower", "lantern"))
    assert not snippets._has_none("Lāmp", wanted("lamp"))
