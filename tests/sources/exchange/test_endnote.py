"""EndNote XML: one element a value, whatever the value holds."""

import re
from xml.etree import ElementTree

import pytest

from sources.exchange import endnote
from sources.exchange.shapes import Item, Read, Selection, Unreadable

ITEM: Item = {
    "id": "s1",
    "type": "article-newspaper",
    "title": "A million cameras",
    "container-title": "The New York Times",
    "author": [{"family": "Mozur", "given": "Paul"}, {"literal": "新华社"}],
    "issued": {"date-parts": [[2019, 12, 18]]},
    "accessed": {"date-parts": [[2020, 1]]},
    "page": "A1-A4",
    "issue": "12",
    "ISSN": "0362-4331",
    "note": "First.\n\nSecond <b>&amp;</b>.",
}


def written(*items: Item) -> str:
    return "".join(endnote.write(items, Selection(address="https://a.example/sources/?a--b")))


def read(text: str) -> Read:
    return endnote.read(text.encode())


def record(inside: str) -> str:
    return f"<xml><records><record>{inside}</record></records></xml>"


def test_each_value_has_its_element() -> None:
    (found,) = ElementTree.fromstring(written(ITEM)).iter("record")  # noqa: S314 - our own file
    texts = {
        way: found.findtext(way)
        for way in ("titles/title", "titles/secondary-title", "number", "isbn", "pages", "notes")
    }
    assert texts == {
        "titles/title": ITEM["title"], "titles/secondary-title": "The New York Times", "number": "12",
        "isbn": "0362-4331", "pages": "A1-A4", "notes": ITEM["note"],
    }  # fmt: skip
    assert [author.text for author in found.iter("author")] == ["Mozur, Paul", "新华社"]
    assert (found.findtext("dates/year"), found.findtext("dates/pub-dates/date"), found.findtext("access-date")) == (
        "2019", "2019-12-18", "2020-01",
    )  # fmt: skip
    assert (kind := found.find("ref-type")) is not None
    assert (kind.get("name"), kind.text) == ("Newspaper Article", "23")
    assert found.find("custom7") is None


def test_the_last_line_counts_the_records() -> None:
    assert written(ITEM, ITEM | {"id": "s2"}).endswith(
        "<!-- 2 records; https://a.example/sources/?a%2D%2Db -->\n"
    )


def test_what_is_written_comes_back() -> None:
    items = [
        ITEM,
        {"id": "s2", "type": "post", "title": "]]> </record>\x00 <!--", "custom": {"x": ["</custom7>"]}},
    ]
    rows = read(written(*items)).rows
    assert [row.item for row in rows] == [ITEM, items[1] | {"title": "]]> </record>\ufffd <!--"}]
    assert [row.problems for row in rows] == [(), ()]


def test_formatting_of_endnote_is_read_through() -> None:
    text = record(
        '<ref-type name="Journal Article">17</ref-type><titles><title><style face="bold">A <i/></style>'
        '<style face="italic">title</style></title></titles><periodical><full-title>Journal</full-title></periodical>'
        "<dates><year><style>2019</style></year><pub-dates><date><style>Dec 18</style></date></pub-dates></dates>"
        "<urls><related-urls><url>http://a.b</url></related-urls></urls>"
    ).replace("<i/>", "")
    (row,) = read(text).rows
    assert row.item == {
        "type": "article-journal", "title": "A title", "container-title": "Journal", "URL": "http://a.b",
        "issued": {"date-parts": [[2019, 12, 18]]},
    }  # fmt: skip
    assert row.problems == ()


@pytest.mark.parametrize(
    ("inside", "problem"),
    [
        ("<titles><title>x</title></titles><custom1>y</custom1>", "Not read: custom1 y"),
        ("<titles><title>x</title><title>y</title></titles>", "Not read: titles/title y"),
        (
            "<titles><title>x</title></titles><ref-type>99</ref-type>",
            "The type of the record is not known: 99.",
        ),
        ("<titles><title>x</title></titles>", "The type of the record is not known: –."),
        (
            "<titles><title>x</title></titles><dates><year>2019</year><pub-dates><date>Easter</date></pub-dates></dates>",
            "Not read: dates/pub-dates/date Easter",
        ),
    ],
)
def test_what_is_not_read_is_said(inside: str, problem: str) -> None:
    (row,) = read(record(inside)).rows
    assert row.item is not None
    assert row.item["title"] == "x"
    assert problem in row.problems


def test_a_cut_file_gives_what_stands_before_the_cut() -> None:
    text = written(ITEM, ITEM | {"id": "s2"})
    cut = text[: text.index("<record><rec-number>2") + 300]
    first, second = read(cut).rows
    assert first.item == ITEM
    assert second.item is None
    assert "no XML" in second.problems[0]
    assert second.raw.startswith("<record><rec-number>2")


def test_the_declared_encoding_is_read() -> None:
    text = '<?xml version="1.0" encoding="gb18030"?>' + record(
        "<ref-type>6</ref-type><titles><title>天网</title></titles>"
    )
    found = endnote.read(text.encode("gb18030"))
    assert found.rows[0].item == {"type": "book", "title": "天网"}
    assert found.encoding == "gb18030"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("TY  - JOUR", "no record"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><xml><records><record>&a;</record></records></xml>', "DOCTYPE"),
        ("<xml>" + "<records>" * 50 + "<record/>", "deep"),
    ],
)
def test_what_is_no_endnote_xml_is_refused(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(why)):
        read(text)
