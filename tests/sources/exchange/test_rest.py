"""What a format's own fields cannot say, beside them in one field."""

import json

from sources.exchange.rest import MARK, Reading, meaningful, read_rest, rest_of, restored, written_rest
from sources.exchange.shapes import Item


def say(item: Item) -> Reading:
    """A format that knows a title on one line, and never reads the first letter of one."""
    title = str(item.get("title", "")).replace("\n", " ")
    return ({"title": title}, [f"not read: {title[0]}"]) if title else ({}, [])


def said(item: Item) -> Item:
    return say(item)[0]


def test_nothing_is_written_where_the_format_says_it_all() -> None:
    item = {"title": "x"}
    assert written_rest(rest_of(item, said(item))) == ""


def test_the_item_comes_back() -> None:
    item: Item = {"title": "x\ny", "custom": {"a": [1, None, "}"]}}
    text = written_rest(rest_of(item, said(item)))
    rest = read_rest(text)
    assert rest is not None
    assert restored(say(item), rest, say) == (item, [])
    assert restored((said(item), ["not read: x", "not read: KW"]), rest, say) == (item, ["not read: KW"])


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
    assert restored(({"title": "new"}, []), rest_of(item, said(item)), say) == (
        {"title": "new", "custom": {"a": 1}},
        ["title was changed in the file after its export: the new value counts."],
    )


def test_what_says_nothing_is_left_out() -> None:
    assert meaningful({"title": "", "author": [], "issued": {}, "note": None, "volume": 0}) == {"volume": 0}
