"""The meta tags of a page: description, Open Graph, and for a work Highwire Press, Dublin Core and its type. Pure.

Zotero reads "journal article" out of `citation_title` alone; `z:itemType` and `bibo:type` say what it is.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from archive.metadata.facts import PageFacts, identifiers_of, name_words
from archive.metadata.kinds import BIBO, DCMI, HIGHWIRE_PUBLISHERS, HIGHWIRE_WHOLES
from sources.citing.items import ARCHIVE, Item
from sources.exchange.date_texts import date_text_in
from sources.exchange.texts import cleaned
from sources.exchange.zotero_types import ZOTERO_TYPES

NAME, PROPERTY = "name", "property"
OG_TYPES: Final = {"ProfilePage": "profile", "Person": "profile", "Organization": "profile"}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
# Variable of CSL → tags in which it stands as it is.
_PLAIN: Final = {
    "volume": ("citation_volume",),
    "issue": ("citation_issue",),
    "language": ("citation_language", "DC.language"),
    "DOI": ("citation_doi",),
    "ISBN": ("citation_isbn",),
    "ISSN": ("citation_issn",),
    "abstract": ("DC.description",),
}
_PEOPLE: Final = {
    "author": ("citation_author", "DC.creator"),
    "editor": ("citation_editor", "DC.contributor"),
}


class Meta(NamedTuple):
    """`<meta attribute=key content=content>`"""

    attribute: str
    key: str
    content: str


def meta_tags(facts: PageFacts) -> list[Meta]:
    """None is empty, and none says what the reader of the page may not see."""
    tags = [*_of_page(facts), *(_of_work(cleaned(facts.item), facts) if facts.item else ())]
    return [each for each in tags if each.content]


def _of_page(facts: PageFacts) -> Iterator[Meta]:
    yield Meta(NAME, "description", facts.summary)
    yield Meta(PROPERTY, "og:type", "article" if facts.item else OG_TYPES.get(facts.kind, "website"))
    yield Meta(PROPERTY, "og:title", facts.title)
    yield Meta(PROPERTY, "og:url", facts.address)
    yield Meta(PROPERTY, "og:site_name", ARCHIVE)
    yield Meta(PROPERTY, "og:description", facts.summary)


def _of_work(item: Item, facts: PageFacts) -> Iterator[Meta]:
    """The title of the page stands for that of a work without one, as it does on the page itself."""
    title, issued = str(item.get("title") or facts.title), date_text_in(item, "issued")
    yield Meta(NAME, "citation_title", title)
    yield Meta(NAME, "DC.title", title)
    yield from _people(item)
    yield Meta(
        NAME, "citation_publication_date", issued.replace("-", "/") if _DAY.fullmatch(issued) else issued
    )
    yield Meta(NAME, "DC.date", issued)
    if _DAY.fullmatch(issued):
        yield Meta(PROPERTY, "article:published_time", issued)
    yield from _published(item)
    for variable, keys in _PLAIN.items():
        yield from (Meta(NAME, key, str(item.get(variable) or "")) for key in keys)
    yield from _pages(str(item.get("page") or ""))
    yield from _addresses(item)
    yield from _types(item)


def _people(item: Item) -> Iterator[Meta]:
    for role, keys in _PEOPLE.items():
        for name in item.get(role) or ():
            yield from (Meta(NAME, key, name_words(name)) for key in keys)


def _published(item: Item) -> Iterator[Meta]:
    whole, publisher = str(item.get("container-title") or ""), str(item.get("publisher") or "")
    kind = item["type"]
    if kind in HIGHWIRE_WHOLES:
        yield Meta(NAME, f"citation_{HIGHWIRE_WHOLES[kind]}", whole)
    yield Meta(NAME, "DCTERMS.isPartOf", whole)
    yield Meta(NAME, f"citation_{HIGHWIRE_PUBLISHERS.get(kind, 'publisher')}", publisher)
    yield Meta(NAME, "DC.publisher", publisher)


def _pages(pages: str) -> Iterator[Meta]:
    first, _, last = pages.replace("–", "-").partition("-")
    yield Meta(NAME, "citation_firstpage", first)
    yield Meta(NAME, "citation_lastpage", last)


def _addresses(item: Item) -> Iterator[Meta]:
    """Where the work was published comes first for those who cite it; where it is kept stands beside it."""
    known = identifiers_of(item)
    yield Meta(NAME, "citation_public_url", str(item.get("URL") or known[-1]))
    yield from (Meta(NAME, "DC.identifier", each) for each in known)


def _types(item: Item) -> Iterator[Meta]:
    kind = item["type"]
    yield Meta(NAME, "DC.type", DCMI.get(kind, "Text"))
    yield Meta(NAME, "bibo:type", BIBO.get(kind, ""))
    yield Meta(NAME, "z:itemType", ZOTERO_TYPES.get(kind, "document"))
