"""Places in a text as people say them: passages by number, and the words at their edges."""

import pytest

from archive.corrections import Misplaced, Place, Places
from archive.reading import Proposal, read
from archive.reading.proposal import Span
from tests.archive.articles import ARTICLE


@pytest.fixture
def proposal() -> Proposal:
    """¶ 1 to 3 are the article's own; each of them is a line."""
    return read(ARTICLE.encode(), name="harbour.txt")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(3, 3), "The Lantern reported the first figures last week."),
        (Place(3, 3, "the first"), "the first figures last week."),
        (Place(3, 3, "", "figures"), "The Lantern reported the first figures"),
        (Place(3, 3, "first  figures", "the first figures"), "first figures"),
        (Place(3, 4, "last week", "Ada Quill"), "last week.\nAda Quill"),
        (Place(4, 4, "羽安", "羽安 described"), "羽安 described"),
    ],
)
def test_a_place_is_where_its_words_stand(proposal: Proposal, place: Place, words: str) -> None:
    assert proposal.words(Places(proposal).span(place)) == words


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (Place(0, 1), "first"),
        (Place(12, 12), "first"),
        (Place(1, 99), "last"),
        (Place(3, 2), "last"),
        (Place(3, 3, "no such words"), "begins"),
        (Place(3, 3, "", "no such words"), "ends"),
        (Place(2, 2, "the"), "begins"),  # stands twice
        (Place(3, 3, "last week", "the first"), "ends"),  # before the beginning
    ],
)
def test_a_place_that_is_not_there_once_names_its_field(proposal: Proposal, place: Place, field: str) -> None:
    with pytest.raises(Misplaced) as refused:
        Places(proposal).span(place)
    assert refused.value.field == field


def test_curly_and_straight_quotation_marks_are_the_same_words() -> None:
    proposal = read("She said “it’s a camera” and left.\nNobody asked.".encode())
    span = Places(proposal).span(Place(1, 1, "\"it's", 'camera"'))
    assert proposal.words(span) == "“it’s a camera”"


def test_every_place_can_be_said_and_found_again() -> None:
    """Also after an emoji, in Han without spaces, and where words repeat."""
    proposal = read("😀 灯灯灯在看着灯港口的人。The lamps, the lamps, the lamps.\nAnd the lamps.".encode())
    places = Places(proposal)
    ends = len(proposal.text)
    spans = [Span(start, end) for start in range(ends) for end in range(start + 1, ends + 1)]
    whole = [each for each in spans if proposal.words(each) == proposal.words(each).strip()]
    repeated = [each for each in whole if not _found_again(places, each)]
    # What cannot be told apart by words of its passage is refused, and never lands elsewhere.
    assert len(whole) > 500
    assert len(repeated) < len(whole) / 20


def _found_again(places: Places, span: Span) -> bool:
    try:
        found = places.span(places.of(span))
    except Misplaced:
        return False
    assert found == span
    return True
