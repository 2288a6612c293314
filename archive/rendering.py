"""One sweep over a text and its stand-off ranges, to the pieces that a template draws. Pure.

Offsets are Unicode code points, half-open, into the text of one Document. A range says only where something holds
and what: a link, a quotation, a run of Han; masks and annotations are ranges like these. Nothing here writes HTML:
text stays text until the template engine escapes it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from sources.names import HAN

# A block of one of these kinds is part of a group as soon as a range meets it; any other must lie in it whole.
GROUPED = frozenset({"post", "attribution", "quotation"})
HAN_RUN = re.compile(f"[{HAN}]+")
EDITORIAL = re.compile(r"\[(?P<inner>[^\[\]\n]{1,200})\]")
ELISION = re.compile(r"[….\s]+")


class Range(NamedTuple):
    """`kind` holds from `start` to `end`; `of` is what it stands for, passed on untouched."""

    start: int
    end: int
    kind: str
    of: Any = None


class Block(NamedTuple):
    """A passage: `number` is its ¶, `level` the depth of a heading, else 0."""

    number: int
    kind: str
    level: int
    start: int
    end: int


class Segment(NamedTuple):
    """Words over which nothing changes. `ranges` hold here, the earliest first; `closing` are those that end here."""

    text: str
    ranges: tuple[Range, ...] = ()
    closing: tuple[Range, ...] = ()

    @property
    def kinds(self) -> str:
        """The kinds that hold here, as a list of classes."""
        return " ".join(dict.fromkeys(each.kind for each in self.ranges))


@dataclass(slots=True)
class Group:
    """Blocks that belong together: the paragraphs of a quoted post and its attribution, or one block alone.

    `things` is what joins them (`Range.of`), in order of appearance; empty for a block alone. `kind` is for callers
    who join blocks by a rule of their own.
    """

    things: list[Any] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    kind: str = ""

    def add(self, block: Block, covering: Iterable[Range]) -> None:
        self.blocks.append(block)
        for each in covering:
            if id(each.of) not in self.known:
                self.known.add(id(each.of))
                self.things.append(each.of)

    def continues_in(self, covering: Iterable[Range]) -> bool:
        return any(id(each.of) in self.known for each in covering)


def segments_of(text: str, blocks: Iterable[Block], ranges: Iterable[Range]) -> Iterator[list[Segment]]:
    """The segments of each block, in order. `blocks` ascend and do not overlap; ranges may, and may cross blocks.

    Time is linear in the text and in what is drawn, after one sort of the ranges.
    """
    waiting = sorted(ranges, key=lambda each: (each.start, -each.end))
    place = 0
    active: list[Range] = []
    for block in blocks:
        active = [each for each in active if each.end > block.start]
        while place < len(waiting) and waiting[place].start < block.end:
            if waiting[place].end > block.start:
                active.append(waiting[place])
            place += 1
        yield list(_cut(text, block, active))


def _cut(text: str, block: Block, ranges: Sequence[Range]) -> Iterator[Segment]:
    if not ranges:
        yield Segment(text[block.start : block.end])
        return
    edges = {block.start, block.end}
    for each in ranges:
        edges.update((max(each.start, block.start), min(each.end, block.end)))
    cuts = sorted(edges)
    holding: list[Range] = []
    place = 0
    for start, end in pairwise(cuts):
        while place < len(ranges) and ranges[place].start <= start:
            holding.append(ranges[place])
            place += 1
        closing = tuple([each for each in holding if each.end == end])
        yield Segment(text[start:end], tuple(holding), closing)
        if closing:
            holding = [each for each in holding if each.end > end]


def grouped(blocks: Iterable[Block], ranges: Iterable[Range]) -> Iterator[Group]:
    """Join the blocks that one thing covers; things that share a block share its group.

    Ranges with the same `of` are one thing: the words of a post, and the line that says whose they are.
    """
    waiting = sorted(ranges, key=lambda each: (each.start, each.end))
    place = 0
    active: list[Range] = []
    group = Group()
    for block in blocks:
        active = [each for each in active if each.end > block.start]
        while place < len(waiting) and waiting[place].start < block.end:
            active.append(waiting[place])
            place += 1
        covering = [each for each in active if _covers(each, block)]
        if group.blocks and not group.continues_in(covering):
            yield group
            group = Group()
        group.add(block, covering)
    if group.blocks:
        yield group


def _covers(each: Range, block: Block) -> bool:
    if each.end <= block.start:
        return False
    return block.kind in GROUPED or (each.start <= block.start and block.end <= each.end)


def han_ranges(text: str) -> Iterator[Range]:
    """Runs of Han, for a text in another language."""
    return (Range(*match.span(), "han") for match in HAN_RUN.finditer(text))


def editorial_ranges(text: str, within: Iterable[Range]) -> Iterator[Range]:
    """What the quoting author did to quoted words: `[…]` is an elision, other words in brackets an insertion.

    Of each stretch in `within`, which ascend.
    """
    done = 0
    for stretch in within:
        for match in EDITORIAL.finditer(text, max(stretch.start, done), stretch.end):
            elision = ELISION.fullmatch(match["inner"])
            yield Range(*match.span(), "elision" if elision else "insertion")
        done = max(done, stretch.end)
