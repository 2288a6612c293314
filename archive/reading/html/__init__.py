"""Reading an HTML page: its article as canonical text, and what the page says in it and about it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.reading.html.belonging import foreign_nodes
from archive.reading.html.citations import with_stated
from archive.reading.html.content import find_content
from archive.reading.html.dom import Tree, parse
from archive.reading.html.embeds import Embed, addresses_to_show, find_embeds
from archive.reading.html.flow import render
from archive.reading.html.footnotes import as_footnotes, backlinks, find_footnotes, footnote_links
from archive.reading.html.jsonld import read_jsonld
from archive.reading.html.links import running_links
from archive.reading.html.metadata import read_metadata
from archive.reading.html.metatags import MetaTags, canonical
from archive.reading.html.page import Page
from archive.reading.html.paragraphs import paragraph_posts
from archive.reading.html.posts import date_warnings, embedded_posts, quoted_posts
from archive.reading.html.quotations import find_quotations
from archive.reading.html.urls import Base
from archive.reading.parts import Parts
from archive.reading.proposal import FoundLink, FoundPost, FoundQuotation, ReadingWarning, Span
from archive.reading.threadmarks import group

__all__ = ["read_html"]


def read_html(markup: str, *, url: str = "") -> Parts:
    """What a page holds: the text of its article, posts, quotations, links, metadata.

    `markup` is decoded; `url` is where the page was published, used to resolve its relative
    addresses (else the page's own canonical address is). The text is empty when the page shows
    none. Only http and https addresses come out; markup never does. Raises `UnreadableInput`
    for markup that cannot be read in reasonable time.
    """
    tree = parse(markup)
    content = find_content(tree)
    foreign = foreign_nodes(tree, content.roots)
    meta = MetaTags(tree, foreign)
    base, page_url = bases(tree, meta, url)
    embeds = find_embeds(tree, base)
    dropped = content.dropped | backlinks(tree)
    flow = render(tree, content.roots, dropped, addresses_to_show(tree, embeds, base))
    page = Page(tree, flow, base)
    linked, broken = read_jsonld(tree, [address for address in (url, page_url) if address])
    metadata, differing = read_metadata(page, meta, linked, foreign)
    found, worries = find_posts(page, embeds)
    posts, threads = group(page.flow.text, found)
    quotations = find_quotations(page, spans_of(posts))
    notes = list(footnote_links(page, find_footnotes(tree, page_url, dropped)))
    return Parts(
        text=page.flow.text,
        blocks=as_footnotes(page.flow.blocks, [link.note for link in notes if link.note]),
        metadata=metadata,
        posts=posts,
        threads=threads,
        quotations=tuple(quotations),
        links=all_links(page, posts, quotations, notes),
        warnings=(*broken, *differing, *content.warnings, *worries, *date_warnings(posts)),
    )


def bases(tree: Tree, meta: MetaTags, url: str) -> tuple[Base, str]:
    """What relative addresses are resolved against (`base href` counts), and the page's own address."""
    own = Base().resolve(url) or Base().resolve(canonical(tree)) or Base().resolve(meta.first("og:url").value)
    written = next((node.get("href") for node in tree.by_tag.get("base", []) if node.get("href")), "")
    return Base(Base(own).resolve(written) or own), own


def find_posts(page: Page, embeds: Sequence[Embed]) -> tuple[list[FoundPost], tuple[ReadingWarning, ...]]:
    """All posts in the order of the text: embeds, signed block quotations, signed paragraphs."""
    posts = list(embedded_posts(page, embeds))
    posts = by_place([*posts, *quoted_posts(page, spans_of(posts))])
    signed, warnings = paragraph_posts(page, spans_of(posts))
    posts = by_place([*posts, *signed])
    return [replace(post, key=f"p{count}") for count, post in enumerate(posts, start=1)], warnings


def by_place(posts: Iterable[FoundPost]) -> list[FoundPost]:
    """Posts in the order of the text."""
    return sorted(posts, key=lambda post: post.span.start)


def spans_of(posts: Sequence[FoundPost]) -> list[Span]:
    """The place of each post with its signature, in order."""
    return [Span(post.span.start, post.signature.end if post.signature else post.span.end) for post in posts]


def all_links(
    page: Page, posts: Sequence[FoundPost], quotations: Sequence[FoundQuotation], notes: Sequence[FoundLink]
) -> tuple[FoundLink, ...]:
    """Running links and footnotes in the order of the text, with what the page states of their sources."""
    marks = (quotation.mark for quotation in quotations if quotation.mark)
    own = (span for link in notes for span in (link.span, link.note) if span)
    taken = merged([*spans_of(posts), *marks, *own])
    found = sorted([*running_links(page, taken), *notes], key=lambda link: link.span.start)
    keyed = (replace(link, key=f"l{count}") for count, link in enumerate(found, start=1))
    return tuple(with_stated(page.tree, page.base, keyed))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap made one."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result
