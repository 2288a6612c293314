"""The dates of a query as a window of time, and queries with another: earlier, later, wider, nearer. Pure."""

import datetime as dt
from collections.abc import Iterator

from sources.pictures.timeline import Window
from sources.pictures.units import DAY_LONG, END, START, Unit, day_of, edtf_of, seconds_of
from sources.search_fields import days
from sources.searching.querying import FieldTerm, Understood

DATES = ("before", "after", "on")
LARGER = (Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE, Unit.CENTURY)
FAR = seconds_of(dt.date(dt.MAXYEAR - 1, 1, 1))  # the last year that a query can name begins


def dates_of(understood: Understood) -> Iterator[FieldTerm]:
    """The fields by which every hit is within some days."""
    return (term for term in understood.fields if term.name in DATES)


def window_of(understood: Understood) -> Window:
    """From the first second that all of its dates allow up to the end of the last; None on a side that is open.

    A window without any time in it ends before it starts.
    """
    starts, ends = [], []
    for term in dates_of(understood):
        meant = days(term.value)
        if term.name != "before":
            starts.append(seconds_of(meant.first if term.name == "on" else meant.after))
        if term.name != "after":
            ends.append(seconds_of(meant.after if term.name == "on" else meant.first))
    return max(starts, default=None), min(ends, default=None)


def of_any_date(understood: Understood) -> Understood:
    """The same without its dates."""
    for term in list(dates_of(understood)):
        understood = understood.without(term)
    return understood


def within(understood: Understood, start: int, end: int) -> Understood:
    """The same with the days from `start` up to `end` for its dates: `on:2019` where that says it, else `after:` and
    `before:`. What reaches beyond `FAR` has no end."""
    start, end = min(Unit.DAY.start(start), FAR), Unit.DAY.end(end - 1)
    query, edtf = of_any_date(understood), edtf_of(start, end)
    if "/" not in edtf and end <= FAR:
        return query.with_field("on", edtf)
    exact = len(edtf.partition("/")[0])
    if start > START:
        query = query.with_field("after", day_of(start - DAY_LONG).isoformat()[:exact])
    return query.with_field("before", day_of(end).isoformat()[:exact]) if end <= FAR else query


def wider(start: int, end: int) -> tuple[int, int]:
    """The smallest of `LARGER` that a window is a part of: of a day its week, of a week its month."""
    for unit in LARGER:
        around = unit.start(start), unit.end(start)
        if around[1] - around[0] > end - start and end <= around[1]:
            return around
    return START, END


def beside(start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The windows before and after one: of as many months where it is of whole months, else of as many days."""
    first, last = day_of(start), day_of(end)
    if first.day == last.day == 1 and end < END:
        months = (last.year - first.year) * 12 + last.month - first.month
        return (_months_from(first, -months), start), (end, _months_from(last, months))
    return (max(2 * start - end, START), start), (end, min(2 * end - start, END))


def _months_from(day: dt.date, months: int) -> int:
    """The first of the month that lies so many months from a first of a month, or the edge of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < dt.MINYEAR:
        return START
    return END if year > dt.MAXYEAR else seconds_of(dt.date(year, month + 1, 1))
