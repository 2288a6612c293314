"""What editors leave in a quotation."""

import pytest

from archive.reading.proposal import Span
from archive.reading.quotationmarks import (
    find_elisions,
    find_insertions,
    find_source_mark,
    opens_with_elision,
)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Words.[Source]", "[Source]"),
        ("Words. [Source]", "[Source]"),
        ("Words [source].", "[source]"),
        ("Words.[Link] ", "[Link]"),
        ("一段话。[来源]", "[来源]"),
        ("一段話。［來源］", "［來源］"),
        ("一段话。【原文】", "【原文】"),
        ("[Source]", "[Source]"),
        ("Words [a] and [b]. [Source]", "[Source]"),
    ],
)
def test_a_source_mark_ends_a_text(text: str, mark: str) -> None:
    found = find_source_mark(text)
    assert found is not None
    assert text[found.span.start : found.span.end] == mark
    assert found.url == ""


def test_a_markdown_link_carries_its_address() -> None:
    found = find_source_mark("Words. [Source](https://example.org/a)")
    assert found is not None
    assert found.span == Span(7, 38)
    assert found.url == "https://example.org/a"


@pytest.mark.parametrize(
    "text", ["", ".", "]", "[Source] Words.", "Words [Sourced]", "Source", "the source]", "[12]"]
)
def test_other_endings_are_no_source_marks(text: str) -> None:
    assert find_source_mark(text) is None


@pytest.mark.parametrize(
    "mark", ["[…]", "[...]", "[....]", "[ … ]", "[. . .]", "(…)", "［…］", "（……）", "【…】"]
)
def test_an_ellipsis_alone_in_brackets_is_an_elision(mark: str) -> None:
    text = f"One {mark} two"
    assert find_elisions(text, 10) == (Span(14, 14 + len(mark)),)
    assert opens_with_elision(f"{mark} two")
    assert not opens_with_elision(text)


@pytest.mark.parametrize("text", ["One … two", "[… two]", "One... two", "[..]", "[]"])
def test_other_dots_are_none(text: str) -> None:
    assert find_elisions(text) == ()


def test_a_bracketed_word_is_an_insertion() -> None:
    text = "The [housing] and [the Party’s] 「［本地］」 […] [Source]"
    assert [text[span.start : span.end] for span in find_insertions(text)] == [
        "[housing]",
        "[the Party’s]",
        "［本地］",
    ]
    assert find_insertions("The [housing]", 5) == (Span(9, 18),)


@pytest.mark.parametrize(
    "text", ["[1]", "[ 12 ]", "[3/7]", "[3/x]", "[^1]", "[words](https://a.example)", f"[{'x' * 90}]"]
)
def test_numbers_and_links_in_brackets_are_no_insertions(text: str) -> None:
    assert find_insertions(text) == ()
