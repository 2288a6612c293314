"""The schema.org node of a page as JSON-LD, for a data block of HTML. Pure.

A work is the very node that its export as JSON-LD holds (`sources.exchange.jsonld`), with the page that tells of it.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from archive.metadata.facts import PageFacts, Part
from sources.citing.csl import permanent_link
from sources.citing.items import Item
from sources.csv_files import absolute
from sources.exchange.jsonld import CONTEXT, node_of
from sources.exchange.texts import cleaned

LISTS: Final = (
    "Collection",
    "CollectionPage",
    "SearchResultsPage",
)  # a person has works, but is not a list of them
# What could end the block or open another within it, written as JSON allows.
_ESCAPES: Final = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


def data_block(facts: PageFacts) -> str:
    """What stands between `<script type="application/ld+json">` and its end, safe as it is."""
    node = {"@context": CONTEXT} | (_of_work(facts) if facts.item else _of_page(facts))
    return json.dumps(cleaned(node), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def kind_of(facts: PageFacts) -> str:
    """The class of schema.org of what the page is about."""
    return str(node_of(facts.item)["@type"]) if facts.item else facts.kind


def _of_work(facts: PageFacts) -> dict[str, Any]:
    assert facts.item  # noqa: S101 - asked by the caller
    node = node_of(cleaned(facts.item)) | {"@id": permanent_link(facts.item), **facts.own}
    node.setdefault("name", facts.title)
    return node | {"mainEntityOfPage": facts.address}


def _of_page(facts: PageFacts) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@type": facts.kind,
        "@id": facts.address,
        "name": facts.title,
        "url": facts.address,
    }
    if facts.summary:
        node["description"] = facts.summary
    parts = facts.parts or [Part(_name(each), permanent_link(each)) for each in facts.items]
    if parts and facts.kind in LISTS:
        node["mainEntity"] = {"@type": "ItemList", "itemListElement": _places(parts)}
    return node | dict(facts.own)


def _name(item: Item) -> str:
    """That of a post is its words: they stand on the page already."""
    return "" if item["type"] == "post" else str(item.get("title") or "")


def _places(parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [
        {
            "@type": "ListItem",
            "position": place,
            "url": absolute(part.path) if part.path.startswith("/") else part.path,
            **({"name": part.name} if part.name else {}),
        }
        for place, part in enumerate(parts, 1)
    ]
