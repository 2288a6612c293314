"""What a page states, as schema.org microdata, of a source it cites: in a note, a `cite`, a quotation's caption.

Microdata is that of the HTML standard (section 5.2): a property is an element with `itemprop`,
its value an attribute for `time` and `meta`, else its text. Nothing is guessed from the wording
of a reference; what its markup does not say stays empty.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.reading.html.dom import Node, Tree
from archive.reading.html.urls import Base
from archive.reading.html.values import edtf, plain
from archive.reading.proposal import Found, FoundLink, Metadata

# schema.org type (or the end of its name) → CSL 1.0.2 type.
CSL_TYPES = {
    "Article": "article",
    "BlogPosting": "post-weblog",
    "Book": "book",
    "Chapter": "chapter",
    "Dataset": "dataset",
    "Legislation": "legislation",
    "NewsArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper",
    "BackgroundNewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "ReportageNewsArticle": "article-newspaper",
    "ReviewNewsArticle": "article-newspaper",
    "Report": "report",
    "ScholarlyArticle": "article-journal",
    "Thesis": "thesis",
    "WebPage": "webpage",
}
TYPE = re.compile(r"https?://schema\.org/(\w+)")
# An item on one of these describes the page itself.
WHOLE_PAGES = frozenset(("html", "body", "main", "article"))

Properties = dict[str, list[Node]]


def stated_in(tree: Tree, node: Node, base: Base) -> Metadata:
    """What the one citation at or inside `node` says of its source; empty for none, and for several."""
    items = list(top_items(tree, node))
    return read_item(tree, items[0], base) if len(items) == 1 else Metadata()


def with_stated(tree: Tree, base: Base, links: Iterable[FoundLink]) -> Iterator[FoundLink]:
    """The links, each with what the page states anywhere of the work at its address."""
    works = [read_item(tree, node, base) for node in tree.nodes if describes_source(node)]
    known = {work.url.value: work for work in reversed(works) if work.url.value}
    for link in links:
        told = link.cited if link.cited != Metadata() else known.get(link.url, Metadata())
        yield replace(link, cited=told)


def top_items(tree: Tree, node: Node) -> Iterator[Node]:
    """The works described at or below a node, not those that describe a part of another."""
    index = node.index
    while index < node.end:
        inner = tree.nodes[index]
        if describes_source(inner):
            yield inner
            index = inner.end
        else:
            index += 1


def describes_source(node: Node) -> bool:
    """Whether an element is an item of a type that can be cited, other than the page itself."""
    return "itemscope" in node.attrs and node.tag not in WHOLE_PAGES and csl_type(node) != ""


def csl_type(item: Node) -> str:
    """The CSL type of the first schema.org type that has one, or ""."""
    names = (TYPE.fullmatch(word) for word in item.get("itemtype").split())
    return next((CSL_TYPES[name[1]] for name in names if name and name[1] in CSL_TYPES), "")


def read_item(tree: Tree, item: Node, base: Base) -> Metadata:
    """The properties of a work as metadata, each with the property it came from."""
    properties = properties_of(tree, item)
    return Metadata(
        title=first(tree, properties, "headline", "name"),
        authors=tuple(every(tree, properties, "author")),
        container=first(tree, properties, "isPartOf"),
        publisher=first(tree, properties, "publisher"),
        issued=found("datePublished", edtf(first(tree, properties, "datePublished").value)),
        url=found("url", address(properties, base)),
        language=first(tree, properties, "inLanguage"),
        csl_type=found("itemtype", csl_type(item)),
    )


def properties_of(tree: Tree, item: Node) -> Properties:
    """Each property's elements in order; those of an item inside the item are its own."""
    properties: Properties = {}
    index = item.index + 1
    while index < item.end:
        node = tree.nodes[index]
        for name in node.get("itemprop").split():
            properties.setdefault(name, []).append(node)
        index = node.end if "itemscope" in node.attrs else index + 1
    return properties


def every(tree: Tree, properties: Properties, name: str) -> Iterator[Found]:
    """The values of one property that are not empty, in order."""
    for node in properties.get(name, ()):
        if text := value(tree, node):
            yield found(name, text)


def first(tree: Tree, properties: Properties, *names: str) -> Found:
    """The first value of the first of these properties that has one."""
    values = (each for name in names for each in every(tree, properties, name))
    return next(values, Found())


def value(tree: Tree, node: Node) -> str:
    """The value of a property as text; of an item, its name."""
    if "itemscope" not in node.attrs:
        return plain_value(tree, node)
    names = (each for each in properties_of(tree, node).get("name", ()) if "itemscope" not in each.attrs)
    return next((text for each in names if (text := plain_value(tree, each))), "")


def plain_value(tree: Tree, node: Node) -> str:
    """The value of a property that is no item. A linked name is a name: pages mark authors that way."""
    if node.tag == "meta":
        return plain(node.get("content"))
    return plain((node.tag == "time" and node.get("datetime")) or tree.words(node))


def address(properties: Properties, base: Base) -> str:
    """The first address given as the work's own, absolute, or ""."""
    written = (node.get("href") or node.get("content") for node in properties.get("url", ()))
    return next((url for each in written if (url := base.resolve(each))), "")


def found(name: str, text: str) -> Found:
    """A value with its origin; nothing for no value."""
    return Found(text, f"microdata {name}") if text else Found()
