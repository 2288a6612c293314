"""A tree as the text of a query that is read as that very tree, without a note; each field by itself. Pure."""

from sources.searching.querying import leaves
from sources.searching.querying.lexing import PLAIN, Kind, Lexeme, lexemes
from sources.searching.querying.tree import And, FieldTerm, Node, Not, Or, Words

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
    star = "*" if node.term.prefix else ""
    bare = Lexeme(Kind.WORD, node.typed, starred=node.term.prefix)
    if _read(node.typed + star) == [bare] and list(leaves.words(node.typed, node.term.prefix)) == [node]:
        return node.typed + star
    return f'"{node.typed.translate(ESCAPED)}"{star}'


def _field(node: FieldTerm) -> str:
    bare = f"{node.name}:{node.value}"
    if _read(bare) == [Lexeme(Kind.FIELD, node.value, node.name)]:
        return bare
    return f'{node.name}:"{node.value.translate(ESCAPED)}"'


def _read(text: str) -> list[Lexeme]:
    """As any field's name would be read: what holds for all names holds for those that there are."""
    return list(lexemes(text, lambda _name: True))
