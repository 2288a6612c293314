"""The network around one record, as a drawing and as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from annotations.models import Subject
from annotations.network.filters import KINDS, NetworkFilters
from annotations.network.queries import Queries
from annotations.network.reading import Found, read_around
from annotations.network.ties import DOCUMENT, Key, Place, Tie, Ties, among, merged, nearest
from annotations.network.wording import KIND_WORDS, how_words, key_of, kind_of, network_address
from archive.citing import Citing
from archive.models import Document
from sources.models import Agent
from sources.pictures.radial import Node, Picture, radial
from sources.pictures.radial import Tie as Drawn

MOST_NODES, MOST_TIES, MOST_GROUNDS = 40, 120, 12
Record = Subject | Agent | Document


@dataclass(frozen=True, slots=True)
class End:
    """A record by its name: its own `address`, and the network `around` it."""

    words: str
    kind: str
    address: str
    around: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A Document that a tie rests on, and where in it: (¶ in words, address)."""

    document: End
    places: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A tie: who, how, with whom, on how many places, and which. `more` places are not listed."""

    number: int
    one: End
    how: str
    other: End
    strength: int
    grounds: list[Ground]
    more: int


@dataclass(frozen=True, slots=True)
class Network:
    """`picture` and `rows` say the same. `left_out`, `ties_left_out`: how much more there is, not shown."""

    picture: Picture
    rows: list[Row]
    documents: int
    left_out: int
    ties_left_out: int


def network_around(record: Record, user: User | AnonymousUser, filters: NetworkFilters) -> Network | None:
    """None where nothing is tied to it. What was asked for goes along to the networks around the others."""
    centre = key_of(record)
    found, steps, left_out = _found_around(record, centre, Queries(user, filters.dates), filters)
    if len(steps) == 1:
        return None
    ties = among(found.ties, steps)
    naming = _Naming(found.records, Citing(user), filters.query)
    rows = [naming.row(number, tie, centre) for number, tie in enumerate(ties[:MOST_TIES], start=1)]
    picture = radial(
        naming.node(centre, 0),
        [naming.node(key, steps[key]) for key in _by_kind(steps, found.records) if key != centre],
        [naming.drawn(row, tie) for row, tie in zip(rows, ties, strict=False)],
    )
    documents = {place.document for tie in ties[:MOST_TIES] for place in tie.places}
    return Network(picture, rows, len(documents), left_out, len(ties[MOST_TIES:]))


def _found_around(
    record: Record, centre: Key, queries: Queries, filters: NetworkFilters
) -> tuple[Found, dict[Key, int], int]:
    """What is shown and how far away it is, read one step further each time; and how many are left out."""
    found = Found({}, {centre: record})
    steps, left_out = {centre: 0}, 0
    for depth in range(1, filters.steps + 1):
        read = read_around(steps, queries)
        records = read.records | found.records
        found = Found(merged(found.ties, _wanted(read.ties, records, centre, filters)), records)
        steps, left_out = nearest(found.ties, centre, depth=depth, at_most=MOST_NODES)
    return found, steps, left_out


def _wanted(ties: Ties, records: Mapping[Key, Any], centre: Key, filters: NetworkFilters) -> Ties:
    kinds = filters.kinds
    return {
        pair: tie
        for pair, tie in ties.items()
        if tie.strength >= filters.strength
        and all(key == centre or kind_of(records[key]) in kinds for key in pair)
    }


def _by_kind(steps: Iterable[Key], records: Mapping[Key, Any]) -> list[Key]:
    order = {kind: place for place, (kind, _label) in enumerate(KINDS)}
    return sorted(steps, key=lambda key: (order[kind_of(records[key])], key))


class _Naming:
    """Turns keys and ties into what is drawn and listed."""

    def __init__(self, records: Mapping[Key, Any], citing: Citing, query: str) -> None:
        self._records = records
        self._citing = citing
        self._query = f"?{query}" if query else ""
        self._ends: dict[Key, End] = {}

    def end(self, key: Key) -> End:
        if key not in self._ends:
            record = self._records[key]
            words = self._citing.cited(record.source).name.words if key.sort == DOCUMENT else str(record)
            around = network_address(record) + self._query
            self._ends[key] = End(words, kind_of(record), record.get_absolute_url(), around)
        return self._ends[key]

    def node(self, key: Key, step: int) -> Node:
        end = self.end(key)
        address = end.around if step else end.address
        return Node(str(key), end.words, str(KIND_WORDS[end.kind]), end.kind, address, is_far=step > 1)

    def row(self, number: int, tie: Tie, centre: Key) -> Row:
        start = tie.other if tie.other == centre else tie.one
        how = ", ".join(sorted(how_words(each, start) for each in tie.hows))
        places = sorted({(each.document, each.number): each for each in sorted(tie.places)}.values())
        grounds = [
            Ground(self.end(Key(DOCUMENT, document)), [self._place(each) for each in group])
            for document, group in groupby(places[:MOST_GROUNDS], lambda each: each.document)
        ]
        more = len(places[MOST_GROUNDS:])
        return Row(number, self.end(start), how, self.end(tie.end(start)), tie.strength, grounds, more)

    def _place(self, place: Place) -> tuple[str, str]:
        words = f"¶\u00a0{place.number}" if place.number else _("the whole text")
        address = self.end(Key(DOCUMENT, place.document)).address
        return words, f"{address}#{place.anchor}" if place.anchor else address

    def drawn(self, row: Row, tie: Tie) -> Drawn:
        places = ngettext("%(count)s place", "%(count)s places", tie.strength) % {"count": tie.strength}
        words = f"{row.one.words} – {row.how} – {row.other.words}: {places}"
        return Drawn(str(tie.one), str(tie.other), tie.strength, words, f"#tie-{row.number}")
