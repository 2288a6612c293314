"""Blocks of canonical text, written piece by piece, with the places where elements stand.

White space is collapsed as a browser shows it, a block neither begins nor ends in white
space, and blocks without a visible character do not exist. Places are code points in
the finished text: NFC, blocks joined by one newline.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from unicodedata import category, is_normalized, normalize

from archive.reading.characters import compose
from archive.reading.proposal import Block, BlockKind, Span

COLLAPSED = re.compile(r"[ \t\n\f\r]+")
# Everything Unicode calls white space, and the two invisible marks that pages use as filler.
BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\ufeff"
JAMO = range(0x1160, 0x1200)


@dataclass(slots=True)
class RawBlock:
    """A finished block before normalisation; `start` counts raw code points."""

    kind: BlockKind
    level: int
    start: int
    text: str
    clusters: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)

    def settle(self) -> str:
        """The text in NFC; remembers where its clusters fell when they moved.

        Raises what `compose` raises, before any slow work.
        """
        if is_normalized("NFC", self.text):
            return self.text
        compose(self.text)
        self.clusters = cluster_starts(self.text)
        edges = [*self.clusters, len(self.text)]
        parts = [normalize("NFC", self.text[a:b]) for a, b in pairwise(edges)]
        self.lengths = list(accumulate((len(part) for part in parts), initial=0))
        return "".join(parts)

    def moved(self, offset: int) -> int:
        """Where a raw offset of this block fell; inside a cluster it moves to the cluster's end."""
        if not self.clusters:
            return offset
        if offset >= len(self.text):
            return self.lengths[-1]
        at = bisect_right(self.clusters, offset) - 1
        return self.lengths[at if self.clusters[at] == offset else at + 1]


def cluster_starts(text: str) -> list[int]:
    """Where characters begin that cannot compose with the one before them."""
    return [
        at
        for at, char in enumerate(text)
        if at == 0 or not (category(char).startswith("M") or ord(char) in JAMO)
    ]


class Writer:
    """Takes text, breaks and the opening and closing of nodes; `finish()` gives the result."""

    def __init__(self) -> None:
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.raw: list[RawBlock] = []
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        self.waiting: list[int] = []
        self.base = 0
        self.forget()

    def forget(self) -> None:
        """Ready for a new block."""
        self.pieces: list[str] = []
        self.length = 0
        self.gap: list[str] = []
        self.breaks = 0
        self.tabs = 0

    def open(self, node: int) -> None:
        """A node begins: its place is that of the next visible character."""
        self.waiting.append(node)

    def close(self, node: int) -> None:
        """A node ends: after the last visible character, or nowhere when it had none."""
        if node in self.starts:
            self.ends[node] = self.base + self.length if self.pieces else self.base - 1
        else:
            self.waiting.pop()

    def write(self, text: str, *, keep: bool = False) -> None:
        """Text as it stands in a text node; `keep` keeps its white space (`pre`)."""
        shown = text if keep else COLLAPSED.sub(" ", text)
        core = shown.strip(BLANK)
        if not core:
            self.hold(shown)
            return
        at = len(shown) - len(shown.lstrip(BLANK))
        self.hold(shown[:at])
        if self.breaks > 1:
            self.end_block()
        self.add(self.spacing(keep=keep))
        for node in self.waiting:
            self.starts[node] = self.base + self.length
        self.waiting.clear()
        self.add(core)
        self.hold(shown[at + len(core) :])

    def spacing(self, *, keep: bool) -> str:
        """What separates the next word from the last one written."""
        if not self.pieces:
            found = "".join(self.gap).rpartition("\n")[2] if keep else ""
        elif self.breaks:
            found = "\n"
        elif self.tabs:
            found = "\t" * self.tabs
        else:
            found = "".join(self.gap)
        self.gap, self.breaks, self.tabs = [], 0, 0
        return found

    def add(self, text: str) -> None:
        """Append to the block."""
        if text:
            if not self.pieces:
                self.begun = (self.kind, self.level)
            self.pieces.append(text)
            self.length += len(text)

    def hold(self, blank: str) -> None:
        """White space counts only when a word follows; two spaces in a row are one."""
        if blank and not (blank == " " and self.gap and self.gap[-1][-1] == " "):
            self.gap.append(blank)

    def line_break(self) -> None:
        """One gives a newline in the block, two or more in a row a new block."""
        if self.pieces:
            self.breaks += 1

    def cell(self) -> None:
        """A further cell of a table row."""
        if self.pieces:
            self.tabs += 1

    def end_block(self) -> None:
        """What follows is a new block."""
        if self.pieces:
            kind, level = self.begun
            self.raw.append(RawBlock(kind, level, self.base, "".join(self.pieces)))
            self.base += self.length + 1
        self.forget()

    def finish(self) -> tuple[str, list[Block], dict[int, Span]]:
        """The text, its blocks, and the span of each node that shows any text."""
        self.end_block()
        texts = [block.settle() for block in self.raw]
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        blocks = [
            Block(raw.kind, start, start + len(text), raw.level)
            for raw, start, text in zip(self.raw, starts, texts, strict=False)
        ]
        bases = [raw.start for raw in self.raw]

        def place(offset: int) -> int:
            at = bisect_right(bases, offset) - 1
            return starts[at] + self.raw[at].moved(offset - bases[at])

        placed = ((node, place(start), place(self.ends[node])) for node, start in self.starts.items())
        spans = {node: Span(start, end) for node, start, end in placed if start < end}
        return "\n".join(texts), blocks, spans
