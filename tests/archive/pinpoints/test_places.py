"""Which words are cited: by number, by range, and what is said of places that are none."""

import pytest

from archive.pinpoints.places import NoSuchPlace, Numbered, Place, passages_named, words_between

PASSAGES = [Numbered(1, 0, 10), Numbered(2, 11, 20), Numbered(3, 21, 30)]


@pytest.mark.parametrize(
    ("typed", "place", "locator"),
    [
        ("2", Place(11, 20, 2, 2), "2"),
        (" 1-2 ", Place(0, 20, 1, 2), "1–2"),
        ("3–2", Place(11, 30, 2, 3), "2–3"),
    ],
)
def test_passages_by_number(typed: str, place: Place, locator: str) -> None:
    found = passages_named(typed, PASSAGES)
    assert (found, found.locator) == (place, locator)


@pytest.mark.parametrize("typed", ["", "0", "4", "1-4", "x", "1-2-3", "-1", "٣", "9" * 50])
def test_what_is_no_passage_is_named(typed: str) -> None:
    with pytest.raises(NoSuchPlace) as said:
        passages_named(typed, PASSAGES)
    assert typed[:6] in str(said.value) or "3 passages" in str(said.value)


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [("0", "30", Place(0, 30, 1, 3)), ("12", "14", Place(12, 14, 2, 2)), ("9", "12", Place(9, 12, 1, 2))],
)
def test_words_by_range(start: str, end: str, place: Place) -> None:
    assert words_between(start, end, 30, PASSAGES) == place


@pytest.mark.parametrize(
    ("start", "end"),
    [("5", "5"), ("7", "3"), ("0", "31"), ("10", "11"), ("-1", "4"), ("a", "4"), ("", "4"), ("1", "9" * 40)],
)
def test_a_range_without_words_is_named(start: str, end: str) -> None:
    with pytest.raises(NoSuchPlace, match="30 characters"):
        words_between(start, end, 30, PASSAGES)
