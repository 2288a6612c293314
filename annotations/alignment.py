"""Approximate comparison of strings, any script: a thin frame around edlib and rapidfuzz. Pure.

Offsets are code points, half-open. An edit is one code point put in, taken out or exchanged (Levenshtein).
"""

import re
from dataclasses import dataclass

import edlib  # type: ignore[import-not-found, unused-ignore]  # compiled, says nothing about its types
from rapidfuzz.distance import Levenshtein

_STEPS = re.compile(r"(\d+)([=XID])")
_CONSUMES = {"=": (1, 1), "X": (1, 1), "I": (1, 0), "D": (0, 1)}  # code points of the query, of the text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a query stands in a text, up to `edits`."""

    start: int
    end: int
    edits: int


def likeness(one: str, other: str) -> float:
    """1.0 for equal strings, 0.0 for nothing in common: 1 - edits / length of the longer one."""
    return Levenshtein.normalized_similarity(one, other)


def places(query: str, text: str, *, at_most: int) -> list[Place]:
    """Where `query` stands in `text` with the fewest edits, in order, none overlapping; none above `at_most`.

    `edits` may be too few (`_folded`). Linear in `text`.
    """
    if not query or not text:
        return []
    answer = edlib.align(_folded(query), _folded(text), mode="HW", task="locations", k=at_most)
    found: list[Place] = []
    for start, last in answer["locations"]:
        # An empty match is given as (None, …) or as an end before its start.
        if start is not None and start <= last and (not found or start >= found[-1].end):
            found.append(Place(start, last + 1, answer["editDistance"]))
    return found


def carried(query: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Where `query[start:end]` lies in `text` when the two are aligned from end to end.

    What the text has in addition at either edge stays outside. Time is query times text: for short ones.
    """
    path = edlib.align(_folded(query), _folded(text), mode="NW", task="path")["cigar"]
    here = there = 0
    first, last = 0, len(text)
    for count, step in _STEPS.findall(path):
        in_query, in_text = (int(count) * each for each in _CONSUMES[step])
        if here <= start:
            first = there + (min(start - here, in_text) if in_query else in_text)
        if here < end <= here + in_query:
            last = there + min(end - here, in_text)
        here, there = here + in_query, there + in_text
    return min(first, last), last


def _folded(text: str) -> bytes:
    """The low byte of each code point, since edlib knows 256 symbols.

    Exact for letters of one alphabet; of two Han characters one pair in 256 looks alike, so a search may count a few
    edits too few and never one too many. What it finds is measured again by `likeness`. A table for each query, with
    one symbol for all strangers, finds the same places and costs as much as the search itself.
    """
    return text.encode("utf-32-le", "surrogatepass")[::4]
