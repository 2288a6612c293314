"""Bytes of a foreign file as text, and values as any format can hold them. Pure."""

import codecs
import re
from dataclasses import dataclass
from typing import Any, Final

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from sources.exchange.shapes import MAX_BYTES, Unreadable

REPLACEMENT: Final = "\ufffd"
# What is no character of XML 1.0 is none of a file for people either: controls but tab and line feed, halves of
# surrogate pairs, the two that are never assigned.
_NO_CHARACTER: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DAMAGED_AT_MOST: Final = 1 / 3  # of the characters beyond ASCII: above it, the bytes are no UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Without a byte order mark, lines ended by a line feed. `problems` are sentences for people."""

    text: str
    encoding: str
    problems: tuple[str, ...] = ()


def cleaned(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value of JSON whose strings every format can hold: line ends as line feeds, what is no character as U+FFFD."""
    if isinstance(value, str):
        return _NO_CHARACTER.sub(REPLACEMENT, _LINE_ENDS.sub("\n", value))
    if isinstance(value, dict):
        return {str(cleaned(name)): cleaned(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(each) for each in value]
    return value


def decoded(data: bytes) -> Decoded:
    """By the byte order mark, as UTF-8, else as detected, which is said. Raises `Unreadable` where nothing fits."""
    if len(data) > MAX_BYTES:
        message = _("The file has %(size)d MB; %(most)d MB can be read at once.")
        raise Unreadable(message % {"size": len(data) // 2**20, "most": MAX_BYTES // 2**20})
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _with_damage(data[len(mark) :], codec)
    try:
        return Decoded(_lines(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        damaged = _with_damage(data, "utf-8")
    beyond = sum(character > "\x7f" for character in damaged.text)
    return damaged if damaged.text.count(REPLACEMENT) <= beyond * _DAMAGED_AT_MOST else _detected(data)


def _with_damage(data: bytes, codec: str) -> Decoded:
    try:
        return Decoded(_lines(data.decode(codec)), codec)
    except UnicodeDecodeError as error:
        problem = _(
            "The file is damaged: from byte %(place)d on, some bytes are not %(encoding)s; � stands there."
        )
        problem %= {"place": error.start + 1, "encoding": codec}
        return Decoded(_lines(data.decode(codec, "replace")), codec, (problem,))


def _detected(data: bytes) -> Decoded:
    best = from_bytes(data).best()
    if best is None:
        raise Unreadable(
            _("The file is no text in any encoding that we know. Save it as UTF-8 and try again.")
        )
    problem = _(
        "The file is not UTF-8; it was read as %(encoding)s. Look whether accents and Han characters are right."
    )
    return Decoded(_lines(str(best)), best.encoding, (problem % {"encoding": best.encoding},))


def _lines(text: str) -> str:
    """PostgreSQL keeps no NUL, not even in a row as it was given."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", REPLACEMENT)
