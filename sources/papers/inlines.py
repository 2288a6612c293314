"""Plain text, and the safe HTML of `sources.citing`, as inlines of pandoc's document (its library pandoc-types). Pure.

Nothing in them means anything to the format that they are written in: pandoc escapes every string.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from sources.exchange.texts import cleaned
from sources.names import HAN, KANA

Node = dict[str, Any]

SPACE: Node = {"t": "Space"}
WRAPPED = {
    "em": "Emph",
    "i": "Emph",
    "strong": "Strong",
    "b": "Strong",
    "sup": "Superscript",
    "sub": "Subscript",
}
SPACES = re.compile(r"[ \t\n\r\f\v]+")
HAN_RUN = re.compile(f"([{HAN}{KANA}]*[{HAN}][{HAN}{KANA}]*)")
WRITES_HAN = {"zh", "yue", "wuu", "ja", "ko", "lzh"}
HAN_UNKNOWN = "und-Hani"
# Controls of Unicode's bidirectional algorithm (UAX 9) that stay on to the end of a paragraph, and what ends each.
POP, POP_ISOLATE = "\u202c", "\u2069"
ENDED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", POP),
    **dict.fromkeys("\u2066\u2067\u2068", POP_ISOLATE),
}
DIRECTIONS = re.compile(f"[{''.join(ENDED_BY)}{POP}{POP_ISOLATE}]")


@dataclass(frozen=True, slots=True)
class Speech:
    """What a format can say of words. `looks`: italics and the like; `han`: the language of Han in a text of `locale`."""

    locale: str
    looks: bool = True
    tags: bool = True

    def han(self, language: str) -> str:
        """That of the work where Han is written in it, else that of the whole; else the script is all that is known."""
        return next(
            (each for each in (language, self.locale) if each.partition("-")[0].lower() in WRITES_HAN),
            HAN_UNKNOWN,
        )


def of_text(text: str, speech: Speech, language: str = "") -> list[Node]:
    """Plain text in one line."""
    clean = cleaned(text)
    return [*_words(clean.strip(), speech, language), *_ended(clean)]


def of_markup(markup: str, speech: Speech, language: str = "") -> list[Node]:
    """`markup` as `sources.citing.formatted` gives it."""
    reader = _Reader(speech, language)
    reader.feed(cleaned(markup))
    reader.close()
    row = reader.rows[0]
    while row and row[0] == SPACE:  # the word behind it would not be seen to begin a line
        row.pop(0)
    return [*row, *_ended("".join(reader.seen))]


def spoken(inlines: list[Node], language: str, speech: Speech) -> list[Node]:
    """The same with their language said, where it is known and the format can."""
    if not speech.tags or not language or language == "und":
        return inlines
    return [{"t": "Span", "c": [_attributes(lang=language), inlines]}]


def linked(inlines: list[Node], address: str) -> list[Node]:
    return [{"t": "Link", "c": [_attributes(), inlines, [address, ""]]}] if address else inlines


def noted(inlines: list[Node]) -> Node:
    return {"t": "Note", "c": [{"t": "Para", "c": inlines}]}


def _attributes(**more: str) -> list[Any]:
    return ["", [], [[name, value] for name, value in more.items()]]


def _words(text: str, speech: Speech, language: str) -> Iterator[Node]:
    """Han in spans that name its language, so that fonts have the right letters and spell checkers leave it alone."""
    parts = HAN_RUN.split(text) if speech.tags and not text.isascii() else [text]
    for place, part in enumerate(parts):
        if place % 2:
            yield {"t": "Span", "c": [_attributes(lang=speech.han(language)), [{"t": "Str", "c": part}]]}
        else:
            yield from _spaced(part)


def _spaced(text: str) -> Iterator[Node]:
    for place, word in enumerate(SPACES.split(text)):
        if place:
            yield SPACE
        if word:
            yield {"t": "Str", "c": word}


def _ended(text: str) -> list[Node]:
    """What ends the overrides and isolates that are left on, so that none reaches the words behind."""
    on: list[str] = []
    for control in DIRECTIONS.findall(text):
        if control in ENDED_BY:
            on.append(ENDED_BY[control])
        elif control == POP_ISOLATE and POP_ISOLATE in on:  # with all that was begun in it
            del on[len(on) - 1 - on[::-1].index(POP_ISOLATE) :]
        elif on and on[-1] == control:
            on.pop()
    return [{"t": "Str", "c": "".join(reversed(on))}] if on else []


@dataclass
class _Open:
    tag: str
    address: str = ""
    small: bool = False


class _Reader(HTMLParser):
    def __init__(self, speech: Speech, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Node]] = [[]]
        self.seen: list[str] = []
        self._speech, self._language = speech, language
        self._open: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open.append(_Open(tag, given.get("href") or "", given.get("class") == "small-caps"))
        self.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            return
        opened, inside = self._open.pop(), self.rows.pop()
        self.rows[-1].extend(self._wrapped(opened, inside))

    def handle_data(self, data: str) -> None:
        self.seen.append(data)
        self.rows[-1].extend(_words(data, self._speech, self._language))

    def _wrapped(self, opened: _Open, inside: list[Node]) -> list[Node]:
        if not self._speech.looks:
            return inside
        if opened.address:
            return linked(inside, opened.address)
        kind = "SmallCaps" if opened.small else WRAPPED.get(opened.tag)
        return [{"t": kind, "c": inside}] if kind else inside
