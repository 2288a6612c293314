"""Places of a text where a quote may stand, and how much of it is there. Pure.

A place is measured by three figures, each 1 - edits / length (Levenshtein, code points): the likeness of its words, of
what stands before it and of what stands after it.
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from annotations.alignment import carried, likeness, places
from annotations.anchoring import CONTEXT, TextQuote
from sources.names import HAN, HANGUL, KANA

NEXT, CLOSE = 24, 8  # code points of context that are next to the quote, and that touch it
LEAST_WORDS = 0.5  # how much of a very long quote must still be there
LEAST_TOGETHER = 0.42  # how much of prefix, quote and suffix together must still be there
LEAST_SIDE = 0.65  # or of one side alone, where it has `NEXT` code points at least
LEAST_CONTEXT = 16  # code points of context below which a quote has nothing but its words
TELLING, ALONE = 0.75, 24  # or of the words alone, in a quote of so many letters
LONG = 600  # a longer quote is sought by its two ends
LONGEST = 20_000  # a longer one only letter for letter
END = 120  # code points of such an end
MOST_COPIES = 24  # places with the very words that are measured
MOST_PLACES = 16  # equally good places looked at
MOST_EDGES = 3  # beginnings, and endings, tried in each
_DENSE = re.compile(f"[{HAN}{KANA}{HANGUL}]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible place: the three figures, and `kept`: how many code points of quote and context are there."""

    start: int
    end: int
    words: float
    before: float
    after: float
    kept: float


def floor_of(exact: str) -> float:
    """The least likeness of words that is an answer at all: `LEAST_WORDS` + 1 / length, at most 1.

    Short quotes need more: up to 3 code points every one must be there, of 4 three, of 10 six, of 100 fifty-one.
    """
    return min(1.0, LEAST_WORDS + 1 / len(exact))


def whole_of(quote: TextQuote) -> str:
    return quote.prefix + quote.exact + quote.suffix


def measured(text: str, quote: TextQuote, start: int, end: int) -> Candidate:
    words = likeness(quote.exact, text[start:end])
    before = _side(quote.prefix[::-1], text[max(start - len(quote.prefix), 0) : start][::-1])
    after = _side(quote.suffix, text[end : end + len(quote.suffix)])
    kept = len(quote.exact) * words + len(quote.prefix) * before + len(quote.suffix) * after
    return Candidate(start, end, words, before, after, kept)


def holds(quote: TextQuote, place: Candidate) -> bool:
    """Whether a place is an answer: enough of its words, and enough of its context or words that need none."""
    telling = place.words >= TELLING and letters(quote.exact) >= ALONE
    return place.words >= floor_of(quote.exact) and (telling or in_context(quote, place))


def in_context(quote: TextQuote, place: Candidate) -> bool:
    """Whether the surroundings are the old ones, together or on one side.

    A quote that came without any can only be there letter for letter.
    """
    if len(quote.prefix) + len(quote.suffix) < LEAST_CONTEXT:
        return place.words == 1.0
    before = place.before if len(quote.prefix) >= NEXT else 0.0
    after = place.after if len(quote.suffix) >= NEXT else 0.0
    return place.kept >= LEAST_TOGETHER * len(whole_of(quote)) or max(before, after) >= LEAST_SIDE


def letters(words: str) -> int:
    """The length of words as if in letters: a character of a script without spaces says as much as three."""
    return len(words) + 2 * len(_DENSE.findall(words))


def copies(text: str, quote: TextQuote, *, in_full: bool, near: int | None = None) -> list[Candidate]:
    """Places where the words stand letter for letter, `in_full` with prefix and suffix; they may overlap.

    Where the quote is of whole words, so is a place: `a` does not stand in `that`. Of very many, the `MOST_COPIES`
    whose context is most like the quote's; of those alike, the nearest to `near`.
    """
    whole, before = whole_of(quote), len(quote.prefix)
    cut = _cuts_words(whole, before, before + len(quote.exact))
    found = (start + before for start in _starts(whole, text)) if in_full else _starts(quote.exact, text)
    ranges = ((start, start + len(quote.exact)) for start in found)
    whole_words = [each for each in ranges if _cuts_words(text, *each) == cut]
    return [measured(text, quote, *each) for each in _likeliest(text, quote, whole_words, near or 0)]


def _likeliest(
    text: str, quote: TextQuote, ranges: list[tuple[int, int]], near: int
) -> list[tuple[int, int]]:
    if len(ranges) <= MOST_COPIES:
        return ranges
    left, right = min(len(quote.prefix), NEXT), min(len(quote.suffix), NEXT)
    next_to_it = quote.prefix[-left:] * bool(left) + quote.suffix[:right]

    def rank(each: tuple[int, int]) -> tuple[float, int]:
        around = text[max(each[0] - left, 0) : each[0]] + text[each[1] : each[1] + right]
        return -likeness(next_to_it, around), abs(each[0] - near)

    return heapq.nsmallest(MOST_COPIES, ranges, key=rank)


def _starts(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def look_alikes(text: str, quote: TextQuote) -> list[Candidate]:
    """Places that hold, where prefix, quote and suffix stand as one approximate string: the context leads.

    First with all of the context, then with what is next to the quote.
    """
    for context in (CONTEXT, NEXT):
        closer = TextQuote(quote.exact, quote.prefix[-context:], quote.suffix[:context])
        found = (best_of(measured(text, quote, *each) for each in ranges) for ranges in _ranges(text, closer))
        held = [place for place in found if holds(quote, place)]
        if held:
            return held
    return []


def best_of(overlapping: Iterable[Candidate]) -> Candidate:
    """Of ranges that overlap the one that parts the quote's words best from what stands around them."""
    return max(overlapping, key=lambda place: (3 * place.words + place.before + place.after, place.kept))


def _side(expected: str, found: str) -> float:
    """How alike two contexts are that begin at the quote: a third each by all of them, by what is next, what touches.

    So a sentence put in or taken out a little further off costs a third, not all.
    """
    return sum(likeness(expected[:reach], found[:reach]) for reach in (CONTEXT, NEXT, CLOSE)) / 3


def _ranges(text: str, quote: TextQuote) -> list[list[tuple[int, int]]]:
    """For each place the ranges that the quote may have there."""
    if len(quote.exact) <= LONG:
        return _approximate(text, quote)
    return _by_ends(text, quote) if len(quote.exact) <= LONGEST else []


def _approximate(text: str, quote: TextQuote) -> list[list[tuple[int, int]]]:
    whole = whole_of(quote)
    found = []
    for place in places(whole, text, at_most=int((1 - LEAST_TOGETHER) * len(whole)))[:MOST_PLACES]:
        inside = _within(text[place.start : place.end], quote)
        found.append([(place.start + start, place.start + end) for start, end in inside])
    return [ranges for ranges in found if ranges]


def _within(window: str, quote: TextQuote) -> Iterator[tuple[int, int]]:
    """Where the quote may lie in a window found for it with its context: by the context's edges, by its own words."""
    first, last = len(quote.prefix), len(quote.prefix) + len(quote.exact)
    start, end = carried(whole_of(quote), window, first, last)
    allowed = int((1 - floor_of(quote.exact)) * len(quote.exact))
    forward = places(quote.exact, window, at_most=allowed)
    backward = places(quote.exact[::-1], window[::-1], at_most=allowed)
    beginnings = [
        start,
        *(place.start for place in forward),
        *(len(window) - place.end for place in backward),
    ]
    endings = [end, *(place.end for place in forward), *(len(window) - place.start for place in backward)]
    if _cuts_words(whole_of(quote), first, last) == (False, False):
        beginnings, endings = _at_words(window, beginnings), _at_words(window, endings)
    pairs = product(_nearest(beginnings, start), _nearest(endings, end))
    return ((one, other) for one, other in pairs if one < other)


def _nearest(edges: Iterable[int], expected: int) -> list[int]:
    return sorted(set(edges), key=lambda edge: (abs(edge - expected), edge))[:MOST_EDGES]


def _at_words(window: str, edges: Iterable[int]) -> list[int]:
    """None of the edges inside a word: both ends of the word stand for such a one."""
    moved = []
    for edge in edges:
        left = right = edge
        while _in_word(window, left):
            left -= 1
        while _in_word(window, right):
            right += 1
        moved += [left, right]
    return moved


def _cuts_words(text: str, start: int, end: int) -> tuple[bool, bool]:
    return _in_word(text, start), _in_word(text, end)


def _in_word(window: str, place: int) -> bool:
    pair = window[max(place - 1, 0) : place + 1]
    return len(pair) == 2 and pair.isalnum() and not _DENSE.search(pair)  # noqa: PLR2004 - a letter on each side


def _by_ends(text: str, quote: TextQuote) -> list[list[tuple[int, int]]]:
    """A long quote by its first and its last words, each sought with context on both sides."""
    exact, end = quote.exact, min(END, len(quote.exact) // 2)
    head = TextQuote(exact[:end], quote.prefix[-CONTEXT:], exact[end : end + CONTEXT])
    tail = TextQuote(exact[-end:], exact[-end - CONTEXT : -end], quote.suffix[:CONTEXT])
    beginnings = [min(ranges)[0] for ranges in _approximate(text, head)]
    endings = [max(last for _start, last in ranges) for ranges in _approximate(text, tail)]
    pairs = product(beginnings[:MOST_EDGES], endings[:MOST_EDGES])
    return [[(start, last)] for start, last in pairs if start < last <= start + 2 * len(exact)]
