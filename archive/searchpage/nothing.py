"""What is said when nothing is found: words spelt alike that are here, and which part of the query is too much.

Both are found by searching as this person, so that neither can tell of what they may not see.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rapidfuzz.distance import OSA

from archive.searchpage.asked import Asked
from archive.searchpage.hits import texts_of
from archive.searchpage.tabs import Someone, Tab
from sources.searching.counting import Asking, counts, some_hits
from sources.searching.engines.shape import TooSlow
from sources.searching.preparing import tokens
from sources.searching.querying import And, Node, Not, Or, Understood, Words, wanted_words
from sources.searching.querying.tree import all_of, any_of
from sources.searching.terms import Term

SAMPLE = 200  # records of each kind whose words are compared
LONG_ENOUGH = 4  # code points: shorter words are near to anything
MOST_FORMS, MOST_PARTS = 6, 6
# A word is looked for among those that begin with so much of it: half, then less.
BEGINNINGS = (2, 3)
LETTERS_FOR_AN_ERROR = 4  # one error is allowed in each four letters


@dataclass(frozen=True, slots=True)
class Way:
    """Another query that finds something, and its address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Near:
    """A word as the index has it, and as it is written."""

    form: str
    spelt: str


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
        tuple(nowhere), _way(asked, meant) if meant else None, tuple(_way(asked, each) for each in less)
    )


def _way(asked: Asked, query: Understood) -> Way:
    return Way(query.text(), asked.address(query=query, kind=""))


def _nowhere(understood: Understood, tabs: Sequence[Tab], user: Someone) -> list[str]:
    """The words of the query that find nothing by themselves."""
    forms = dict.fromkeys(
        form for words in wanted_words(understood.tree) for form in words.term.forms if not words.term.prefix
    )
    asked = [*forms][:MOST_FORMS]
    known = _which_find([Words(Term((form,)), form) for form in asked], tabs, user)
    return [form for form, is_known in zip(asked, known, strict=True) if not is_known]


def _with_less(
    understood: Understood, nowhere: Sequence[str], tabs: Sequence[Tab], user: Someone
) -> list[Understood]:
    """The query without the words that are nowhere, else without one of its parts: those that find something."""
    if nowhere:
        tried = [_with_tree(understood, _replaced(understood.tree, {}, nowhere))]
    else:
        wanted = [part for part in understood.parts if not isinstance(part, Not)][:MOST_PARTS]
        tried = [understood.without(part) for part in wanted]
    found = _which_find([each.tree for each in tried], tabs, user)
    return [each for each, finds in zip(tried, found, strict=True) if finds]


def _with_tree(understood: Understood, tree: Node | None) -> Understood:
    return replace(understood, tree=tree, notes=())


def _which_find(trees: Sequence[Node | None], tabs: Sequence[Tab], user: Someone) -> list[bool]:
    """Whether each finds something under any tab, in one query."""
    places = [(tab.index, tab.visible(user)) for tab in tabs]
    askings = [Asking(tree, *place) for tree in trees for place in places]
    found = [each.count for each in counts(askings, user, cap=1)]
    return [any(found[at : at + len(places)]) for at in range(0, len(found), len(places))]


def _meant(
    understood: Understood, nowhere: Sequence[str], tabs: Sequence[Tab], user: Someone
) -> Understood | None:
    """With near words in place of those that are nowhere, and without those that nothing is near to."""
    long_enough = [form for form in nowhere if len(form) >= LONG_ENOUGH]
    for part in BEGINNINGS if long_enough else ():
        near = _near(long_enough, part, tabs, user)
        meant = _with_tree(understood, _replaced(understood.tree, near, nowhere))
        if near and _which_find([meant.tree], tabs, user)[0]:
            return meant
    return None


def _near(forms: Sequence[str], part: int, tabs: Sequence[Tab], user: Someone) -> dict[str, Near]:
    """For each form the nearest word that begins as it does, of those that this person can read here."""
    beginnings = {form[: max(2, -(-len(form) // part))]: form for form in forms}
    tree = any_of(Words(Term((beginning,), prefix=True), beginning) for beginning in beginnings)
    seen: Counter[str] = Counter()
    as_written: dict[str, str] = {}
    for text in _sample(tree, tabs, user):
        for token in tokens(text):
            if token.form.startswith(tuple(beginnings)):
                seen[token.form] += 1
                as_written[token.form] = text[token.start : token.end]
    nearest = {form: _nearest(form, seen) for form in forms}
    return {form: Near(near, _spelt(near, as_written[near])) for form, near in nearest.items() if near}


def _spelt(form: str, as_written: str) -> str:
    """With its accents, but in small letters where nothing else is lost by them."""
    return form if as_written.casefold() == form else as_written


def _nearest(form: str, seen: Counter[str]) -> str:
    """By the number of errors between them, then by how often it stands there; "" for none that is near."""
    allowed = max(1, len(form) // LETTERS_FOR_AN_ERROR)
    far = {each: OSA.distance(form, each, score_cutoff=allowed) for each in seen}
    near = [each for each, errors in far.items() if errors <= allowed]
    return min(near, key=lambda each: (far[each], -seen[each], each), default="")


def _sample(tree: Node | None, tabs: Sequence[Tab], user: Someone) -> Iterator[str]:
    """What this person can read in some of the records that match."""
    spelling = [tab for tab in tabs if tab.spells]
    found = some_hits([Asking(tree, tab.index, tab.visible(user)) for tab in spelling], user, SAMPLE)
    for tab, keys in zip(spelling, found, strict=True):
        for texts in texts_of(tab, keys, user).values() if keys else ():
            yield from chain.from_iterable(texts.values())


def _replaced(node: Node | None, near: dict[str, Near], nowhere: Sequence[str]) -> Node | None:
    """The tree with those near words, and without what has other words that are nowhere."""
    if isinstance(node, Words):
        words = [near.get(form, Near(form, form)) for form in node.term.forms]
        if any(each.form in nowhere for each in words):
            return None
        term = Term(tuple(each.form for each in words), node.term.prefix)
        return node if term == node.term else Words(term, " ".join(each.spelt for each in words))
    if isinstance(node, And | Or):
        parts = (_replaced(part, near, nowhere) for part in node.parts)
        return (all_of if isinstance(node, And) else any_of)(part for part in parts if part)
    return node
