"""Words that are spelt nearly like those that are nowhere, from what this person can read here.

Looked for among records that have a word with the same beginning, or one that differs in its first letters only; a
run of Han among the names of those that have all its characters but one. All of it is asked as this person, of at
most `SAMPLE` records of each kind.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from rapidfuzz.distance import OSA

from archive.searchpage.hits import NAMES, texts_of
from archive.searchpage.tabs import Someone, Tab
from sources.searching.counting import Asking, some_hits
from sources.searching.engines.shape import Key
from sources.searching.indexes import Texts
from sources.searching.preparing import Token, tokens
from sources.searching.querying import Node, Words
from sources.searching.querying.tree import all_of, any_of
from sources.searching.terms import Term

SAMPLE = 200  # records of each kind whose words are compared
LONG_ENOUGH = 4  # code points: shorter words are near to anything
LETTERS_FOR_AN_ERROR = 4  # one error is allowed in each four letters
# A word is looked for among those that begin with so much of it: half, then less.
HALF, LESS = 2, 3
MOST_BY_LETTER = 3  # words that are tried with every other first letter
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "αβγδεζηθικλμνξοπρστυφχψω")
LONGEST_RUN = 12  # characters of Han


@dataclass(frozen=True, slots=True)
class Near:
    """A word as the index has it, and as it is written."""

    form: str
    spelt: str


@dataclass(slots=True)
class Seen:
    """What was read in the sample: how often each word stands there, and as it is written; `whole` are whole names."""

    times: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    def add(self, form: str, written: str, is_whole: bool = False) -> None:
        self.times[form] += 1
        self.written[form] = written
        if is_whole:
            self.whole.add(form)

    def nearest(self, form: str, allowed: int) -> Near | None:
        """By the number of errors between them, then whole names, then by how often it stands there."""
        far = {each: OSA.distance(form, each, score_cutoff=allowed) for each in self.times}
        near = [each for each, errors in far.items() if 0 < errors <= allowed]
        best = min(
            near, key=lambda each: (far[each], each not in self.whole, -self.times[each], each), default=""
        )
        return Near(best, _spelt(best, self.written[best])) if best else None


def is_run(words: Words) -> bool:
    """Whether it is two characters or more of Han and nothing else, and so one word to whoever wrote it."""
    return len(words.term.forms) > 1 and all(token.han for token in tokens(words.typed))


def near_words(missing: Sequence[Words], tabs: Sequence[Tab], user: Someone) -> Iterator[dict[str, Near]]:
    """By the joined forms of each: first what is most alike, then all that is near. Raises `TooSlow`."""
    runs = [words.term.forms for words in missing if is_run(words) and len(words.term.forms) <= LONGEST_RUN]
    forms = [words.term.forms[0] for words in missing if len(words.term.forms) == 1]
    forms = [form for form in forms if len(form) >= LONG_ENOUGH]
    near_runs = _near_runs(runs, tabs, user) if runs else {}
    others = chain.from_iterable(map(_other_beginnings, forms[:MOST_BY_LETTER]))
    for beginnings in (
        {*others, *(_beginning(form, HALF) for form in forms)},
        {_beginning(form, LESS) for form in forms},
    ):
        near = near_runs | (_near_forms(forms, beginnings, tabs, user) if forms else {})
        if near:
            yield near


def _beginning(form: str, part: int) -> str:
    return form[: max(2, -(-len(form) // part))]


def _other_beginnings(form: str) -> Iterator[str]:
    """How a word begins that differs in its first letters only: another one, one too few, one too many, two swapped."""
    rest = form[1:] if _allowed(form) == 1 else form[1 : len(form) // 2]
    alphabet = next((letters for letters in ALPHABETS if form[0] in letters), "")
    yield from (letter + rest for letter in alphabet)
    yield from (letter + form[0] + rest for letter in alphabet)
    yield rest
    yield form[1] + form[0] + rest[1:]


def _allowed(form: str) -> int:
    return max(1, len(form) // LETTERS_FOR_AN_ERROR)


def _near_forms(
    forms: Sequence[str], beginnings: set[str], tabs: Sequence[Tab], user: Someone
) -> dict[str, Near]:
    """For each form the nearest word with one of the beginnings."""
    tree = any_of(Words(Term((beginning,), prefix=True), beginning) for beginning in sorted(beginnings))
    seen, begin = Seen(), tuple(beginnings)
    for texts in _sample(tree, [tab for tab in tabs if tab.spells], user):
        for text in chain.from_iterable(texts.values()):
            for token in tokens(text):
                if token.form.startswith(begin):
                    seen.add(token.form, text[token.start : token.end])
    found = {form: seen.nearest(form, _allowed(form)) for form in forms}
    return {form: near for form, near in found.items() if near}


def _near_runs(runs: Sequence[tuple[str, ...]], tabs: Sequence[Tab], user: Someone) -> dict[str, Near]:
    """For each run one as long that stands in a name, with another character in one place, or with two swapped."""
    tree = any_of(part for run in runs for part in _all_but_one(run))
    seen = {len(run): Seen() for run in runs}
    for texts in _sample(tree, [tab for tab in tabs if not tab.words], user):
        for text in chain.from_iterable(texts.get(column, ()) for column in NAMES):
            for is_han, run in groupby(tokens(text), lambda token: token.han):
                if is_han:
                    _add_windows(seen, text, list(run))
    found = {"".join(run): seen[len(run)].nearest("".join(run), allowed=1) for run in runs}
    return {run: near for run, near in found.items() if near and len(near.form) == len(run)}


def _all_but_one(run: tuple[str, ...]) -> Iterator[Node]:
    """What a name has that differs from the run in one character."""
    for left_out in range(len(run)):
        kept = (Words(Term((form,)), form) for place, form in enumerate(run) if place != left_out)
        if node := all_of(kept):
            yield node


def _add_windows(seen: Mapping[int, Seen], text: str, run: Sequence[Token]) -> None:
    """Each stretch of the run that is as long as a word that is looked for."""
    for length, into in seen.items():
        for start in range(len(run) - length + 1):
            window = run[start : start + length]
            written = text[window[0].start : window[-1].end]
            into.add("".join(token.form for token in window), written, is_whole=len(run) == length)


def _sample(tree: Node | None, tabs: Sequence[Tab], user: Someone) -> Iterator[Texts]:
    """What this person can read in some of the records that match, an index at a time."""
    found = some_hits([Asking(tree, tab.index, tab.visible) for tab in tabs], user, SAMPLE)
    keys: dict[str, list[Key]] = defaultdict(list)
    for tab, hits in zip(tabs, found, strict=True):
        keys[tab.index.name] += hits
    for tab in {tab.index.name: tab for tab in tabs}.values():
        yield from texts_of(tab, keys[tab.index.name], user).values() if keys[tab.index.name] else ()


def _spelt(form: str, as_written: str) -> str:
    """With its accents, but in small letters where nothing else is lost by them."""
    return form if as_written.casefold() == form else as_written
