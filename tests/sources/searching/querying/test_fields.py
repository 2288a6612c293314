"""What may stand behind the colon of a field, and a table of fields made by more than one app."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.searching.querying import Field, Fields, NotAValue, known_fields, parse
from sources.searching.querying.fields import LONGEST_VALUE, NO_VALUE, NOT_A_TEXT, NOT_A_VALUE

COLOUR = Field(
    "colour", "its colour", "coloured %(value)s", "red", aliases=("颜色",), values={"dark-red": "Crimson"}
)


@pytest.mark.parametrize(
    "typed", ["dark-red", "Dark_Red", "DARK RED", " crimson", "ＣＲＩＭＳＯＮ", "dark\u3000red", "dark-red-"]
)
def test_a_value_is_known_by_its_code_and_by_its_words(typed: str) -> None:
    assert COLOUR.read(typed) == "dark-red"


@pytest.mark.parametrize("typed", ["", "red", "darkred", "\0"])
def test_another_value_is_not(typed: str) -> None:
    with pytest.raises(NotAValue) as refusal:
        COLOUR.read(typed)
    assert refusal.value.sentence is NOT_A_VALUE


def test_a_text_keeps_its_words_and_not_its_spaces() -> None:
    known = Field("from", "who", "by %(value)s", "Ada")
    assert known.read("  Paul \u3000 Mozur\t孟建国 ") == "Paul Mozur 孟建国"
    for typed, sentence in ((" ", NO_VALUE), ("x" * (LONGEST_VALUE + 1), NOT_A_TEXT)):
        with pytest.raises(NotAValue) as refusal:
            known.read(typed)
        assert refusal.value.sentence is sentence


def test_fields_of_one_name_are_joined() -> None:
    fields = Fields([COLOUR, COLOUR.having({"blue": "Blue", "dark-red": "Other"})])
    assert [dict(each.values) for each in fields] == [{"dark-red": "Crimson", "blue": "Blue"}]
    assert fields["颜色"] is fields["ＣＯＬＯＵＲ"] is next(iter(fields))
    assert "colour" in fields
    assert "size" not in fields


def test_a_query_is_read_by_the_fields_that_it_is_given() -> None:
    understood = parse("颜色：crimson tag:x", Fields([COLOUR]))
    assert understood.reading == "all of: tag, x; coloured Crimson"


def test_the_field_of_every_name_and_alias_is_one() -> None:
    names = [name for each in known_fields() for name in (each.name, *each.aliases)]
    assert len(names) == len(set(names))
    assert {
        "from",
        "outlet",
        "tag",
        "kind",
        "status",
        "stance",
        "lang",
        "before",
        "after",
        "on",
        "has",
    } <= set(names)


@given(st.sampled_from(list(known_fields())), st.text(max_size=20))
def test_what_a_field_has_read_it_reads_again(known: Field, typed: str) -> None:
    try:
        value = known.read(typed)
    except NotAValue as refusal:
        assert str(refusal)
        return
    assert known.read(value) == value
    assert known.words(value)


def test_every_value_that_a_field_has_is_read_as_itself() -> None:
    for known in known_fields():
        for value in known.values:
            assert known.read(value) == value
            assert parse(f"{known.name}:{value}").notes == ()
