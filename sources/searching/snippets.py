"""Cuts from a text the place that answers a query best, and marks what answers it. Pure and linear.

Give it only what the reader may see: what is cut is what they get.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from sources.searching.characters import boundary_after, boundary_before
from sources.searching.preparing import UNSPACED, read
from sources.searching.terms import Term

LENGTH = 240

# Between two characters of a script without spaces any place will do, but not before punctuation.
_ANYWHERE = f"(?<=[{UNSPACED}，。、；：！？…”’」』）])(?=[{UNSPACED}])"
_word_starts = re.compile(rf"(?<=\s)(?=\S)|{_ANYWHERE}")
_word_ends = re.compile(rf"(?<=\S)(?=\s)|{_ANYWHERE}")
_sentence_starts = re.compile(
    r"(?<=[.!?…]\s)(?=\S)|(?<=[.!?…][\"'”’)]\s)(?=\S)|(?<=[。！？\n])(?=[^\s”’」』）])"
)
_sentence_ends = re.compile(
    r"(?<=[.!?…])(?=\s)|(?<=[.!?…][\"'”’)])(?=\s)|(?<=[。！？])(?![。！？”’」』）])|(?=\n)"
)


class Hit(NamedTuple):
    """Code points of a text that a term found; `term` counts from 0 in what was wanted."""

    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, all of it marked or none."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """The text from code point `start` to `end` in pieces. `before` and `after`: whether there is more of it there."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    before: bool
    after: bool


def snippet(text: str, wanted: Sequence[Term], length: int = LENGTH) -> Snippet:
    """At most `length` code points with the most of what is wanted; the beginning of the text where nothing is found.

    Cut at sentences or words where it can be, never within what people see as one character.
    """
    found = hits(text, wanted)
    if not found and len(text) <= length:
        return Snippet((Piece(text, hit=False),) if text else (), 0, len(text), before=False, after=False)
    start, end = _cut(text, _best_place(found, length), length)
    return Snippet(tuple(_pieces(text, found, start, end)), start, end, start > 0, end < len(text))


def hits(text: str, wanted: Sequence[Term]) -> list[Hit]:
    """Where the terms stand in the text, in order. Those of one term do not overlap, those of two may."""
    if _has_none(text, wanted):
        return []
    reading = read(text)
    held = f" {' '.join(reading.forms)} "
    edges = list(accumulate((len(form) + 1 for form in reading.forms), initial=0))
    every: list[Hit] = []
    for number, term in enumerate(wanted):
        for place in _occurrences(held, term):
            first = bisect_left(edges, place)
            end = max(reading.end(first), reading.end(first + len(term.forms) - 1))
            every.append(Hit(reading.start(first), end, number))
    return sorted(every)


def _has_none(text: str, wanted: Sequence[Term]) -> bool:
    """Whether it is plain without reading it: no ASCII text holds a word of letters that it has not got."""
    if not text.isascii():
        return False
    lower = text.lower()
    return all(
        any(form.isascii() and form.isalpha() and form not in lower for form in term.forms) for term in wanted
    )


def _occurrences(held: str, term: Term) -> Iterator[int]:
    """Where in the forms, each with a space on either side, those of the term follow one another."""
    if not term.forms:
        return
    asked = f" {' '.join(term.forms)}" + ("" if term.prefix else " ")
    place = held.find(asked)
    while place >= 0:
        yield place
        place = held.find(asked, place + len(asked) - (not term.prefix))


def _best_place(found: Sequence[Hit], length: int) -> tuple[int, int]:
    """From the first to the last hit of the stretch with most terms, then most hits; the earliest of equals."""
    best, place = (0, 0), (0, 0)
    inside: Counter[int] = Counter()
    left = 0
    for right, hit in enumerate(found):
        inside[hit.term] += 1
        while left < right and hit.end - found[left].start > length:
            inside[found[left].term] -= 1
            if not inside[found[left].term]:
                del inside[found[left].term]
            left += 1
        if (score := (len(inside), right - left + 1)) > best:
            best, place = score, (found[left].start, hit.end)
    return place


def _cut(text: str, place: tuple[int, int], length: int) -> tuple[int, int]:
    """Room is left on both sides of the place, more of it before: it leads up to what was found."""
    first, last = place[0], min(place[1], place[0] + length)
    room = length - (last - first)
    earliest = max(0, min(first - room * 2 // 3, len(text) - length))
    start = _start(text, earliest, first)
    latest = min(start + length, len(text))
    return start, max(start, _end(text, last, latest))


def _start(text: str, earliest: int, first: int) -> int:
    if earliest == 0:
        return 0
    for edges in (_sentence_starts, _word_starts):
        if (edge := edges.search(text, earliest, first + 1)) and edge.start() <= first:
            return boundary_after(text, edge.start())
    return boundary_after(text, earliest)


def _end(text: str, last: int, latest: int) -> int:
    """The end of a sentence where little is lost by it, or of a word."""
    if latest == len(text):
        return latest
    for edges, least in ((_sentence_ends, latest - (latest - last) // 3), (_word_ends, last)):
        ends = [edge.start() for edge in edges.finditer(text, least, latest + 1) if edge.start() <= latest]
        if ends:
            return boundary_before(text, ends[-1])
    return boundary_before(text, latest)


def _pieces(text: str, found: Sequence[Hit], start: int, end: int) -> Iterator[Piece]:
    """Everything from start to end; hits that touch are one."""
    done = start
    for first, last in _marked(text, found, start, end):
        if first > done:
            yield Piece(text[done:first], hit=False)
        yield Piece(text[first:last], hit=True)
        done = last
    if end > done:
        yield Piece(text[done:end], hit=False)


def _marked(text: str, found: Sequence[Hit], start: int, end: int) -> list[tuple[int, int]]:
    """What hits cover between start and end, widened to whole characters."""
    marked: list[tuple[int, int]] = []
    for hit in found:
        if hit.end <= start or hit.start >= end:
            continue
        first = max(start, boundary_before(text, hit.start))
        last = min(end, boundary_after(text, hit.end))
        if marked and first <= marked[-1][1]:
            marked[-1] = marked[-1][0], max(last, marked[-1][1])
        else:
            marked.append((first, last))
    return marked
