"""Posts, quotations and links in plain text; where they begin, and why."""

import pytest

from archive.reading.parts import Parts
from archive.reading.plaintext import read_plain_text
from archive.reading.proposal import Found, FoundPost, FoundQuotation, Metadata, Span

MONDAY = "— Ann (@ann) March 2, 2020"
BEN = "— Ben (@ben) March 2, 2020"


def words(parts: Parts, span: Span | None) -> str:
    assert span is not None
    return parts.text[span.start : span.end]


def only_post(*lines: str) -> tuple[Parts, FoundPost]:
    parts = read_plain_text("\n".join(lines))
    return parts, parts.posts[-1]


def only_quotation(*lines: str) -> tuple[str, FoundQuotation]:
    parts = read_plain_text("\n".join(lines))
    (quotation,) = parts.quotations
    return words(parts, quotation.span), quotation


def test_plain_text_says_nothing_of_itself() -> None:
    assert read_plain_text("A title perhaps\nBy Somebody, March 2, 2020\nWords.").metadata == Metadata()


@pytest.mark.parametrize(
    "text", ["# The title #\nWords.", "The title\n=========\nWords.", "The title\n=====\n\nWords."]
)
def test_a_heading_at_the_beginning_is_proposed_as_title(text: str) -> None:
    assert read_plain_text(text).metadata == Metadata(title=Found("The title", "first heading"))


@pytest.mark.parametrize("text", ["Words.\n# Later", "## Part\nWords.", "#hashtag\nWords."])
def test_other_headings_are_no_titles(text: str) -> None:
    assert read_plain_text(text).metadata == Metadata()


def test_a_post_has_its_words_signature_and_addresses() -> None:
    parts, post = only_post("Ann said:", "Look at https://t.co/abc pic.twitter.com/xyz", MONDAY)
    assert words(parts, post.span) == "Look at https://t.co/abc pic.twitter.com/xyz"
    assert words(parts, post.signature) == MONDAY
    assert (post.platform, post.handle, post.display_name, post.posted) == ("x", "ann", "Ann", "2020-03-02")
    assert post.media == ("https://pic.twitter.com/xyz",)
    assert post.links == ("https://t.co/abc",)
    assert parts.links == ()


def test_a_glued_signature_is_no_part_of_the_post() -> None:
    parts, post = only_post("Ann said:", "One.", f"Two pic.twitter.com/xyz{MONDAY}")
    assert words(parts, post.span) == "One.\nTwo pic.twitter.com/xyz"
    assert words(parts, post.signature) == MONDAY


@pytest.mark.parametrize(
    ("lines", "expected", "confident", "reason"),
    [
        (("Ann said:", "One.", MONDAY), "One.", True, "the one paragraph after the introduction"),
        (
            ("安说：", "One.", "Two.", MONDAY),
            "One.\nTwo.",
            True,
            "all 2 paragraphs after the introduction ending in a colon",
        ),
        (
            ("Zero.", MONDAY, "One.", "Two.", MONDAY),
            "One.\nTwo.",
            False,
            "all 2 paragraphs after the account's previous post, though the first may be the article's own",
        ),
        (
            ("Zero. (4/x)", MONDAY, "One.", "Two. (5/x)", MONDAY),
            "One.\nTwo. (5/x)",
            True,
            "all 2 paragraphs after the account's previous post",
        ),
        (
            ("Zero. (4/x)", MONDAY, "W" * 200, "O" * 200 + " (5/x) pic.twitter.com/xyz", MONDAY),
            "O" * 200 + " (5/x) pic.twitter.com/xyz",
            False,
            "only the last 1 of 2 paragraphs after the account's previous post: more do not fit into one post",
        ),
        (
            ("Zero.", MONDAY, "灯" * 100, "灯" * 60, f"Two.{MONDAY}"),
            "灯" * 60 + "\nTwo.",
            False,
            "only the last 2 of 3 paragraphs",
        ),
        (
            ("Zero.", BEN, "Words.", "“One.", "“Two.” pic.twitter.com/xyz", MONDAY),
            "“One.\n“Two.” pic.twitter.com/xyz",
            False,
            "from the paragraph with the quotation mark that is closed above the signature",
        ),
        (
            ("Zero.", MONDAY, "Words, “as they say”.", "“One.", f"Two.”{MONDAY}"),
            "“One.\nTwo.”",
            False,
            "from the paragraph with the quotation mark",
        ),
        (
            ("Zero.", BEN, "He said “no.”", "One “and a half.”", MONDAY),
            "One “and a half.”",
            False,
            "only the last of 2",
        ),
        (
            ("Zero.", BEN, "Words.", "2/ One.", "Two.", MONDAY),
            "2/ One.\nTwo.",
            True,
            "begins with its thread number",
        ),
        (
            ("Zero.", BEN, "One.", MONDAY),
            "One.",
            False,
            "the only paragraph after the post of another account",
        ),
        (
            ("Zero.", BEN, "Words.", "One.", MONDAY),
            "One.",
            False,
            "only the last of 2 paragraphs after the post of another",
        ),
        (
            ("Said:", "Zero. [Source]", "Words.", "One.", MONDAY),
            "One.",
            False,
            "after the end of a quotation",
        ),
        (("# Part", "Words.", "One.", MONDAY), "One.", False, "after a heading"),
        (("Words.", "One.", MONDAY), "One.", False, "after the start of the text"),
        (("One.", MONDAY), "One.", False, "the only paragraph after the start of the text"),
        (("Words.", "They saw this:", MONDAY), "They saw this:", False, "only the last of 2"),
    ],
)
def test_where_a_post_begins(lines: tuple[str, ...], expected: str, confident: bool, reason: str) -> None:
    parts, post = only_post(*lines)
    assert words(parts, post.span) == expected
    assert (post.confidence > 0.9) is confident
    assert reason in post.reason


def test_many_paragraphs_are_kept_whole_but_asked_about() -> None:
    parts, post = only_post("Ann said:", *"abcde", MONDAY)
    assert words(parts, post.span) == "a\nb\nc\nd\ne"
    assert post.confidence == 0.5


def test_an_ambiguous_number_does_not_cut_a_post_in_two() -> None:
    parts, post = only_post("Ann said:", "One.", "1/2 the firms", MONDAY)
    assert words(parts, post.span) == "One.\n1/2 the firms"
    assert (post.thread, post.thread_number) == ("", None)


def test_a_signature_without_words_is_told() -> None:
    parts = read_plain_text(f"One.\n{MONDAY}\n{BEN}")
    assert [post.handle for post in parts.posts] == ["ann"]
    (warning,) = parts.warnings
    assert warning.code == "signature-without-text"
    assert words(parts, warning.span) == BEN


def test_a_day_that_never_was_is_told_and_left_open() -> None:
    parts, post = only_post("Ann said:", "One.", "— Ann (@ann) February 30, 2020")
    assert post.posted == ""
    assert [warning.code for warning in parts.warnings] == ["impossible-date"]


def test_posts_between_blank_lines() -> None:
    parts, post = only_post("Ann said:", "", "One goes", "on.", "", "Two.", "", MONDAY, "", "Words.")
    assert words(parts, post.span) == "One goes\non.\nTwo."


@pytest.mark.parametrize(
    ("lines", "expected", "confidence", "reason"),
    [
        (("Said:", "One.", "Two. [Source]"), "One.\nTwo.", 0.95, "all 2 paragraphs after the introduction"),
        (
            ("Said:", "Words.", MONDAY, "One.", "[…] Two.[Source]"),
            "One.\n[…] Two.",
            0.8,
            "joined by elisions",
        ),
        (
            ("Words.", "One.", "[…] Two.", "[…] Three.[Source]"),
            "One.\n[…] Two.\n[…] Three.",
            0.8,
            "all 3 paragraphs",
        ),
        (("[…] One.", "[…] Two.[Source]"), "[…] One.\n[…] Two.", 0.8, "all 2 paragraphs"),
        (("Words.", "One. [Source]"), "One.", 0.5, "only the last of 2"),
        (("One. [Source]",), "One.", 0.8, "the only paragraph"),
        (("Said:", "One.", "[Source]"), "One.", 0.95, "the one paragraph"),
        (("Words.", "2/ One.", "Two. [Source]"), "Two.", 0.5, "only the last of 3"),
    ],
)
def test_where_a_quotation_begins(
    lines: tuple[str, ...], expected: str, confidence: float, reason: str
) -> None:
    found, quotation = only_quotation(*lines)
    assert found == expected
    assert quotation.confidence == confidence
    assert reason in quotation.reason


def test_a_quotation_ends_before_its_mark() -> None:
    parts = read_plain_text("Said:\nThe [housing] block.\n[…] More. [来源](https://example.org/a)")
    (quotation,) = parts.quotations
    assert words(parts, quotation.span) == "The [housing] block.\n[…] More."
    assert words(parts, quotation.mark) == "[来源](https://example.org/a)"
    assert quotation.url == "https://example.org/a"
    assert [words(parts, span) for span in quotation.elisions] == ["[…]"]
    assert [words(parts, span) for span in quotation.insertions] == ["[housing]"]


def test_a_second_quotation_ends_at_the_first() -> None:
    parts = read_plain_text("Said:\nOne. [Source]\nTwo.\n[…] Three. [Source]")
    assert [words(parts, quotation.span) for quotation in parts.quotations] == ["One.", "Two.\n[…] Three."]
    assert [quotation.key for quotation in parts.quotations] == ["q1", "q2"]


def test_a_mark_without_words_is_no_quotation() -> None:
    assert read_plain_text("[Source]\nWords.").quotations == ()


def test_links_in_running_text() -> None:
    parts = read_plain_text(
        f"See https://a.example/1.\nAnn said:\nhttps://a.example/2\n{MONDAY}\nAnd (https://a.example/3)"
    )
    assert [(link.key, words(parts, link.span), link.url) for link in parts.links] == [
        ("l1", "https://a.example/1", "https://a.example/1"),
        ("l2", "https://a.example/3", "https://a.example/3"),
    ]
