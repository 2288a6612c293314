"""The pieces that a query is written in: words, phrases, fields, operators, brackets. Pure, in linear time.

Quotation marks, colons, brackets and the rest may be those of a Chinese keyboard or of a word processor: each is
read as its ASCII form. What lies between them is left as it was typed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

QUOTES = '"“”„‟«»「」『』＂〝〞〟'
PLAIN = str.maketrans(
    dict.fromkeys(QUOTES, '"')
    | {
        "：": ":",
        "（": "(",
        "）": ")",
        "｜": "|",
        "＊": "*",
        "－": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "＼": "\\",
    }
)

SPACE = re.compile(r"\s+")
BARS = re.compile(r"\|+")
NOT = re.compile(r"-(?=\S)")
QUOTED = re.compile(r'"(?P<text>(?:\\["\\]|[^"])*+)(?P<closed>"?)(?P<stars>\**)')
END_OF_BARE = re.compile(r'[\s()"|]')
# A name, its colon, and the beginning of a value behind it.
FIELD = re.compile(r"(?P<name>[^\W\d_]+):(?P<gap>\s*)(?=[^\s()|])")
# A name and its colon before a bracket: what stands in it are values.
FIELD_OF_GROUP = re.compile(r"(?P<name>[^\W\d_]+):\s*\(")
# Between values in brackets: each may be that of a Chinese keyboard.
COMMAS = re.compile(r"[,;，、；]+")
ESCAPED = re.compile(r'\\(["\\])')
WORD_OPERATORS = {"AND", "OR", "NOT"}

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Marks that turn the direction of what follows: harmless in a word, misleading in a sentence that repeats it.
DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SURROGATES = re.compile(r"[\ud800-\udfff]")


class Kind(Enum):
    OPEN = auto()
    OPEN_FIELD = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    UNKNOWN_FIELD = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """`text` is the word, the phrase without its quotation marks, or the value of the field `name`. `OPEN_FIELD` is a
    bracket with the name of a field before it.

    `starred`: an asterisk stood behind it. `closed`: its quotation mark was closed, if it had one.
    """

    kind: Kind
    text: str = ""
    name: str = ""
    starred: bool = False
    closed: bool = True


def cleaned(text: str) -> str:
    """The text as it can be shown and sent: control characters as spaces, half characters as U+FFFD."""
    return SURROGATES.sub("\ufffd", DIRECTIONS.sub("", CONTROLS.sub(" ", text)))


def lexemes(text: str, is_field: Callable[[str], bool]) -> Iterator[Lexeme]:
    """The pieces of a cleaned text, in order. Every character is read; `is_field` is asked for each name."""
    plain = text.translate(PLAIN)  # as long as the text
    place = 0
    while place < len(plain):
        if space := SPACE.match(plain, place):
            place = space.end()
            continue
        lexeme, place = (
            _sign(plain, place)
            or _group(plain, place, is_field)
            or _field(text, plain, place, is_field)
            or _value(text, plain, place)
        )
        yield lexeme


def _sign(plain: str, place: int) -> tuple[Lexeme, int] | None:
    if bars := BARS.match(plain, place):
        return Lexeme(Kind.OR, bars[0]), bars.end()
    if plain[place] in "()":
        return Lexeme(Kind.OPEN if plain[place] == "(" else Kind.CLOSE, plain[place]), place + 1
    return (Lexeme(Kind.NOT, "-"), place + 1) if NOT.match(plain, place) else None


def _group(plain: str, place: int, is_field: Callable[[str], bool]) -> tuple[Lexeme, int] | None:
    """A bracket behind the name of a field and its colon; behind another word it is a bracket like any other."""
    match = FIELD_OF_GROUP.match(plain, place)
    if match is None or not is_field(name := _folded(match["name"])):
        return None
    return Lexeme(Kind.OPEN_FIELD, match[0], name), match.end()


def as_values(lexeme: Lexeme, name: str) -> list[Lexeme]:
    """What a word or a phrase is in the brackets of the field `name`: one value of it or, parted by commas, several."""
    whole = f"{lexeme.name}:{lexeme.text}" if lexeme.name else lexeme.text
    texts = [whole] if lexeme.kind is Kind.PHRASE else filter(None, COMMAS.split(whole))
    return [replace(lexeme, kind=Kind.FIELD, name=name, text=text) for text in texts]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _field(text: str, plain: str, place: int, is_field: Callable[[str], bool]) -> tuple[Lexeme, int] | None:
    """`name:value`; a name that no field has counts only in ASCII and close to its value, and never in an address or `a::b`."""
    match = FIELD.match(plain, place)
    if match is None:
        return None
    name = _folded(match["name"])
    known = is_field(name)
    if not known and (match["gap"] or not name.isascii() or plain.startswith(("/", ":"), match.end())):
        return None
    value, end = _value(text, plain, match.end(), operators=False)
    kind = Kind.FIELD if known else Kind.UNKNOWN_FIELD
    return Lexeme(kind, value.text, name, value.starred, value.closed), end


def _value(text: str, plain: str, place: int, operators: bool = True) -> tuple[Lexeme, int]:
    if quoted := QUOTED.match(plain, place):
        inside = _unescaped(text, plain, *quoted.span("text"))
        starred, closed = bool(quoted["stars"]), bool(quoted["closed"])
        return Lexeme(Kind.PHRASE, inside, starred=starred, closed=closed), quoted.end()
    stop = END_OF_BARE.search(plain, place)
    end = stop.start() if stop else len(plain)
    word = plain[place:end].rstrip("*")
    typed = text[place : place + len(word)]
    operator = unicodedata.normalize("NFKC", typed)
    if operators and operator in WORD_OPERATORS:
        return Lexeme(Kind[operator], typed), end
    return Lexeme(Kind.WORD, typed, starred=place + len(word) < end), end


def _unescaped(text: str, plain: str, start: int, end: int) -> str:
    """Of what stands in quotation marks, each escaped mark or backslash without the backslash before it."""
    pieces, place = [], start
    for escape in ESCAPED.finditer(plain, start, end):
        pieces.append(text[place : escape.start()])
        place = escape.start(1)
    return "".join([*pieces, text[place:end]])
