"""`tsvector` and `tsquery` as PostgreSQL reads them, written out of prepared forms. Pure.

No text search configuration has a say. Two characters side by side of a script without spaces are one lexeme, so that
a word of two is one look-up and needs no second look at the row. Each place of an entry has one lexeme: a character is
found as the beginning of the pair that it makes with the next, and stands alone only where it makes none.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, islice

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


class _Characters(dict[str, bool]):
    """Whether a form is one character of a script without spaces, found out when the form is first met."""

    def __missing__(self, form: str) -> bool:
        if len(form) != 1:
            return False
        self[form] = is_one = _unspaced.match(form) is not None
        return is_one


_CHARACTERS = _Characters()


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
        forms = words.split(" ")
        if words:
            literals.append(_placed(forms, place, weight, is_ascii=words.isascii()))
        place = _behind(place, forms)
    return " ".join(literals)


def _placed(forms: Sequence[str], place: int, weight: str, *, is_ascii: bool) -> str:
    """The literal of a column: `'lexeme':12A` for each of its words."""
    if is_ascii:
        blanks, starts = _blanks(weight)
        return blanks[starts[place] : starts[place + len(forms)] - 1] % tuple(forms)
    placed = zip(lexemes(forms), islice(_PLACES, place, None), strict=False)
    between = f"{weight} '"
    return f"'{between.join([lexeme + at for lexeme, at in placed if lexeme])}{weight}"


@cache
def _blanks(weight: str) -> tuple[str, list[int]]:
    """`'%s':1A '%s':2A ` and so on, and where each begins: filled in at once, in half the time that joining takes."""
    blanks = [f"'%s{place}{weight} " for place in _PLACES]
    return "".join(blanks), [0, *accumulate(map(len, blanks))]


def _of_a_long_entry(weighted: Sequence[tuple[str, str]]) -> str:
    """Each lexeme once, as PostgreSQL counts the bytes of what it is given, and no more than it holds."""
    places: dict[str, list[str]] = {}
    place = size = 0
    for weight, words in weighted:
        forms = words.split(" ")
        for at, lexeme in enumerate(lexemes(forms), start=1):
            if not lexeme:
                continue
            size += BYTES_OF_A_POSITION + (len(lexeme.encode()) if lexeme not in places else 0)
            if size > MOST_BYTES:
                break
            places.setdefault(lexeme, []).append(f"{min(place + at, LAST_POSITION)}{weight}")
        place = _behind(place, forms)
    return " ".join(f"'{lexeme}':{','.join(at)}" for lexeme, at in places.items())


def _behind(place: int, forms: Sequence[str]) -> int:
    """Where the next column begins: no phrase crosses from one into the next."""
    return place + len(forms) + 1


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


def lexemes(forms: Sequence[str]) -> list[str]:
    """For each form what stands for it in an index: a character pairs with one that follows. For BARRIER "" does."""
    alone = [*map(_CHARACTERS.__getitem__, forms), False]
    return [
        form + following if is_one and is_followed else _lexeme(form)
        for form, following, is_one, is_followed in zip(
            forms, [*forms[1:], BARRIER], alone, alone[1:], strict=False
        )
    ]


def _lexeme(form: str) -> str:
    if form == BARRIER:
        return ""
    return form if len(form) * 4 <= LONGEST_LEXEME else _cut(form)


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
    are_characters = [_CHARACTERS[form] for form in forms]
    begins = term.prefix or are_characters[-1:] == [True]
    found = [(at, lexeme) for at, lexeme in enumerate(lexemes(forms)) if lexeme] or [(0, NEVER)]
    if are_characters[-2:] == [True, True]:
        found.pop()
        begins = False
    parts = []
    for number, (at, lexeme) in enumerate(found):
        distance = f" <{at - found[number - 1][0]}> " if number else ""
        flags = weights + ("*" if begins and number == len(found) - 1 else "")
        parts.append(f"{distance}'{_escaped(lexeme)}'{':' + flags if flags else ''}")
    return f"({''.join(parts)})"
