"""What a timeline of results shows: lanes of things that have a time, made from the hits under the tabs.

`settings.TIMELINE_LANES` names tuples of lanes by dotted path, so that this app need not know what the apps above it show.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from archive.searchpage.tabs import Row, Someone
from sources.dates import extent
from sources.pictures.lanes import Moment
from sources.pictures.units import DAY_LONG, instant, seconds_of
from sources.searching.engines.shape import Key


class Dated(NamedTuple):
    """Something by its key: `at` where its time is known, else the day or more of an EDTF date, "" for not known."""

    key: Hashable
    edtf: str
    at: dt.datetime | None

    def moment(self) -> Moment | None:
        """None where it has no day that a calendar has."""
        if self.at:
            return Moment(self.key, instant(self.at), instant(self.at))
        days = extent(self.edtf)
        if days is None:
            return None
        return Moment(self.key, seconds_of(days.first), seconds_of(days.last) + DAY_LONG, days.is_unsure)


@dataclass(frozen=True, slots=True)
class LaneOf:
    """`dates` reads, for hits under a tab of that name, what this lane shows of them, in a fixed number of queries;
    `rows` the same for some of the keys that these gave, in words that this person may see.

    `undated` says of a number of things ("%(count)s") that they have no date. `has_times_of_its_own`: what it shows is
    dated otherwise than the hits themselves, so that dates in a query are for what is shown, and not for the hits.
    """

    name: str
    label: Promise
    undated: Promise
    dates: Mapping[str, Callable[[Sequence[Key], Someone], Iterable[Dated]]]
    rows: Callable[[Sequence[Any], Someone], Mapping[Any, Row]]
    has_times_of_its_own: bool = False


def all_lanes() -> list[LaneOf]:
    """In the order of the settings."""
    return [lane for path in settings.TIMELINE_LANES for lane in import_string(path)]
