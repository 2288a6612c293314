"""Reading Zotero RDF: what Zotero exports, and what we write. Pure.

Notes and attachments are resources of their own there: the words of a note come with its item, an attachment and a
collection are no item.
"""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from sources.exchange import variables
from sources.exchange.date_texts import date_of_text
from sources.exchange.shapes import MAX_ROWS, Item, Read, ReadRow, Unreadable
from sources.exchange.texts import cleaned, decoded
from sources.exchange.zotero_fields import DATES, IDENTIFIERS, MAKERS, NAMESPACES, PEOPLE, PLAIN
from sources.exchange.zotero_types import CSL_TYPES, ZOTERO_TYPES, plain

_ABOUT: Final = f"{{{NAMESPACES['rdf']}}}about"
_RESOURCE: Final = f"{{{NAMESPACES['rdf']}}}resource"
_NO_ITEMS: Final = frozenset(("attachment", "note", "annotation"))
_DECLARED: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML_LINE: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_LINE_OF_EXTRA: Final = re.compile(r"(?P<name>[A-Za-z][\w -]{0,40}?)\s*:\s*(?P<value>\S.*)")
_TAGS: Final = re.compile(r"<[^<>]*>")
_ENDS_OF_LINES: Final = re.compile(r"</(?:p|div|li|h\d)>\s*|<br\s*/?>", re.IGNORECASE)
# What Extra may say in fields of CSL; any other line of it is words for people.
_VARIABLES: Final = {plain(name): name for name in variables.ALL if name not in variables.OBJECTS}
_KEPT_BY_ZOTERO: Final = {
    "z:shortTitle": "title-short",
    "z:libraryCatalog": "source",
    "prism:edition": "edition",
}


def read(data: bytes) -> Read:
    """A row for each item, in the order of the file. Raises `Unreadable` for what is no RDF of Zotero."""
    source = decoded(data)
    if _DECLARED.search(source.text):
        raise Unreadable(_("The file declares a document type, which no export of Zotero does."))
    try:
        # As text: what the first line says of an encoding has been dealt with.
        root = ET.fromstring(_XML_LINE.sub("", source.text))  # noqa: S314 - no declarations, so nothing to expand
    except (ET.ParseError, ValueError) as error:
        raise Unreadable(_("This is not whole XML: %(why)s.") % {"why": error}) from error
    if root.tag != f"{{{NAMESPACES['rdf']}}}RDF":
        raise Unreadable(_("This is XML, but no RDF: it does not begin with rdf:RDF."))
    resources = {each.get(_ABOUT, ""): each for each in root}
    items = [each for each in root if _is_item(each)]
    if not items:
        raise Unreadable(_("There is no item of Zotero in it."))
    rows = [_row(number, each, resources) for number, each in enumerate(items[:MAX_ROWS], start=1)]
    cut = (_("%(most)d items can be read at once.") % {"most": MAX_ROWS},) if len(items) > MAX_ROWS else ()
    return Read(rows, source.encoding, (*source.problems, *cut))


def _is_item(element: ET.Element) -> bool:
    kind = _text(element, "z:itemType")
    return bool(kind) and kind not in _NO_ITEMS


def _row(number: int, element: ET.Element, resources: Mapping[str, ET.Element]) -> ReadRow:
    raw = ET.tostring(element, encoding="unicode").strip()
    kind = _text(element, "z:itemType")
    item: Item = {"id": element.get(_ABOUT, ""), "type": CSL_TYPES.get(plain(kind), "document")}
    problems = []
    if plain(kind) not in CSL_TYPES:
        problems.append(_("“%(type)s” is no type that we know.") % {"type": kind})
    item |= dict(_texts(element, resources))
    item |= dict(_names(kind, element))
    for name, tag in DATES.items():
        words = _text(element, tag)
        if words and (date := date_of_text(words)):
            item[name] = date
        elif words:
            problems.append(_("“%(date)s” is not read as a date.") % {"date": words})
    _add_extra(item, _text(element, "dc:description"))
    _add_notes(item, element, resources)
    return ReadRow(number, cleaned(item), tuple(problems), raw)


def _texts(element: ET.Element, resources: Mapping[str, ET.Element]) -> Iterator[tuple[str, str]]:
    """(variable, value) of all that is one text; of the item first, then of what it is part of."""
    for name, tag in PLAIN.items():
        yield from _said(name, _text(element, tag))
    for tag, name in _KEPT_BY_ZOTERO.items():
        yield from _said(name, _text(element, tag))
    publisher = "dc:publisher/foaf:Organization/"
    yield from _said("publisher", _text(element, f"{publisher}foaf:name"))
    yield from _said("publisher-place", _text(element, f"{publisher}vcard:adr/vcard:Address/vcard:locality"))
    yield from _said("URL", _text(element, "dc:identifier/dcterms:URI/rdf:value"))
    yield from _said("container-title", _text(element, "prism:publicationName"))
    is_numbered = _text(element, "z:itemType") not in ("journalArticle", "magazineArticle")
    for each in (element, *_wholes(element, resources)):
        yield from _said("volume", _text(each, "prism:volume"))
        yield from _said("number" if is_numbered else "issue", _text(each, "prism:number"))
        yield from _identifiers(each)
        if each is not element:
            series = each.tag.endswith("Series")
            yield from _said("collection-title" if series else "container-title", _text(each, "dc:title"))
    tags = [each.text or "" for each in element.findall("dc:subject", NAMESPACES)]
    yield from _said("keyword", ", ".join(filter(None, map(str.strip, tags))))


def _said(name: str, words: str) -> Iterator[tuple[str, str]]:
    if words:
        yield name, words


def _text(element: ET.Element, path: str) -> str:
    return (element.findtext(path, "", NAMESPACES) or "").strip()


def _wholes(element: ET.Element, resources: Mapping[str, ET.Element]) -> Iterator[ET.Element]:
    """What it is part of, written inside or as a resource of its own; at most one step further up."""
    for part in element.findall("dcterms:isPartOf", NAMESPACES):
        named = resources.get(part.get(_RESOURCE, ""))
        for whole in part if named is None else (named,):
            if not whole.tag.endswith("}Part"):
                yield whole
            yield from whole.findall("dcterms:isPartOf/*", NAMESPACES)


def _identifiers(element: ET.Element) -> Iterator[tuple[str, str]]:
    for each in element.findall("dc:identifier", NAMESPACES):
        kind, _blank, value = (each.text or "").strip().partition(" ")
        if kind in IDENTIFIERS and value.strip():
            yield kind, value.strip()


def _names(kind: str, element: ET.Element) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for role, tag in PEOPLE.items():
        own = MAKERS.get(kind, tag) if role == "author" else tag
        if role == "contributor" and own == MAKERS.get(kind):
            continue
        people = element.findall(f"{own}/rdf:Seq/rdf:li/foaf:Person", NAMESPACES)
        if names := [name for person in people if (name := _name(person))]:
            yield role, names


def _name(person: ET.Element) -> dict[str, str]:
    family = _text(person, "foaf:surname") or _text(person, "foaf:familyName")
    given = next(
        filter(None, (_text(person, f"foaf:{tag}") for tag in ("givenName", "givenname", "firstName"))), ""
    )
    if family and given:
        return {"family": family, "given": given}
    return {"literal": family or given} if family or given else {}


def _add_extra(item: Item, extra: str) -> None:
    """Lines that name a variable which the item lacks fill it; the others are a note."""
    for line in filter(None, extra.split("\n")):
        found = _LINE_OF_EXTRA.fullmatch(line.strip())
        name, value = (plain(found["name"]), found["value"]) if found else ("", "")
        if name == "type" and value in ZOTERO_TYPES:
            item["type"] = value
        elif (variable := _VARIABLES.get(name)) and _took(item, variable, value):
            continue
        else:
            item["note"] = "\n".join(filter(None, (item.get("note", ""), line)))


def _took(item: Item, variable: str, value: str) -> bool:
    """Whether the item now says so: people are added, of the rest only what the item lacks."""
    if variable in variables.NAMES:
        item.setdefault(variable, []).append(_name_in_extra(value))
        return True
    said = date_of_text(value) if variable in variables.DATES else value
    if variable in item or not said:
        return False
    item[variable] = said
    return True


def _name_in_extra(value: str) -> dict[str, str]:
    family, _bars, given = (part.strip() for part in value.partition("||"))
    return {"family": family, "given": given} if given else {"literal": family}


def _add_notes(item: Item, element: ET.Element, resources: Mapping[str, ET.Element]) -> None:
    for each in element.findall("dcterms:isReferencedBy", NAMESPACES):
        memo = resources.get(each.get(_RESOURCE, ""))
        inside = each.find("bib:Memo", NAMESPACES) if memo is None else memo
        words = _plain_words(_text(inside, "rdf:value")) if inside is not None else ""
        if words:
            item["note"] = "\n".join(filter(None, (item.get("note", ""), words)))


def _plain_words(markup: str) -> str:
    """A note of Zotero is HTML: its words, a line for each paragraph."""
    return html.unescape(_TAGS.sub("", _ENDS_OF_LINES.sub("\n", markup))).strip("\n")
