"""Known names in a text: whole names, in any script, each letter of a text read once. Pure.

**Whole.** Between two letters or digits of a script that parts its words, a name neither begins nor ends: no "Cisco"
in "San Francisco", no シスコ in サンフランシスコ. Korean particles follow their noun without a space, so Hangul may
follow a name in Hangul. Han, Hiragana, Thai, Lao, Khmer and Burmese write words without a gap: there a name may stand
anywhere, and a name of one character, in any script, is not looked for at all.

**Endings.** The "'s" of a possessive is no part of the name, and no hindrance. There is no plural: "Smiles" is
another word. An acronym may have a small "s" behind it ("IJOPs"), since it cannot be mistaken for another word.

**Case**, word by word of the name. All capitals (JVT): exactly so, or "it" would be IT. A capital first (Smile,
Hikvision): a capital first, the rest as it comes (HikVision, HIKVISION, never smile). A capital further in (iCare):
exactly so. No capital (phone scanner): as it comes. Names in scripts without case are not concerned.

**Width** is folded (NFKC) and so are curly apostrophes; a name does not run over the end of a passage.

**Addresses.** Not inside a web address, an e-mail address or a handle, unless that is the name and nothing more
(`@cisco`: there case says nothing).

Of names that overlap, the one that begins first is taken; of these, the longest.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from annotations.folding import fold, fold_name

SHORTEST = 2
WORD = re.compile(r"[^\W\d_]+")
KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
GAPLESS = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u309f\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
# They choose how an emoji before or after them is drawn.
VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
LETTERS = ("L", "Nd", "Mn", "Mc", "Pc")
# Possessive quantifiers and looks behind keep each alternative linear: it is tried once per run of letters.
ADDRESS = re.compile(
    r"""
      (?: [Hh][Tt][Tt][Pp][Ss]?:// | (?<![A-Za-z0-9_.]) [Ww]{3}\. )
          [!-~]*+ (?: (?<=[/=_-]) [^\W\x00-\x7f]++ [!-~]*+ )*+
    | (?<![A-Za-z0-9_.+-]) [A-Za-z0-9_.+-]*+ @
          (?: [A-Za-z0-9_] (?: [A-Za-z0-9_.@-]* [A-Za-z0-9_] )? | [^\W\x00-\x7f]++ )
    | (?<![A-Za-z0-9_.-]) (?: [A-Za-z0-9_-]++ \. )+ [a-z]{2,}+ (?![A-Za-z0-9_]) (?: [/?\#] [!-~]*+ )?
    """,
    re.VERBOSE,
)


class Known(NamedTuple):
    """A name, and the key of what bears it."""

    name: str
    of: int


class Spotted(NamedTuple):
    """Code points, half-open; `of` has more than one key where several bear this name."""

    start: int
    end: int
    of: tuple[int, ...]


def spot(text: str, names: tuple[Known, ...]) -> list[Spotted]:
    """Where the names stand, in order, none over another. Time is linear in the text and what is found in it."""
    book = _book(names)
    folded = fold(text)
    addresses = _Addresses(text)
    found: list[Spotted] = []
    end = 0
    for start, minus_stop, pattern in sorted(book.matches(folded.text)):
        first, last = folded.origin(start), folded.origin(-minus_stop)
        if first is None or last is None or first < end:
            continue
        if of := tuple(_bearers(text, (first, last), book.forms[pattern], addresses)):
            found.append(Spotted(first, last, of))
            end = last
    return found


class _Book:
    """The automaton, and behind each of its patterns the names that fold to it, as they are written."""

    def __init__(self, names: tuple[Known, ...]) -> None:
        by_pattern: dict[str, list[Known]] = {}
        for name, of in names:
            pattern = fold_name(name)
            if len(pattern) >= SHORTEST:
                written = unicodedata.normalize("NFKC", " ".join(name.split()))
                by_pattern.setdefault(pattern, []).append(Known(written, of))
        self.forms = list(by_pattern.values())
        self._automaton = AhoCorasick(list(by_pattern)) if by_pattern else None

    def matches(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Start, end as a negative number and pattern of all matches: sorted, the longest comes first."""
        if self._automaton is None:
            return
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield start, -end, pattern


@lru_cache(maxsize=4)
def _book(names: tuple[Known, ...]) -> _Book:
    """Kept by what the names are: another name makes another book."""
    return _Book(names)


def _bearers(text: str, place: tuple[int, int], forms: list[Known], addresses: "_Addresses") -> Iterator[int]:
    """Who of those that share a folded name is meant at this place; each once."""
    start, end = place
    address = addresses.covering(start)
    if address is not None:
        if (address[0] + text.startswith("@", address[0]), address[1]) == place:
            yield from dict.fromkeys(each.of for each in forms)
        return
    words = unicodedata.normalize("NFKC", text[start:end])
    if _is_joined(text, start):
        return
    ends = not _is_joined(text, end) or HANGUL.match(text[end]) is not None
    plural = not ends and text[end] == "s" and not _is_joined(text, end + 1)
    fitting = (
        each.of
        for each in forms
        if _is_written_as(each.name, words) and (ends or (plural and _ends_in_capitals(each.name)))
    )
    yield from dict.fromkeys(fitting)


def _is_written_as(name: str, words: str) -> bool:
    """Whether the case of `words`, which fold to the same as `name`, is one in which that name is written."""
    return all(_has_case_of(match[0], words[match.start() : match.end()]) for match in WORD.finditer(name))


def _has_case_of(word: str, seen: str) -> bool:
    if word.islower():
        return True
    is_acronym = word.isupper() and len(word) > 1
    if word[0].isupper() and not is_acronym:
        return seen[0].isupper()
    return _is_caseless(word) or seen == word


def _is_caseless(word: str) -> bool:
    return word.lower() == word.upper()


def _ends_in_capitals(name: str) -> bool:
    *_rest, last = WORD.findall(name) or [""]
    return name.endswith(last) and last.isupper() and len(last) > 1


def _is_joined(text: str, place: int) -> bool:
    """Whether the letters on both sides of a place belong to one word."""
    if not 0 < place < len(text):
        return False
    run = _run(text[place])
    return run != "" and run == _run(text[place - 1])


@lru_cache(maxsize=4096)
def _run(letter: str) -> str:
    """The kind of run that a letter is part of; "" for what is no letter and for scripts without gaps."""
    if GAPLESS.match(letter) or VARIATION_SELECTORS.match(letter):
        return ""
    if KATAKANA.match(letter):
        return "katakana"
    if HANGUL.match(letter):
        return "hangul"
    return "letters" if unicodedata.category(letter).startswith(LETTERS) else ""


class _Addresses:
    """Addresses and handles of a text, looked for only in the passages that are asked about, which ascend."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0
        self._spans: list[tuple[int, int]] = []

    def covering(self, place: int) -> tuple[int, int] | None:
        """The address over this place."""
        if place >= self._end:
            self._read_passage(place)
        before = bisect_right(self._spans, (place, len(self._text))) - 1
        if before >= 0 and self._spans[before][1] > place:
            return self._spans[before]
        return None

    def _read_passage(self, place: int) -> None:
        start = self._text.rfind("\n", self._end, place) + 1 or self._end
        end = self._text.find("\n", place)
        self._end = end if end > 0 else len(self._text)
        self._spans = [match.span() for match in ADDRESS.finditer(self._text, start, self._end)]
