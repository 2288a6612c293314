"""What speaks for a paragraph being part of a post."""

from dataclasses import replace

import pytest

from archive.reading.evidence import follows, paragraphs_too_many, quoted_from, weight
from archive.reading.signatures import find_signature

SIGNED = find_signature("— Ada Quill (@adaquill) March 3, 2021")
assert SIGNED is not None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("lamp", 4),
        ("灯笼", 4),
        ("lamp 灯", 7),
        ("see https://lantern.example/a/very/long/address/indeed", 4 + 23),
        ("seen pic.twitter.com/aaaa1111", 4),
        ("“lamp”—", 7),
        ("💡", 2),
    ],
)
def test_a_post_is_as_long_as_its_platform_counts(text: str, length: int) -> None:
    assert weight(text) == length


def test_only_what_was_bound_to_280_letters_is_measured() -> None:
    assert SIGNED is not None
    long = ["a" * 200, "b" * 200, "c" * 200]
    assert paragraphs_too_many(long, SIGNED) == 2
    assert paragraphs_too_many(["a" * 900], SIGNED) == 0
    assert paragraphs_too_many(["a" * 20, "b" * 900], SIGNED) == 1
    assert paragraphs_too_many(long, replace(SIGNED, date="2023-02-08")) == 0
    assert paragraphs_too_many(long, replace(SIGNED, date="")) == 0
    assert paragraphs_too_many(long, replace(SIGNED, handle="ada@lantern.example")) == 0


@pytest.mark.parametrize(
    ("previous", "post", "is_next"),
    [
        ("One. (3/x)", "Two. (4/x) pic.twitter.com/aaaa1111", True),
        ("3/ One.", "4/ Two.", True),
        ("One. (3/x)", "Two. (5/x)", False),
        ("One.", "Two. (2/x)", False),
        ("", "", False),
    ],
)
def test_numbers_that_follow_each_other(previous: str, post: str, is_next: bool) -> None:
    assert follows(post, previous) is is_next


@pytest.mark.parametrize(
    ("paragraphs", "opened"),
    [
        (["Words.", "“One.”"], 1),
        (["Words.", "“One.", "“Two.", "“Three.”"], 1),
        (["“Another.”", "“One.", "Two.”"], 1),
        (["「一。", "二。」"], 0),
        (["Words.", "One."], None),
        (["Words.", "One “and.”"], None),
    ],
)
def test_where_the_quotation_opens(paragraphs: list[str], opened: int | None) -> None:
    assert quoted_from(paragraphs) == opened
