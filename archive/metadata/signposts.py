"""Typed links of a page as an HTTP header, for programs that read no HTML (https://signposting.org/FAIR/). Pure.

`cite-as`: RFC 8574. Everything but what is asked for stands in the header, so it is the same for HEAD.
"""

from collections.abc import Iterator, Sequence

from archive.metadata.facts import PageFacts, TypedLink
from archive.metadata.linked import kind_of
from sources.citing.csl import permanent_link
from sources.exchange.shapes import Format

# More would not fit into the headers that a server in front of this one lets through: 4 kB of nginx.
ITEMS_AT_MOST = 10
QUERY_AT_MOST = 300  # characters, for it stands there once for each format
DESCRIBED_IN = ("csl", "jsonld", "bib", "ris")


def signposts(facts: PageFacts, formats: Sequence[Format], query: str) -> str:
    """The value of `Link`. `formats`: those in which the works of the page are exported, by `query` and `format`."""
    return ", ".join(_written(each) for each in _links(facts, formats, query))


def _links(facts: PageFacts, formats: Sequence[Format], query: str) -> Iterator[TypedLink]:
    if facts.is_lasting:
        yield TypedLink(facts.permanent or facts.path, "cite-as")
    yield TypedLink(f"https://schema.org/{kind_of(facts)}", "type")
    if facts.item:
        yield TypedLink("https://schema.org/AboutPage", "type")
    before = f"{facts.path}?{query}&" if query else f"{facts.path}?"
    for each in formats if len(query) <= QUERY_AT_MOST else ():
        if each.name in DESCRIBED_IN:
            yield TypedLink(f"{before}format={each.name}", "describedby", each.content_type.partition(";")[0])
    yield from facts.links
    if not facts.item and len(facts.items) <= ITEMS_AT_MOST:
        yield from (TypedLink(permanent_link(each), "item") for each in facts.items)


def _written(link: TypedLink) -> str:
    kind = f'; type="{link.media_type}"' if link.media_type else ""
    return f'<{link.address}>; rel="{link.rel}"{kind}'
