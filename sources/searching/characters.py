"""Where a text may be cut without parting what people see as one character. Pure.

The common cases of grapheme clusters (Unicode Standard Annex 29): marks, emoji that are joined, toned or tagged,
flags, Hangul letters. Clusters of more than LONGEST code points are not writing, and are cut.
"""

import unicodedata

LONGEST = 64

_MARKS = frozenset(["Mn", "Mc", "Me"])
# Halfwidth voicing of kana, the vowel AM of Thai and Lao, and the joiners: they extend what is before them.
_EXTENDING = frozenset("\uff9e\uff9f\u0e33\u0eb3\u200c\u200d")
_JOINER = "\u200d"


def boundary_before(text: str, place: int) -> int:
    """The nearest place to cut at `place` or before it; 0 to `len(text)`."""
    for back in range(min(place, LONGEST) + 1):
        if not _is_inside(text, place - back):
            return place - back
    return place


def boundary_after(text: str, place: int) -> int:
    """The nearest place to cut at `place` or behind it; 0 to `len(text)`."""
    for ahead in range(min(len(text) - place, LONGEST) + 1):
        if not _is_inside(text, place + ahead):
            return place + ahead
    return place


def _is_inside(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before < "\u0300" and after < "\u0300":
        return before == "\r" and after == "\n"
    return (
        _extends(after)
        or (before == _JOINER and unicodedata.category(after) == "So")
        or (_is_flag_letter(after) and _flag_letters_before(text, place) % 2 == 1)
        or _make_a_syllable(before, after)
    )


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in _MARKS
        or character in _EXTENDING
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # tones of skin
        or "\U000e0020" <= character <= "\U000e007f"  # tags
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, place: int) -> int:
    """How many flag letters end at `place`, in a row that is not longer than a flag every letter of which is doubted."""
    count = 0
    while count < min(place, LONGEST) and _is_flag_letter(text[place - 1 - count]):
        count += 1
    return count


def _make_a_syllable(before: str, after: str) -> bool:
    """Hangul letters: a leading consonant, vowels, and trailing consonants, or a syllable that is one already."""
    if "\u1100" <= before <= "\u115f":
        return "\u1100" <= after <= "\u11a7" or "\uac00" <= after <= "\ud7a3"
    if "\u1160" <= before <= "\u11a7" or (
        "\uac00" <= before <= "\ud7a3" and (ord(before) - 0xAC00) % 28 == 0
    ):
        return "\u1160" <= after <= "\u11ff"
    return (
        "\u11a8" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    ) and "\u11a8" <= after <= "\u11ff"
