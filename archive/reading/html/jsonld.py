"""The article as a page describes it in JSON-LD (schema.org), wherever in the data it stands."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.reading.html.dom import Tree
from archive.reading.html.values import plain
from archive.reading.proposal import Found, ReadingWarning

Item = dict[str, Any]

# Best first: what says that a page is an article says more than that it is a page.
TYPE_NAMES = """
    NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle
    ReviewNewsArticle BlogPosting LiveBlogPosting ScholarlyArticle Report TechArticle SocialMediaPosting
    Article WebPage
"""
TYPES = tuple(TYPE_NAMES.split())
NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
WRAPPING = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")
MOST_ITEMS = 10_000


@dataclass(frozen=True, slots=True)
class Linked:
    """The item that describes the page's article, its type, and all items by their `@id`."""

    item: Item = field(default_factory=dict)
    type: str = ""
    by_id: dict[str, Item] = field(default_factory=dict)

    def first(self, *names: str) -> Found:
        """The first value of the first of these properties that has one."""
        return next((found for name in names for found in self.every(name)), Found())

    def every(self, name: str) -> Iterator[Found]:
        """The values of a property as text, in order; of an item, its name."""
        for value in as_list(self.item.get(name)):
            text = self.text(value)
            if text:
                yield Found(text, f"JSON-LD {self.type}.{name}")

    def text(self, value: object) -> str:
        """A string or number as text; an item by its name, or its address when it has none."""
        item = self.resolved(value)
        if item is None:
            return plain(html.unescape(str(value))) if isinstance(value, str | int) else ""
        names = (item.get(key) for key in ("name", "@id", "url"))
        first = next((name for name in names if name), "")
        first = as_list(first)[0] if as_list(first) else ""
        return plain(html.unescape(first)) if isinstance(first, str) else ""

    def resolved(self, value: object) -> Item | None:
        """An item, looked up when it is only named by its `@id`."""
        if not isinstance(value, dict):
            return None
        name = value.get("@id")
        return self.by_id.get(name, value) if isinstance(name, str) and "name" not in value else value


def read_jsonld(tree: Tree, page_urls: Sequence[str]) -> tuple[Linked, tuple[ReadingWarning, ...]]:
    """The description of this page's article; broken data is told in a warning and passed over.

    Of several articles the one whose address is among `page_urls` counts, else the first of the best type.
    """
    items: list[Item] = []
    warnings: list[ReadingWarning] = []
    for script in tree.by_tag.get("script", []):
        if script.get("type").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        text = "".join(node.text for node in tree.inside(script))
        try:
            items += all_items(json.loads(WRAPPING.sub("", text), strict=False))
        except (ValueError, RecursionError) as error:
            reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
            warnings.append(ReadingWarning("json-ld-broken", f"JSON-LD of the page cannot be read: {reason}"))
    by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1}
    ranked = [(rank, item) for item in items if (rank := rank_of(item)) < len(TYPES)]
    if not ranked:
        return Linked(by_id=by_id), tuple(warnings)
    rank, item = min(ranked, key=lambda pair: (not describes(pair[1], page_urls), pair[0]))
    if TYPES[rank] == "WebPage":
        rank, item = min(ranked, key=lambda pair: pair[0])
    return Linked(item, TYPES[rank], by_id), tuple(warnings)


def all_items(data: object) -> Iterator[Item]:
    """The items of a document: at the top, in a list, in `@graph`, or as the main entity of another."""
    waiting = [data]
    count = 0
    while waiting and count < MOST_ITEMS:
        count += 1
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            yield value
            waiting += [value[name] for name in reversed(NESTED) if name in value]


def rank_of(item: Item) -> int:
    """The place of the item's best type in `TYPES`; its length for a type that is no page."""
    names = [name.rpartition("/")[2] for name in as_list(item.get("@type")) if isinstance(name, str)]
    return min((TYPES.index(name) for name in names if name in TYPES), default=len(TYPES))


def describes(item: Item, page_urls: Sequence[str]) -> bool:
    """Whether an item is about one of these addresses."""
    main = item.get("mainEntityOfPage")
    stated = [item.get("url"), item.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    return any(isinstance(url, str) and url.partition("#")[0] in page_urls for url in stated if url)


def as_list(value: object) -> list[Any]:
    """JSON-LD lets a single value stand for a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
