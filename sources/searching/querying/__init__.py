"""The language of queries: `parse` reads one, and the tree that it gives is what the engines match."""

from sources.searching.querying.fields import Field, Fields, NotAValue, known_fields
from sources.searching.querying.notes import Note
from sources.searching.querying.parsing import MAX_LENGTH, MAX_TERMS
from sources.searching.querying.tree import (
    And,
    FieldTerm,
    Leaf,
    Node,
    Not,
    Or,
    Words,
    answerable,
    wanted_words,
)
from sources.searching.querying.understood import Understood, parse

__all__ = [
    "MAX_LENGTH",
    "MAX_TERMS",
    "And",
    "Field",
    "FieldTerm",
    "Fields",
    "Leaf",
    "Node",
    "Not",
    "NotAValue",
    "Note",
    "Or",
    "Understood",
    "Words",
    "answerable",
    "known_fields",
    "parse",
    "wanted_words",
]
