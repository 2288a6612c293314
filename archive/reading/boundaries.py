"""Where posts and quotations begin: the walk back from the mark at their end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from archive.reading.blocks import ends_in_colon
from archive.reading.evidence import follows, paragraphs_too_many, quoted_from
from archive.reading.proposal import Block
from archive.reading.quotationmarks import SourceMark, find_source_mark, opens_with_elision
from archive.reading.signatures import Signature, find_signature
from archive.reading.threadmarks import ThreadMark, begins_with_threadmark, settled

Boundary = Literal["start", "heading", "introduction", "source mark", "signature"]

_SURE: Final = 0.95
_LIKELY: Final = 0.8
_DOUBTFUL: Final = 0.7
_UNSURE: Final = 0.5
# A post of more paragraphs than this is rare enough to ask a person.
_USUAL_PARAGRAPHS: Final = 4
_NAMES: Final[dict[Boundary, str]] = {
    "start": "the start of the text",
    "heading": "a heading",
    "introduction": "an introduction",
    "source mark": "the end of a quotation",
    "signature": "the post of another account",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A block with the marks that it carries."""

    block: Block
    text: str
    signature: Signature | None
    source_mark: SourceMark | None
    thread_mark: ThreadMark | None

    @property
    def boundary(self) -> Boundary | None:
        """What makes this block the end of something, if it is."""
        if self.signature:
            return "signature"
        if self.source_mark:
            return "source mark"
        if self.block.kind == "heading":
            return "heading"
        return "introduction" if ends_in_colon(self.text) else None

    @property
    def is_bare(self) -> bool:
        """Whether the signature or source mark is all there is."""
        end = self.source_mark.span.start if self.source_mark else -1
        return end == 0 or (self.signature is not None and self.signature.start == 0)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The number of the block in which something begins, how sure that is, and why."""

    at: int
    confidence: float
    reason: str


def mark_lines(text: str, blocks: Sequence[Block]) -> list[Line]:
    """Each block with its signature, source mark and thread number (ambiguous numbers left out)."""
    words = [text[block.start : block.end] for block in blocks]
    signatures = [find_signature(piece) for piece in words]
    numbers = settled([begins_with_threadmark(piece) for piece in words])
    return [
        Line(block, piece, signature, None if signature else find_source_mark(piece), number)
        for block, piece, signature, number in zip(blocks, words, signatures, numbers, strict=True)
    ]


def post_beginning(lines: Sequence[Line], signed: int) -> Beginning | None:
    """Where the post begins that block `signed` signs; None when there are no words to sign.

    A thread number begins a post. After an introduction ending in a colon every paragraph belongs to it; after the
    account's previous post too, but surely only when their numbers follow each other and there is no more than fits
    into one post; after anything else only the last one does, or what its quotation marks enclose.
    """
    last = _last(lines, signed)
    first = _walk(lines, signed)
    if first > last:
        return None
    if lines[first].thread_mark:
        return Beginning(first, _SURE, "begins with its thread number")
    before, count = _before(lines, first), last - first + 1
    if before == "introduction":
        return Beginning(
            first, _by_size(count), f"{_paragraphs(count)} after the introduction ending in a colon"
        )
    words = _words(lines, first, signed)
    opened = quoted_from(words) if count > 1 else None
    if opened is not None:
        reason = "from the paragraph with the quotation mark that is closed above the signature"
        return Beginning(first + opened, _LIKELY, reason)
    if before == "signature" and _account(lines[first - 1]) == _account(lines[signed]):
        return _after_own(lines, first, signed)
    return _only_last(last, count, before)


def _after_own(lines: Sequence[Line], first: int, signed: int) -> Beginning:
    """Between two posts of one account: all of it, unless that is more than a post can be. The article may speak there."""
    words, signature = _words(lines, first, signed), lines[signed].signature
    count, after = len(words), "after the account's previous post"
    gone = paragraphs_too_many(words, signature) if signature else 0
    if gone:
        reason = f"only the last {count - gone} of {count} paragraphs {after}: more do not fit into one post"
        return Beginning(first + gone, _UNSURE, reason)
    previous = _words(lines, _last(lines, first - 1), first - 1)
    if count > 1 and not follows(words[-1], previous[-1] if previous else ""):
        reason = f"{_paragraphs(count)} {after}, though the first may be the article's own"
        return Beginning(first, _DOUBTFUL if count <= _USUAL_PARAGRAPHS else _UNSURE, reason)
    return Beginning(first, _by_size(count), f"{_paragraphs(count)} {after}")


def _words(lines: Sequence[Line], first: int, signed: int) -> list[str]:
    """The paragraphs from `first` on, without the signature that ends the last."""
    words = [line.text for line in lines[first : _last(lines, signed) + 1]]
    signature = lines[signed].signature
    if signature and words and not lines[signed].is_bare:
        words[-1] = words[-1][: signature.start].rstrip()
    return words


def quotation_beginning(lines: Sequence[Line], marked: int) -> Beginning | None:
    """Where the quotation begins whose source mark ends block `marked`; None when nothing stands before the mark.

    After an introduction ending in a colon, every paragraph belongs to it. Otherwise paragraphs
    that open with an elision continue what the paragraph before them began.
    """
    last = _last(lines, marked)
    first = _walk(lines, marked, by_number=False)
    if first > last:
        return None
    before, count = _before(lines, first), last - first + 1
    if before == "introduction":
        return Beginning(first, _SURE, f"{_paragraphs(count)} after the introduction ending in a colon")
    continued = last
    while continued >= first and opens_with_elision(lines[continued].text):
        continued -= 1
    if continued < last:
        start = max(first, continued)
        reason = f"{_paragraphs(last - start + 1)} up to the source mark, joined by elisions"
        return Beginning(start, _LIKELY, reason)
    return _only_last(last, count, before)


def _last(lines: Sequence[Line], marked: int) -> int:
    """The last block with words: the marked one, or the one above a mark that stands alone."""
    return marked - 1 if lines[marked].is_bare else marked


def _walk(lines: Sequence[Line], marked: int, *, by_number: bool = True) -> int:
    """The first block after the nearest boundary above the mark; `marked` itself when a boundary is right above.

    A colon right above a mark that stands alone ends the marked words: it introduces nothing.
    """
    last = _last(lines, marked)
    at = last
    while at >= 0:
        ends = lines[at].boundary if at != marked else None
        if ends and not (ends == "introduction" and at == last):
            break
        if by_number and lines[at].thread_mark:
            return at
        at -= 1
    return at + 1


def _before(lines: Sequence[Line], first: int) -> Boundary:
    return lines[first - 1].boundary or "start" if first else "start"


def _only_last(last: int, count: int, before: Boundary) -> Beginning:
    if count == 1:
        return Beginning(last, _LIKELY, f"the only paragraph after {_NAMES[before]}")
    reason = f"only the last of {count} paragraphs after {_NAMES[before]}: nothing marks where it begins"
    return Beginning(last, _UNSURE, reason)


def _by_size(count: int) -> float:
    return _SURE if count <= _USUAL_PARAGRAPHS else _UNSURE


def _account(line: Line) -> str:
    return line.signature.handle.lower() if line.signature else ""


def _paragraphs(count: int) -> str:
    return "the one paragraph" if count == 1 else f"all {count} paragraphs"
