"""Plain text cut into blocks: paragraphs, headings, list items, quoted lines, signatures."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from archive.reading.characters import is_visible
from archive.reading.proposal import Block, BlockKind, UnreadableInput
from archive.reading.quotationmarks import find_source_mark
from archive.reading.signatures import find_signature

_HEADING = re.compile(r"(#{1,6})\s+\S")
_UNDERLINE = re.compile(r"={3,}\Z|-{3,}\Z")
_ITEM = re.compile(
    r"(?:[-*+]\s|[•‣▪◦●]\s?|[0-9]{1,2}[.)]\s|[(（][0-9]{1,2}[)）]\s?|[一二三四五六七八九十]{1,3}、)\s*\S"
)
_COLONS: Final = (":", "：")

# Files that are wrapped by hand keep to the width of a terminal; a wider line is a paragraph of its own.
_WIDEST_WRAP: Final = 120
_HEADING_LINES: Final = 2
MAX_BLOCKS: Final = 200_000


def cut(text: str) -> tuple[str, tuple[Block, ...]]:
    """The blocks of a text, and the text that they join to with one newline between two.

    Without blank lines every line is a block. With blank lines a group of lines is one block
    with its line ends kept, unless it is not wrapped by hand (some line is wider than 120
    columns); headings, list items and lines that end in a signature or source mark end a
    block. White space around blocks is not kept; a line without visible characters is blank.
    Raises `UnreadableInput` (`too-many-passages`) above `MAX_BLOCKS` blocks.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    start = 0
    for lines in _groups(text):
        piece = "\n".join(lines).strip()
        kind, level = _kind([line.strip() for line in lines])
        blocks.append(Block(kind, start, start + len(piece), level))
        pieces.append(piece)
        start += len(piece) + 1
        if len(blocks) > MAX_BLOCKS:
            message = f"The text has more than {MAX_BLOCKS:,} paragraphs: this is data, not an article."
            raise UnreadableInput("too-many-passages", message)
    return "\n".join(pieces), tuple(blocks)


def ends_in_colon(text: str) -> bool:
    """Whether a block introduces what comes after it."""
    return text.endswith(_COLONS)


def heading_words(text: str) -> str:
    """The words of a heading block without its `#` marks or its underline."""
    first = text.partition("\n")[0]
    return first.strip("#").strip() if _HEADING.match(first) else first.strip()


def _groups(text: str) -> Iterator[list[str]]:
    lines = text.strip().split("\n")
    filled = [is_visible(line) for line in lines]
    if all(filled):
        yield from _one_by_one(lines)
        return
    for is_filled, group in groupby(zip(filled, lines, strict=True), key=lambda pair: pair[0]):
        if is_filled:
            yield from _split([line for _, line in group])


def _one_by_one(lines: list[str]) -> Iterator[list[str]]:
    """One line, one block; an underline stays with its heading."""
    at = 0
    while at < len(lines):
        taken = 2 if _is_underlined(lines[at : at + 2]) else 1
        yield lines[at : at + taken]
        at += taken


def _split(lines: list[str]) -> Iterable[list[str]]:
    """The blocks of a group of lines between blank lines."""
    if len(lines) == 1 or any(_width(line) > _WIDEST_WRAP for line in lines):
        return _one_by_one(lines)
    return _unwrap(lines)


def _unwrap(lines: list[str]) -> Iterator[list[str]]:
    is_signed = any(find_signature(line) for line in lines)
    block: list[str] = []
    for line in lines:
        if block and _begins(line.strip(), block):
            yield block
            block = []
        block.append(line)
        if _ends(line.rstrip(), is_signed) or _is_underlined(block):
            yield block
            block = []
    if block:
        yield block


def _begins(line: str, block: list[str]) -> bool:
    """Whether a line cannot belong to the block above it.

    A dash or a number at the start of a wrapped line is no list item by itself: the block must be
    an item too, or announce a list.
    """
    if _HEADING.match(line) or line.startswith(">") != block[0].lstrip().startswith(">"):
        return True
    signature = find_signature(line)
    if signature and signature.start == 0:
        return True
    in_list = _ITEM.match(block[0].strip()) or ends_in_colon(block[-1].rstrip())
    return bool(in_list and _ITEM.match(line))


def _ends(line: str, is_signed: bool) -> bool:
    if find_signature(line) or find_source_mark(line) or _HEADING.match(line.lstrip()):
        return True
    return is_signed and ends_in_colon(line)


def _is_underlined(lines: list[str]) -> bool:
    """A line over a row of `=` or `-` (CommonMark, §4.3). A short row of dashes is more often a rule between parts."""
    rule = lines[1].strip() if len(lines) == _HEADING_LINES else ""
    if not _UNDERLINE.match(rule):
        return False
    words = lines[0].strip()
    longest = _WIDEST_WRAP if rule.startswith("=") else 2 * len(rule)
    return not _UNDERLINE.match(words) and len(words) <= longest


def _kind(lines: list[str]) -> tuple[BlockKind, int]:
    heading = _HEADING.match(lines[0]) if len(lines) == 1 else None
    if heading:
        return "heading", len(heading[1])
    if _is_underlined(lines):
        return "heading", 1 if lines[1].startswith("=") else 2
    if all(line.startswith(">") for line in lines):
        return "quotation", 0
    is_item = _ITEM.match(lines[0]) and not find_signature(lines[0])
    return ("list_item" if is_item else "paragraph"), 0


def _width(line: str) -> int:
    """Columns on a terminal, where Han characters take two."""
    if line.isascii() or len(line) > _WIDEST_WRAP:
        return len(line)
    return len(line) + sum(unicodedata.east_asian_width(character) in "WF" for character in line)
