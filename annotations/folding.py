"""A text in one width and one case, and the way back from its places to those of the text itself. Pure.

Places are Unicode code points. Unicode's own foldings change lengths (㍿ is four characters in NFKC, ｶﾞ is one), so
each stretch that does so is kept as one piece, and a place inside such a piece leads nowhere.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

# Vowels and finals of Hangul that join the syllable before them (The Unicode Standard §3.12).
JOINING_JAMO = re.compile("[\u1160-\u11ff]")
STRAIGHT = {"‘": "'", "’": "'"}


@dataclass(frozen=True, slots=True)
class FoldedText:
    """`text` in NFKC, each letter in lower case where that is one letter, apostrophes straight."""

    text: str
    # Where each piece begins, here and in the original, and whether it can only be taken whole.
    _here: list[int] = field(default_factory=list)
    _there: list[int] = field(default_factory=list)
    _whole: list[bool] = field(default_factory=list)

    def origin(self, place: int) -> int | None:
        """The place in the original; None inside what was one character, or a letter with its marks."""
        if not self._here:
            return place
        piece = bisect_right(self._here, place) - 1
        beyond = place - self._here[piece]
        if beyond and self._whole[piece]:
            return None
        return self._there[piece] + beyond


def fold(text: str) -> FoldedText:
    """Fold a whole text, in linear time."""
    if text.isascii():
        return FoldedText(text.lower())
    letters = set(text)
    table = {ord(letter): _folded(letter) for letter in letters}
    joining = "".join(letter for letter in letters if _joins(letter))
    longer = "".join(letter for letter in letters if len(table[ord(letter)]) != 1)
    if not joining and not longer:
        return FoldedText(text.translate(table))
    return _in_pieces(text, table, _unlike(joining, longer))


def fold_name(name: str) -> str:
    """A name as it stands in a folded text: single spaces, none around it."""
    return fold(" ".join(name.split())).text


def _in_pieces(text: str, table: dict[int, str], unlike: re.Pattern[str]) -> FoldedText:
    out: list[str] = []
    result = FoldedText("")
    length = done = 0

    def add(start: int, piece: str, *, is_whole: bool) -> None:
        nonlocal length
        result._here.append(length)
        result._there.append(start)
        result._whole.append(is_whole)
        out.append(piece)
        length += len(piece)

    for match in unlike.finditer(text):
        if match.start() > done:
            add(done, text[done : match.start()].translate(table), is_whole=False)
        add(match.start(), _folded(match[0]), is_whole=True)
        done = match.end()
    add(done, text[done:].translate(table), is_whole=False)
    return FoldedText("".join(out), result._here, result._there, result._whole)


def _unlike(joining: str, longer: str) -> re.Pattern[str]:
    """What does not fold letter by letter: a letter with all that joins it, or one that becomes several."""
    ways = []
    if joining:
        ways.append(f".?[{re.escape(joining)}]+")
    if longer:
        ways.append(f"[{re.escape(longer)}]")
    return re.compile("|".join(ways), re.DOTALL)


def _folded(piece: str) -> str:
    return "".join(map(_lowered, unicodedata.normalize("NFKC", piece)))


@lru_cache(maxsize=4096)
def _lowered(letter: str) -> str:
    lower = letter.casefold()
    return STRAIGHT.get(letter, lower if len(lower) == 1 else letter)


@lru_cache(maxsize=4096)
def _joins(letter: str) -> bool:
    """Whether NFKC may join it to the letter before: marks, joining jamo, and their compatibility forms."""
    first = unicodedata.normalize("NFKD", letter)[0]
    return unicodedata.category(first).startswith("M") or JOINING_JAMO.match(first) is not None
