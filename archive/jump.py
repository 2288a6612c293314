"""The quick jump: names, titles, tags and Subjects that go on as somebody types them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.searchpage.tabs import Row, Someone, Tab
from sources.names import name_key
from sources.searching.matching import Wanted, match
from sources.searching.querying import parse
from sources.searching.querying.tree import Node

EACH, IN_ALL = 6, 12
LONGEST = 200  # code points of what is typed
# Their records have words, but no names.
NAMELESS = frozenset({"passages", "posts", "annotations"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where one can go, and what is there."""

    kind: str
    row: Row


def places(typed: str, tabs: Sequence[Tab], user: Someone) -> list[Place]:
    """At most `IN_ALL`; first what begins with the very words, then in the order of the tabs.

    Two or three queries for each tab. Raises `TooSlow` as `match` does.
    """
    text = typed[:LONGEST].strip()
    tree = parse(f"{text}*" if text[-1:].isalnum() else text).tree
    if tree is None:
        return []
    found = [place for tab in tabs if tab.name not in NAMELESS for place in _in_tab(tab, tree, user)]
    begin = name_key(text)
    found.sort(key=lambda place: not name_key(place.row.title).startswith(begin))
    return found[:IN_ALL]


def _in_tab(tab: Tab, tree: Node, user: Someone) -> Iterator[Place]:
    hits = match(tab.index, tree, visible=tab.visible, user=user, wanted=Wanted(size=EACH))
    rows = tab.rows(hits.keys, user) if hits.keys else {}
    return (Place(str(tab.label), rows[key]) for key in hits.keys if key in rows)
