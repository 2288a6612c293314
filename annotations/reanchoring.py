"""A quote found again in a text that has changed: context first, and never a guess. Pure.

The score of a place is 0.9 × likeness of its words + 0.1 × likeness of what stands around them, as
`annotations/candidates.py` measures them. From `SURE` on nobody need look: the words stand there letter for letter, in
surroundings that can be recognised on both sides, and no other place comes near. All else is capped below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Literal, Protocol

from annotations.alignment import likeness
from annotations.anchoring import CONTEXT, Anchor, TextQuote, anchor, verify
from annotations.candidates import (
    ALONE,
    LEAST_CONTEXT,
    NEXT,
    Candidate,
    best_of,
    copies,
    holds,
    letters,
    look_alikes,
    whole_of,
)

Method = Literal["unchanged", "exact", "context", "elsewhere"]

SURE = 0.9
DOUBT = 0.89  # the most that a place gets which a person has to look at
CLEAR_LEAD = 0.2  # by how much of the context's length the best place must beat the next
PLAIN = 0.8  # the likeness on each side that makes a copy the place without a search for others
RECOGNISED = 0.5  # the likeness that each side must have before nobody need look; of a short quote `PLAIN`
TOUCHING = 4  # code points on each side that must be the same before nobody need look
PART = 256  # code points that tell one part of a text from another
SAME_PART = 0.34  # how alike they must be
PART_KEPT = 0.85  # how alike for a copy to be told by nothing else
PART_LIKE, PART_LEAD = 0.65, 0.25  # or how alike when that is so much more than at any other
FEW_COPIES = 12  # of no more copies than these
SAME_PART_DENSE = 0.25  # in scripts where fewer characters agree by chance
TIE = 0.001  # code points kept: two places that differ by less are equally good


class _Range(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A place for a quote; `score` in [0, 1] as the module says.

    `unchanged`: the text is the old one. `exact`: the words stand there letter for letter, in their context.
    `context`: the surroundings were found, and in them the words as they are now. `elsewhere`: the words, or nearly,
    in surroundings that are not the old ones.
    """

    start: int
    end: int
    score: float
    method: Method

    @property
    def sure(self) -> bool:
        return self.score >= SURE


def find(text: str, quote: TextQuote, *, near: int | None = None) -> Found | None:
    """Where the words of `quote` stand in `text` now; None where they are gone or no single place stands out.

    `near` (code points) chooses between places that nothing else tells apart; what it chooses is never sure.
    Of prefix and suffix, `CONTEXT` code points are read. Linear in `text`. An empty quote is a ValueError.
    """
    if not quote.exact:
        message = "An empty quote stands nowhere."
        raise ValueError(message)
    quote = TextQuote(quote.exact, quote.prefix[-CONTEXT:], quote.suffix[:CONTEXT])
    verbatim = copies(text, quote, in_full=True, near=near) or copies(text, quote, in_full=False, near=near)
    held = [place for place in verbatim if holds(quote, place)]
    if not any(min(place.before, place.after) >= PLAIN for place in held):
        held += look_alikes(text, quote)
    return _answer(text, quote, held, verbatim, near) if held else None


def reanchor(old: str, new: str, held: Anchor) -> Found | None:
    """Where an anchor of the old text belongs in the new one; None where its words are gone.

    More than `find`: the place is sought in the old text in its turn. Where that leads to other words than the
    anchor's, the place was always another's and is no answer; where it is not sure, neither is the place. A short
    quote that is not sure must also stand in the part of the text where it stood, and one that is often repeated may
    be told by that part alone.
    AnchorMismatch or RangeOutside if the anchor does not hold in the old text.
    """
    verify(old, held)
    if old == new:
        return Found(held.start, held.end, 1.0, "unchanged")
    found = _kept(old, held, new, find(new, held.quote, near=held.start))
    return found or _kept(old, held, new, _copy_in_its_part(old, held, new))


def _kept(old: str, held: Anchor, new: str, found: Found | None) -> Found | None:
    """A place unless it was another's; sure only if the way back is, and of repeated words if far and wide they fit."""
    if found is None:
        return None
    back = find(old, anchor(new, found.start, found.end).quote, near=held.start)
    if back is not None and not _overlap(back, held):
        return None
    sides = _wide_sides(old, held, new, found)
    least = SAME_PART if len(held.exact) == letters(held.exact) else SAME_PART_DENSE
    if letters(held.exact) < ALONE and not found.sure and max(sides) < least:
        return None
    told_apart = old.count(held.exact) == 1 or min(sides) >= RECOGNISED
    sure = back is not None and back.sure and told_apart
    return found if sure else replace(found, score=min(found.score, DOUBT))


def _wide_sides(old: str, held: Anchor, new: str, place: _Range) -> tuple[float, float]:
    """How alike what stands before and what stands after is, over a longer way than the context."""
    before, after = old[max(held.start - PART, 0) : held.start], old[held.end : held.end + PART]
    # What stood at an end of the text is to stand there still.
    left, right = max(len(before), NEXT), max(len(after), NEXT)
    return (
        likeness(before, new[max(place.start - left, 0) : place.start]),
        likeness(after, new[place.end : place.end + right]),
    )


def _copy_in_its_part(old: str, held: Anchor, new: str) -> Found | None:
    """Of words that are repeated, the copy whose wider surroundings are the old ones; never sure.

    Or nearly the old ones, where no other copy comes near, neither here nor in the old text on the way back.
    """
    alike, lead, best = _most_alike(old, held, new)
    if best is None or alike < PART_LIKE:
        return None
    if alike < PART_KEPT:
        _alike, lead_back, back = _most_alike(new, anchor(new, best.start, best.end), old)
        if back is None or back.start != held.start or min(lead, lead_back) < PART_LEAD:
            return None
    return _found(held.quote, best, sure=False)


def _most_alike(old: str, held: Anchor, new: str) -> tuple[float, float, Candidate | None]:
    """Of the copies in `new` the one in the likeliest wider surroundings: how alike, by what lead, and which.

    Words that stand everywhere lead by nothing: one copy more or less near by says little.
    """
    places = copies(new, held.quote, in_full=False)
    ranked = sorted(((max(_wide_sides(old, held, new, place)), place) for place in places), key=itemgetter(0))
    if not ranked:
        return 0.0, 0.0, None
    alike, best = ranked[-1]
    second = ranked[-2][0] if len(ranked) > 1 else 0.0
    return alike, alike - second if len(ranked) <= FEW_COPIES else 0.0, best


def _answer(
    text: str, quote: TextQuote, held: Sequence[Candidate], rivals: Sequence[Candidate], near: int | None
) -> Found | None:
    """The best place that holds; where others are as good, the one nearest to `near`, or none.

    `rivals` may not hold, and are then no answer, but cast doubt on one that is hardly better.
    """
    first = max(held, key=lambda place: place.kept)
    best = best_of(place for place in held if _overlap(place, first))
    equals = list(dict.fromkeys(place for place in held if _as_good(place, best)))
    if len(equals) > 1:
        chosen = _nearest(equals, near)
        return _found(quote, chosen, sure=False) if chosen else None
    others = [place for place in (*held, *rivals) if not _overlap(place, best)]
    lead = CLEAR_LEAD * (len(quote.prefix) + len(quote.suffix))
    clear = all(place.kept <= best.kept - lead for place in others)
    return _found(quote, best, sure=clear and _recognised(text, quote, best))


def _as_good(place: Candidate, best: Candidate) -> bool:
    """Whether a place rivals the best one; of ranges that overlap only copies do (`aa` stands in `aaa` twice)."""
    apart = place.words == 1.0 or not _overlap(place, best)
    return place == best or (apart and place.kept > best.kept - TIE)


def _nearest(equals: Sequence[Candidate], near: int | None) -> Candidate | None:
    """The one nearest to `near`; None where that is not known or two are as near."""
    if near is None:
        return None
    first, second = sorted(equals, key=lambda place: abs(place.start - near))[:2]
    return first if abs(first.start - near) < abs(second.start - near) else None


def _recognised(text: str, quote: TextQuote, place: Candidate) -> bool:
    """Whether the words are there letter for letter, with enough on both sides that is known."""
    if text == whole_of(quote):
        return True
    enough = len(quote.prefix) + len(quote.suffix) >= LEAST_CONTEXT and _touched_alike(text, quote, place)
    least = RECOGNISED if letters(quote.exact) >= ALONE else PLAIN
    return place.words == 1.0 and enough and min(place.before, place.after) >= least


def _touched_alike(text: str, quote: TextQuote, place: Candidate) -> bool:
    """Whether what touches the place on both sides is what touches the quote."""
    before, after = quote.prefix[-TOUCHING:], quote.suffix[:TOUCHING]
    return text.endswith(before, 0, place.start) and text.startswith(after, place.end)


def _found(quote: TextQuote, place: Candidate, *, sure: bool) -> Found:
    context = len(quote.prefix) + len(quote.suffix)
    around = len(quote.prefix) * place.before + len(quote.suffix) * place.after
    score = SURE * place.words + (1 - SURE) * (around / context if context else 1.0)
    return Found(place.start, place.end, score if sure else min(score, DOUBT), _method(place))


def _method(place: Candidate) -> Method:
    if max(place.before, place.after) < RECOGNISED:
        return "elsewhere"
    return "exact" if place.words == 1.0 else "context"


def _overlap(one: _Range, other: _Range) -> bool:
    return one.start < other.end and other.start < one.end
