"""Approximate comparison of strings, any script: a thin frame around edlib and rapidfuzz. Pure.

Offsets are code points, half-open. An edit is one code point put in, taken out or exchanged (Levenshtein).
"""

import codecs
import re
from dataclasses import dataclass

import edlib  # type: ignore[import-not-found, unused-ignore]  # compiled, says nothing about its types
from rapidfuzz.distance import Levenshtein

SYMBOLS = 254  # different characters that a query may have: a byte less NUL and less the mark for all others
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

    Linear in `text`; a query with more than `SYMBOLS` different characters is a ValueError.
    """
    if not query or not text:
        return []
    narrow_query, narrow_text = _narrow(query, text)
    answer = edlib.align(narrow_query, narrow_text, mode="HW", task="locations", k=at_most)
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
    narrow_query, narrow_text = _narrow(query, text)
    path = edlib.align(narrow_query, narrow_text, mode="NW", task="path")["cigar"]
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


def _narrow(query: str, text: str) -> tuple[bytes, bytes]:
    """Both as bytes of one alphabet: each character of the query has its own, all others share that of `?`.

    edlib knows 256 symbols. Where the query has a `?` of its own, strangers look like it: a search may then count
    a few edits too few, so what it finds is measured again by `likeness`.
    """
    letters = sorted({*query, "?"} - {"\0"})
    if len(letters) > SYMBOLS + 1:
        message = f"A query of {len(letters)} different characters is too much: {SYMBOLS} at most."
        raise ValueError(message)
    # The codec that Python keeps for one-byte encodings does this in one pass at the speed of C.
    table = codecs.charmap_build("\0" + "".join(letters))
    return (
        codecs.charmap_encode(query, "replace", table)[0],
        codecs.charmap_encode(text, "replace", table)[0],
    )
