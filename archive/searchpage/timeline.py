"""The results of a query over time, as a drawing and as a table."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.searchpage.asked import Asked
from archive.searchpage.dated import DatedHits, LaneHits, dated_hits, drawn_tabs
from archive.searchpage.lanes import LaneOf, all_lanes
from archive.searchpage.page import Choice, chips
from archive.searchpage.tabs import Row, Someone
from archive.searchpage.windows import beside, dates_of, of_any_date, wider, window_of, within
from sources.pictures.labels import EACH, stretch_words
from sources.pictures.lanes import Column, Drawn, Lane, Mark, is_few
from sources.pictures.timeline import Timeline, timeline
from sources.pictures.units import DAY_LONG, Unit
from sources.searching.matching import COUNT_CAP
from sources.searching.querying import Understood


@dataclass(frozen=True, slots=True)
class Shown:
    """A mark or a column: where it leads, and what it is in words: `when`, `what`, and more in `facts`.

    `state` is said of what the public does not see, else "".
    """

    shape: Mark | Column
    address: str
    when: str
    what: str
    facts: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class LaneShown:
    """`each` says what a column stands for, "" where there is none."""

    drawn: Drawn
    count: str
    each: str
    marks: list[Shown]
    columns: list[Shown]

    @property
    def rows(self) -> list[Shown]:
        """All of it in order of time: the rows of the table."""
        return sorted([*self.marks, *self.columns], key=attrgetter("shape.start", "shape.end"))


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """`picture` is None where nothing that was found has a date. `notes` say what is not in it.

    `ways` lead to other times. `is_too_slow`: the database cut the search off, and nothing else here says anything.
    """

    asked: Asked
    tabs: list[Choice]
    picture: Timeline | None = None
    lanes: list[LaneShown] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    summary: str = ""
    is_too_slow: bool = False

    @property
    def here(self) -> str:
        return reverse("archive:timeline")

    @property
    def results(self) -> str:
        """The address of the same as a list."""
        return results_address(self.asked.typed, self.asked.kind)

    @property
    def chips(self) -> list[Choice]:
        """What narrows the words that are looked for, each with the address without it."""
        return chips(self.asked.understood, lambda query: _address(self.asked, query))

    @property
    def ways(self) -> list[Choice]:
        """Earlier, later, wider, and all dates, as far as there are such."""
        understood = self.asked.understood
        start, end = window_of(understood)
        if not any(True for _term in dates_of(understood)):
            return []
        found = []
        if start is not None and end is not None and start < end:
            (earlier, later), around = beside(start, end), wider(start, end)
            found = [(_("← Earlier"), earlier), (_("Later →"), later), (_("Zoom out"), around)]
        ways = [
            Choice(label, _address(self.asked, within(understood, *window)))
            for label, window in found
            if window[0] < window[1]
        ]
        return [*ways, Choice(_("All dates"), _address(self.asked, of_any_date(understood)))]


def timeline_address(text: str, kind: str = "") -> str:
    """The address of the timeline of a query."""
    return f"{reverse('archive:timeline')}?{_query(text, kind)}"


def results_address(text: str, kind: str = "") -> str:
    return f"{reverse('archive:search')}?{_query(text, kind)}"


def drawn_kinds() -> list[str]:
    """The names of the tabs that a timeline can be of."""
    return [tab.name for tab in drawn_tabs(all_lanes())]


def timeline_page(asked: Asked, user: Someone) -> TimelinePage:
    """Raises `TooSlow`."""
    hits = dated_hits(asked, all_lanes(), user)
    rows = [_rows(lane, user) for lane in hits.lanes]
    lanes = [_lane(lane, known) for lane, known in zip(hits.lanes, rows, strict=True)]
    notes = list(_notes(hits))
    if not any(lane.moments for lane in lanes):
        return TimelinePage(asked, _tabs(asked), notes=notes)
    picture = timeline(lanes, window_of(asked.understood))
    shown = [
        _shown(asked, picture, drawn, lane.lane, known)
        for drawn, lane, known in zip(picture.lanes, hits.lanes, rows, strict=True)
    ]
    return TimelinePage(asked, _tabs(asked), picture, shown, notes, _summary(lanes))


def stopped_timeline(asked: Asked) -> TimelinePage:
    """What is shown where the search took too long."""
    return TimelinePage(asked, _tabs(asked), is_too_slow=True)


def _query(text: str, kind: str) -> str:
    return urlencode({"q": text} | ({"kind": kind} if kind else {}))


def _address(asked: Asked, query: Understood) -> str:
    return timeline_address(query.text(), asked.kind)


def _tabs(asked: Asked) -> list[Choice]:
    everything = Choice(_("Everything"), timeline_address(asked.typed), is_set=not asked.kind)
    tabs = [
        Choice(str(tab.label), timeline_address(asked.typed, tab.name), is_set=tab.name == asked.kind)
        for tab in drawn_tabs(all_lanes())
    ]
    return [everything, *tabs]


def _rows(hits: LaneHits, user: Someone) -> Mapping[Hashable, Row]:
    """Of those that are drawn one by one."""
    if not hits.moments or not is_few(hits.moments):
        return {}
    return hits.lane.rows([moment.key for moment in hits.moments], user)


def _lane(hits: LaneHits, rows: Mapping[Hashable, Row]) -> Lane:
    """What went while it was read is left out."""
    moments = [each for each in hits.moments if each.key in rows] if is_few(hits.moments) else hits.moments
    words = {key: row.title for key, row in rows.items()}
    return Lane(hits.lane.name, str(hits.lane.label), moments, words)


def _notes(hits: DatedHits) -> Iterator[str]:
    for tab in hits.cut:
        words = {"number": intcomma(COUNT_CAP), "kind": str(tab.label).lower()}
        yield _("More than %(number)s %(kind)s were found: the %(number)s last added are drawn.") % words
    for lane in hits.lanes:
        if lane.undated:
            yield str(lane.lane.undated) % {"count": intcomma(lane.undated)}


def _summary(lanes: Sequence[Lane]) -> str:
    moments = [moment for lane in lanes for moment in lane.moments]
    start = Unit.DAY.start(min(each.start for each in moments))
    end = Unit.DAY.end(max(start, max(each.end for each in moments) - 1))
    words = {"count": intcomma(len(moments)), "dates": stretch_words(start, end)}
    return ngettext("%(count)s entry, %(dates)s", "%(count)s entries, %(dates)s", len(moments)) % words


def _shown(
    asked: Asked, picture: Timeline, drawn: Drawn, lane: LaneOf, rows: Mapping[Hashable, Row]
) -> LaneShown:
    counted = [mark for mark in drawn.marks if mark.key is None]
    return LaneShown(
        drawn,
        intcomma(len(drawn.lane.moments)),
        str(EACH[picture.unit]) if drawn.columns else "",
        [_single(mark, rows[mark.key]) for mark in drawn.marks if mark.key is not None]
        + [_several(asked, lane, mark, mark.count) for mark in counted],
        [_several(asked, lane, column, column.unsure) for column in drawn.columns],
    )


def _single(mark: Mark, row: Row) -> Shown:
    return Shown(mark, row.address, row.day, row.title, row.facts, row.state)


def _several(asked: Asked, lane: LaneOf, shape: Mark | Column, unsure: int) -> Shown:
    when = stretch_words(shape.start, shape.end)
    what = ngettext("%(count)s entry", "%(count)s entries", shape.count) % {"count": intcomma(shape.count)}
    facts: Sequence[str] = ()
    if isinstance(shape, Mark):
        facts = [_("no more exact date")]
    elif unsure:
        facts = [_("of them %(count)s with an unsure date") % {"count": intcomma(unsure)}]
    return Shown(shape, _nearer(asked, lane, shape), when, what, tuple(facts))


def _nearer(asked: Asked, lane: LaneOf, shape: Mark | Column) -> str:
    """The timeline of that time alone; where that is this very page, or less than a day, the results as a list."""
    first, last = window_of(asked.understood)
    start = shape.start if first is None else max(shape.start, first)
    end = shape.end if last is None else min(shape.end, last)
    query = within(asked.understood, start, max(end, start + 1))
    if end - start >= DAY_LONG and window_of(query) != (first, last):
        return _address(asked, query)
    listed = of_any_date(query) if lane.has_times_of_its_own else query
    return results_address(listed.text(), asked.kind)
