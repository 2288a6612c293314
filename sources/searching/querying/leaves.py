"""From what was typed to the words and phrases that an index can be asked for. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sources.searching.folding import BARRIER
from sources.searching.preparing import Token, terms, tokens
from sources.searching.querying.tree import Words
from sources.searching.terms import Term

SIGNS = "@#＠＃"  # they belong to the word that they stand before
# At the end of a word they were read before; elsewhere they mean nothing.
ASTERISKS = str.maketrans("*＊", "  ")


def phrase(text: str, starred: bool = False) -> Iterator[Words]:
    """All of the text as one word or phrase, the punctuation between its Han included; nothing where nothing is to find."""
    text = text.translate(ASTERISKS)
    if typed := _cut(text, list(tokens(text))):
        yield _words(typed, starred)


def words(text: str, starred: bool = False) -> Iterator[Words]:
    """A word as it stands between two spaces; several where Chinese punctuation parts it."""
    text = text.translate(ASTERISKS)
    runs = [list(run) for is_barrier, run in groupby(tokens(text), _is_barrier) if not is_barrier]
    for place, run in enumerate(runs, start=1):
        yield _words(_cut(text, run), starred and place == len(runs))


def _is_barrier(token: Token) -> bool:
    return token.form == BARRIER


def _cut(text: str, found: Sequence[Token]) -> str:
    """What of the text these forms stand for, without what stands around them; "" for none."""
    places = [(token.start, token.end) for token in found if not _is_barrier(token)]
    if not places:
        return ""
    start, end = places[0][0], max(end for _start, end in places)
    return text[start - 1 : end] if start and text[start - 1] in SIGNS else text[start:end]


def _words(typed: str, starred: bool) -> Words:
    """Cut until nothing stands around its forms, so that the same words give the same term wherever they are typed."""
    while (inner := _cut(typed, list(tokens(typed)))) != typed:
        typed = inner
    return Words(Term(tuple(terms(typed)), starred), typed)
