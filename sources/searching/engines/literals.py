"""`tsvector` and `tsquery` as PostgreSQL reads them, written out of prepared forms. Pure.

No text search configuration has a say. Two characters side by side of a script without spaces are a lexeme of their
own, so that a word of two is one look-up and needs no second look at the row.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sources.searching.engines.shape import AllOf, AnyOf, Asked, Expression, Shape, writable
from sources.searching.folding import BARRIER
from sources.searching.terms import Term

WEIGHTS = "ABCD"  # the names of the columns, in their order
LAST_POSITION = 16_383  # what a tsvector can count to
LONGEST_LEXEME = 2046  # bytes
MOST_BYTES = 1_000_000  # a tsvector holds 1,048,575 bytes of lexemes and positions
BYTES_OF_A_POSITION = 6
FIRST_CHARACTER = "\u2e80"  # where the scripts without spaces between words begin
NEVER = "\x01"  # a lexeme that no entry has


def tsvector(columns: Sequence[str]) -> str:
    """The literal of an entry: prepared words by column, each with its place and the weight of its column.

    Behind place 16,383 words are found one by one, not as phrases; what goes beyond a megabyte is not found.
    """
    places: dict[str, list[str]] = {}
    place = size = 0
    for weight, words in zip(WEIGHTS, columns, strict=False):
        for lexeme, at in lexemes(words.split(" ") if words else [], both=True):
            size += BYTES_OF_A_POSITION + (len(lexeme.encode()) if lexeme not in places else 0)
            if size > MOST_BYTES:
                break
            places.setdefault(lexeme, []).append(f"{min(place + at, LAST_POSITION)}{weight}")
        place += words.count(" ") + 2  # no phrase crosses from one column into the next
    return " ".join(f"{_quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items())


def tsquery(shape: Shape, asked: Asked) -> str:
    """The literal of a query; words are looked for in the columns that this person searches."""
    columns = asked.columns(shape)
    weights = "".join(name for name, column in zip(WEIGHTS, shape.columns, strict=False) if column in columns)
    return _expression(asked.expression, "" if len(columns) == len(shape.columns) else weights)


def lexemes(forms: Sequence[str], *, both: bool = False) -> Iterator[tuple[str, int]]:
    """What stands for these forms in an index, with their places from 1 on.

    Of characters side by side each pair is a lexeme; a character alone, or with `both` every one, is a lexeme too.
    """
    paired = False
    for at, (form, following) in enumerate(pairwise([*forms, BARRIER]), start=1):
        pairs = _is_character(form) and _is_character(following)
        if pairs:
            yield form + following, at
        if form != BARRIER and (both or not (pairs or paired)):
            yield _lexeme(form), at
        paired = pairs


def _is_character(form: str) -> bool:
    """Whether the form is a token of one character: Han, kana, Hangul and whatever else stands above them."""
    return len(form) == 1 and form >= FIRST_CHARACTER and form != BARRIER


def _lexeme(form: str) -> str:
    return form.encode()[:LONGEST_LEXEME].decode(errors="ignore")


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _expression(expression: Expression, weights: str) -> str:
    match expression:
        case Term():
            return _term(expression, weights)
        case AnyOf(parts):
            return f"({' | '.join(_expression(part, weights) for part in parts)})"
        case AllOf(parts, but_not):
            wanted = [_expression(part, weights) for part in parts]
            unwanted = [f"!{_expression(part, weights)}" for part in but_not]
            return f"({' & '.join([*wanted, *unwanted])})"


def _term(term: Term, weights: str) -> str:
    """One lexeme, or several at their distances: `'a' <-> 'b' <2> 'c'`."""
    found = list(lexemes([writable(form) for form in term.forms])) or [(NEVER, 1)]
    last = len(found) - 1
    parts = []
    for number, (lexeme, at) in enumerate(found):
        distance = f" <{at - found[number - 1][1]}> " if number else ""
        flags = weights + ("*" if term.prefix and number == last else "")
        parts.append(f"{distance}{_quoted(lexeme)}{':' + flags if flags else ''}")
    return f"({''.join(parts)})"
