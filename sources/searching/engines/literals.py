"""`tsvector` and `tsquery` as PostgreSQL reads them, written out of prepared forms. Pure.

No text search configuration has a say. Two characters side by side of a script without spaces are one lexeme, so that
a word of two is one look-up and needs no second look at the row. Each place of an entry has one lexeme: a character is
found as the beginning of the pair that it makes with the next, and stands alone only where it makes none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise
from operator import add

from sources.searching.engines.shape import AllOf, AnyOf, Asked, Expression, Shape, writable
from sources.searching.folding import BARRIER
from sources.searching.preparing import UNSPACED
from sources.searching.terms import Term

WEIGHTS = "ABCD"  # the names of the columns, in their order
LAST_POSITION = 16_383  # what a tsvector can count to
LONGEST_LEXEME = 2046  # bytes
MOST_BYTES = 1_000_000  # a tsvector holds 1,048,575 bytes of lexemes and positions
BYTES_OF_A_POSITION = 6
SHORT = 32_000  # code points, spaces among them, that keep within all of these limits
NEVER = "\x01"  # a lexeme that no entry has

_unspaced = re.compile(f"[{UNSPACED}]")
_PLACES = [f"':{place}" for place in range(1, LAST_POSITION + 1)]


def tsvector(columns: Sequence[str]) -> str:
    """The literal of an entry: prepared words by column, each with its place and the weight of its column.

    Behind place 16,383 words are found one by one, not as phrases; what goes beyond a megabyte is not found. A single
    column has no weight: there is none to tell it from.
    """
    weighted = list(zip(WEIGHTS if len(columns) > 1 else [""], map(_escaped, columns), strict=False))
    if sum(map(len, columns)) > SHORT:
        return _of_a_long_entry(weighted)
    literals = []
    place = 0
    for weight, words in weighted:
        if words:
            between = f"{weight} '"
            literals.append(f"'{between.join(_placed(words, place))}{weight}")
        place = _behind(place, words)
    return " ".join(literals)


def _placed(words: str, place: int) -> list[str]:
    """Each lexeme of the words, as far as `'lexeme':12` is the same for every weight but for its first quotation mark."""
    forms = words.split(" ")
    if words.isascii():
        return list(map(add, forms, islice(_PLACES, place, None)))
    return [lexeme + _PLACES[place + at - 1] for lexeme, at in lexemes(forms)]


def _of_a_long_entry(weighted: Sequence[tuple[str, str]]) -> str:
    """Each lexeme once, as PostgreSQL counts the bytes of what it is given, and no more than it holds."""
    places: dict[str, list[str]] = {}
    place = size = 0
    for weight, words in weighted:
        for lexeme, at in lexemes(words.split(" ") if words else []):
            size += BYTES_OF_A_POSITION + (len(lexeme.encode()) if lexeme not in places else 0)
            if size > MOST_BYTES:
                break
            places.setdefault(lexeme, []).append(f"{min(place + at, LAST_POSITION)}{weight}")
        place = _behind(place, words)
    return " ".join(f"'{lexeme}':{','.join(at)}" for lexeme, at in places.items())


def _behind(place: int, words: str) -> int:
    """Where the next column begins: no phrase crosses from one into the next."""
    return place + words.count(" ") + 2


def tsquery(shape: Shape, asked: Asked) -> str:
    """The literal of a query; words are looked for in the columns that this person searches."""
    columns = asked.columns(shape)
    weights = "".join(name for name, column in zip(WEIGHTS, shape.columns, strict=False) if column in columns)
    return _expression(asked.expression, "" if len(columns) == len(shape.columns) else weights)


def rank_weights(shape: Shape) -> str:
    """The weights of the columns beside the largest, as `ts_rank` takes them: D, C, B, A."""
    of_columns = [column.weight for column in shape.columns]
    if len(of_columns) == 1:  # its words have no weight: PostgreSQL calls that D
        of_columns = [1.0] * len(WEIGHTS)
    given = [each / max(of_columns) for each in of_columns] + [0.0] * (len(WEIGHTS) - len(of_columns))
    return "{" + ", ".join(map(str, reversed(given))) + "}"


def lexemes(forms: Sequence[str]) -> Iterator[tuple[str, int]]:
    """What stands for these forms in an index, with their places from 1 on: a character pairs with one that follows."""
    for at, (form, following) in enumerate(pairwise([*forms, BARRIER]), start=1):
        if _is_character(form) and _is_character(following):
            yield form + following, at
        elif form != BARRIER:
            yield form if len(form) * 4 <= LONGEST_LEXEME else _cut(form), at


def _is_character(form: str) -> bool:
    """Whether the form is one character of a script without spaces."""
    return len(form) == 1 and _is_unspaced(form)


@cache
def _is_unspaced(character: str) -> bool:
    return _unspaced.match(character) is not None


def _cut(form: str) -> str:
    return form.encode()[:LONGEST_LEXEME].decode(errors="ignore")


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("'", "''")


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
    """One lexeme, or several at their distances: `'a' <-> 'b' <2> 'c'`.

    A character at the end is asked for by all pairs that begin with it, or by the pair that it ends.
    """
    forms = [writable(form) for form in term.forms]
    begins = term.prefix or any(map(_is_character, forms[-1:]))
    found = list(lexemes(forms)) or [(NEVER, 1)]
    if len(forms) > 1 and all(map(_is_character, forms[-2:])):
        found.pop()
        begins = False
    parts = []
    for number, (lexeme, at) in enumerate(found):
        distance = f" <{at - found[number - 1][1]}> " if number else ""
        flags = weights + ("*" if begins and number == len(found) - 1 else "")
        parts.append(f"{distance}'{_escaped(lexeme)}'{':' + flags if flags else ''}")
    return f"({''.join(parts)})"
