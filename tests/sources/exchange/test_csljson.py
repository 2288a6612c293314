"""CSL-JSON, item by item."""

import json

import pytest

from sources.exchange import csljson
from sources.exchange.shapes import Item, Unreadable

ONE: Item = {"id": "a1", "type": "post", "title": "One"}
TWO: Item = {"id": "a2", "type": "book", "title": "二\n“}”", "author": [{"literal": "新华社"}]}


def written(*items: Item) -> str:
    return "".join(csljson.write(items))


@pytest.mark.parametrize("items", [[], [ONE], [ONE, TWO]])
def test_what_is_written_is_json_and_comes_back(items: list[Item]) -> None:
    text = written(*items)
    assert json.loads(text) == items
    assert [row.item for row in csljson.read(text.encode()).rows] == items


def test_what_is_no_character_is_replaced() -> None:
    text = written({"id": "a", "type": "book", "title": "\x00\ud800\x1b\r\nx"})
    assert json.loads(text.encode())[0]["title"] == "\ufffd\ufffd\ufffd\nx"


def test_one_item_and_a_wrapped_list_are_read() -> None:
    assert csljson.read(json.dumps(ONE).encode()).rows[0].item == ONE
    assert [row.item for row in csljson.read(json.dumps({"items": [ONE, TWO]}).encode()).rows] == [ONE, TWO]


def test_a_byte_order_mark_hides_nothing() -> None:
    read = csljson.read(written(ONE, TWO).encode("utf-8-sig"))
    assert [row.item for row in read.rows] == [ONE, TWO]
    assert read.encoding == "utf-8"
    assert read.problems == ()


def test_another_encoding_is_said() -> None:
    text = json.dumps([{"type": "book", "title": "Ça et là, à l’œuvre"}], ensure_ascii=False)
    read = csljson.read(text.encode("cp1252"))
    assert read.encoding != "utf-8"
    assert read.encoding in read.problems[0]


def test_a_cut_file_keeps_what_stands_before_the_cut() -> None:
    cut = written(ONE, TWO)[:-30]
    first, second = csljson.read(cut.encode()).rows
    assert first.item == ONE
    assert second.item is None
    assert "line 3" in second.problems[0]
    assert second.raw in cut


def test_a_list_without_an_end_is_said() -> None:
    rows = csljson.read(b'[{"type": "book"}, ').rows
    assert rows[0].item == {"type": "book"}
    assert "cut" in rows[1].problems[0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[1]", "no item"),
        ('[{"title": "x"}]', "no type"),
        ('[{"type": "book", "volume": NaN}]', "NaN"),
        ('[{"type": "book"} {"type": "book"}]', "comma"),
        ("[" + "[" * 100_000, "nested"),
    ],
)
def test_each_row_says_what_is_wrong_with_it(text: str, problem: str) -> None:
    (row, *_) = csljson.read(text.encode()).rows
    assert problem in " ".join(row.problems)
    assert row.raw


def test_what_is_no_json_at_all_is_refused() -> None:
    with pytest.raises(Unreadable, match="begins with"):
        csljson.read(b"TY  - JOUR")
