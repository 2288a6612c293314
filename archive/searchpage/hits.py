"""One page of results as it is shown: the rows, with the words that were looked for marked in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from accounts.roles import may
from archive.searchpage.tabs import Row, Someone, Tab
from sources.searching.engines.shape import Key
from sources.searching.indexes import Texts
from sources.searching.querying import Node, wanted_words
from sources.searching.snippets import LENGTH, Piece, Snippet, snippet
from sources.searching.terms import Term

Pieces = tuple[Piece, ...]
LONGEST_LINE = 300  # code points, of a title or a fact
LONGEST_QUOTE = 120
# What a record says, what it speaks of, and what it is called.
WORDS, QUOTES = ("body", "unseen"), ("quote",)
NAMES = ("names", "title")


@dataclass(frozen=True, slots=True)
class Hit:
    """A row, with its title and facts in pieces, and the words that answer the query (None where it has none).

    `quote`: what it speaks of. `named`: a name that was found and stands in none of these. `is_new`: see `news`.
    """

    key: Key
    row: Row
    title: Pieces
    facts: list[Pieces]
    words: Snippet | None
    quote: Snippet | None
    named: Snippet | None
    is_new: bool = False


def hits_of(tab: Tab, keys: Sequence[Key], tree: Node | None, user: Someone) -> list[Hit]:
    """In the order of the keys, from what this person may see."""
    wanted = [words.term for words in wanted_words(tree)]
    rows = tab.rows(keys, user)
    texts = texts_of(tab, [*rows], user)
    # Many rows say the same: where, by whom.
    line = cache(lambda words: snippet(words, wanted, LONGEST_LINE).pieces)
    return [_hit(key, rows[key], texts.get(key, {}), wanted, line) for key in keys if key in rows]


def texts_of(tab: Tab, keys: Sequence[Key], user: Someone) -> Mapping[Key, Texts]:
    """The texts of each record, by column, for somebody who may see the record. One query."""
    if tab.words:
        return tab.words(keys)
    return tab.index.texts(keys, unseen=may(user, "see_drafts")) if keys else {}


def _hit(key: Key, row: Row, texts: Texts, wanted: Sequence[Term], line: Callable[[str], Pieces]) -> Hit:
    title, *facts = map(line, (row.title, *row.facts))
    words = _best(texts, WORDS, wanted)
    quote = _best(texts, QUOTES, wanted, LONGEST_QUOTE)
    shown = [title, *facts, *(cut.pieces for cut in (words, quote) if cut)]
    found = any(map(_is_marked, shown))
    named = None if found else _best(texts, NAMES, wanted)
    return Hit(key, row, title, facts, words, quote, named if named and _is_marked(named.pieces) else None)


def _best(
    texts: Texts, columns: Sequence[str], wanted: Sequence[Term], length: int = LENGTH
) -> Snippet | None:
    """Of the first text in these columns that has what is wanted, else of the first; None where there is none."""
    cuts = [snippet(text, wanted, length) for column in columns for text in texts.get(column, ())]
    return next((cut for cut in cuts if _is_marked(cut.pieces)), cuts[0] if cuts else None)


def _is_marked(pieces: Pieces) -> bool:
    return any(piece.hit for piece in pieces)
