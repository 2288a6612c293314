"""Plain text cut into blocks."""

import pytest

from archive.reading import blocks as module
from archive.reading.blocks import cut, heading_words
from archive.reading.proposal import UnreadableInput

LONG = "A paragraph that nobody wrapped by hand, for it goes on beyond the width of any terminal there is, on and on and on."
SIGNATURE = "— Name (@name) December 18, 2019"


def pieces(text: str) -> list[tuple[str, str]]:
    joined, blocks = cut(text)
    assert joined == "\n".join(joined[block.start : block.end] for block in blocks)
    return [(block.kind, joined[block.start : block.end]) for block in blocks]


def words(text: str) -> list[str]:
    return [piece for _, piece in pieces(text)]


def test_without_blank_lines_every_line_is_a_block() -> None:
    assert words("\n\nOne.\n  Two. \n\u3000\u3000三。\n\n") == ["One.", "Two.", "三。"]


def test_a_wrapped_group_stays_one_block_with_its_line_ends() -> None:
    assert words("One goes on\n  here.\n\n\nTwo.") == ["One goes on\n  here.", "Two."]


def test_lines_too_wide_for_wrapping_are_paragraphs() -> None:
    assert words(f"{LONG}{LONG}\nShort.\n\nOther.") == [LONG + LONG, "Short.", "Other."]
    assert words(f"{'监控' * 40}\n短。\n\n别的。") == ["监控" * 40, "短。", "别的。"]
    assert words(f"{'监控' * 20}\n短。\n\n别的。") == ["监控" * 20 + "\n短。", "别的。"]


def test_blank_lines_may_hold_invisible_characters() -> None:
    assert words("One\nmore.\n\u200b\ufeff \nTwo.") == ["One\nmore.", "Two."]


def test_a_signature_stands_alone_or_ends_a_block() -> None:
    text = f"Words go\non here.\n{SIGNATURE}\nOthers {SIGNATURE}\nAnd more.\n\nEnd."
    assert words(text) == ["Words go\non here.", SIGNATURE, f"Others {SIGNATURE}", "And more.", "End."]


def test_a_source_mark_ends_a_block() -> None:
    assert words("Words go\non. [Source]\nMore.\n\nEnd.") == ["Words go\non. [Source]", "More.", "End."]


def test_an_introduction_ends_a_block_only_above_a_signature() -> None:
    assert words(f"She said:\nWords.\n{SIGNATURE}\n\nEnd.") == ["She said:", "Words.", SIGNATURE, "End."]
    assert words("She said:\nWords.\n\nEnd.") == ["She said:\nWords.", "End."]


def test_list_items_stand_alone_where_there_is_a_list() -> None:
    text = "- One\n  goes on\n- Two\n\nIt has:\n1. Three\n2) Four\n\nA sum of\n10. And so\n- on."
    assert pieces(text) == [
        ("list_item", "- One\n  goes on"),
        ("list_item", "- Two"),
        ("paragraph", "It has:"),
        ("list_item", "1. Three"),
        ("list_item", "2) Four"),
        ("paragraph", "A sum of\n10. And so\n- on."),
    ]


@pytest.mark.parametrize("line", ["• One", "* One", "（1）一", "(1) One", "一、监控"])
def test_a_line_that_opens_with_a_list_mark_is_a_list_item(line: str) -> None:
    assert pieces(f"Words.\n{line}") == [("paragraph", "Words."), ("list_item", line)]


@pytest.mark.parametrize(
    "line", ["-1 degree", "2019. A year", "*bold* words", "1.5 million", f"- {SIGNATURE[2:]}"]
)
def test_other_beginnings_are_no_list_marks(line: str) -> None:
    assert pieces(f"Words.\n{line}")[1] == ("paragraph", line)


def test_headings_by_marks_and_by_underlines() -> None:
    text, blocks = cut(
        "# Title\nWords.\n### Part\nOther title\n=====\nLesser\n---\nWords of a paragraph.\n---\nEnd."
    )
    assert [(block.kind, block.level, heading_words(text[block.start : block.end])) for block in blocks] == [
        ("heading", 1, "Title"),
        ("paragraph", 0, "Words."),
        ("heading", 3, "Part"),
        ("heading", 1, "Other title"),
        ("heading", 2, "Lesser"),
        ("paragraph", 0, "Words of a paragraph."),
        ("paragraph", 0, "---"),
        ("paragraph", 0, "End."),
    ]
    assert text.startswith("# Title\nWords.")


def test_rules_under_one_another_are_no_heading() -> None:
    assert {kind for kind, _ in pieces("---\n---\n===\n===")} == {"paragraph"}


def test_a_heading_in_a_group_stands_alone() -> None:
    assert words("Title\n=====\nWords go\non.\n## Part\nMore.\n\nEnd.") == [
        "Title\n=====",
        "Words go\non.",
        "## Part",
        "More.",
        "End.",
    ]


def test_quoted_lines_are_a_quotation() -> None:
    assert pieces("He wrote\n> words\n> > on words\n\nEnd.") == [
        ("paragraph", "He wrote"),
        ("quotation", "> words\n> > on words"),
        ("paragraph", "End."),
    ]


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\n\u200b"])
def test_nothing_visible_makes_no_blocks(text: str) -> None:
    assert cut(text) == ("", ())


def test_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BLOCKS", 3)
    assert len(cut("a\nb\nc")[1]) == 3
    with pytest.raises(UnreadableInput, match="more than 3 paragraphs") as refusal:
        cut("a\nb\nc\nd")
    assert refusal.value.code == "too-many-passages"
