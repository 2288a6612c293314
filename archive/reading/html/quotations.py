"""Block quotations with their sources: a `[Source]` link, a `cite`, or the line right below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.reading.html.citations import stated_in
from archive.reading.html.dom import Node
from archive.reading.html.page import Page, overlaps, within
from archive.reading.html.paragraphs import paragraph_quotations
from archive.reading.proposal import FoundQuotation, Span
from archive.reading.quotationmarks import (
    find_elisions,
    find_insertions,
    find_source_mark,
    opens_with_elision,
)

WORDS = r"sources?|link|via|来源|來源|出处|出處|原文|原文链接|消息来源"
BARE = re.compile(rf"[\[［【(（]?\s*(?:{WORDS})\s*[\]］】)）]?[.。]?", re.IGNORECASE)
LABELLED = re.compile(rf"(?:[—–-]+\s*)?[\[［【(（]?\s*(?:{WORDS})\s*[:：]\s*\S", re.IGNORECASE)
AROUND = " \t\n[(［（【—–"
TAIL = 200
CREDITS = ("footer", "cite")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a quotation says it is from; `mark` is what says it, outside the quoted words."""

    mark: Span | None = None
    url: str = ""
    title: str = ""


def find_quotations(page: Page, posts: Sequence[Span]) -> list[FoundQuotation]:
    """All quotations of a page in the order of the text; `posts` (sorted) are not quotations."""
    blocks = joined(page, [read_blockquote(page, node, span) for node, span in outermost(page, posts)])
    taken = sorted(
        [*posts, *(span for quotation in blocks for span in (quotation.span, quotation.mark) if span)],
        key=lambda span: span.start,
    )
    found = sorted([*blocks, *paragraph_quotations(page, taken)], key=lambda quotation: quotation.span.start)
    return [replace(quotation, key=f"q{count}") for count, quotation in enumerate(found, start=1)]


def outermost(page: Page, posts: Sequence[Span]) -> Iterator[tuple[Node, Span]]:
    """The block quotations that hold no post and stand in no other block quotation."""
    skip = 0
    for node, span in page.quotes_outside(posts):
        if node.index >= skip:
            skip = node.end
            yield node, span


def read_blockquote(page: Page, node: Node, whole: Span) -> FoundQuotation:
    """One block quotation, without regard to its neighbours."""
    source = source_inside(page, node, whole) or source_below(page, whole)
    stated = page.address(node, "cite")
    mark = source.mark if source else None
    end = mark.start if mark and within(mark, whole) else whole.end
    words = page.flow.text[whole.start : end].rstrip()
    known = stated or mark
    return FoundQuotation(
        key="",
        span=Span(whole.start, whole.start + len(words)),
        mark=mark,
        url=(source.url if source else "") or stated,
        title=source.title if source else "",
        cited=stated_in(page.tree, node, page.base),
        elisions=find_elisions(words, whole.start),
        insertions=find_insertions(words, whole.start),
        confidence=0.95 if known else 0.7,
        reason="a block quotation" + (" with its source" if known else " that names no source"),
    )


def source_inside(page: Page, node: Node, whole: Span) -> Source | None:
    """A source mark, source link, `cite` or `footer` that ends the quotation; something must stand before it."""
    links = [(span, url) for anchor, url in page.links(node) if (span := page.span(anchor))]
    tail_start = max(whole.start, whole.end - TAIL)
    found = find_source_mark(page.flow.text[tail_start : whole.end])
    mark = Span(tail_start + found.span.start, tail_start + found.span.end) if found else None
    if (
        mark is None
        and links
        and links[-1][0].end >= whole.end - 2
        and BARE.fullmatch(page.words(links[-1][0]))
    ):
        mark = Span(links[-1][0].start, whole.end)
    title = ""
    if mark is None and (credit := closing_credit(page, node, whole)):
        mark, title = credit
    if mark is None or mark.start <= whole.start:
        return None
    return Source(mark, next((url for span, url in links if overlaps(span, mark)), ""), title)


def closing_credit(page: Page, node: Node, whole: Span) -> tuple[Span, str] | None:
    """A `footer` or `cite` that ends a quotation, with the dash before it, and the title it names."""
    named = [
        (inner, span)
        for inner in page.tree.inside(node)
        if inner.tag in CREDITS and (span := page.span(inner))
    ]
    for at, (_, span) in enumerate(named):
        if span.end == whole.end:
            title = next((page.words(place) for inner, place in named[at:] if inner.tag == "cite"), "")
            start = span.start
            while start > whole.start and page.flow.text[start - 1] in AROUND:
                start -= 1
            while page.flow.text[start].isspace():
                start += 1
            return Span(start, span.end), title
    return None


def source_below(page: Page, whole: Span) -> Source | None:
    """The block right below, when it is nothing but the source: `[Source]`, or “Source:” and one link."""
    end = page.flow.text.find("\n", whole.end + 1)
    place = Span(whole.end + 1, end if end >= 0 else len(page.flow.text))
    words = page.flow.text[place.start : min(place.end, place.start + TAIL + 1)]
    if not words or len(words) > TAIL or not (BARE.fullmatch(words) or LABELLED.match(words)):
        return None
    links = page.anchors.touching(place)
    if len(links) != 1:
        return None
    span, url = links[0]
    titled = "" if BARE.fullmatch(page.words(span)) else page.words(span)
    return Source(place, url, titled)


def joined(page: Page, quotations: Sequence[FoundQuotation]) -> list[FoundQuotation]:
    """Neighbours that are one quotation: the first names no source, the next opens with an elision."""
    result: list[FoundQuotation] = []
    for quotation in quotations:
        last = result[-1] if result else None
        words = page.flow.text[quotation.span.start : quotation.span.start + 20]
        unmarked = last is not None and last.mark is None and not last.url
        if last and unmarked and last.span.end + 1 == quotation.span.start and opens_with_elision(words):
            result[-1] = replace(
                quotation,
                span=Span(last.span.start, quotation.span.end),
                elisions=last.elisions + quotation.elisions,
                insertions=last.insertions + quotation.insertions,
                reason=quotation.reason + ", continued from the one before by an elision",
            )
        else:
            result.append(quotation)
    return result
