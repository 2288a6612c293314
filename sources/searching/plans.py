"""How one index answers a query: what the database is asked about words, and what else must be true of a record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.expressions import RawSQL

from accounts.models import User
from accounts.roles import may
from sources.searching.engines import engine
from sources.searching.engines.shape import AllOf, AnyOf, Asked, Expression, Key
from sources.searching.indexes import Index
from sources.searching.querying.tree import (
    And,
    FieldTerm,
    Node,
    Not,
    Or,
    Words,
    answerable,
    leaves,
    wanted_words,
)

Person = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Plan:
    """A query as one index answers it: what the engine is asked, and what else must be true of the record."""

    asked: Asked | None
    conditions: tuple[Q, ...]
    typed: tuple[str, ...]

    def condition(self, index: Index) -> Q:
        """All of it as one condition on the records."""
        whole = Q()
        for each in self.conditions:
            whole &= each
        return whole & matching(index, self.asked) if self.asked else whole


def plan(index: Index, tree: Node | None, user: Person) -> Plan | None:
    """How `index` answers the tree; None when nothing there can match."""
    reader = _Reader(index, user)
    node = answerable(tree, lambda each: reader.field(each) is not None)
    if node is None:
        return None
    parts = node.parts if isinstance(node, And) else (node,)
    texts = [part for part in parts if _is_text(part)]
    wanted = tuple(reader.expression(part) for part in texts if not isinstance(part, Not))
    if not wanted:
        texts = []
    but_not = tuple(reader.expression(part.part) for part in texts if isinstance(part, Not))
    return Plan(
        asked=Asked(AllOf(wanted, but_not), reader.unseen) if wanted else None,
        conditions=tuple(reader.condition(part) for part in parts if part not in texts),
        typed=tuple(words.typed for words in wanted_words(node)),
    )


def among(keys: Sequence[Key], way: str = "pk") -> Q:
    """True of the records with these keys, however many, or of those whose `way` leads to one of them."""
    return Q(**{f"{way}__in": RawSQL(*engine().among(keys)) if keys else []})  # noqa: S611 - keys are a parameter


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a tree for one index and one person."""

    index: Index
    user: Person

    @property
    def unseen(self) -> bool:
        return may(self.user, "see_drafts")

    def field(self, term: FieldTerm) -> Q | None:
        condition = self.index.fields.get(term.name)
        return condition(term.value, self.user) if condition else None

    def expression(self, node: Node) -> Expression:
        """A tree of words and nothing else, as the engines take it."""
        match node:
            case Words(term):
                return term
            case Or(parts):
                return AnyOf(tuple(map(self.expression, parts)))
            case And(parts):
                wanted = [part for part in parts if not isinstance(part, Not)]
                but_not = [part.part for part in parts if isinstance(part, Not)]
                return AllOf(tuple(map(self.expression, wanted)), tuple(map(self.expression, but_not)))
        raise TypeError(f"{node!r} is no tree of words")

    def condition(self, node: Node) -> Q:
        """Any tree as a condition on the records."""
        if isinstance(node, Not):
            return ~self.condition(node.part)
        if _is_text(node):
            return matching(self.index, Asked(self.expression(node), self.unseen))
        if isinstance(node, FieldTerm):
            found = self.field(node)
            return Q(pk__in=[]) if found is None else found
        whole = Q()
        for part in node.parts if isinstance(node, And | Or) else ():
            whole = whole & self.condition(part) if isinstance(node, And) else whole | self.condition(part)
        return whole


def _is_text(node: Node) -> bool:
    return all(isinstance(leaf, Words) for leaf in leaves(node))


def matching(index: Index, asked: Asked) -> Q:
    """True of the records whose entries match."""
    return Q(pk__in=RawSQL(*engine().matching(index.shape, asked)))  # noqa: S611 - what is typed is a parameter
