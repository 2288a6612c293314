"""What is missing from a thread."""

import pytest

from sources.gaps import gap_here, gap_words, missing_numbers


@pytest.mark.parametrize(
    ("have", "length", "missing"),
    [
        ([1, 2, 3], None, []),
        ([1, 2, 3], 3, []),
        ([2, 3, 5], 11, [1, 4, 6, 7, 8, 9, 10, 11]),
        ([2, 5], None, [1, 3, 4]),
        ([], 2, [1, 2]),
        ([], None, []),
        ([3, 1, 1], 2, [2]),
    ],
)
def test_missing_numbers(have: list[int], length: int | None, missing: list[int]) -> None:
    assert missing_numbers(have, length) == missing


@pytest.mark.parametrize(
    ("missing", "length", "words"),
    [
        ([], 3, ""),
        ([1, 4], 11, "2 posts missing: 1 and 4 of 11 are not in this archive."),
        ([4], 11, "1 post missing: 4 of 11 is not in this archive."),
        ([1, 2, 3, 7], None, "4 posts missing: 1–3 and 7 are not in this archive."),
        ([1, 2], None, "2 posts missing: 1 and 2 are not in this archive."),
    ],
)
def test_gap_in_words(missing: list[int], length: int | None, words: str) -> None:
    assert gap_words(missing, length) == words


def test_a_long_list_of_gaps_is_cut() -> None:
    words = gap_words(list(range(1, 60, 2)), 60)
    assert words.startswith("30 posts missing: 1, 3,")
    assert "and others" in words


def test_a_gap_at_its_place() -> None:
    assert gap_here([4]) == "Not in this archive: 4"
    assert gap_here([]) == ""
