"""From blocks to numbered passages, given which findings a person kept. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.reading.proposal import Block, Proposal, Span


@dataclass(frozen=True, slots=True)
class PassageRange:
    """A passage to be; `number` counts from 1. Offsets are code points into the same text as the blocks'."""

    number: int
    kind: str
    level: int
    start: int
    end: int


def passages_of(proposal: Proposal) -> list[PassageRange]:
    """Every block as a passage; one that lies in an accepted post or quotation says so by its kind."""
    posts = [post for post in proposal.posts if post.accepted]
    kinds = [
        *((post.span, "post") for post in posts),
        *((post.signature, "attribution") for post in posts if post.signature),
        *((quotation.span, "quotation") for quotation in proposal.quotations if quotation.accepted),
    ]
    return [
        PassageRange(number, kind, block.level, block.start, block.end)
        for number, (block, kind) in enumerate(_with_kinds(proposal.blocks, kinds), start=1)
    ]


def _with_kinds(blocks: Sequence[Block], kinds: Iterable[tuple[Span, str]]) -> Iterable[tuple[Block, str]]:
    """Each block with the kind of the first span that meets it, in one sweep over both in order."""
    spans = sorted(kinds, key=lambda each: (each[0].start, each[0].end))
    first = 0
    for block in blocks:
        while first < len(spans) and spans[first][0].end <= block.start:
            first += 1
        meets = first < len(spans) and spans[first][0].start < block.end
        yield block, spans[first][1] if meets and block.kind != "heading" else block.kind


def passages_within(blocks: Iterable[Block], span: Span, kind: str) -> list[PassageRange]:
    """The part of a text that lies in `span`, as passages of a text of its own: offsets count from `span.start`."""
    clipped = [
        (max(block.start, span.start), min(block.end, span.end))
        for block in blocks
        if block.start < span.end and block.end > span.start
    ]
    return [
        PassageRange(number, kind, 0, start - span.start, end - span.start)
        for number, (start, end) in enumerate(clipped, start=1)
    ]
