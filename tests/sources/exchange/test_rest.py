"""What a format's own fields cannot say, beside them in one field."""

import json

from sources.exchange.rest import MARK, meaningful, read_rest, rest_of, restored, written_rest
from sources.exchange.shapes import Item


def say(item: Item) -> Item:
    """A format that knows a title on one line."""
    return {"title": str(item["title"]).replace("\n", " ")} if "title" in item else {}


def test_nothing_is_written_where_the_format_says_it_all() -> None:
    item = {"title": "x"}
    assert written_rest(rest_of(item, say(item))) == ""


def test_the_item_comes_back() -> None:
    item: Item = {"title": "x\ny", "custom": {"a": [1, None, "}"]}}
    text = written_rest(rest_of(item, say(item)))
    rest = read_rest(text)
    assert rest is not None
    assert restored(say(item), rest, say) == (item, [])


def test_braces_are_in_balance_whatever_a_string_holds() -> None:
    text = written_rest({"a": '}{"\\"}{', "b": {"}": "{{{"}, "c": "\\"})
    depths = [0]
    for character in text:
        depths.append(depths[-1] + {"{": 1, "}": -1}.get(character, 0))
    assert min(depths) == 0
    assert depths[-1] == 0
    assert json.loads(text.removeprefix(MARK)) == {"a": '}{"\\"}{', "b": {"}": "{{{"}, "c": "\\"}


def test_a_field_of_somebody_else_is_left_alone() -> None:
    assert read_rest("My label") is None
    assert read_rest("csl: a library") is None
    assert read_rest('csl:["x"]') is None
    assert read_rest("csl:" + "[" * 100_000) is None


def test_what_the_record_says_now_counts_more_than_what_it_said() -> None:
    item: Item = {"title": "x\ny", "custom": {"a": 1}}
    assert restored({"title": "new"}, rest_of(item, say(item)), say) == (
        {"title": "new", "custom": {"a": 1}},
        ["title was changed in the file after its export: the new value counts."],
    )


def test_what_says_nothing_is_left_out() -> None:
    assert meaningful({"title": "", "author": [], "issued": {}, "note": None, "volume": 0}) == {"volume": 0}
