"""What a record is compared by: its traits, and the keys under which others like it stand. Pure.

Two records are compared when they share a key. A key therefore says little (a year and two words), and what decides is
the likeness of the traits (`sources.merging.likeness`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sources.names import HAN
from sources.searching.folding import fold
from sources.searching.namesounds import WHOLE, sound_forms, whole_sound

LEAD = 2  # words of a title that make a key, from its beginning and from its end
HAN_LEAD = 4  # characters, where words are not parted
_word = re.compile(f"[{HAN}]+|[^\\W_]+")
_no_digits = re.compile(r"[^0-9Xx]")
_handle_marks = re.compile(r"[._\-]+")


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared; "" and () are not known.

    `words`: a title, the words of a post, or a handle, folded. `names`: folded forms of names. `sounds`: how they are
    said, in one word. `people`: who is behind it, by folded names or by row numbers as text. `where`: outlet or platform. `years` and `date`: of the
    date of the world.
    """

    words: str = ""
    names: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    where: str = ""
    kind: str = ""
    date: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    ids: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Profile:
    """One record: its public id, its traits, its keys, and what neighbours under one key are sorted by."""

    public_id: str
    traits: Traits
    keys: tuple[str, ...] = field(default=())

    @property
    def hint(self) -> str:
        return self.traits.words or next(iter(self.traits.names), "")


def plain(text: str) -> str:
    """Words with all folded away that two people may write in two ways: case, accents, script, marks."""
    return " ".join(_word.findall(fold(text).casefold()))


def plain_isbn(isbn: str) -> str:
    """13 digits, or "" for what is none: an ISBN of 10 has one of 13, and both name the same book."""
    digits = _no_digits.sub("", isbn).upper()
    if len(digits) == 10:  # noqa: PLR2004 - the old length
        body = "978" + digits[:9]
        check = -sum(int(each) * (3 if place % 2 else 1) for place, each in enumerate(body)) % 10
        return f"{body}{check}" if body.isdecimal() else ""
    return digits if len(digits) == 13 and digits.isdecimal() else ""  # noqa: PLR2004


def plain_handle(handle: str) -> str:
    """A handle without the marks that a second account of one person often differs by."""
    return _handle_marks.sub("", handle.casefold())


def name_traits(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(folded forms, sounds): Han names as they are said in pinyin, Latin ones as they are, either part first."""
    folded = dict.fromkeys(filter(None, map(plain, names)))
    sounds: dict[str, None] = {}
    for name in folded:
        said = [each for each in sound_forms(name) if each.startswith(WHOLE)]
        words = name.split()
        turned = [" ".join([*words[1:], words[0]])] if len(words) > 1 else []
        sounds |= dict.fromkeys(filter(None, said or map(whole_sound, [name, *turned])))
    return tuple(folded), tuple(sounds)


def source_keys(traits: Traits) -> Iterator[str]:
    """Of anything citable but posts."""
    for name in ("doi", "isbn", "url"):
        if value := getattr(traits, name):
            yield f"{name}:{value}"
    if traits.words:
        yield f"title:{traits.words}"
        for lead in dict.fromkeys(_leads(traits.words)):
            yield f"title:{traits.year}:{lead}"


def post_keys(traits: Traits) -> Iterator[str]:
    if traits.url:
        yield f"url:{traits.url}"
    if traits.words:
        yield f"words:{traits.words}"


def agent_keys(traits: Traits) -> Iterator[str]:
    """Names whatever the order of their words, how they are said, an initial with the last word, and handles."""
    for name in traits.names:
        words = name.split()
        yield f"name:{' '.join(sorted(words))}"
        if len(words) > 1 and name.isascii():
            yield f"initial:{words[0][0]}:{words[-1]}"
    yield from (f"sound:{each}" for each in traits.sounds)
    yield from (f"handle:{each}" for each in traits.handles)


def account_keys(traits: Traits) -> Iterator[str]:
    yield from (f"handle:{each}" for each in traits.handles)
    for name in traits.names:
        yield f"name:{traits.where}:{name}"


def _leads(title: str) -> Iterator[str]:
    """The words that a title begins with and those that it ends with: a slip is seldom in both."""
    words = title.split()
    if len(words) > 1:
        yield f"^{' '.join(words[:LEAD])}"
        yield f"{' '.join(words[-LEAD:])}$"
    else:
        yield f"^{title[:HAN_LEAD]}"
        yield f"{title[-HAN_LEAD:]}$"
