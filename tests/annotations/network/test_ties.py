"""From who is mentioned where to who is tied to whom. Pure: no database."""

from math import inf

from annotations.network.ties import (
    AGENT,
    DOCUMENT,
    IN_WORDS_OF,
    NOWHERE,
    SUBJECT,
    TOGETHER,
    How,
    Key,
    Mention,
    Place,
    Ties,
    add,
    among,
    merged,
    nearest,
    ties_from,
)

TEXT = Key(DOCUMENT, 1)
LAMPS, WORKS, POLICE = (Key(SUBJECT, pk) for pk in (1, 2, 3))
QUILL, ANCHOR = Key(AGENT, 1), Key(AGENT, 2)
SAYS = How("mentions", TEXT)


def marked(who: Key, number: int, start: int) -> Mention:
    """A mark in the passage of that number, which begins at `start`."""
    return Mention(who, Place(1, number, f"a-{who.pk}-{number}"), start, start, SAYS)


def tied(*pairs: tuple[Key, Key]) -> Ties:
    ties: Ties = {}
    for number, (one, other) in enumerate(pairs):
        add(ties, one, other, How(TOGETHER), Place(1, number))
    return ties


def test_two_in_one_passage_are_tied_and_two_in_one_text_are_not() -> None:
    ties = ties_from([marked(LAMPS, 1, 0), marked(WORKS, 1, 0), marked(POLICE, 2, 50)], [1])
    assert ties.keys() == {(LAMPS, WORKS), (TEXT, LAMPS), (TEXT, WORKS), (TEXT, POLICE)}
    assert ties[LAMPS, WORKS].places == {Place(1, 1, "p1")}
    assert ties[TEXT, LAMPS].places == {Place(1, 1, "a-1-1")}


def test_a_quotation_over_several_passages_speaks_of_what_is_marked_in_any_of_them() -> None:
    quote = Mention(QUILL, Place(1, 2, "p2"), 50, 119, How("quoted", TEXT), voice=True)
    marks = [marked(LAMPS, 1, 0), marked(WORKS, 2, 50), marked(POLICE, 3, 100), marked(LAMPS, 4, 120)]
    ties = ties_from([quote, *marks], [1])
    assert (QUILL, LAMPS) not in ties
    assert ties[QUILL, POLICE].hows == {How(IN_WORDS_OF, QUILL)}
    assert ties[QUILL, POLICE].places == {Place(1, 3, "p3")}
    assert ties[QUILL, WORKS].places == {Place(1, 2, "p2")}


def test_whoever_wrote_a_text_is_tied_to_it_alone_and_whose_words_it_is_to_what_is_marked() -> None:
    author = Mention(QUILL, Place(1, 0), 0, NOWHERE, How("author", QUILL))
    poster = Mention(ANCHOR, Place(1, 0), 0, inf, How("author", ANCHOR), voice=True)
    ties = ties_from([author, poster, marked(LAMPS, 2, 50)], [1])
    assert ties.keys() == {(QUILL, TEXT), (ANCHOR, TEXT), (ANCHOR, LAMPS), (TEXT, LAMPS)}


def test_a_text_that_is_not_drawn_still_joins_what_is_in_it() -> None:
    ties = ties_from([marked(LAMPS, 1, 0), marked(WORKS, 1, 0)], [])
    assert ties.keys() == {(LAMPS, WORKS)}


def test_strength_counts_passages_not_marks() -> None:
    twice = [marked(LAMPS, 1, 0), Mention(LAMPS, Place(1, 1, "a-other"), 0, 0, SAYS)]
    ties = ties_from([*twice, marked(LAMPS, 2, 50)], [1])
    assert ties[TEXT, LAMPS].strength == 2
    add(ties, LAMPS, POLICE, How("sells", LAMPS))
    assert ties[LAMPS, POLICE].strength == 1


def test_what_is_nearest_comes_first_then_what_is_tied_most_strongly() -> None:
    ties = tied((LAMPS, WORKS), (LAMPS, WORKS), (LAMPS, POLICE), (POLICE, QUILL), (WORKS, ANCHOR))
    assert nearest(ties, LAMPS, depth=1, at_most=9) == ({LAMPS: 0, WORKS: 1, POLICE: 1}, 0)
    assert nearest(ties, LAMPS, depth=1, at_most=1) == ({LAMPS: 0, WORKS: 1}, 1)
    steps, left_out = nearest(ties, LAMPS, depth=2, at_most=3)
    assert steps == {LAMPS: 0, WORKS: 1, POLICE: 1, QUILL: 2}
    assert left_out == 1
    assert nearest({}, LAMPS, depth=2, at_most=3) == ({LAMPS: 0}, 0)


def test_a_text_is_not_tied_again_to_what_its_passages_tie_more_closely() -> None:
    ties = tied((LAMPS, WORKS), (LAMPS, TEXT), (WORKS, TEXT), (TEXT, POLICE))
    steps, _left_out = nearest(ties, LAMPS, depth=2, at_most=9)
    assert [{tie.one, tie.other} for tie in among(ties, steps)] == [
        {LAMPS, TEXT},
        {LAMPS, WORKS},
        {TEXT, POLICE},
    ]
    around_the_text, _left_out = nearest(ties, TEXT, depth=1, at_most=9)
    assert len(among(ties, around_the_text)) == 4  # the text is what it is about


def test_merged_ties_have_the_reasons_of_both() -> None:
    one = tied((LAMPS, WORKS))
    both = merged(one, ties_from([marked(LAMPS, 7, 0), marked(WORKS, 7, 0)], []))
    assert both[LAMPS, WORKS].strength == 2
    assert one[LAMPS, WORKS].strength == 1
