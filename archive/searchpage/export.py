"""All that a search finds under one tab as a table, in the order of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archive.searchpage.asked import Asked
from archive.searchpage.hits import Hit, hits_of
from archive.searchpage.tabs import Someone, Tab
from sources.searching.engines.shape import Key
from sources.searching.matching import COUNT_CAP, Wanted, match
from sources.searching.snippets import Snippet

CHUNK = 500
COLUMNS = ("address", "title", "words", "quote", "where", "date", "state")


@dataclass(frozen=True, slots=True)
class Found:
    title: str
    rows: Iterator[dict[str, Any]]


def everything_found(asked: Asked, tab: Tab, user: Someone) -> Found:
    """As many rows as are counted: at most `COUNT_CAP`. Raises `TooSlow`."""
    wanted = Wanted(asked.sort, size=COUNT_CAP)
    hits = match(tab.index, asked.understood.tree, visible=tab.visible, user=user, wanted=wanted)
    return Found(f"{tab.label} {asked.typed}", _rows(asked, tab, hits.keys, user))


def _rows(asked: Asked, tab: Tab, keys: Sequence[Key], user: Someone) -> Iterator[dict[str, Any]]:
    for start in range(0, len(keys), CHUNK):
        for hit in hits_of(tab, keys[start : start + CHUNK], asked.understood.tree, user):
            yield _row(hit)


def _row(hit: Hit) -> dict[str, Any]:
    row = hit.row
    return {
        "address": row.address,
        "title": row.title,
        "words": _text(hit.words),
        "quote": _text(hit.quote),
        "where": [*row.facts],
        "date": row.day,
        "state": row.state,
    }


def _text(cut: Snippet | None) -> str:
    return "".join(piece.text for piece in cut.pieces) if cut else ""
