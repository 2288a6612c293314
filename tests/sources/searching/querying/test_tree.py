"""The form that every tree has, and what an index makes of fields that it does not know."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.searching.querying import parse
from sources.searching.querying.tree import (
    And,
    FieldTerm,
    Node,
    Not,
    Or,
    Words,
    all_of,
    answerable,
    any_of,
    leaves,
    negation,
    stands_alone,
    wanted_words,
)
from sources.searching.terms import Term

LEAVES = [Words(Term((letter,)), letter) for letter in "abcd"] + [FieldTerm("tag", "x")]


def joined(nodes: Sequence[Node]) -> st.SearchStrategy[Node]:
    made = [node for node in (all_of(nodes), any_of(nodes), negation(nodes[0])) if node is not None]
    return st.sampled_from(made)


TREES: st.SearchStrategy[Node] = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.lists(inner, min_size=1, max_size=4).flatmap(joined),
    max_leaves=12,
)


def faults(node: Node, inside: type | None = None) -> list[str]:
    """Where a tree is not of the form that its module promises."""
    match node:
        case And(parts) | Or(parts):
            mine = [f"{len(parts)} parts"] if len(set(parts)) != len(parts) or len(parts) < 2 else []
            mine += [f"{type(node)} in its own kind"] if isinstance(node, inside or ()) else []
            mine += ["all negative"] if inside and not stands_alone(node) else []
            return mine + [fault for part in parts for fault in faults(part, type(node))]
        case Not(part):
            where = [] if inside in (None, And) else [f"a negation in {inside}"]
            return where + faults(part, Not)
    return []


@given(TREES)
def test_every_tree_has_the_form(tree: Node) -> None:
    assert faults(tree) == []


def holds(node: Node, true: set[Node]) -> bool:
    match node:
        case And(parts):
            return all(holds(part, true) for part in parts)
        case Or(parts):
            return any(holds(part, true) for part in parts)
        case Not(part):
            return not holds(part, true)
    return node in true


@given(TREES, st.sets(st.sampled_from(LEAVES)))
def test_what_is_not_so_is_so_of_the_rest(tree: Node, true: set[Node]) -> None:
    assert holds(negation(tree), true) is not holds(tree, true)
    assert negation(negation(tree)) == tree


@given(st.lists(TREES, min_size=1, max_size=4), st.sets(st.sampled_from(LEAVES)))
def test_joining_means_what_it_says(trees: list[Node], true: set[Node]) -> None:
    both = all_of(trees)
    assert both is not None
    assert holds(both, true) is all(holds(tree, true) for tree in trees)
    either = any_of(trees)
    assert either is not None
    if len({stands_alone(tree) for tree in trees}) == 1:
        assert holds(either, true) is any(holds(tree, true) for tree in trees)


@given(TREES, st.sets(st.sampled_from(LEAVES)))
def test_a_field_that_an_index_does_not_know_holds_for_none_of_its_records(
    tree: Node, true: set[Node]
) -> None:
    known = answerable(tree, lambda _term: False)
    true = {leaf for leaf in true if isinstance(leaf, Words)}
    if known is None:
        assert not (stands_alone(tree) and holds(tree, true))
        return
    assert stands_alone(known)
    assert faults(known) == []
    assert not any(isinstance(leaf, FieldTerm) for leaf in leaves(known))
    assert holds(known, true) is holds(tree, true)


@pytest.mark.parametrize(
    ("query", "without_tags"),
    [
        ("lamp", "lamp"),
        ("tag:x", ""),
        ("lamp tag:x", ""),
        ("lamp -tag:x", "lamp"),
        ("lamp OR tag:x", "lamp"),
        ("lamp (rain OR tag:x)", "lamp rain"),
        ("(rain tag:x) OR lamp", "lamp"),
        ("lamp -(rain tag:x)", "lamp"),
        ("lamp -(rain OR tag:x)", "lamp -rain"),
        ("-tag:x", ""),
        ("-rain", ""),
        ("", ""),
    ],
)
def test_answerable(query: str, without_tags: str) -> None:
    assert answerable(parse(query).tree, lambda term: term.name != "tag") == parse(without_tags).tree


def test_words_to_mark_are_those_to_be_found() -> None:
    tree = parse('lamp -rain (tag:x OR "street light") -(snow -hail)').tree
    assert [words.typed for words in wanted_words(tree)] == ["lamp", "street light"]
