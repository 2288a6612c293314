"""EndNote XML: the file that EndNote, Zotero, Mendeley and others exchange whole libraries in. Pure.

A comment at the end counts the records. Where the file was cut, it is no XML, and all that stands before is read.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, cast
from xml.etree.ElementTree import Element, ParseError, SubElement, XMLPullParser, tostring

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.exchange.endnote_fields import (
    CANNOT_CARRY,
    OWN,
    RECORD_NUMBER,
    REF_TYPE,
    TYPES,
    Record,
    item_of,
    record_of,
)
from sources.exchange.rest import Reading, meaningful, read_rest, rest_of, restored, written_rest
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
from sources.exchange.texts import Decoded, decoded

NUMBERS: Final = dict(TYPES.values())
PIECE: Final = 2**16  # characters that the parser is given at once
DEEPEST: Final = 40  # elements inside of each other
DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")


def write(items: Iterable[Item], selection: Selection = NO_SELECTION) -> Iterator[str]:
    """One record at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n'
    count = 0
    for item in items:
        count += 1
        kept = meaningful(item)
        record = record_of(kept)
        if rest := written_rest(rest_of(kept, item_of(record)[0])):
            record[OWN] = [rest]
        yield tostring(_element({RECORD_NUMBER: [str(count)]} | record), encoding="unicode") + "\n"
    records = ngettext("%(count)d record", "%(count)d records", count) % {"count": count}
    note = f"{records}; {selection.address}".removesuffix("; ").replace("--", "%2D%2D")
    yield f"</records></xml>\n<!-- {note} -->\n"


def _element(record: Record) -> Element:
    top = Element("record")
    for way, texts in record.items():
        *steps, name = way.split("/")
        parent = top
        for step in steps:
            found = parent.find(step)
            parent = SubElement(parent, step) if found is None else found
        for text in texts:
            leaf = SubElement(parent, name)
            leaf.text = text
    kind = top.find(REF_TYPE)
    if kind is not None and kind.text in NUMBERS:
        kind.set("name", kind.text)
        kind.text = str(NUMBERS[kind.text])
    return top


def read(data: bytes) -> Read:
    """Every record of the file. Raises `Unreadable` where it is no EndNote XML."""
    source = _decoded(data)
    start = source.text.find("<record")
    if start < 0:
        raise Unreadable(_("This is not EndNote XML: there is no record in it."))
    if "<!DOCTYPE" in source.text[:start]:
        raise Unreadable(_("The file declares a document type (DOCTYPE), which EndNote XML has no use for."))
    return Read(list(_rows(source.text)), source.encoding, source.problems)


def _decoded(data: bytes) -> Decoded:
    """By the encoding that the file declares, where it is not UTF-8 and fits."""
    declared = DECLARED.match(data[:200])
    if declared and declared[1].lower() not in (b"utf-8", b"utf-16"):
        try:
            text = data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decoded(data)
        return Decoded(text, declared[1].decode("ascii").lower())
    return decoded(data)


def _rows(text: str) -> Iterator[ReadRow]:
    number = 0
    try:
        for element in _records(text):
            number += 1
            if number > MAX_ROWS:
                yield ReadRow(
                    number, None, (_("%(most)d records can be read at once.") % {"most": MAX_ROWS},)
                )
                return
            yield _row(number, element)
    except ParseError as error:
        line = error.position[0]
        rest = "\n".join(text.split("\n")[line - 1 :])
        problem = _("From line %(line)d on, the file is no XML: %(why)s. What follows was not read.")
        yield ReadRow(number + 1, None, (problem % {"line": line, "why": error.msg},), rest)


def _records(text: str) -> Iterator[Element]:
    """Each `record` once it is complete. Raises `ParseError`."""
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    ways: list[Element] = []
    for start in range(0, len(text) + PIECE, PIECE):
        parser.feed(text[start : start + PIECE]) if start < len(text) else parser.close()
        for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
            if event == "start":
                ways.append(element)
                if len(ways) > DEEPEST:
                    raise Unreadable(_("The elements of the file are nested too deep."))
                continue
            ways.pop()
            if element.tag == "record":
                yield element
                if ways:
                    ways[-1].remove(element)


def _row(number: int, element: Element) -> ReadRow:
    raw = tostring(element, encoding="unicode").strip()
    record = _record(element)
    own = record.get(OWN, [])
    rest = read_rest(own[0]) if len(own) == 1 else None
    if rest is not None:
        del record[OWN]
    item, problems = restored(item_of(record), rest, _say)
    return ReadRow(number, item, tuple(problems), raw)


def _say(item: Item) -> Reading:
    return item_of(record_of(item))


def _record(element: Element) -> Record:
    """The texts of the elements by their ways; formatting (`style`) is left out."""
    record: Record = {}
    for way, leaf in _leaves(element, ""):
        text = (leaf.get("name") or "") if way == REF_TYPE else ""
        text = text or "".join(leaf.itertext())
        if text.strip():
            record.setdefault(way, []).append(text)
    return record


def _leaves(element: Element, way: str) -> Iterator[tuple[str, Element]]:
    for child in element:
        inside = f"{way}/{child.tag}".removeprefix("/")
        if all(part.tag == "style" for part in child):
            yield inside, child
        else:
            yield from _leaves(child, inside)


FORMAT = Format(
    name="endnote",
    label="EndNote XML",
    content_type="application/xml; charset=utf-8",
    suffix="xml",
    write=write,
    read=read,
    cannot_carry=CANNOT_CARRY,
)
