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
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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
UNSPACED = f"{HAN}{KANA}\u31f0-\u31ff{HANGUL}{_BOPOMOFO}{_THAI_LAO_MYANMAR_KHMER}"
_BETWEEN = SPACE + MARK + BREAK + ITSELF

_unspaced = re.compile(f"[{UNSPACED}]")
_unspaced_or_break = re.compile(f"[{UNSPACED}{BREAK}]")
# Possessive and from its first character on only, so that a long gap is read once. What begins with a class, and nothing
# before it, is looked for several times as fast.
_gap = re.compile(
    f"[{_BETWEEN}](?<![{_BETWEEN}]{{2}})(?:(?<!{SPACE})|{SPACE}*+[{MARK}{BREAK}{ITSELF}])[{_BETWEEN}]*+"
)
# Two patterns that begin with a character each: found three times as fast as one that begins with a class.
_number_marks = [re.compile(rf"{mark}(?<=[0-9]{mark})[0-9]") for mark in (r"\.", ",")]
# Whatever might have a capital: `casefold` of what has none takes longer than to see that.
_caseless = re.compile(f"[ 0-9.,{BARRIER}{UNSPACED}]*+")
_TO_SPACE = str.maketrans(dict.fromkeys(_BETWEEN, SPACE))
_parts_meet = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def _word(letter: str) -> str:
    """A pattern: a word or number, with up to three full stops between digits."""
    return (
        rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,6}}(?![0-9])|{letter}{{1,{LONGEST_WORD}}})"
        rf"(?:(?<=[0-9])\.(?=[0-9]){letter}{{1,{LONGEST_WORD}}}){{0,3}}"
    )


_spaced_form = re.compile(f"{BARRIER}|{_word(f'[^{_BETWEEN}{BARRIER}]')}")
_unspaced_word = _word(f"[^{_BETWEEN}{BARRIER}{UNSPACED}]")
_any_form = re.compile(f"[{UNSPACED}{BARRIER}]|{_unspaced_word}")
# The same, but for characters without spaces between them in one: each of them is a form.
_any_run = re.compile(f"[{UNSPACED}{BARRIER}][{UNSPACED}{BARRIER}]*+|{_unspaced_word}")
_tag = re.compile(f"(?<=[@#])(?:{_any_form.pattern})")


class Token(NamedTuple):
    """One form and the code points of the text, as it was given, that it stands for.

    `han` says that it is one character of a script without spaces.
    """

    form: str
    start: int
    end: int
    han: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The forms of a text in order, and where in the text, as it was given, each of them stands."""

    forms: list[str]
    _spans: list[tuple[int, int]]
    _places: Sequence[int]

    def start(self, number: int) -> int:
        """The first code point of a form. Starts never go back."""
        return self._places[self._spans[number][0]]

    def end(self, number: int) -> int:
        """Behind its last. Accents and joiners belong to it: whoever marks it never parts a letter from them."""
        last = self._spans[number][1]
        return max(self._places[last], self._places[last - 1] + 1)  # the second within a ligature


def read(text: str) -> Reading:
    """As `tokens`, several times as fast for who needs few of the places."""
    folded, places = traced(text)
    marked = _with_barriers(folded)
    spans = [found.span() for found in _pattern(marked).finditer(marked)]
    if "#" in folded or "@" in folded:
        spans = [each for span in spans for each in _with_parts(folded, span)]
    words = " ".join([marked[start:end] for start, end in spans])
    return Reading(_forms(words).split(), spans, places)


def tokens(text: str) -> Iterator[Token]:
    """The forms in order. Starts never go back; a form may share its place with the one before it."""
    reading = read(text)
    for number, form in enumerate(reading.forms):
        han = len(form) == 1 and _unspaced.match(form) is not None
        yield Token(form, reading.start(number), reading.end(number), han)


def prepared(text: str) -> str:
    """What an index holds: the forms of `tokens(text)`, parted by single spaces. Preparing it again changes nothing."""
    folded = fold(text)
    if "#" in folded or "@" in folded:
        folded = _tag.sub(_followed_by_parts, folded)
    return _forms(" ".join(_plain_words(folded) or _words(folded)))


def _plain_words(folded: str) -> list[str]:
    """The same as `_words`, in a third of the time, or nothing: where neither barriers nor numbers have to be seen."""
    if _has_unspaced_or_break(folded) or any(mark.search(folded) for mark in _number_marks):
        return []
    words = folded.translate(_TO_SPACE).split()
    return words if max(map(len, words), default=0) <= LONGEST_WORD else []


def _words(folded: str) -> list[str]:
    marked = _with_barriers(folded)
    if not _unspaced.search(marked):
        return _spaced_form.findall(marked)
    return [" ".join(run) if _is_alone(run[0]) else run for run in _any_run.findall(marked)]


@cache
def _is_alone(character: str) -> bool:
    """Whether it is a form of its own wherever it stands."""
    return character == BARRIER or _unspaced.match(character) is not None


def _has_unspaced_or_break(folded: str) -> bool:
    return BREAK in folded if folded.isascii() else _unspaced_or_break.search(folded) is not None


def terms(text: str) -> list[str]:
    """The forms to ask for. A #HashTag alone is asked for whole, so that it is found however it was capitalised."""
    reading = read(text)
    forms = reading.forms
    last = len(forms) - 1
    is_tag = last > 0 and forms[0] == "".join(forms[1:]) and reading.end(last) == reading.end(0)
    return forms[:1] if is_tag else forms


def _forms(words: str) -> str:
    words = words.replace(",", "")
    return words if not words.isascii() and _caseless.fullmatch(words) else words.casefold()


def _pattern(marked: str) -> re.Pattern[str]:
    """The simpler pattern sees the same where no script without spaces occurs, and sees it faster."""
    return _any_form if _unspaced.search(marked) else _spaced_form


def _with_barriers(folded: str) -> str:
    """The same length, with BARRIER at the start of each gap that no phrase may pass."""
    return _gap.sub(_barred, folded) if _has_unspaced_or_break(folded) else folded


def _barred(gap: re.Match[str]) -> str:
    """A gap at either end of the text parts nothing."""
    start, end = gap.span()
    around = gap.string
    if start == 0 or end == len(around):
        return gap[0]
    if BREAK in gap[0] or _is_alone(around[start - 1]) or _is_alone(around[end]):
        return BARRIER.ljust(end - start)
    return gap[0]


def _followed_by_parts(tag: re.Match[str]) -> str:
    parts = _parts_meet.split(tag[0])
    return " ".join([tag[0], *parts, ""]) if len(parts) > 1 else tag[0]


def _with_parts(folded: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The same for a place: that of the whole, and of its parts if it is a tag that has any."""
    yield span
    start, end = span
    if start and folded[start - 1] in "@#":
        cuts = [found.start() for found in _parts_meet.finditer(folded, start, end)]
        yield from pairwise([start, *cuts, end] if cuts else [])
