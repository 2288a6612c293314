"""Where a post may begin instead: the paragraphs that a person can choose with one click, and that click read. Pure."""

from bisect import bisect_right
from dataclasses import dataclass

from django.http import QueryDict

from archive.corrections import Finding, Places
from archive.reading.proposal import FoundPost, FoundQuotation, Proposal

FIELD = "begin"
SURE = 0.95
# Paragraphs above the post that are offered, and letters shown of each.
MOST_ABOVE, SHOWN = 3, 60
MOST = 8


@dataclass(frozen=True, slots=True)
class BeginningChoice:
    """A passage with which the post may begin; `cuts` when it is one of the post's own, so that less would be left."""

    value: str
    number: int
    opening: str
    cuts: bool


class Beginnings:
    """The choices for the posts of one proposal."""

    def __init__(self, proposal: Proposal, places: Places) -> None:
        self._proposal = proposal
        self._places = places
        quoted: tuple[FoundPost | FoundQuotation, ...] = (*proposal.posts, *proposal.quotations)
        self._ends = sorted(_end(found) for found in quoted if found.accepted)

    def of(self, found: Finding) -> tuple[BeginningChoice, ...]:
        """For a post whose beginning is not sure: its own further paragraphs, and those right above that nothing has."""
        if not isinstance(found, FoundPost) or found.confidence >= SURE or not found.has_text:
            return ()
        first, last = (self._places.number(at) for at in (found.span.start, found.span.end - 1))
        above = [each for each in range(max(first - MOST_ABOVE, 1), first) if self._is_free(each, found)]
        inside = range(first + 1, min(last, first + MOST) + 1)
        return tuple(self._choice(found, number, first) for number in (*above, *inside))

    def _is_free(self, number: int, found: FoundPost) -> bool:
        """Whether nothing that is quoted ends between the beginning of the passage and that of the post."""
        before = bisect_right(self._ends, found.span.start)
        return before == 0 or self._ends[before - 1] <= self._proposal.blocks[number - 1].start

    def _choice(self, found: FoundPost, number: int, first: int) -> BeginningChoice:
        block = self._proposal.blocks[number - 1]
        words = " ".join(self._proposal.text[block.start : block.end].split())
        opening = words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
        return BeginningChoice(f"{found.key}:{number}", number, opening, number > first)


def with_beginning(data: QueryDict) -> tuple[QueryDict, str]:
    """What was sent, with the beginning that was clicked put into the fields of its finding; and the finding's key."""
    key, _colon, number = data.get(FIELD, "").rpartition(":")
    if not key or not number.isdecimal():
        return data, ""
    sent = data.copy()
    sent[f"{key}-first"], sent[f"{key}-begins"] = number, ""
    return sent, key


def _end(found: FoundPost | FoundQuotation) -> int:
    """Where a finding ends with its signature or source mark."""
    part = found.signature if isinstance(found, FoundPost) else found.mark
    return max(found.span.end, part.end) if part else found.span.end
