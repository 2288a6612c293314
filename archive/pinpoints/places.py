"""Which words of a text are cited: a passage or several by number, a range of code points, or none. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

PASSAGES = re.compile(r"(\d{1,6})(?:[-–](\d{1,6}))?", re.ASCII)
OFFSET = re.compile(r"\d{1,9}", re.ASCII)


class NoSuchPlace(LookupError):
    """The text has no such place; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A passage of a text: its ¶, and its range in code points, half-open."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a text, in code points, half-open, and the first and the last ¶ that they stand in."""

    start: int
    end: int
    first: int
    last: int

    @property
    def locator(self) -> str:
        """`12` or `12–13`."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def passages_named(typed: str, passages: Sequence[Numbered]) -> Place:
    """`12` or `12-14`, of a text with these passages in order. Raises `NoSuchPlace`."""
    found = PASSAGES.fullmatch(typed.strip())
    if found is None:
        raise NoSuchPlace(_("“%(typed)s” is no number of a passage.") % {"typed": typed})
    first, last = sorted((int(found[1]), int(found[2] or found[1])))
    by_number = {each.number: each for each in passages}
    for number in (first, last):
        if number not in by_number:
            raise NoSuchPlace(
                _("There is no ¶ %(number)s: this text has %(count)s passages.")
                % {"number": number, "count": len(passages)}
            )
    return Place(by_number[first].start, by_number[last].end, first, last)


def words_between(start: str, end: str, length: int, passages: Sequence[Numbered]) -> Place:
    """The words from one code point, as it was typed, to another of a text as long as `length`. Raises `NoSuchPlace`."""
    if OFFSET.fullmatch(start) and OFFSET.fullmatch(end):
        first, last = int(start), int(end)
        met = [each.number for each in passages if each.start < last and each.end > first]
        if first < last <= length and met:
            return Place(first, last, met[0], met[-1])
    raise NoSuchPlace(
        _("There are no words from “%(start)s” to “%(end)s”: this text has %(length)s characters.")
        % {"start": start, "end": end, "length": length}
    )
