"""How each Han character is said: its most usual reading in Hanyu Pinyin, without its tone.

Read from the table of single characters that the package pypinyin brings along. The package itself is never imported:
it loads a dictionary of phrases, some 60 MB of it, which tells how ordinary words are said and little of names.
"""

import json
import unicodedata
from array import array
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# Of another edition of the table other sounds may come.
EDITION = f"pypinyin-{version('pypinyin')}"
_DIAERESIS = "\u0308"


def syllable_of(character: str) -> str:
    """The reading in ASCII letters, ü as `v`; "" for a character that has none, Han or not."""
    syllables, numbers = _table()
    place = ord(character)
    return syllables[numbers[place]] if place < len(numbers) else ""


@cache
def _table() -> "tuple[list[str], array[int]]":
    """The syllables there are, "" first, and by code point the number of one: under a megabyte.

    Read when a first name is entered, so that a process which only answers searches never has it.
    """
    readings = _readings()
    numbers = array("H", bytes(2 * (max(readings) + 1)))
    known = {"": 0}
    for place, reading in readings.items():
        numbers[place] = known.setdefault(_plain(reading), len(known))
    return list(known), numbers


def _readings() -> Mapping[int, str]:
    """By code point, with the marks of the tones. Raises `RuntimeError` where the package is not installed."""
    package = find_spec("pypinyin")
    if package is None or package.origin is None:
        raise RuntimeError("The package pypinyin is missing: run pip install --requirement requirements.txt")
    every = json.loads(Path(package.origin).with_name("pinyin_dict.json").read_bytes())
    return {int(place): readings.partition(",")[0] for place, readings in every.items()}


def _plain(reading: str) -> str:
    """Tones are marks over the vowels, and so are the two dots of ü, which tell it from u."""
    letters = unicodedata.normalize("NFD", reading).replace(f"u{_DIAERESIS}", "v")
    return "".join(letter for letter in letters if letter.isascii())
