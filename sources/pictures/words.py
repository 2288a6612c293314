"""Words in a drawing: SVG breaks no lines, so they are broken here. Pure."""

import re
from collections.abc import Iterator

from sources.names import HAN, HANGUL, KANA

# In ems of the drawing's type, on the safe side.
WIDE, NARROW = 1.0, 0.56
FIRST_WIDE = "\u2e80"
_piece = re.compile(f"[{HAN}{HANGUL}{KANA}]|[^\\s{HAN}{HANGUL}{KANA}]+|\\s+")
ELLIPSIS = "…"


def width_of(words: str) -> float:
    """About how wide they are, in ems."""
    return sum(WIDE if each >= FIRST_WIDE else NARROW for each in words)


def broken(words: str, width: float, lines: int) -> list[str]:
    """At most `lines` lines no wider than `width` ems; what does not fit ends in an ellipsis. Never empty."""
    found = list(_lines(" ".join(words.split()), width))
    if len(found) > lines:
        found = [*found[: lines - 1], _cut(found[lines - 1] + ELLIPSIS * 2, width)]
    return found or [""]


def _lines(words: str, width: float) -> Iterator[str]:
    line = ""
    for match in _piece.finditer(words):
        piece = match[0]
        if line.strip() and width_of(line + piece.rstrip()) > width:
            yield line.strip()
            line = ""
        if width_of(piece) > width:
            piece = _cut(piece, width)
        line += piece
    if line.strip():
        yield line.strip()


def _cut(words: str, width: float) -> str:
    words = words.rstrip(ELLIPSIS)
    while words and width_of(words + ELLIPSIS) > width:
        words = words[:-1]
    return words.rstrip() + ELLIPSIS
