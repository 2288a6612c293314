"""The text of the reader as HTML: words, passages, slips. Pure; a template would take ten times as long.

What comes from outside goes through `escape` or `archive.fragments`; what is not escaped is written in this file. There
is no white space inside a passage that is not in its text.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.citing import Named, Slip
from archive.fragments import badge, day, link, outward, source_line
from archive.layers import Laid, Mark, PassageAct

if TYPE_CHECKING:
    from archive.reader import Line, Part, Place

# Stands in no text: a control character.
NUMBER = "\0"


class Piece(NamedTuple):
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
        self._known: dict[str, str] = {}

    def words(self, pieces: Iterable[Piece]) -> SafeString:
        """The words of one passage with all that lies over them; marks are closed at its end."""
        out: list[str] = []
        open_marks: Sequence[Laid] = ()
        closing: tuple[Place, ...] = ()
        for piece in pieces:
            kept = _common(open_marks, piece.marks) if open_marks else 0
            if len(open_marks) > kept:
                out.append("</mark>" * (len(open_marks) - kept))
            if closing:
                out.extend(map(self._cite, closing))
            if len(piece.marks) > kept:
                out.extend(map(self._opened, piece.marks[kept:]))
            if piece.beginning:
                out.extend(map(self._place_only, piece.beginning))
            out.append(self._element(piece) if piece.kinds else escape(piece.text))
            open_marks, closing = piece.marks, piece.closing
        out.append("</mark>" * len(open_marks))
        out.extend(map(self._cite, closing))
        return SafeString("".join(out))

    def _opened(self, laid: Laid) -> str:
        mark = laid.mark
        classes, anchor = f"m m--{self._escaped(mark.kind)} m--{laid.lane}", escape(mark.anchor)
        if mark.anchor in self._begun:
            return f'<mark class="{classes}" data-of="{anchor}">'
        self._begun.add(mark.anchor)
        note = escape(mark.note)
        return f'<mark class="{classes}" id="{anchor}" aria-details="{note}">{self._way(mark, note)}'

    def _place_only(self, mark: Mark) -> str:
        self._begun.add(mark.anchor)
        return (
            f'<span class="m__place" id="{escape(mark.anchor)}">{self._way(mark, escape(mark.note))}</span>'
        )

    def _way(self, mark: Mark, note: str) -> str:
        """To what is said; `note`: its id, escaped."""
        said = f'<span class="visually-hidden"> {self._escaped(mark.said)} </span>'
        return f'<a class="m__to" href="#{note}" aria-describedby="{note}">{mark.number}{said}</a>'

    def _escaped(self, words: str) -> str:
        """For what many marks share."""
        if words not in self._known:
            self._known[words] = escape(words)
        return self._known[words]

    def _element(self, piece: Piece) -> str:
        """A note's own mark is the way to the footnote, and the place that the way back leads to."""
        marked = next((place for place in piece.closing if place.mark), None)
        said = ""
        if marked:
            label = f"{escape(marked.mark)} ({self._reference} {marked.footnote.number})"
            said = f' id="{escape(marked.anchor)}" aria-label="{label}"'
        return _element(piece, said)

    def _cite(self, place: "Place") -> str:
        if place.mark:
            return ""
        number = place.footnote.number
        way = f'<a href="#n{number}" aria-label="{self._reference} {number}">{number}</a>'
        return f'<sup class="cite" id="{escape(place.anchor)}">{way}</sup>'


def _common(one: Sequence[Laid], other: Sequence[Laid]) -> int:
    """How many marks both begin with: those stay open."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine is not yours:
            break
        count += 1
    return count


def _element(piece: Piece, said: str = "") -> str:
    """`said`: more attributes."""
    text = escape(piece.text)
    language = f' lang="{piece.language}"' if piece.language else ""
    if piece.address:
        return f'<a class="{piece.kinds}" href="{escape(piece.address)}"{said}{language}>{text}</a>'
    return f'<span class="{piece.kinds}"{said}{language}>{text}</span>'


class Flow:
    """Draws the steps of a text, each with what it says of where its words come from."""

    def __init__(self, acts: Iterable[PassageAct]) -> None:
        self._acts = "".join(map(_act_link, acts))
        self._reference, self._leaves = escape(_("Reference")), escape(_("leaves this site"))
        self._this_post, self._needs = escape(_("This post")), _("needs details")
        self._from = escape(_("from"))
        self._around = {"post": self._slip, "quotation": self._quotation, "list": self._list}

    def drawn(self, parts: Iterable["Part"]) -> SafeString:
        return SafeString("\n".join(map(self._part, parts)))

    def _part(self, part: "Part") -> str:
        lines = "\n".join(map(self._line, part.lines))
        around = self._around.get(part.kind)
        return around(part, lines) if around else lines

    def _line(self, line: "Line") -> str:
        number, tag = line.block.number, line.tag
        repeated = " passage--title" if line.repeats_title else ""
        return (
            f'<{tag} class="passage passage--{line.block.kind}{repeated}" id="p{number}">'
            f'<a class="pilcrow" href="#p{number}" aria-label="¶ {number}">{number}</a>'
            f"{self._acts.replace(NUMBER, str(number))}"
            f'<span class="words" data-start="{line.block.start}">{line.words}</span></{tag}>'
        )

    def _slip(self, part: "Part", lines: str) -> str:
        slips = [(place, place.slip) for place in part.places if place.slip]
        if len(slips) < len(part.places):  # quoted as a post, and nothing is known of a post
            return self._quotation(part, lines)
        label = escape(slips[0][1].label)
        heads = "\n".join(self._head(place, slip) for place, slip in slips)
        feet = "\n".join(self._foot(place, slip) for place, slip in slips)
        words = f'<div class="slip__words">\n{lines}\n</div>'
        return f'<article class="slip" aria-label="{label}">\n{heads}\n{words}\n{feet}\n</article>'

    def _head(self, place: "Place", slip: Slip) -> str:
        said = [f'<span class="slip__who">{link(slip.voice)}</span>']
        if slip.handle:
            said.append(f"<span>{_plain_link(slip.handle)}</span>")
        if slip.issued:
            said.append(f"<span>{day(slip.issued)}</span>")
        if slip.thread:
            said.append(f"<span>{_plain_link(slip.thread)}</span>")
        said.append(self._cite(place))
        inner = "\n".join(said)
        return f'<header class="slip__head" id="{escape(place.anchor)}">\n{inner}\n</header>'

    def _foot(self, place: "Place", slip: Slip) -> str:
        carried = "".join(
            f"<span>{escape(each.label)}: {outward(each.url, self._leaves) if each.host else escape(each.url)}</span>"
            for each in slip.carried
        )
        check = place.check
        said = badge(check.words, check.tone) + badge(check.status, "caution") + badge(slip.state, "draft")
        post = f'<a href="{escape(slip.post)}">{self._this_post}</a>'
        original = slip.original
        published = outward(original.url, self._leaves) if original and original.host else ""
        return f'<footer class="slip__foot">\n{carried}\n{said}\n{post}\n{published}\n</footer>'

    def _quotation(self, part: "Part", lines: str) -> str:
        sources = "\n".join(map(self._quoted_from, part.places))
        return f'<figure class="quoted"><blockquote>\n{lines}\n</blockquote>\n{sources}\n</figure>'

    def _quoted_from(self, place: "Place") -> str:
        cited, check = place.footnote.cited, place.check
        known = f"{self._from} " if cited.is_known else ""
        needs = "" if cited.is_known else badge(self._needs, "needs")
        said = f"{needs}\n{self._cite(place)}\n{badge(check.words, check.tone)}"
        anchor = escape(place.anchor)
        return f'<figcaption class="meta" id="{anchor}">\n{known}{source_line(cited)}\n{said}\n</figcaption>'

    def _list(self, _part: "Part", lines: str) -> str:
        return f'<ul class="listed">\n{lines}\n</ul>'

    def _cite(self, place: "Place") -> str:
        number = place.footnote.number
        return f'<span class="cite"><a href="#n{number}" aria-label="{self._reference} {number}">{number}</a></span>'


def _act_link(act: PassageAct) -> str:
    """With `NUMBER` where the number of the passage belongs."""
    label, sign = escape(act.label), escape(act.sign)
    return (
        f'<a class="passage-act passage-act--{escape(act.name)}" href="{escape(act.address)}{NUMBER}" data-{escape(act.hook)}'
        f' aria-label="{label} ¶ {NUMBER}">{sign}</a>'
    )


def _plain_link(named: Named) -> str:
    words = escape(named.words)
    return f'<a href="{escape(named.address)}">{words}</a>' if named.address else words
