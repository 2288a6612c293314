"""What is alike and why: a truth set of pairs that are one, and of pairs that are not."""

from typing import Any

import pytest

from sources.merging.likeness import FLOOR, LIKENESS, WORDS, Reason, words_of
from sources.merging.profiles import Traits, agent_keys, name_traits, plain_isbn, source_keys


def work(words: str = "the lamps that watched a harbour", **traits: Any) -> Traits:
    return Traits(
        words=words, **{"date": "2019-12-18", "where": "the sorrel lantern", "kind": "article"} | traits
    )


def agent(*names: str, **traits: Any) -> Traits:
    folded, sounds = name_traits(names)
    return Traits(names=folded, sounds=sounds, **traits)


ONE = [
    ("source", work(doi="10.1/a"), work("another title", doi="10.1/a"), Reason.SAME_DOI),
    ("source", work(isbn="9780306406157"), work("lamps", isbn="9780306406157"), Reason.SAME_ISBN),
    ("source", work(url="example.org/a"), work("", url="example.org/a", date=""), Reason.SAME_ADDRESS),
    ("source", work(), work(), Reason.SAME_TITLE),
    ("source", work(), work("the lamps that watched the harbour", people=("1",)), Reason.LIKE_TITLE),
    ("source", work("监控中国城市的摄像头"), work("监控中国城市的摄像头", date="2019"), Reason.SAME_TITLE),
    ("post", Traits(words="key", where="x", people=("1",)), Traits(words="key", where="x", people=("1",)), Reason.SAME_WORDS),
    ("agent", agent("Paul Mozur"), agent("Mozur, Paul"), Reason.SAME_NAME),
    ("agent", agent("孟建国"), agent("Meng Jianguo"), Reason.SAME_SOUND),
    ("agent", agent("孟建国"), agent("Jianguo Meng"), Reason.SAME_SOUND),
    ("agent", agent("張三豐"), agent("张三丰"), Reason.SAME_NAME),
    ("agent", agent("Paul Mozur"), agent("Paul Mozurr"), Reason.LIKE_NAME),
    ("agent", agent("Paul Mozur"), agent("P. Mozur"), Reason.INITIAL),
    ("agent", agent("Lamps", handles=("ada",)), agent("Quill", handles=("ada",)), Reason.HANDLE_ELSEWHERE),
    ("account", Traits(words="ada_q", handles=("adaq",), where="x"), Traits(words="adaq", handles=("adaq",), where="x"), Reason.SAME_HANDLE),
    ("account", Traits(handles=("ada",), where="x"), Traits(handles=("ada",), where="mastodon"), Reason.HANDLE_ELSEWHERE),
]  # fmt: skip
TWO = [
    ("source", work(doi="10.1/a"), work(doi="10.1/b")),
    ("source", work("editorial", people=("1",)), work("editorial", people=("2",), date="2018", where="the quay")),
    ("source", work(), work("the ships that left a harbour")),
    ("source", work("tender 4 of the county office"), work("tender 7 of the county office")),
    ("source", work("", isbn="9780306406157", kind="chapter"), work("", isbn="9780306406157")),
    ("post", Traits(words="key", where="x", ids=("1",)), Traits(words="key", where="x", ids=("2",))),
    ("post", Traits(words="key", where="x"), Traits(words="key", where="mastodon")),
    ("post", Traits(words="key", where="x", people=("1",)), Traits(words="key", where="x", people=("2",))),
    ("agent", agent("Ada Quill"), agent("Bo Reed")),
    ("agent", agent("章三"), agent("李四")),
    ("agent", agent("Sorrel", kind="person"), agent("Sorrel", kind="organisation")),
    ("account", Traits(handles=("ada",), where="x", people=("1",)), Traits(handles=("ada",), where="mastodon", people=("2",))),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "left", "right", "reason"), ONE)
def test_two_that_are_one_are_found_and_the_reason_leads(
    kind: str, left: Traits, right: Traits, reason: Reason
) -> None:
    found = LIKENESS[kind](left, right)
    assert found.score >= FLOOR
    assert found.reasons[0] == reason
    assert LIKENESS[kind](right, left) == found


@pytest.mark.parametrize(("kind", "left", "right"), TWO)
def test_two_that_are_not_are_left_alone(kind: str, left: Traits, right: Traits) -> None:
    assert LIKENESS[kind](left, right).score < FLOOR


def test_what_speaks_against_lowers_and_is_said() -> None:
    plain = LIKENESS["source"](work(), work())
    doubted = LIKENESS["source"](work(people=("1",)), work(people=("2",)))
    assert doubted.score < plain.score
    assert ("other people behind it", True) in words_of(doubted.reasons)


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Reason)
    assert words_of(["of_another_version"]) == [("of_another_version", False)]


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0-306-40615-2", "9780306406157"),
        ("978-0-306-40615-7", "9780306406157"),
        ("080442957X", "9780804429573"),
        ("12", ""),
        ("X".join("012345678"), ""),
    ],
)
def test_both_isbns_of_a_book_are_one(typed: str, digits: str) -> None:
    assert plain_isbn(typed) == digits


def test_two_spellings_of_a_title_share_a_key() -> None:
    one, other = work("the lamps of port sorrel"), work("the lamps of port sorrell")
    assert set(source_keys(one)) & set(source_keys(other))
    assert set(agent_keys(agent("孟建国"))) & set(agent_keys(agent("Meng Jianguo")))
