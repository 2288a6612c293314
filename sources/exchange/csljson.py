"""CSL-JSON: an array of items, the form that all the others are read into and written from.

The schema is csl-data.json of CSL 1.0.2. It has no place for a comment: a file that was cut does not end with `]`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from sources.exchange.shapes import (
    MAX_ROWS,
    NO_SELECTION,
    Format,
    Item,
    Read,
    ReadRow,
    Selection,
    Unreadable,
)
from sources.exchange.texts import cleaned, decoded

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_LIST: Final = re.compile(r'\s*(?:\{\s*"items"\s*:\s*)?\[')  # Zotero wraps the array as {"items": […]}


def write(items: Iterable[Item], selection: Selection = NO_SELECTION) -> Iterator[str]:
    """An item a line. Nothing of an item is changed but what is no character."""
    before = "["
    for item in items:
        yield before + "\n" + json.dumps(cleaned(item), ensure_ascii=False)
        before = ","
    yield "\n]\n" if before == "," else "[]\n"


def read(data: bytes) -> Read:
    """An array of items, one item, or an array under "items". Raises `Unreadable`.

    Items are read one by one: where the JSON breaks, what stands before it is read and the rest is one row.
    """
    source = decoded(data)
    start = _LIST.match(source.text)
    if start is None and not source.text.lstrip().startswith("{"):
        raise Unreadable(_("This is not CSL-JSON: it begins with neither [ nor {."))
    rows = list(_rows(source.text, start.end() if start else None))
    return Read(rows, source.encoding, source.problems)


def _rows(text: str, start: int | None) -> Iterator[ReadRow]:
    """One row for the whole text where `start`, the place behind the bracket, is None."""
    decoder = json.JSONDecoder(parse_constant=_no_number)
    place = _skip(text, start or 0)
    number = 0
    while place < len(text) and not (start is not None and text[place] == "]"):
        number += 1
        try:
            if number > MAX_ROWS:
                raise ValueError(_("%(most)d items can be read at once.") % {"most": MAX_ROWS})
            value, end = decoder.raw_decode(text, place)
            following = _after(text, end, in_list=start is not None)
        except (ValueError, RecursionError) as error:
            yield ReadRow(number, None, (_broken(text, place, error),), text[place:])
            return
        yield _row(number, value, text[place:end])
        place = following
    if start is not None and place >= len(text):
        yield ReadRow(number + 1, None, (_("The file ends before its list does: it was cut."),), "")


def _after(text: str, end: int, *, in_list: bool) -> int:
    """Where the next item begins. Raises `ValueError` where neither a comma nor the end of the list follows."""
    place = _skip(text, end)
    if not in_list:
        if place < len(text):
            raise ValueError(_("something follows the item"))
        return place
    if place < len(text) and text[place] not in ",]":
        raise ValueError(_("a comma is missing after the item"))
    return _skip(text, place + 1) if text[place : place + 1] == "," else place


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _no_number(word: str) -> float:
    raise ValueError(_("%(word)s is no number of JSON") % {"word": word})


def _broken(text: str, place: int, error: Exception) -> str:
    if isinstance(error, RecursionError):
        return _("The item is nested too deep.")
    if isinstance(error, json.JSONDecodeError):
        where = {"line": error.lineno, "column": error.colno, "why": error.msg}
        return _("Not JSON from line %(line)d, column %(column)d on: %(why)s.") % where
    line = text.count("\n", 0, place) + 1
    return _("Not read from line %(line)d on: %(why)s") % {"line": line, "why": error}


def _row(number: int, value: Any, raw: str) -> ReadRow:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, dict):
        return ReadRow(number, None, (_("This is no item: an item is an object with a type."),), raw)
    problems = () if isinstance(value.get("type"), str) else (_("The item has no type."),)
    return ReadRow(number, cleaned(value), problems, raw)


FORMAT = Format(
    name="csl",
    label="CSL-JSON",
    content_type="application/vnd.citationstyles.csl+json",
    suffix="json",
    write=write,
    read=read,
)
