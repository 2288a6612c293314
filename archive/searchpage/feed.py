"""What everybody can newly see of what a search finds, as the entries of a feed."""

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser

from archive.feeds import LENGTH, Entry
from archive.searchpage.hits import Hit, Pieces, hits_of
from archive.searchpage.tabs import Tab
from sources.searching.counting import Asking
from sources.searching.engines.shape import Key
from sources.searching.newest import Dated, NewHit, newest_hits
from sources.searching.querying import Node


def entries_of(tree: Node, tabs: Sequence[Tab]) -> list[Entry]:
    """The last that it has found under these tabs, each dated by when everybody could see it. Raises `TooSlow`."""
    anybody = AnonymousUser()
    dated = [(tab, tab.appeared(anybody)) for tab in tabs if tab.appeared]
    queries = [Dated(Asking(tree, tab.index, tab.visible(anybody)), since) for tab, since in dated]
    newest = newest_hits(queries, anybody, LENGTH)
    keys: dict[int, list[Key]] = defaultdict(list)
    for each in newest:
        keys[each.place].append(each.key)
    shown = {
        (place, hit.key): (dated[place][0], hit)
        for place, some in keys.items()
        for hit in hits_of(dated[place][0], some, tree, anybody)
    }
    return [_entry(*shown[at.place, at.key], at) for at in newest if (at.place, at.key) in shown]


def _entry(tab: Tab, hit: Hit, new: NewHit) -> Entry:
    said = [_text(cut.pieces) for cut in (hit.words, hit.quote) if cut]
    where = " · ".join(filter(None, [*hit.row.facts, hit.row.day]))
    return Entry(
        title=f"{tab.label}: {hit.row.title}",
        address=hit.row.address,
        at=new.at,
        words="\n\n".join(filter(None, [*said, where])),
        lasting=hit.row.lasting,
    )


def _text(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)
