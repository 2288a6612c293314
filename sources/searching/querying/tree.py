"""What a query asks for, as a tree. Pure.

A tree made with `all_of`, `any_of` and `negation` has a form that an engine may rely on:

- `And` and `Or` have two parts or more, no two equal, and none of their own type;
- `Not` stands only at the root or directly in an `And`, and never holds another `Not`;
- every part of an `Or`, what a `Not` holds, and every `And` below the root finds something by itself: it holds at
  least one part that is not a `Not`. Only the root may be all negative (`stands_alone` tells).

So `a AND NOT b`, which every engine has, is the only negation that an engine needs.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sources.searching.terms import Term


@dataclass(frozen=True, slots=True)
class Words:
    """A word or a phrase. `typed` is how it was written; two that differ in nothing else are equal."""

    term: Term
    typed: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """What a record must be or have: `value` is as its field writes it (`fields.Field.read`)."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class And:
    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


Leaf = Words | FieldTerm
Node = Leaf | And | Or | Not


def stands_alone(node: Node) -> bool:
    """Whether it says what to look for, and not only what to leave out."""
    if isinstance(node, And):
        return any(not isinstance(part, Not) for part in node.parts)
    return not isinstance(node, Not)


def all_of(nodes: Iterable[Node]) -> Node | None:
    """What every one of them asks for; None for none."""
    parts = dict.fromkeys(
        part for node in nodes for part in (node.parts if isinstance(node, And) else (node,))
    )
    return And(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def any_of(nodes: Iterable[Node]) -> Node | None:
    """What one of them asks for. What only leaves out is dropped, unless all do: "not both" is then what remains."""
    given = list(nodes)
    found = [node for node in given if stands_alone(node)]
    if given and not found:
        both = all_of(negation(node) for node in given)
        return negation(both) if both else None
    parts = dict.fromkeys(
        part for node in found for part in (node.parts if isinstance(node, Or) else (node,))
    )
    return Or(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def negation(node: Node) -> Node:
    if isinstance(node, Not):
        return node.part
    if isinstance(node, And) and not stands_alone(node):
        return any_of(negation(part) for part in node.parts) or node
    return Not(node)


def answerable(node: Node | None, knows: Callable[[FieldTerm], bool]) -> Node | None:
    """The tree as an index reads it that knows only some fields; None when nothing there can match.

    A field that it does not know holds for none of its records: it finds nothing, and left out it leaves nothing out.
    The answer stands alone.
    """
    if isinstance(node, FieldTerm):
        return node if knows(node) else None
    if isinstance(node, Or):
        return any_of(part for each in node.parts if (part := answerable(each, knows)))
    if isinstance(node, And):
        return _all_answerable(node, knows)
    return None if isinstance(node, Not) else node


def _all_answerable(node: And, knows: Callable[[FieldTerm], bool]) -> Node | None:
    kept = []
    for part in node.parts:
        if isinstance(part, Not):
            out = answerable(part.part, knows)
            kept += [negation(out)] if out else []
        elif (wanted := answerable(part, knows)) is not None:
            kept.append(wanted)
        else:
            return None
    found = all_of(kept)
    return found if found and stands_alone(found) else None


def leaves(node: Node | None) -> Iterator[Leaf]:
    """Its words and fields, left to right, those left out too."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Not):
        yield from leaves(node.part)
    elif node is not None:
        yield node


def wanted_words(node: Node | None) -> Iterator[Words]:
    """The words and phrases to be found, left to right: what a snippet marks."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from wanted_words(part)
    elif isinstance(node, Words):
        yield node
