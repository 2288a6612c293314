"""Units of the calendar, for axes and columns. Pure.

Times are whole seconds since the day before 1 January of the year 1 (`date.toordinal` × 86,400), in UTC and in the
Gregorian calendar, so that the end of the year 9999 is a time like any other.
"""

import datetime as dt
from enum import Enum

HOUR_LONG, DAY_LONG = 3_600, 86_400
MONTHS = 12
LAST_YEAR = dt.MAXYEAR
START, END = dt.date.min.toordinal() * DAY_LONG, (dt.date.max.toordinal() + 1) * DAY_LONG


class Unit(Enum):
    """From fine to coarse: (seconds, months), of which one is 0. Weeks begin on Mondays, decades with a 0."""

    HOUR = (HOUR_LONG, 0)
    SIX_HOURS = (6 * HOUR_LONG, 0)
    DAY = (DAY_LONG, 0)
    WEEK = (7 * DAY_LONG, 0)
    MONTH = (0, 1)
    QUARTER = (0, 3)
    YEAR = (0, 12)
    FIVE_YEARS = (0, 60)
    DECADE = (0, 120)
    CENTURY = (0, 1_200)
    MILLENNIUM = (0, 12_000)

    @property
    def longest(self) -> int:
        """Seconds that none of them is longer than."""
        seconds, months = self.value
        return int(seconds or 31 * DAY_LONG * months)

    def start(self, at: int) -> int:
        """When the one that `at` lies in began."""
        seconds, months = self.value
        if seconds:
            # The first day of the calendar is a Monday.
            return at - (at - START) % int(seconds)
        month = _month(at)
        return _month_start(month - month % int(months))

    def end(self, at: int) -> int:
        """When the one that `at` lies in is over: the start of the next."""
        seconds, months = self.value
        if seconds:
            return min(self.start(at) + int(seconds), END)
        month = _month(at)
        return _month_start(month - month % int(months) + int(months))


# Letters of an EDTF date of a year, a month and a day.
YEAR, MONTH, DAY = 4, 7, 10
EXACT = ((Unit.YEAR, YEAR), (Unit.MONTH, MONTH))
# What somebody can think of as one thing: six hours only divide a day.
WHOLE = tuple(unit for unit in Unit if unit is not Unit.SIX_HOURS)


def boundaries(unit: Unit, start: int, end: int) -> list[int]:
    """Where units begin, from the one that `start` lies in to the first that begins no sooner than `end`."""
    found = [unit.start(start)]
    while found[-1] < end:
        found.append(unit.end(found[-1]))
    return found


def finest(start: int, end: int, most: int) -> Unit:
    """The finest of `WHOLE` of which no more than `most`, ten or more, cover the time from `start` to `end`."""
    for unit in WHOLE:
        if end - start <= most * unit.longest and len(boundaries(unit, start, end)) <= most + 1:
            return unit
    return Unit.MILLENNIUM


def day_of(at: int) -> dt.date:
    """The day that `at` lies in; the last day of the calendar for its end."""
    return dt.date.fromordinal(min(at, END - 1) // DAY_LONG)


def seconds_of(day: dt.date) -> int:
    """When a day begins."""
    return day.toordinal() * DAY_LONG


def instant(at: dt.datetime) -> int:
    """A time with a zone."""
    utc = at.astimezone(dt.UTC)
    return seconds_of(utc.date()) + utc.hour * HOUR_LONG + utc.minute * 60 + utc.second


def edtf_of(start: int, end: int) -> str:
    """The days from `start` up to `end` as an EDTF date, as coarse as it can be: `2019`, `2019-12`, `2010/2019`."""
    last = max(end - 1, start)
    exact = next(
        (letters for unit, letters in EXACT if unit.start(start) == start and unit.end(last) == end), DAY
    )
    first_words, last_words = (day_of(at).isoformat()[:exact] for at in (start, last))
    return first_words if first_words == last_words else f"{first_words}/{last_words}"


def _month(at: int) -> int:
    day = day_of(at)
    return day.year * MONTHS + day.month - 1


def _month_start(month: int) -> int:
    """Months count from January of the year 0; what lies outside of the calendar is its edge."""
    year, number = divmod(month, MONTHS)
    if year < dt.MINYEAR:
        return START
    return END if year > LAST_YEAR else seconds_of(dt.date(year, number + 1, 1))
