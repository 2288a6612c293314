"""Where a finding stands, as people say it: passages by number, and the words at its edges. Pure."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.reading.proposal import Block, Proposal, Span
from sources.names import HAN

FEWEST_WORDS = 3
WORD = re.compile(rf"[{HAN}]{{1,4}}|[^\s{HAN}]+")
# Nobody types the curly mark that a newspaper prints.
TYPED = dict.fromkeys('"“”„', '["“”„]') | dict.fromkeys("'‘’‚", "['‘’‚]")


@dataclass(frozen=True, slots=True)
class Place:
    """From passage `first` to passage `last` (¶, from 1).

    `begins` are words with which it begins in the first passage, `ends` words with which it ends in the last;
    "" is the passage's own edge. Either may reach over the other edge of the finding: it only has to be found once.
    """

    first: int
    last: int
    begins: str = ""
    ends: str = ""


class Misplaced(ValueError):
    """A place that is not in the text, or is there more than once. `field` is the field of `Place` at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Places:
    """The places of one proposal's text. Offsets are code points, half-open."""

    def __init__(self, proposal: Proposal) -> None:
        self.text = proposal.text
        self.blocks = proposal.blocks
        self._starts = [block.start for block in proposal.blocks]

    def span(self, place: Place) -> Span:
        """Where exactly that is, without white space at its edges. Raises `Misplaced`."""
        first, last = self._block("first", place.first), self._block("last", place.last)
        if place.last < place.first:
            raise Misplaced("last", _("The last passage stands before the first one."))
        start, end = first.start, last.end
        if place.begins:
            start = self._found("begins", place.first, place.begins).start
        if place.ends:
            end = self._found("ends", place.last, place.ends).end
        words = self.text[start:end]
        if not words.strip():
            raise Misplaced("ends" if place.ends else "begins", _("It would end before it begins."))
        return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))

    def of(self, span: Span) -> Place:
        """How a person would say where that span is: the fewest words that stand only once in their passage."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = max(bisect_left(self._starts, span.end) - 1, first)
        begins = self._opening(self.blocks[first], span.start)
        return Place(first + 1, last + 1, begins, self._closing(self.blocks[last], span.end))

    def number(self, at: int) -> int:
        """The ¶ in which an offset lies."""
        return max(bisect_right(self._starts, at), 1)

    def _block(self, field: str, number: int) -> Block:
        if not 1 <= number <= len(self.blocks):
            raise Misplaced(
                field,
                _("There is no ¶ %(number)s: the text has %(count)s.")
                % {"number": number, "count": len(self.blocks)},
            )
        return self.blocks[number - 1]

    def _found(self, field: str, number: int, words: str) -> Span:
        block = self.blocks[number - 1]
        found = list(_pattern(words).finditer(self.text[block.start : block.end]))
        facts = {"words": words, "number": number, "count": len(found)}
        if not found:
            raise Misplaced(field, _("“%(words)s” does not stand in ¶ %(number)s.") % facts)
        if len(found) > 1:
            message = _("“%(words)s” stands %(count)s times in ¶ %(number)s: give more words.")
            raise Misplaced(field, message % facts)
        return Span(block.start + found[0].start(), block.start + found[0].end())

    def _opening(self, block: Block, start: int) -> str:
        if not self.text[block.start : start].strip():
            return ""
        passage, at = self.text[block.start : block.end], start - block.start
        edges = [word.end() for word in WORD.finditer(passage, at)]
        choices = [passage[at:edge] for edge in edges]
        return _shortest(passage, choices)

    def _closing(self, block: Block, end: int) -> str:
        if not self.text[end : block.end].strip():
            return ""
        passage, at = self.text[block.start : block.end], end - block.start
        edges = [word.start() for word in WORD.finditer(passage[:at])]
        choices = [passage[edge:at] for edge in reversed(edges)]
        return _shortest(passage, choices)


def _shortest(passage: str, choices: list[str]) -> str:
    """The first of the growing choices that is no fewer than three words and stands once; else the longest."""
    for choice in choices[FEWEST_WORDS - 1 :]:
        if passage.find(choice) == passage.rfind(choice):
            return _on_one_line(choice)
    return _on_one_line(choices[-1]) if choices else ""


def _on_one_line(words: str) -> str:
    """As a field of one line would send it back."""
    return " ".join(words.split())


def _pattern(words: str) -> re.Pattern[str]:
    """Those words, whatever white space stands between them and whichever way their quotation marks turn."""
    parts = unicodedata.normalize("NFC", words).split()
    spelled = ("".join(TYPED.get(letter, re.escape(letter)) for letter in part) for part in parts)
    return re.compile(r"\s+".join(spelled))
