"""A tree as the text of a query that is read as that very tree, without a note; each field by itself. Pure."""

from functools import lru_cache

from sources.searching.querying import leaves
from sources.searching.querying.lexing import PLAIN, Kind, Lexeme, lexemes
from sources.searching.querying.tree import And, FieldTerm, Node, Not, Or, Words
from sources.searching.terms import Term

REMEMBERED = (
    1024  # a page has a hundred links to queries that differ in one field, which the next page has again
)
ESCAPED = str.maketrans(
    {sign: f"\\{sign}" for sign in {'"', "\\", *map(chr, PLAIN)} if sign.translate(PLAIN) in '"\\'}
)


def written(node: Node) -> str:
    match node:
        case Words():
            return _words(node)
        case FieldTerm():
            return _field(node)
        case And(parts):
            return " ".join(_part(part) for part in parts)
        case Or(parts):
            return " OR ".join(_part(part) for part in parts)
        case Not(part):
            return f"-{_part(part)}"


def _part(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, And | Or) else written(node)


def _words(node: Words) -> str:
    return _words_as_typed(node.term, node.typed)


@lru_cache(maxsize=REMEMBERED)
def _words_as_typed(term: Term, typed: str) -> str:
    star = "*" if term.prefix else ""
    bare = Lexeme(Kind.WORD, typed, starred=term.prefix)
    if _read(typed + star) == [bare] and [each.term for each in leaves.words(typed, term.prefix)] == [term]:
        return typed + star
    return f'"{typed.translate(ESCAPED)}"{star}'


@lru_cache(maxsize=REMEMBERED)
def _field(node: FieldTerm) -> str:
    bare = f"{node.name}:{node.value}"
    if _read(bare) == [Lexeme(Kind.FIELD, node.value, node.name)]:
        return bare
    return f'{node.name}:"{node.value.translate(ESCAPED)}"'


def _read(text: str) -> list[Lexeme]:
    """As any field's name would be read: what holds for all names holds for those that there are."""
    return list(lexemes(text, lambda _name: True))
