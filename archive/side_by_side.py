"""Two kept texts beside each other: their passages, with what both say marked on either side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from archive.citing import Cited, Citing
from archive.comparing import Run, compare
from archive.models import Document
from archive.reader import HAN_LANGUAGES
from archive.rendering import Block, Range, Segment, han_ranges, segments_of

SHARED = "shared"
QUOTED = 300  # code points of a run shown in the list of runs
# From here on what differs is what one looks for, not what is the same.
MOSTLY = 0.5
SHORT = 6  # passages


@dataclass(frozen=True, slots=True)
class Line:
    """A passage: its number, the class of its kind, and its words as HTML."""

    number: int
    kind: str
    words: SafeString


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `letter` begins the ids of its passages and marks; `covered` is in whole percent."""

    letter: str
    document: Document
    cited: Cited
    lines: list[Line]
    covered: int

    @property
    def is_short(self) -> bool:
        """It can stay in view while one reads the other."""
        return len(self.lines) <= SHORT


@dataclass(frozen=True, slots=True)
class Shared:
    """A run in the list of runs: its words, shortened, and the ¶ where it begins on either side."""

    number: int
    words: str
    passage: int
    other_passage: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`mostly_same`: better look for what differs."""

    sides: tuple[Side, Side]
    shared: list[Shared]

    @property
    def mostly_same(self) -> bool:
        return all(side.covered >= MOSTLY * 100 for side in self.sides)


def side_by_side(one: Document, other: Document, user: User | AnonymousUser) -> SideBySide:
    """Both come with their Source and what names it. Two queries, whatever the length."""
    found = compare(one.text, other.text)
    citing = Citing(user)
    blocks, other_blocks = _blocks(one), _blocks(other)
    here = [Range(run.start, run.end, SHARED, run) for run in found.runs]
    there = [Range(run.other_start, run.other_end, SHARED, run) for run in found.runs]
    return SideBySide(
        (
            _side("a", one, citing.cited(one.source), _lines(one, blocks, here, "a", "b"), found.covered),
            _side(
                "b",
                other,
                citing.cited(other.source),
                _lines(other, other_blocks, there, "b", "a"),
                found.other_covered,
            ),
        ),
        [_shared(run, one.text, blocks, other_blocks) for run in found.runs],
    )


def _side(letter: str, document: Document, cited: Cited, lines: list[Line], covered: float) -> Side:
    return Side(letter, document, cited, lines, int(covered * 100))


def _blocks(document: Document) -> list[Block]:
    rows = document.passages.order_by("number").values_list("number", "kind", "level", "start", "end")
    return [Block(*row) for row in rows]


def _lines(
    document: Document, blocks: Sequence[Block], shared: Iterable[Range], letter: str, other: str
) -> list[Line]:
    ranges = [*shared]
    if document.language.partition("-")[0] not in HAN_LANGUAGES:
        ranges.extend(han_ranges(document.text))
    draw = _drawer(letter, other)
    return [
        Line(block.number, block.kind, SafeString("".join(map(draw, segments))))
        for block, segments in zip(blocks, segments_of(document.text, blocks, ranges), strict=True)
    ]


def _drawer(letter: str, other: str) -> Callable[[Segment], str]:
    """Draws the segments of one side in their order: a run has its id and its link where it begins."""
    begun: set[int] = set()
    said = _("Shared words %(number)s: the same on the other side")

    def draw(segment: Segment) -> str:
        words = format_html("{}", segment.text)
        kinds = {each.kind for each in segment.ranges}
        if "han" in kinds:
            words = format_html('<span lang="und-Hani">{}</span>', words)
        if SHARED not in kinds:
            return format_html('<span class="apart">{}</span>', words)
        ways = []
        for each in segment.ranges:
            if each.kind == SHARED and each.of.number not in begun:
                begun.add(each.of.number)
                number = each.of.number
                ways.append(_way(letter, other, number, said % {"number": number}))
        return format_html('<mark class="both">{}{}</mark>', SafeString("".join(ways)), words)

    return draw


def _way(letter: str, other: str, number: int, said: str) -> str:
    return format_html(
        '<a class="both__to" id="{}{}" href="#{}{}" aria-label="{}">{}</a>',
        f"{letter}-run-",
        number,
        f"{other}-run-",
        number,
        said,
        number,
    )


def _shared(run: Run, text: str, blocks: Sequence[Block], other_blocks: Sequence[Block]) -> Shared:
    words = " ".join(text[run.start : min(run.end, run.start + QUOTED)].split())
    if run.end - run.start > QUOTED:
        words = words.rpartition(" ")[0] + "…" if " " in words else words + "…"
    return Shared(
        run.number, words, _passage_at(blocks, run.start), _passage_at(other_blocks, run.other_start)
    )


def _passage_at(blocks: Sequence[Block], place: int) -> int:
    return next(block.number for block in reversed(blocks) if block.start <= place)
