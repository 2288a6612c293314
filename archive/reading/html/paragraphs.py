"""What the conventions of plain text say of a page: posts by signature lines, quotations by `[Source]`.

Used for the blocks that no markup explains; links in them give the addresses that plain text lacks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.reading.boundaries import mark_lines
from archive.reading.html.attribution import linked_in
from archive.reading.html.page import Page
from archive.reading.plaintext import marked_quotations, signed_posts
from archive.reading.proposal import Block, FoundPost, FoundQuotation, ReadingWarning, Span


def paragraph_posts(page: Page, taken: Sequence[Span]) -> tuple[list[FoundPost], tuple[ReadingWarning, ...]]:
    """Posts outside of what is taken (sorted spans), with the addresses that their signatures link to."""
    posts: list[FoundPost] = []
    warnings: list[ReadingWarning] = []
    quotes = {span.end: span for _, span in page.quotes_outside(taken)}
    for run in runs_outside(page.flow.blocks, taken):
        found, worries = signed_posts(page.flow.text, mark_lines(page.flow.text, run))
        warnings += worries
        for post in found:
            if post.span.start < post.span.end:
                before = posts[-1].span.end if posts else 0
                posts.append(with_address(page, widened(post, quotes.get(post.span.end), before)))
    return posts, tuple(warnings)


def paragraph_quotations(page: Page, taken: Sequence[Span]) -> list[FoundQuotation]:
    """Quotations outside of what is taken (sorted spans), with the address that their mark links to."""
    return [
        replace(quotation, url=quotation.url or address_of(page, quotation.mark))
        for run in runs_outside(page.flow.blocks, taken)
        for quotation in marked_quotations(page.flow.text, mark_lines(page.flow.text, run))
        if quotation.span.start < quotation.span.end
    ]


def runs_outside(blocks: Sequence[Block], taken: Sequence[Span]) -> Iterator[list[Block]]:
    """The blocks between the taken spans, as runs of neighbours."""
    run: list[Block] = []
    at = 0
    for block in blocks:
        while at < len(taken) and taken[at].end <= block.start:
            at += 1
        if at == len(taken) or taken[at].start >= block.end:
            run.append(block)
        elif run:
            yield run
            run = []
    if run:
        yield run


def widened(post: FoundPost, quote: Span | None, before: int) -> FoundPost:
    """The post grown to the block quotation that ends where it ends: a signature below signs all of it.

    Not when the signature is part of that quotation, or the post before ends in it.
    """
    if quote is None or not before <= quote.start < post.span.start:
        return post
    return replace(post, span=quote, confidence=0.9, reason="a block quotation above the signature of a post")


def with_address(page: Page, post: FoundPost) -> FoundPost:
    """The post with platform, id and address, when its signature links to it."""
    link, _ = linked_in(page, post.signature) if post.signature else (None, "")
    if link is None:
        return post
    return replace(post, platform=link.platform, platform_id=link.platform_id, url=link.url)


def address_of(page: Page, mark: Span | None) -> str:
    """The address of the first link that touches a mark, "" when none does."""
    return next((url for _, url in page.anchors.touching(mark)), "") if mark else ""
