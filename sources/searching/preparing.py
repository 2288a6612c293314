"""Cuts a text into the forms that an index holds and a query asks for. Pure, linear, and total: any string will do.

A word or a number is one form, and so is each character of a script that is written without spaces (Han, kana,
Hangul, Thai and its neighbours): there a word is asked for as a phrase. The parts of an address, of a name with
hyphens or apostrophes and of a date are words in a row. A #HashTag or @NameInCapitals is found whole and by its
parts. A number is one form without its thousands' commas: 1,234.5 is `1234.5`. BARRIER is a form of its own where
a line ends, and where punctuation touches a script without spaces: no phrase passes it.

Forms are made of ASCII letters, digits and full stops, and of letters, digits and marks beyond ASCII.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sources.names import HAN, HANGUL, KANA
from sources.searching.folding import BARRIER, BREAK, ITSELF, MARK, SPACE, fold, traced

# How FTS5 has to be told to cut a prepared text, so that it sees the same forms. `unicode61` knows the letters of
# some Unicode version only, and takes marks and newer Han characters for spaces.
FTS5_TOKENIZE = "ascii tokenchars '.'"
# The longest form in code points; a longer word is cut into several. In UTF-8 both fit a PostgreSQL lexeme.
LONGEST_WORD = 120
LONGEST_FORM = 4 * LONGEST_WORD + 3

_BOPOMOFO = "\u3100-\u312f\u31a0-\u31bf"
_THAI_LAO_MYANMAR_KHMER = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED = f"{HAN}{KANA}\u31f0-\u31ff{HANGUL}{_BOPOMOFO}{_THAI_LAO_MYANMAR_KHMER}"
_BETWEEN = SPACE + MARK + BREAK + ITSELF

_unspaced = re.compile(f"[{_UNSPACED}]")
_unspaced_or_break = re.compile(f"[{_UNSPACED}{BREAK}]")
# Possessive and from its first character on only, so that a long gap is read once.
_gap = re.compile(f"(?<![{_BETWEEN}]){SPACE}*+[{MARK}{BREAK}{ITSELF}][{_BETWEEN}]*+")
_parts_meet = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def _word(letter: str) -> str:
    """A pattern: a word or number, with up to three full stops between digits."""
    return (
        rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,6}}(?![0-9])|{letter}{{1,{LONGEST_WORD}}})"
        rf"(?:(?<=[0-9])\.(?=[0-9]){letter}{{1,{LONGEST_WORD}}}){{0,3}}"
    )


_spaced_form = re.compile(f"{BARRIER}|{_word(f'[^{_BETWEEN}{BARRIER}]')}")
_any_form = re.compile(f"[{_UNSPACED}{BARRIER}]|{_word(f'[^{_BETWEEN}{BARRIER}{_UNSPACED}]')}")
_tag = re.compile(f"(?<=[@#])(?:{_any_form.pattern})")


class Token(NamedTuple):
    """One form and the code points of the text, as it was given, that it stands for.

    `han` says that it is one character of a script without spaces.
    """

    form: str
    start: int
    end: int
    han: bool


def tokens(text: str) -> Iterator[Token]:
    """The forms in order. Starts never go back; a form may share its place with the one before it."""
    folded, places = traced(text)
    marked = _with_barriers(folded)
    for found in _pattern(marked).finditer(marked):
        start, end = found.span()
        yield _token(found[0], start, end, places)
        if start and folded[start - 1] in "@#":
            for part in _parts(found[0]):
                yield _token(part, start, start + len(part), places)
                start += len(part)


def prepared(text: str) -> str:
    """What an index holds: the forms of `tokens(text)`, parted by single spaces. Preparing it again changes nothing."""
    folded = fold(text)
    if "#" in folded or "@" in folded:
        folded = _tag.sub(_followed_by_parts, folded)
    marked = _with_barriers(folded)
    return " ".join(_pattern(marked).findall(marked)).replace(",", "").casefold()


def terms(text: str) -> list[str]:
    """The forms to ask for. A #HashTag alone is asked for whole, so that it is found however it was capitalised."""
    found = list(tokens(text))
    forms = [token.form for token in found]
    if len(found) > 1 and forms[0] == "".join(forms[1:]) and found[-1].end == found[0].end:
        return forms[:1]
    return forms


def _token(word: str, start: int, end: int, places: Sequence[int]) -> Token:
    """Accents and joiners right behind belong to the word: whoever marks it never parts a letter from them."""
    first, until = places[start], places[end]
    if until == places[end - 1]:  # the middle of a ligature
        until = places[end - 1] + 1
    if end - start == 1:
        return Token(word.casefold(), first, until, _unspaced.match(word) is not None)
    return Token((word.replace(",", "") if "," in word else word).casefold(), first, until, False)


def _pattern(marked: str) -> re.Pattern[str]:
    """The simpler pattern sees the same where no script without spaces occurs, and sees it faster."""
    return _any_form if _unspaced.search(marked) else _spaced_form


def _with_barriers(folded: str) -> str:
    """The same length, with BARRIER at the start of each gap that no phrase may pass."""
    return _gap.sub(_barred, folded) if _unspaced_or_break.search(folded) else folded


def _barred(gap: re.Match[str]) -> str:
    """A gap at either end of the text parts nothing."""
    start, end = gap.span()
    around = gap.string
    if start == 0 or end == len(around):
        return gap[0]
    if BREAK in gap[0] or _unspaced.match(around[start - 1]) or _unspaced.match(around[end]):
        return BARRIER.ljust(end - start)
    return gap[0]


def _parts(word: str) -> list[str]:
    parts = _parts_meet.split(word)
    return parts if len(parts) > 1 else []


def _followed_by_parts(tag: re.Match[str]) -> str:
    parts = _parts(tag[0])
    return " ".join([tag[0], *parts, ""]) if parts else tag[0]
