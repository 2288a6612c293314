"""schema.org as JSON-LD: one node for each item, for search engines and for whoever reads linked data. Pure.

Written as a graph, a node a line. The address of a node is its permanent link here (`archive_location`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy

from sources.exchange.date_texts import date_text_in
from sources.exchange.shapes import NO_SELECTION, Format, Item, Loss, Selection
from sources.exchange.texts import cleaned

CONTEXT: Final = "https://schema.org"
# Type of CSL → (class of schema.org, class of what it is part of).
CLASSES: Final = {
    "article": ("Article", "CreativeWork"),
    "article-journal": ("ScholarlyArticle", "Periodical"),
    "article-magazine": ("Article", "Periodical"),
    "article-newspaper": ("NewsArticle", "Newspaper"),
    "book": ("Book", "BookSeries"),
    "broadcast": ("Episode", "CreativeWorkSeries"),
    "chapter": ("Chapter", "Book"),
    "dataset": ("Dataset", "DataCatalog"),
    "document": ("CreativeWork", "CreativeWork"),
    "hearing": ("CreativeWork", "CreativeWork"),
    "interview": ("Conversation", "CreativeWork"),
    "legislation": ("Legislation", "CreativeWork"),
    "personal_communication": ("Message", "CreativeWork"),
    "post": ("SocialMediaPosting", "WebSite"),
    "post-weblog": ("BlogPosting", "Blog"),
    "report": ("Report", "CreativeWork"),
    "speech": ("CreativeWork", "CreativeWork"),
    "thesis": ("Thesis", "CreativeWork"),
    "webpage": ("WebPage", "WebSite"),
}
_ANY: Final = ("CreativeWork", "CreativeWork")
# Variable of CSL → property, where both are one text.
PROPERTIES: Final = {
    "title": "name",
    "abstract": "abstract",
    "genre": "genre",
    "language": "inLanguage",
    "page": "pagination",
    "URL": "url",
    "ISBN": "isbn",
    "note": "description",
    "keyword": "keywords",
}
PEOPLE: Final = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "interviewer": "contributor",
    "contributor": "contributor",
}


def write(items: Iterable[Item], selection: Selection = NO_SELECTION) -> Iterator[str]:
    """A document of one graph; the last bytes close it, so that a file that was cut is no JSON."""
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['
    before = "\n"
    for item in items:
        yield before + json.dumps(node_of(cleaned(item)), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def node_of(item: Item) -> dict[str, Any]:
    """The node of one item, without a context of its own."""
    kind, whole = CLASSES.get(item.get("type", ""), _ANY)
    node: dict[str, Any] = {"@type": kind}
    if address := item.get("archive_location"):
        node["@id"] = address
    node |= {name: str(item[variable]) for variable, name in PROPERTIES.items() if item.get(variable)}
    if "URL" in item and "@id" in node:
        node["sameAs"] = item["URL"]
    for variable, name in PEOPLE.items():
        if people := [each for name_ in item.get(variable) or () if (each := _person(name_))]:
            node[name] = [*node.get(name, ()), *people]
    if published := date_text_in(item, "issued"):
        node["datePublished"] = published
    return node | _identified(item) | _published(item) | _part_of(item, whole)


def _person(name: Mapping[str, str]) -> dict[str, str]:
    """A name in one piece may be that of an organisation: no more is said than that it is a name."""
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))
    if family and given:
        return {"@type": "Person", "name": f"{given} {family}", "givenName": given, "familyName": family}
    words = name.get("literal") or family or given
    return {"@type": "Thing", "name": words} if words else {}


def _identified(item: Item) -> dict[str, Any]:
    doi = item.get("DOI")
    return {"identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": str(doi)}} if doi else {}


def _published(item: Item) -> dict[str, Any]:
    name, place = item.get("publisher"), item.get("publisher-place")
    publisher = {"publisher": {"@type": "Organization", "name": str(name)}} if name else {}
    return publisher | ({"locationCreated": {"@type": "Place", "name": str(place)}} if place else {})


def _part_of(item: Item, whole: str) -> dict[str, Any]:
    """The journal or book, by way of the volume and the issue where those are known."""
    part: dict[str, Any] = {}
    if title := item.get("container-title"):
        part = {"@type": whole, "name": str(title)}
    for variable, kind, name in (
        ("volume", "PublicationVolume", "volumeNumber"),
        ("issue", "PublicationIssue", "issueNumber"),
    ):
        if number := item.get(variable):
            part = {"@type": kind, name: str(number), **({"isPartOf": part} if part else {})}
    return {"isPartOf": part} if part else {}


FORMAT = Format(
    name="jsonld",
    label="JSON-LD (schema.org)",
    content_type="application/ld+json",
    suffix="jsonld",
    write=write,
    cannot_carry=(
        Loss("accessed, number, archive, custom", gettext_lazy("left out: schema.org has no word for them")),
    ),
)
