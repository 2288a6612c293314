"""One page of results as it is shown: the rows, with the words that were looked for marked in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.roles import may
from archive.searchpage.tabs import Row, Someone, Tab
from sources.searching.engines.shape import Key
from sources.searching.indexes import Texts
from sources.searching.querying import Node, wanted_words
from sources.searching.snippets import Piece, Snippet, snippet
from sources.searching.terms import Term

TITLE_LENGTH = 300  # code points
# Of several texts that have a word looked for, the snippet is cut from the first: what was said, then names.
BEST_FIRST = ("body", "quote", "unseen", "names", "title")


@dataclass(frozen=True, slots=True)
class Hit:
    """A row, its title in pieces, and the words that answer the query; None where it has none."""

    row: Row
    title: tuple[Piece, ...]
    words: Snippet | None


def hits_of(tab: Tab, keys: Sequence[Key], tree: Node | None, user: Someone) -> list[Hit]:
    """In the order of the keys, from what this person may see."""
    wanted = [words.term for words in wanted_words(tree)]
    rows = tab.rows(keys, user)
    texts = texts_of(tab, [*rows], user)
    return [_hit(rows[key], texts.get(key, ()), wanted) for key in keys if key in rows]


def texts_of(tab: Tab, keys: Sequence[Key], user: Someone) -> Mapping[Key, Sequence[str]]:
    """The texts of each record that a snippet can be cut from, best first, for somebody who may see the record.

    One query.
    """
    if tab.words:
        return tab.words(keys)
    read = tab.index.texts(keys, unseen=may(user, "see_drafts")) if keys else {}
    return {key: _in_order(texts) for key, texts in read.items()}


def _in_order(texts: Texts) -> list[str]:
    return [text for column in BEST_FIRST for text in texts.get(column, ())]


def _hit(row: Row, texts: Sequence[str], wanted: Sequence[Term]) -> Hit:
    cuts = [snippet(text, wanted) for text in texts if text != row.title]
    marked = (cut for cut in cuts if any(piece.hit for piece in cut.pieces))
    words = next(marked, cuts[0] if cuts else None)
    return Hit(row, snippet(row.title, wanted, TITLE_LENGTH).pieces, words)
