"""The walk from a tree to canonical text: which element is a block, a line, a cell, or unseen."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from archive.reading.html.dom import Node, Tree
from archive.reading.html.writer import Writer
from archive.reading.proposal import Block, BlockKind, Span

BLOCKS_NAMES = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li
    listing main menu nav ol optgroup option p pre search section summary table tbody td tfoot th
    thead tr ul xmp
"""
BLOCKS = frozenset(BLOCKS_NAMES.split())
UNSEEN_NAMES = """
    applet audio button canvas datalist embed head iframe input map meter noembed noframes noscript
    object progress script select style svg template textarea title video
"""
UNSEEN = frozenset(UNSEEN_NAMES.split())
UNSEEN_CLASSES = frozenset(("screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "hidden"))
UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
PREFORMATTED = frozenset(("pre", "xmp", "listing"))
CAPTION_CLASSES = frozenset(
    ("wp-caption-text", "caption", "image-caption", "photo-caption", "figure-caption", "media-caption")
)
KINDS: dict[str, BlockKind] = {
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "blockquote": "quotation",
    "figcaption": "caption",
    "caption": "caption",
    **dict.fromkeys(PREFORMATTED, "preformatted"),
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = frozenset(("td", "th"))
EMOJI_CLASSES = frozenset(("emoji", "wp-smiley", "twemoji"))


@dataclass(frozen=True, slots=True)
class Flow:
    """Canonical text with its blocks, and the span of each node (by index) that shows any of it."""

    text: str
    blocks: tuple[Block, ...]
    spans: Mapping[int, Span]

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]


def render(
    tree: Tree, roots: list[Node], dropped: Set[int] = frozenset(), shown: Mapping[int, str] | None = None
) -> Flow:
    """The text below the roots without the subtrees in `dropped`.

    `shown` gives words to elements that have none of their own, each as a block: the address of
    an embed that is nothing but a frame.
    """
    walk = Walk(tree, dropped, shown or {})
    for root in roots:
        walk.run(root)
    text, blocks, spans = walk.writer.finish()
    return Flow(text, tuple(blocks), spans)


def unseen(node: Node) -> bool:
    """True for an element whose text no reader of the page sees."""
    if node.tag in UNSEEN or "hidden" in node.attrs:
        return True
    if not node.attrs:
        return False
    return bool(UNSEEN_STYLE.search(node.get("style"))) or not UNSEEN_CLASSES.isdisjoint(node.classes)


def data_rows(tree: Tree) -> set[int]:
    """The `tr` elements that hold data: two cells or more, none with blocks or paragraphs in it.

    Tables also lay out whole pages; then a cell holds articles and must not become one row.
    """
    row_of: dict[int, int] = {}
    cells: dict[int, int] = {}
    layout: set[int] = set()
    for node in tree.nodes:
        row = row_of.get(node.parent, -1)
        if node.tag in CELLS and row >= 0:
            cells[row] = cells.get(row, 0) + 1
        elif node.tag in BLOCKS - {"tr"} or node.tag == "br":
            layout.add(row)
        if node.tag == "tr":
            layout.add(row)
            row = node.index
        if node.tag:
            row_of[node.index] = row
    return {row for row, count in cells.items() if count > 1 and row not in layout}


class Walk:
    """One pass over subtrees in document order, telling the writer what it meets."""

    def __init__(self, tree: Tree, dropped: Set[int], shown: Mapping[int, str]) -> None:
        self.tree = tree
        self.dropped = dropped
        self.shown = shown
        self.rows = data_rows(tree)
        self.writer = Writer()
        self.open: list[Node] = []
        self.kinds: list[tuple[int, BlockKind, int]] = [(-1, "paragraph", 0)]
        self.preformatted = 0

    def run(self, root: Node) -> None:
        """Write one subtree; it is a block of its own."""
        self.writer.end_block()
        index = root.index
        while index < root.end:
            self.leave_before(index)
            node = self.tree.nodes[index]
            index = node.index + 1 if self.enter(node) else node.end
        self.leave_before(root.end)
        self.writer.end_block()

    def leave_before(self, index: int) -> None:
        """Close what ends before the node at `index`."""
        while self.open and self.open[-1].end <= index:
            self.leave(self.open.pop())

    def enter(self, node: Node) -> bool:
        """Meet one node; False when its subtree is not to be walked."""
        if not node.tag:
            self.writer.write(node.text, keep=self.preformatted > 0)
            return False
        if node.index in self.dropped:
            return False
        if node.index in self.shown:
            self.show(node)
            return False
        if unseen(node):
            return False
        self.begin(node)
        return True

    def begin(self, node: Node) -> None:
        """Open an element."""
        if node.tag == "br":
            self.writer.line_break()
        elif node.tag == "img" and not EMOJI_CLASSES.isdisjoint(node.classes):
            self.writer.write(node.get("alt"))
        elif self.is_data_cell(node):
            self.writer.cell()
        self.edge(node)
        self.set_kind(node)
        self.preformatted += node.tag in PREFORMATTED
        self.writer.open(node.index)
        self.open.append(node)

    def leave(self, node: Node) -> None:
        """Close an element."""
        self.writer.close(node.index)
        self.preformatted -= node.tag in PREFORMATTED
        if self.kinds[-1][0] == node.index:
            self.kinds.pop()
        self.edge(node)
        _, self.writer.kind, self.writer.level = self.kinds[-1]

    def is_data_cell(self, node: Node) -> bool:
        """Whether it is one of several cells of a row that is kept on one line."""
        return node.tag in CELLS and node.parent in self.rows

    def edge(self, node: Node) -> None:
        """The border of a block ends the block before it; a data cell is part of its row."""
        if node.tag in BLOCKS and not self.is_data_cell(node):
            self.writer.end_block()

    def set_kind(self, node: Node) -> None:
        """What the blocks inside this element are."""
        kind, level = KINDS.get(node.tag), HEADINGS.get(node.tag, 0)
        if level:
            kind = "heading"
        elif node.index in self.rows:
            kind = "table_row"
        elif not CAPTION_CLASSES.isdisjoint(node.classes):
            kind = "caption"
        if kind is not None:
            self.kinds.append((node.index, kind, level))
        _, self.writer.kind, self.writer.level = self.kinds[-1]

    def show(self, node: Node) -> None:
        """Words given to an element without any, as a block."""
        self.writer.end_block()
        self.writer.open(node.index)
        self.writer.write(self.shown[node.index])
        self.writer.close(node.index)
        self.writer.end_block()
