"""What a query finds that has a time: the hits of each lane of a timeline, for one person."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from archive.searchpage.asked import Asked
from archive.searchpage.lanes import Dated, LaneOf
from archive.searchpage.tabs import Someone, Tab, all_tabs
from archive.searchpage.windows import of_any_date, window_of
from sources.pictures.lanes import Moment
from sources.searching.counting import Asking, Found, every_hit
from sources.searching.querying import Node, Understood

# What has a date at all: asked where a query says nothing but dates.
ANYTHING = ("has", "date")
Way = tuple[str, bool]  # under which tab, and whether by times of its own


@dataclass(frozen=True, slots=True)
class LaneHits:
    """`undated`: how many things have no date."""

    lane: LaneOf
    moments: list[Moment]
    undated: int


@dataclass(frozen=True, slots=True)
class DatedHits:
    """`cut`: the tabs under which there is more than was looked at."""

    lanes: list[LaneHits]
    cut: list[Tab] = field(default_factory=list)


def drawn_tabs(lanes: Sequence[LaneOf]) -> list[Tab]:
    """The tabs whose hits these lanes show, in the order of the page of results."""
    names = {name for lane in lanes for name in lane.dates}
    return [tab for tab in all_tabs() if tab.name in names]


def dated_hits(asked: Asked, lanes: Sequence[LaneOf], user: Someone) -> DatedHits:
    """As many queries for any number of hits. Raises `TooSlow`."""
    found = _found(asked, lanes, user)
    cut = [
        tab
        for tab in drawn_tabs(lanes)
        if any(hits.is_more for (name, _own), hits in found.items() if name == tab.name)
    ]
    return DatedHits([_lane_hits(asked, lane, found, user) for lane in lanes], cut)


def _found(asked: Asked, lanes: Sequence[LaneOf], user: Someone) -> dict[Way, Found]:
    tabs = {tab.name: tab for tab in drawn_tabs(lanes) if asked.kind in ("", tab.name)}
    ways = list(
        dict.fromkeys(
            (name, lane.has_times_of_its_own) for lane in lanes for name in lane.dates if name in tabs
        )
    )
    askings = [
        Asking(_tree(asked.understood, own=own), tabs[name].index, tabs[name].visible) for name, own in ways
    ]
    return dict(zip(ways, every_hit(askings, user), strict=True))


def _tree(understood: Understood, *, own: bool) -> Node | None:
    """What the records themselves must fulfil: where times are their own, dates are no matter of theirs."""
    query = of_any_date(understood) if own else understood
    return query.tree or query.with_field(*ANYTHING).tree


def _lane_hits(asked: Asked, lane: LaneOf, found: dict[Way, Found], user: Someone) -> LaneHits:
    """Each thing once, under however many tabs it was found."""
    things: dict[Hashable, Dated] = {}
    for name, read in lane.dates.items():
        hits = found.get((name, lane.has_times_of_its_own), Found(()))
        for thing in read(hits.keys, user) if hits.keys else ():
            things.setdefault(thing.key, thing)
    moments = list(filter(None, (thing.moment() for thing in things.values())))
    undated = len(things) - len(moments)
    first, last = window_of(asked.understood)
    if lane.has_times_of_its_own and (first, last) != (None, None):
        # What has no time lies in no window.
        undated = 0
        moments = [each for each in moments if _is_within(each, first, last)]
    return LaneHits(lane, moments, undated)


def _is_within(moment: Moment, first: int | None, last: int | None) -> bool:
    return (first is None or first <= moment.start) and (last is None or moment.start < last)
