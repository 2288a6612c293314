"""Folds a text character by character, so that spellings of one word meet. Pure.

Width and look (NFKC), case, accents and Chinese script are folded away; what is left is letters, digits, and a
few ASCII characters that stand for everything between words. Index, query and snippet all read this.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import opencc
from opencc import OpenCC

from sources.names import HAN

# A folded text holds letters, digits and these. Full stop and comma stand for themselves (they may be inside a
# number), @ and # too (a tag follows); every other mark is one MARK, every line or page break one BREAK.
SPACE, MARK, BREAK, OMITTED = " ", "!", "\n", "\0"
ITSELF = ".,@#"
# Stands in a prepared text where no phrase may pass. A private character: no writing system has it.
BARRIER = "\ue000"

_BREAKS = "\n\r\v\f\x85\u2028\u2029" + BARRIER
# Inside Chinese names and compounds these part nothing: 艾尼瓦尔·买买提, 新华社-路透.
_JOINERS = "·•・‧∙⋅-‐"
# Unicode calls them letters; people type them for an apostrophe.
_APOSTROPHES = "\u02bb\u02bc\u02bd"
_FILLERS = "\u115f\u1160\u3164\uffa0"
# What most readers leave out when they type: accents, Hebrew points, Arabic vowel signs and lengthening, enclosures,
# variation selectors. The marks of Indic scripts and kana are letters and stay.
_accents = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff"
    "\u0640\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u2de0-\u2dff\ua66f-\ua67d\ufb1e"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
# Letters whose stroke or ligature Unicode does not take apart.
_STRUCK = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})

_han = re.compile(f"[{HAN}]")
_TO_STANDARD = [OpenCC("tw2t"), OpenCC("hk2t"), OpenCC("t2s")]
# One traditional character, two simplified ones, told apart by the word only: 計畫 is 计划 and 畫家 is 画家. Both
# become one, here and in the query: nothing is missed, and what is written alike ranks first all the same.
_EITHER = dict(
    zip(
        "揹瞭薰伕钜覆锺座馀颚暱侭讬甦迳俱澂彷藉拏𬭭麹谘斲沈链划像哩𫫇",
        "背了熏夫巨复钟坐余腭昵尽托苏径具澄仿借拿戚曲咨斫沉炼画象里恶",
        strict=True,
    )
)

# Two texts prepared under the same edition are prepared alike; an index of another one has to be made anew.
EDITION = f"1 unicode-{unicodedata.unidata_version} opencc-{opencc.__version__}"


def simplified(character: str) -> str:
    """The one Han character that stands for every form of this one: 張 and 张, 裡, 裏 and 里, 衞, 衛 and 卫."""
    seen = character
    while True:
        form = seen
        for converter in _TO_STANDARD:
            form = converter.convert(form)
        form = _EITHER.get(form, form)
        if form == seen:
            return form
        seen = form


def fold(text: str) -> str:
    """The folded text. Case of ASCII letters is still there: it tells where the words of a #HashTag meet."""
    return _fold_evenly(text).replace(OMITTED, "")


def traced(text: str) -> tuple[str, Sequence[int]]:
    """`fold(text)`, and for each of its characters where in `text` it comes from, and one more: `len(text)`."""
    even = _fold_evenly(text)
    if len(even) == len(text) and not _melts(text):
        if OMITTED not in even:
            return even, range(len(text) + 1)
        places = [place for place, each in enumerate(even) if each != OMITTED]
    else:
        places = []
        for cluster in _cluster.finditer(text):
            places.extend([cluster.start()] * len(fold(cluster[0])))
    places.append(len(text))
    return even.replace(OMITTED, ""), places


def _fold_evenly(text: str) -> str:
    """The folded text with OMITTED where a character leaves no trace: as long as `text`, but for ligatures."""
    return text.translate(_FOLDED) if text.isascii() else _strange.sub(_fold_run, text)


def _fold_run(run: re.Match[str]) -> str:
    words = run[0]
    if _melts(words):
        words = _cluster.sub(_composed, words)
    return words.translate(_FOLDED)


def _melts(text: str) -> bool:
    """Whether some character may melt into another; the first question is asked ten times as fast as the second."""
    return not text.isascii() and bool(_may_join.search(text) and _joining.search(text))


def _composed(cluster: re.Match[str]) -> str:
    if not _joining.search(cluster[0]):
        return cluster[0]
    kept = (each for each in cluster[0] if _FOLDED[ord(each)] != OMITTED)
    return unicodedata.normalize("NFKC", "".join(kept))


class _Folded(dict[int, str]):
    """What each code point becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _folded(character)
        if unicodedata.category(character) not in {
            "Cn",
            "Co",
            "Cs",
        }:  # a million of them: not worth the memory
            self[code] = folded
        return folded


_FOLDED = _Folded()


def _folded(character: str) -> str:
    if character in _BREAKS:
        return BREAK
    if _is_omitted(character):
        return OMITTED
    folded = "".join(map(_sorted_out, _spelled(character)))
    # An ellipsis or a ligature of marks only is one mark, so that most texts fold to their own length.
    if len(folded) == 1 or any(map(str.isalnum, folded)):
        return folded
    return SPACE if folded.isspace() else MARK


def _is_omitted(character: str) -> bool:
    return character in _FILLERS or unicodedata.category(character) == "Cf" or not _spelled(character)


def _spelled(character: str) -> str:
    """Without accents and, but for ASCII, without case."""
    bare = _accents.sub("", unicodedata.normalize("NFKD", character))
    cased = "".join(each if each.isascii() else each.casefold() for each in bare)
    bare = _accents.sub("", unicodedata.normalize("NFKD", cased))
    return unicodedata.normalize("NFKC", bare.translate(_STRUCK))


def _sorted_out(character: str) -> str:
    """One spelled character as a letter, a digit, or what stands for it between words."""
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if _han.match(character):
        return simplified(character)
    if kind[0] in "LNM":
        return MARK if character in _APOSTROPHES else character
    if character in ITSELF:
        return character
    return SPACE if kind[0] == "Z" or character in _JOINERS or character == "\t" else MARK


def _ranges(codes: Iterable[int], apart: int = 1) -> str:
    """The inside of a character class: ascending code points, and what lies between two less than `apart` away."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and code - runs[-1][1] <= apart:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in runs)


def _joins(code: int) -> bool:
    """Whether the character may melt into the one before it and is not omitted: か and its voicing, Hangul jamo."""
    character = chr(code)
    first = unicodedata.normalize("NFKD", character)[0]
    return not _is_omitted(character) and (
        unicodedata.category(first)[0] == "M"
        or "\u1161" <= first <= "\u1175"
        or "\u11a8" <= first <= "\u11c2"
    )


def _extends(code: int) -> bool:
    """The same, or omitted and so perhaps standing in between."""
    return unicodedata.category(chr(code)) in {"Mn", "Mc", "Me", "Cf", "Lo", "Lm"} and (
        _joins(code) or _is_omitted(chr(code))
    )


# Where such characters stand: between lie Han, Hangul, Tangut, pictures; a test looks everywhere.
_PLACES = [
    *range(0x3400), *range(0xA000, 0xAC00), *range(0xFB00, 0x17000), *range(0x1B000, 0x1F000),
    *range(0xE0000, 0xE01F0),
]  # fmt: skip
_EXTENDING = [code for code in _PLACES if _extends(code)]
_JOINING = [code for code in _EXTENDING if _joins(code)]
_joining = re.compile(f"[{_ranges(_JOINING)}]")
# A few ranges with whole scripts in them; Latin, Greek, Cyrillic, Arabic and Han lie between.
_may_join = re.compile(f"[{_ranges(_JOINING, apart=0x200)}]")
# Nothing melts into ASCII or a space.
_cluster = re.compile(rf"[^\0-\x7f\s{_ranges(_EXTENDING)}]?[{_ranges(_EXTENDING)}]+|.", re.DOTALL)
# What folds to itself is left alone: most of a text in Latin letters.
_strange = re.compile(rf"[^A-Za-z0-9{SPACE}{BREAK}{ITSELF}]+")
