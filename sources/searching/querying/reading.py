"""How a query was read, in words for people: "any of: lamp, lantern; not: rain; before 18 December 2019".

Pure but for the active language.
"""

from collections.abc import Sequence

from django.utils.translation import gettext

from sources.searching.querying.fields import Fields
from sources.searching.querying.tree import And, FieldTerm, Node, Not, Or, Words


def reading(node: Node | None, fields: Fields) -> str:
    """Clauses parted by semicolons: words to be found, choices, what is left out, fields. "" for nothing."""
    return "; ".join(_clauses(node, fields)) if node else ""


def _clauses(node: Node, fields: Fields) -> list[str]:
    parts = node.parts if isinstance(node, And) else (node,)
    words = [_words(part) for part in parts if isinstance(part, Words)]
    choices = [_choice(part, fields) for part in parts if isinstance(part, Or)]
    out = [_item(part.part, fields) for part in parts if isinstance(part, Not)]
    said = [_field(part, fields) for part in parts if isinstance(part, FieldTerm)]
    return [*_all(words), *choices, *_none(out), *said]


def _all(words: Sequence[str]) -> list[str]:
    if len(words) > 1:
        return [gettext("all of: %(words)s") % {"words": ", ".join(words)}]
    return list(words)


def _none(items: Sequence[str]) -> list[str]:
    return [gettext("not: %(words)s") % {"words": ", ".join(items)}] if items else []


def _choice(node: Or, fields: Fields) -> str:
    return gettext("any of: %(words)s") % {"words": ", ".join(_item(part, fields) for part in node.parts)}


def _item(node: Node, fields: Fields) -> str:
    """One of several: in brackets where it is more than one word or field."""
    match node:
        case Words():
            return _words(node)
        case FieldTerm():
            return _field(node, fields)
        case _:
            return f"({reading(node, fields)})"


def _field(node: FieldTerm, fields: Fields) -> str:
    return fields[node.name].words(node.value)


def _words(node: Words) -> str:
    """In quotation marks where several words must follow one another; a run of Han is as clear without."""
    is_one = len(node.term.forms) == 1 or node.typed.lstrip("@#").isalnum()
    words = node.typed if is_one else f"“{node.typed}”"
    return gettext("words beginning with %(word)s") % {"word": words} if node.term.prefix else words
