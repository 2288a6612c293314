"""Zotero RDF: the format in which Zotero hands whole libraries on, with the type of each item.

Written as its own translator writes it ("Zotero RDF", zotero/translators), so that importing gives the same types and
fields. What Zotero has no field for stands in Extra as `variable: value`, where its processor of citations looks; a
note is a note of its own, since Extra would take its words for fields.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext_lazy

from sources.exchange.date_texts import date_text_in
from sources.exchange.shapes import NO_SELECTION, Format, Item, Loss, Selection
from sources.exchange.texts import cleaned
from sources.exchange.variables import NAMES
from sources.exchange.zotero_fields import (
    CONTAINERS,
    DATES,
    ELEMENTS,
    EVERY,
    HAS,
    IDENTIFIERS,
    MAKERS,
    NAMESPACES,
    NUMBERS,
    PEOPLE,
    PLAIN,
    has_people,
)
from sources.exchange.zotero_reading import read
from sources.exchange.zotero_types import CSL_TYPES, ZOTERO_TYPES, plain

_NOT_WRITTEN: Final = frozenset(("id", "type", "custom", "citation-key"))


def write(items: Iterable[Item], selection: Selection = NO_SELECTION) -> Iterator[str]:
    spaces = "".join(f"\n  xmlns:{name}={quoteattr(address)}" for name, address in NAMESPACES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for number, item in enumerate(items, start=1):
        yield from _item(number, cleaned(item))
    yield "</rdf:RDF>\n"


def _item(number: int, item: Item) -> Iterator[str]:
    """The item, and its note as a resource of its own. A number makes the resource one of this file alone."""
    kind = ZOTERO_TYPES.get(item.get("type", ""), "document")
    element, about = ELEMENTS.get(kind, "bib:Document"), f"#item_{number}"
    has = EVERY | HAS.get(kind, set())
    said = {name: words for name in item if name in has and (words := _words(name, item))}
    parts = [
        _tag("z:itemType", kind),
        _container(kind, said),
        *(_people(kind, role, item.get(role)) for role in PEOPLE),
        *(_tag(tag, said.get(name, "")) for name, tag in (PLAIN | DATES).items()),
        _publisher(said),
        _address(said.get("URL", "")),
        *(() if kind in CONTAINERS else _of_container("prism:publicationName", said)),
        _tag("dc:description", _extra(kind, item, has)),
        f'<dcterms:isReferencedBy rdf:resource="{about}_note"/>' if "note" in said else "",
    ]
    inside = "\n  ".join(filter(None, parts))
    yield f'<{element} rdf:about="{about}">\n  {inside}\n</{element}>\n'
    if "note" in said:
        html = "".join(f"<p>{escape(line)}</p>" for line in said["note"].split("\n"))
        yield f'<bib:Memo rdf:about="{about}_note"><rdf:value>{escape(html)}</rdf:value></bib:Memo>\n'


def _words(name: str, item: Item) -> str:
    if name in DATES:
        return date_text_in(item, name)
    value = item[name]
    return "" if value is None else str(value)


def _tag(name: str, words: str) -> str:
    return f"<{name}>{escape(words)}</{name}>" if words else ""


def _container(kind: str, said: Mapping[str, str]) -> str:
    inside = "".join(_of_container("dc:title", said)) if kind in CONTAINERS else ""
    tag = CONTAINERS.get(kind)
    return f"<dcterms:isPartOf><{tag}>{inside}</{tag}></dcterms:isPartOf>" if inside else ""


def _of_container(title: str, said: Mapping[str, str]) -> Iterator[str]:
    """What Zotero keeps with the journal or book; of an item that is part of nothing, with the item."""
    yield _tag(title, said.get("container-title", ""))
    for name, tag in NUMBERS.items():
        yield _tag(tag, said.get(name, ""))
    for name in IDENTIFIERS:
        yield _tag("dc:identifier", f"{name} {said[name]}" if name in said else "")


def _people(kind: str, role: str, names: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    people = "".join(map(_person, names or ())) if has_people(kind, role) else ""
    tag = MAKERS.get(kind, PEOPLE[role]) if role == "author" else PEOPLE[role]
    return f"<{tag}><rdf:Seq>{people}</rdf:Seq></{tag}>" if people else ""


def _person(name: Mapping[str, str]) -> str:
    """A name in one piece is a surname alone. Particles stand where they are read, before the surname."""
    family, given = _parts(name)
    inside = _tag("foaf:surname", family) + _tag("foaf:givenName", given)
    return f"<rdf:li><foaf:Person>{inside}</foaf:Person></rdf:li>" if inside else ""


def _parts(name: Mapping[str, str]) -> tuple[str, str]:
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    family = name.get("literal") or " ".join(filter(None, (*particles, name.get("family"))))
    given = ", ".join(filter(None, (name.get("given"), name.get("suffix"))))
    return (family, given) if family else (given, "")


def _publisher(said: Mapping[str, str]) -> str:
    place = _tag("vcard:locality", said.get("publisher-place", ""))
    inside = f"<vcard:adr><vcard:Address>{place}</vcard:Address></vcard:adr>" if place else ""
    inside += _tag("foaf:name", said.get("publisher", ""))
    return f"<dc:publisher><foaf:Organization>{inside}</foaf:Organization></dc:publisher>" if inside else ""


def _address(url: str) -> str:
    value = f"<dcterms:URI><rdf:value>{escape(url)}</rdf:value></dcterms:URI>"
    return f"<dc:identifier>{value}</dc:identifier>" if url else ""


def _extra(kind: str, item: Item, has: "set[str] | frozenset[str]") -> str:
    """`variable: value`, a line for each that has no field. No value can begin a line of its own."""
    lines = [f"type: {item['type']}"] if CSL_TYPES.get(plain(kind)) != item.get("type", "document") else []
    for name in (each for each in item if each not in has | _NOT_WRITTEN):
        if name in PEOPLE and has_people(kind, name):
            continue
        lines += [f"{name}: {words}" for words in _said_in_extra(name, item)]
    return "\n".join(" ".join(line.split()) for line in lines)


def _said_in_extra(name: str, item: Item) -> Iterator[str]:
    value = item[name]
    if name in NAMES:
        yield from (" || ".join(filter(None, _parts(each))) for each in value)
    elif isinstance(value, dict):
        yield date_text_in(item, name)
    elif isinstance(value, str | int | float):
        yield str(value)


FORMAT = Format(
    name="zotero-rdf",
    label="Zotero RDF",
    content_type="application/rdf+xml",
    suffix="rdf",
    write=write,
    read=read,
    aliases=("zotero", "rdf"),
    cannot_carry=(
        Loss("particles and suffixes of names", gettext_lazy("part of the surname or of the given name")),
        Loss("id, custom", gettext_lazy("left out: Zotero gives ids of its own")),
    ),
)
