"""Whatever a source says, a file of it has as many records as sources, and no field that none of them has."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from sources.exchange import bibtex, csljson, endnote, ris
from sources.exchange.rest import meaningful
from sources.exchange.shapes import Format, Item
from tests.sources.exchange.hostile import hostile, tame

OURS = [csljson.FORMAT, bibtex.BIBTEX, bibtex.BIBLATEX, ris.FORMAT, endnote.FORMAT]
Fields = list[set[str]]


def written(form: Format, items: list[Item]) -> str:
    assert form.write
    text = "".join(str(piece) for piece in form.write(items))
    text.encode()  # no half of a surrogate pair is left
    return text


def starts_as_bibtex_counts(text: str) -> int:
    """How many entries begin outside of any brace: BibTeX itself counts those behind a backslash, too."""
    depth = starts = 0
    for line in text.split("\n"):
        assert depth > 0 or line[:1] in ("@", "%", "")
        starts += depth == 0 and line.startswith("@")
        depth += line.count("{") - line.count("}")
    return starts


def fields_of_bibtex(text: str) -> Fields:
    library = parse_string(text)
    assert starts_as_bibtex_counts(text) == len(library.entries)
    assert library.failed_blocks == []
    assert len(library.comments) == 1
    return [{"@" + entry.entry_type, *entry.fields_dict} for entry in library.entries]


def fields_of_ris(text: str) -> Fields:
    records = rispy.loads(text.replace("\r\n", "\n"))
    return [{*record, *record.get("unknown_tag", {})} for record in records]


def fields_of_endnote(text: str) -> Fields:
    return [{each.tag for each in record.iter()} for record in ElementTree.fromstring(text).iter("record")]  # noqa: S314


OTHERS: list[tuple[Format, Callable[[str], Fields]]] = [
    (bibtex.BIBTEX, fields_of_bibtex), (bibtex.BIBLATEX, fields_of_bibtex), (ris.FORMAT, fields_of_ris), (endnote.FORMAT, fields_of_endnote),
]  # fmt: skip
OWN = {
    "x-csl",
    "U1",
    "end_page",
    "unknown_tag",
    "custom7",
    "dates",
    "year",
    "month",
    "day",
    "date",
    "pub-dates",
}


def nothing_is_smuggled(form: Format, fields_of: Callable[[str], Fields], items: list[Item]) -> None:
    found = fields_of(written(form, items))
    expected = fields_of(written(form, [tame(item) for item in items]))
    assert len(found) == len(items)
    assert [
        here - there - OWN for here, there in zip(found, expected, strict=True) if here - there - OWN
    ] == []


def read_again(form: Format, items: list[Item]) -> None:
    assert form.read
    rows = form.read(written(form, items).encode()).rows
    assert [row.item for row in rows] == [meaningful(item) for item in items]
    assert {problem for row in rows for problem in row.problems} == set()


@pytest.mark.parametrize(("form", "fields_of"), OTHERS, ids=[form.name for form, _fields in OTHERS])
def test_no_value_becomes_a_field_or_a_record(form: Format, fields_of: Callable[[str], Fields]) -> None:
    nothing_is_smuggled(form, fields_of, list(hostile(60)))


@pytest.mark.parametrize("form", OURS, ids=[form.name for form in OURS])
def test_hostile_values_come_back(form: Format) -> None:
    read_again(form, list(hostile(60)))


@pytest.mark.slow
@pytest.mark.parametrize(("form", "fields_of"), OTHERS, ids=[form.name for form, _fields in OTHERS])
def test_no_value_of_two_thousand_becomes_a_field(form: Format, fields_of: Callable[[str], Fields]) -> None:
    items = list(hostile(2000, seed=8))
    nothing_is_smuggled(form, fields_of, items)
    read_again(form, items)
