"""The text of a proposal with every finding marked where it stands. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.corrections import findings, kind_of
from archive.reading.proposal import FoundLink, FoundPost, FoundQuotation, Proposal, Span
from archive.rendering import Block, Range, Segment, segments_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as it stands in the text. A rejected one is still shown, as such."""

    key: str
    kind: str
    label: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the same marks. `opening` are those that begin here for the first time."""

    text: str
    classes: str
    opening: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """`kind` is that of the block as read: what a finding makes of it shows by its marks."""

    number: int
    kind: str
    level: int
    pieces: tuple[Piece, ...]


def marked_passages(proposal: Proposal, labels: Mapping[str, str]) -> Iterator[MarkedPassage]:
    """Every block of the text in pieces; their words, joined, are the block's own."""
    blocks = [
        Block(number, block.kind, block.level, block.start, block.end)
        for number, block in enumerate(proposal.blocks, start=1)
    ]
    seen: set[str] = set()
    drawn = segments_of(proposal.text, blocks, list(_ranges(proposal, labels)))
    for block, segments in zip(blocks, drawn, strict=True):
        pieces = tuple(_piece(segment, seen) for segment in segments)
        yield MarkedPassage(block.number, block.kind, block.level, pieces)


def _ranges(proposal: Proposal, labels: Mapping[str, str]) -> Iterator[Range]:
    """The words of each finding, then what belongs to it: signature, source mark, note."""
    for found in findings(proposal):
        kind = kind_of(found)
        mark = Mark(found.key, kind, labels[found.key], found.accepted)
        state = "" if found.accepted else " marked--rejected"
        yield Range(found.span.start, found.span.end, f"marked marked--{kind}{state}", mark)
        for part in _parts(found):
            if part and part.end > part.start:
                yield Range(part.start, part.end, f"marked marked--part{state}", mark)


def _parts(found: FoundPost | FoundQuotation | FoundLink) -> tuple[Span | None, ...]:
    if isinstance(found, FoundPost):
        return (found.signature,)
    return (found.mark,) if isinstance(found, FoundQuotation) else (found.note,)


def _piece(segment: Segment, seen: set[str]) -> Piece:
    marks = {each.of.key: each.of for each in segment.ranges}
    opening = tuple(mark for key, mark in marks.items() if key not in seen)
    seen.update(marks)
    classes = " ".join(dict.fromkeys(segment.kinds.split()))
    return Piece(segment.text, classes, opening)
