"""Are the words quoted the words kept? Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from sources.names import folded

Verdict = Literal["verbatim", "elided", "altered"]
# What a quoting author puts in: an elision, or words of their own in brackets.
EDITORIAL = re.compile(r"\[[^\[\]\n]{0,200}\]|…|\.\.\.")


@dataclass(frozen=True, slots=True)
class Checked:
    """`start:end` is the range of the kept text that was quoted, in code points."""

    verdict: Verdict
    start: int
    end: int


def check(quoted: str, kept: str) -> Checked:
    """Compare a quotation with the kept text of its source.

    Verbatim: the same words, in one run; case, width, spacing, kind of quotation mark and shortened addresses
    may differ, since sites rewrite them. Elided: all fragments between elisions or bracketed insertions stand in
    the kept text, in order. Altered: anything else; the range is then the whole kept text.
    """
    place = kept.find(quoted)
    if place >= 0:
        return Checked("verbatim", place, place + len(quoted))
    if folded(quoted) == folded(kept):
        return Checked("verbatim", 0, len(kept))
    fragments = [part.strip() for part in EDITORIAL.split(quoted)]
    if len(fragments) > 1:
        return _in_order([part for part in fragments if part], kept)
    return Checked("altered", 0, len(kept))


def _in_order(fragments: list[str], kept: str) -> Checked:
    start = end = None
    for fragment in fragments:
        place = kept.find(fragment, end or 0)
        if place < 0:
            return Checked("altered", 0, len(kept))
        start = place if start is None else start
        end = place + len(fragment)
    if start is None or end is None:
        return Checked("altered", 0, len(kept))
    return Checked("elided", start, end)
