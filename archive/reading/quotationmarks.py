"""What editors leave in a quotation: the source mark at its end, elisions, insertions."""

import re
from dataclasses import dataclass
from typing import Final

from archive.reading.proposal import Span

_WORDS: Final = r"sources?|link|来源|來源|出处|出處|原文|原文链接|消息来源"
_MARK = re.compile(
    rf"[\[［【]\s*(?:{_WORDS})\s*[\]］】](?:\((?P<url>https?://[^\s()]{{1,2000}})\))?\Z", re.IGNORECASE
)
_MARK_WINDOW: Final = 2100
_ELISION = re.compile(r"[\[［【(（]\s{0,3}(?:…{1,2}|\.{3,4}|\.\s\.\s\.)\s{0,3}[\]］】)）]")
# A note number, a thread number or a Markdown link in brackets is not a word put into a quotation.
_INSERTION = re.compile(r"\[(?![\d\s/.,xXn^-]*\])[^\[\]\n]{1,80}\](?!\()|［[^［］\n]{1,80}］")
_CLOSING: Final = ".。"


@dataclass(frozen=True, slots=True)
class SourceMark:
    """`[Source]` at the end of a text; `url` when it is a Markdown link."""

    span: Span
    url: str = ""


def find_source_mark(text: str) -> SourceMark | None:
    """The source mark that ends a text (a full stop may follow it), or None."""
    end = len(text.rstrip())
    if text[end - 1 : end] in _CLOSING:
        end = len(text[: end - 1].rstrip()) if end else 0
    if text[end - 1 : end] not in tuple("]］】)"):
        return None
    base = max(0, end - _MARK_WINDOW)
    for found in re.finditer(r"[\[［【]", text[base:end]):
        mark = _MARK.match(text[base:end], found.start())
        if mark:
            return SourceMark(Span(base + mark.start(), end), mark["url"] or "")
    return None


def opens_with_elision(text: str) -> bool:
    """Whether a paragraph begins with an elision, and so continues something."""
    return _ELISION.match(text) is not None


def find_elisions(text: str, offset: int = 0) -> tuple[Span, ...]:
    """Where words were left out: an ellipsis alone in brackets. `offset` is added to each span."""
    return tuple(Span(offset + found.start(), offset + found.end()) for found in _ELISION.finditer(text))


def find_insertions(text: str, offset: int = 0) -> tuple[Span, ...]:
    """Words put in by an editor, with their brackets; neither elisions nor source marks."""
    return tuple(
        Span(offset + found.start(), offset + found.end())
        for found in _INSERTION.finditer(text)
        if not _ELISION.fullmatch(found[0]) and not _MARK.fullmatch(found[0])
    )
