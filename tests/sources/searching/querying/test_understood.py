"""Queries made from other queries: what the links of facets carry."""

import pytest

from sources.searching.querying import FieldTerm, NotAValue, parse


@pytest.mark.parametrize(
    ("query", "name", "value", "text"),
    [
        ("", "tag", "x", "tag:x"),
        ("lamp", "tag", "x", "lamp tag:x"),
        ("lamp tag:x", "tag", "x", "lamp tag:x"),
        ("lamp tag:y", "tag", "x", "lamp tag:y tag:x"),
        ("lamp OR rain", "tag", "x", "(lamp OR rain) tag:x"),
        ("-lamp", "tag", "x", "-lamp tag:x"),
        ("lamp", "by", "Paul Mozur", 'lamp from:"Paul Mozur"'),
        ("lamp", "kind", "Claim", "lamp kind:claim"),
        ("lamp", "tag", '"a" OR b:c*', 'lamp tag:"\\"a\\" OR b:c*"'),
        ("lamp", "tag", "”＼\\”", 'lamp tag:"\\”\\＼\\\\\\”"'),
        ("lamp", "tag", "(人脸)", 'lamp tag:"(人脸)"'),
        ("lamp", "tag", "a\ud800\0b", 'lamp tag:"a\ufffd b"'),
    ],
)  # fmt: skip
def test_with_a_field(query: str, name: str, value: str, text: str) -> None:
    narrowed = parse(query).with_field(name, value)
    assert narrowed.text() == text
    assert parse(text) == narrowed


def test_with_a_field_that_there_is_not_or_a_value_that_it_has_not() -> None:
    with pytest.raises(KeyError, match="colour"):
        parse("lamp").with_field("colour", "red")
    with pytest.raises(NotAValue):
        parse("lamp").with_field("kind", "sonnet")


@pytest.mark.parametrize(
    ("query", "value", "text"),
    [
        ("lamp tag:x", None, "lamp"),
        ("lamp tag:x tag:y -tag:z", None, "lamp"),
        ("lamp tag:x tag:y -tag:x", "x", "lamp tag:y"),
        ("lamp (tag:x OR tag:y)", None, "lamp"),
        ("lamp (tag:x OR tag:y)", "x", "lamp (tag:x OR tag:y)"),
        ("lamp (tag:x OR rain)", None, "lamp (tag:x OR rain)"),
        ("tag:x", None, ""),
        ("lamp", None, "lamp"),
        ("", None, ""),
    ],
)
def test_without_a_field(query: str, value: str | None, text: str) -> None:
    assert parse(query).without_field("tag", value).text() == text


def test_each_part_can_be_taken_away() -> None:
    understood = parse('lamp (rain OR snow) -"heavy fog" tag:x')
    assert [(understood.says(part), understood.without(part).text()) for part in understood.parts] == [
        ("lamp", '(rain OR snow) -"heavy fog" tag:x'),
        ("any of: rain, snow", 'lamp -"heavy fog" tag:x'),
        ("not: “heavy fog”", "lamp (rain OR snow) tag:x"),
        ("tagged x", 'lamp (rain OR snow) -"heavy fog"'),
    ]
    assert parse("lamp").parts == (parse("lamp").tree,)
    assert parse("").parts == ()


def test_the_fields_that_every_hit_fulfils() -> None:
    assert parse("lamp tag:x -tag:y (tag:z OR rain) kind:claim").fields == (
        FieldTerm("tag", "x"),
        FieldTerm("kind", "claim"),
    )
