"""What is said when nothing is found: words spelt alike that are here, and which part of the query is too much.

Both are found by searching as this person, so that neither can tell of what they may not see.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from archive.searchpage.asked import Asked
from archive.searchpage.near import Near, is_run, near_words
from archive.searchpage.tabs import Someone, Tab
from sources.searching.counting import Asking, counts
from sources.searching.engines.shape import TooSlow
from sources.searching.preparing import terms
from sources.searching.querying import And, Node, Not, Or, Understood, Words, wanted_words
from sources.searching.querying.tree import all_of, any_of
from sources.searching.terms import Term

MOST_FORMS, MOST_PARTS = 6, 6


@dataclass(frozen=True, slots=True)
class Way:
    """Another query that finds something, and its address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """`nowhere`: words that nothing here has. `meant` has near ones in their place, `less` does without something."""

    nowhere: tuple[str, ...] = ()
    meant: Way | None = None
    less: tuple[Way, ...] = ()


def nothing_found(asked: Asked, tabs: Sequence[Tab], user: Someone) -> Nothing:
    """In a fixed number of queries. Says nothing where finding out would take too long."""
    understood = asked.understood
    if not understood.finds:
        return Nothing()
    try:
        nowhere = _nowhere(understood, tabs, user)
        meant = _meant(understood, nowhere, tabs, user) if nowhere else None
        less = [] if meant else _with_less(understood, nowhere, tabs, user)
    except TooSlow:
        return Nothing()
    return Nothing(
        tuple(words.typed for words in nowhere.values()),
        _way(asked, meant) if meant else None,
        tuple(_way(asked, each) for each in less),
    )


def _way(asked: Asked, query: Understood) -> Way:
    return Way(query.text(), asked.address(query=query, kind=""))


def _nowhere(understood: Understood, tabs: Sequence[Tab], user: Someone) -> dict[str, Words]:
    """The words of the query that find nothing by themselves, by their forms; a run of Han is one word."""
    asked = dict(islice(_single_words(understood.tree), MOST_FORMS))
    known = _which_find([*asked.values()], tabs, user)
    return {name: words for (name, words), is_known in zip(asked.items(), known, strict=True) if not is_known}


def _single_words(tree: Node | None) -> Iterator[tuple[str, Words]]:
    for words in wanted_words(tree):
        if is_run(words):
            yield "".join(words.term.forms), words
        elif not words.term.prefix:
            yield from ((form, Words(Term((form,)), form)) for form in words.term.forms)


def _with_less(
    understood: Understood, nowhere: Mapping[str, Words], tabs: Sequence[Tab], user: Someone
) -> list[Understood]:
    """The query without the words that are nowhere, else without one of its parts, or with phrases as mere words:
    those that find something.
    """
    loose = _loosened(understood.tree)
    if nowhere:
        trees = dict.fromkeys(_replaced(tree, {}, nowhere) for tree in (understood.tree, loose))
        tried = [_with_tree(understood, tree) for tree in trees if tree]
    else:
        wanted = [part for part in understood.parts if not isinstance(part, Not)][:MOST_PARTS]
        tried = [understood.without(part) for part in wanted]
        tried = [_with_tree(understood, loose), *tried] if loose != understood.tree else tried
    found = _which_find([each.tree for each in tried], tabs, user)
    return [each for each, finds in zip(tried, found, strict=True) if finds]


def _loosened(node: Node | None) -> Node | None:
    """Each phrase as its words, in whatever order; a run of Han stays one."""
    if isinstance(node, Words) and len(node.term.forms) > 1 and not is_run(node):
        return all_of(Words(Term((form,)), form) for form in node.term.forms)
    if isinstance(node, And | Or):
        return _joined(node, (_loosened(part) for part in node.parts))
    return node


def _with_tree(understood: Understood, tree: Node | None) -> Understood:
    return replace(understood, tree=tree, notes=())


def _which_find(trees: Sequence[Node | None], tabs: Sequence[Tab], user: Someone) -> list[bool]:
    """Whether each finds something under any tab, in one query."""
    places = [(tab.index, tab.visible) for tab in tabs]
    askings = [Asking(tree, *place) for tree in trees for place in places]
    found = [each.count for each in counts(askings, user, cap=1)]
    return [any(found[at : at + len(places)]) for at in range(0, len(found), len(places))]


def _meant(
    understood: Understood, nowhere: Mapping[str, Words], tabs: Sequence[Tab], user: Someone
) -> Understood | None:
    """With near words in place of those that are nowhere, and without those that nothing is near to."""
    for near in near_words([*nowhere.values()], tabs, user):
        meant = _with_tree(understood, _replaced(understood.tree, near, nowhere))
        if _which_find([meant.tree], tabs, user)[0]:
            return meant
    return None


def _replaced(node: Node | None, near: Mapping[str, Near], nowhere: Container[str]) -> Node | None:
    """The tree with those near words, and without what has other words that are nowhere."""
    if isinstance(node, Words):
        forms = ("".join(node.term.forms),) if is_run(node) else node.term.forms
        words = [near.get(form, Near(form, form)) for form in forms]
        if any(each.form in nowhere for each in words):
            return None
        if not any(form in near for form in forms):
            return node
        typed = " ".join(each.spelt for each in words)
        return Words(Term(tuple(terms(typed)), node.term.prefix), typed)
    if isinstance(node, And | Or):
        return _joined(node, (_replaced(part, near, nowhere) for part in node.parts))
    return node


def _joined(node: And | Or, parts: Iterable[Node | None]) -> Node | None:
    return (all_of if isinstance(node, And) else any_of)(part for part in parts if part)
