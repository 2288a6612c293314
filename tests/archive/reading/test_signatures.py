"""The line under a quoted post."""

import pytest

from archive.reading.signatures import Signature, find_signature

DAY = "December 18, 2019"


@pytest.mark.parametrize("dash", ["— ", "—", "– ", "--", "-- ", "― ", "—— ", "⸺ ", "- "])
def test_every_dash_opens_a_line(dash: str) -> None:
    line = f"{dash}Paul Mozur 孟建国 (@paulmozur) {DAY}"
    assert find_signature(line) == Signature(0, len(line), "Paul Mozur 孟建国", "paulmozur", "2019-12-18")


@pytest.mark.parametrize(
    ("text", "start", "name", "handle"),
    [
        (f"pic.twitter.com/zCHPVl2FTd— A Name (@a_name) {DAY}", 26, "A Name", "a_name"),
        (f"Words – more — words. — Name (@n) {DAY}", 22, "Name", "n"),
        (f"Words.— Jean–Luc O'Neil (@n) {DAY}", 6, "Jean–Luc O'Neil", "n"),
        (f"Words.— Ann-Marie (@n) {DAY}", 6, "Ann-Marie", "n"),
        (f"— Watch — Dog (@n) {DAY}", 0, "Watch — Dog", "n"),
        (f"— 🦊 Fox 🔥 (@fox) {DAY}", 0, "🦊 Fox 🔥", "fox"),
        (f"— Name (they/them) (@n) {DAY}", 0, "Name (they/them)", "n"),
        (f"— 中文名（@zh_name）{DAY}", 0, "中文名", "zh_name"),
        (f"— (@n) {DAY}", 0, "", "n"),
        ("— Name (@n) 2019年12月18日", 0, "Name", "n"),
        ("— Name (@n) 10:22 AM · Dec 18, 2019", 0, "Name", "n"),
        ("— Name (@n)\u00a0· 18 Dec 2019  \n", 0, "Name", "n"),
        (f"First line.\nSecond line.\n  — Name (@n) {DAY}", 27, "Name", "n"),
        (f"(@other) said it. — Name (@n) {DAY}", 18, "Name", "n"),
    ],
)
def test_name_and_handle_are_found(text: str, start: int, name: str, handle: str) -> None:
    signature = find_signature(text)
    assert signature is not None
    assert (signature.start, signature.name, signature.handle) == (start, name, handle)
    assert signature.date == "2019-12-18"
    assert signature.end == len(text.rstrip())
    assert text[signature.start] in "—–"


@pytest.mark.parametrize(
    ("handle", "platform"),
    [("paulmozur", "x"), ("someone@mastodon.social", "mastodon"), ("someone.bsky.social", "bluesky")],
)
def test_the_handle_tells_the_platform(handle: str, platform: str) -> None:
    signature = find_signature(f"— Name (@{handle}) {DAY}")
    assert signature is not None
    assert (signature.handle, signature.platform) == (handle, platform)


def test_an_impossible_day_is_a_signature_without_a_date() -> None:
    signature = find_signature("— Name (@n) February 30, 2019")
    assert signature is not None
    assert signature.date == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "— Name",
        "— Name (@n)",
        f"— Name, {DAY}",
        f"Name (@n) {DAY}",
        f"As Jean–Luc (@n) {DAY}",
        f"They met Name (@n) — {DAY}",
        f"— Name (@n) {DAY} and more words",
        f"— Name (@n) {DAY}\nmore words",
        f"— {'long ' * 30}(@n) {DAY}",
        "the name@example.org (@) December 18, 2019",
    ],
)
def test_other_lines_are_no_signatures(text: str) -> None:
    assert find_signature(text) is None
