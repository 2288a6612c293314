"""Plain text: paragraphs, quoted posts by their signatures, quotations by their source marks."""

from collections.abc import Sequence
from dataclasses import replace

from archive.reading.blocks import cut, heading_words
from archive.reading.boundaries import Line, mark_lines, post_beginning, quotation_beginning
from archive.reading.medialinks import find_addresses, media_and_links
from archive.reading.parts import Parts
from archive.reading.proposal import (
    Block,
    Found,
    FoundLink,
    FoundPost,
    FoundQuotation,
    Metadata,
    ReadingWarning,
    Span,
)
from archive.reading.quotationmarks import find_elisions, find_insertions
from archive.reading.threadmarks import group


def read_plain_text(text: str) -> Parts:
    """What a plain text says of itself. `text` is NFC with `\\n` line ends.

    Plain text names no author, date or language, so those stay empty; a title is proposed
    only from a heading at the very beginning.
    """
    text, blocks = cut(text)
    lines = mark_lines(text, blocks)
    posts, warnings = signed_posts(text, lines)
    posts, threads = group(text, posts)
    return Parts(
        text=text,
        blocks=blocks,
        metadata=Metadata(title=_title(text, blocks)),
        posts=posts,
        threads=threads,
        quotations=marked_quotations(text, lines),
        links=_links(text, posts),
        warnings=warnings,
    )


def _title(text: str, blocks: Sequence[Block]) -> Found:
    if not blocks or blocks[0].kind != "heading" or blocks[0].level != 1:
        return Found()
    return Found(heading_words(text[: blocks[0].end]), "first heading")


def signed_posts(
    text: str, lines: Sequence[Line]
) -> tuple[tuple[FoundPost, ...], tuple[ReadingWarning, ...]]:
    """The posts that signatures end, in order, and warnings about signatures that do not work."""
    posts: list[FoundPost] = []
    warnings: list[ReadingWarning] = []
    for at, line in enumerate(lines):
        if line.signature is None:
            continue
        post = _post(text, lines, at, f"p{len(posts) + 1}")
        span = Span(line.block.start + line.signature.start, line.block.start + line.signature.end)
        if post is None:
            message = "A signature has no words above it: its post was not found."
            warnings.append(ReadingWarning("signature-without-text", message, span))
        else:
            posts.append(post)
        if not line.signature.date:
            message = f"“{text[span.start : span.end]}” names a day that never was."
            warnings.append(ReadingWarning("impossible-date", message, span))
    return tuple(posts), tuple(warnings)


def _post(text: str, lines: Sequence[Line], at: int, key: str) -> FoundPost | None:
    signature, offset = lines[at].signature, lines[at].block.start
    beginning = post_beginning(lines, at)
    if signature is None or beginning is None:
        return None
    start, signed = lines[beginning.at].block.start, offset + signature.start
    words = text[start:signed].rstrip()
    media, links = media_and_links(words)
    return FoundPost(
        key=key,
        span=Span(start, start + len(words)),
        signature=Span(signed, offset + signature.end),
        platform=signature.platform,
        handle=signature.handle,
        display_name=signature.name,
        posted=signature.date,
        media=media,
        links=links,
        confidence=beginning.confidence,
        reason=beginning.reason,
    )


def marked_quotations(text: str, lines: Sequence[Line]) -> tuple[FoundQuotation, ...]:
    """The quotations that source marks end, in order."""
    marked = [at for at, line in enumerate(lines) if line.source_mark]
    found = (_quotation(text, lines, at) for at in marked)
    return tuple(
        replace(quotation, key=f"q{count}") for count, quotation in enumerate(filter(None, found), start=1)
    )


def _quotation(text: str, lines: Sequence[Line], at: int) -> FoundQuotation | None:
    mark, offset = lines[at].source_mark, lines[at].block.start
    beginning = quotation_beginning(lines, at)
    if mark is None or beginning is None:
        return None
    start = lines[beginning.at].block.start
    words = text[start : offset + mark.span.start].rstrip()
    return FoundQuotation(
        key="",
        span=Span(start, start + len(words)),
        mark=Span(offset + mark.span.start, offset + mark.span.end),
        url=mark.url,
        elisions=find_elisions(words, start),
        insertions=find_insertions(words, start),
        confidence=beginning.confidence,
        reason=beginning.reason,
    )


def _links(text: str, posts: Sequence[FoundPost]) -> tuple[FoundLink, ...]:
    """The addresses outside posts; a post keeps its own."""
    bounds = (*(post.span for post in posts), Span(len(text), len(text)))
    links: list[FoundLink] = []
    end = 0
    for span in bounds:
        for address in find_addresses(text[end : span.start]):
            place = Span(end + address.start, end + address.end)
            links.append(FoundLink(f"l{len(links) + 1}", place, address.url))
        end = max(end, span.end)
    return tuple(links)
