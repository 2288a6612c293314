"""The words of a passage as HTML. Pure; a template would take ten times as long for a text full of marks.

Everything that comes from outside goes through `html.escape` (Django's own does the same, wrapped in what lazy strings
need); what is not escaped is written in this file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from archive.layers import Laid, Mark

if TYPE_CHECKING:
    from archive.reader import Place


@dataclass(frozen=True, slots=True)
class Piece:
    """Words drawn as one element, or as bare text when nothing is said of them.

    `address` is where they lead; `closing` are the places whose words end here; `marks` lie over them, the one that
    began first outermost; `beginning` are marks without a line that begin here.
    """

    text: str
    kinds: str = ""
    language: str = ""
    address: str = ""
    closing: tuple["Place", ...] = ()
    marks: tuple[Laid, ...] = ()
    beginning: tuple[Mark, ...] = ()


class Drawing:
    """Draws passages in their order: a mark has its id and its link where it is first drawn, in whichever passage."""

    def __init__(self, reference: str) -> None:
        """`reference`: the word for a footnote, said before its number."""
        self._reference = escape(reference)
        self._begun: set[str] = set()

    def words(self, pieces: Iterable[Piece]) -> SafeString:
        """The words of one passage with all that lies over them; marks are closed at its end."""
        out: list[str] = []
        open_marks: Sequence[Laid] = ()
        closing: tuple[Place, ...] = ()
        for piece in pieces:
            kept = _common(open_marks, piece.marks)
            out.append("</mark>" * (len(open_marks) - kept))
            out.extend(map(self._cite, closing))
            out.extend(map(self._opened, piece.marks[kept:]))
            out.extend(map(self._place_only, piece.beginning))
            out.append(_element(piece))
            open_marks, closing = piece.marks, piece.closing
        out.append("</mark>" * len(open_marks))
        out.extend(map(self._cite, closing))
        return SafeString("".join(out))

    def _opened(self, laid: Laid) -> str:
        mark = laid.mark
        classes = f"m m--{escape(mark.kind)} m--{laid.lane}"
        if mark.anchor in self._begun:
            return f'<mark class="{classes}" data-of="{escape(mark.anchor)}">'
        self._begun.add(mark.anchor)
        anchor, note = escape(mark.anchor), escape(mark.note)
        return f'<mark class="{classes}" id="{anchor}" aria-details="{note}">{_way_to_note(mark)}'

    def _place_only(self, mark: Mark) -> str:
        self._begun.add(mark.anchor)
        return f'<span class="m__place" id="{escape(mark.anchor)}">{_way_to_note(mark)}</span>'

    def _cite(self, place: "Place") -> str:
        number = place.footnote.number
        link = f'<a href="#n{number}" aria-label="{self._reference} {number}">{number}</a>'
        return f'<sup class="cite" id="{escape(place.anchor)}">{link}</sup>'


def _way_to_note(mark: Mark) -> str:
    said = f'<span class="visually-hidden"> {escape(mark.said)} </span>'
    return f'<a class="m__to" href="#{escape(mark.note)}" aria-describedby="{escape(mark.note)}">{mark.number}{said}</a>'


def _common(one: Sequence[Laid], other: Sequence[Laid]) -> int:
    """How many marks both begin with: those stay open."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine is not yours:
            break
        count += 1
    return count


def _element(piece: Piece) -> str:
    text = escape(piece.text)
    if not piece.kinds:
        return text
    language = f' lang="{piece.language}"' if piece.language else ""
    if piece.address:
        return f'<a class="{piece.kinds}" href="{escape(piece.address)}"{language}>{text}</a>'
    return f'<span class="{piece.kinds}"{language}>{text}</span>'
