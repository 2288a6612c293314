"""What times are called on a timeline. Pure but for the active language."""

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, pgettext

from sources.pictures.units import DAY_LONG, HOUR_LONG, Unit, day_of, edtf_of
from sources.wording import date_words

FIRST_QUARTER = 33  # in EDTF


def tick_words(unit: Unit, at: int) -> str:
    """The short name of the unit that begins at `at`: "18 Dec 2019", "Dec 2019", "2019"."""
    day = day_of(at)
    if unit in (Unit.HOUR, Unit.SIX_HOURS):
        return f"{at % DAY_LONG // HOUR_LONG:02}:00"
    if unit in (Unit.DAY, Unit.WEEK):
        return date_format(day, pgettext("short day, see Django's date format", "j M Y"))
    if unit in (Unit.MONTH, Unit.QUARTER):
        return date_format(day, pgettext("short month, see Django's date format", "M Y"))
    return str(day.year)


def stretch_words(start: int, end: int) -> str:
    """A time from `start` up to `end`: "2019", "fourth quarter of 2019", "18 December 2019, 13:00 to 14:00 UTC"."""
    if Unit.QUARTER.start(start) == start and Unit.QUARTER.end(start) == end:
        return date_words(f"{day_of(start).year:04}-{FIRST_QUARTER + (day_of(start).month - 1) // 3}")
    if start % DAY_LONG == 0 and end % DAY_LONG == 0:
        return date_words(edtf_of(start, end))
    words = {
        "day": date_words(day_of(start).isoformat()),
        "start": _hour(start),
        "end": _hour(end) if end % DAY_LONG else "24:00",
    }
    return gettext("%(day)s, %(start)s to %(end)s UTC") % words


def _hour(at: int) -> str:
    return f"{at % DAY_LONG // HOUR_LONG:02}:{at % HOUR_LONG // 60:02}"


EACH = {
    Unit.HOUR: gettext_lazy("one column for each hour"),
    Unit.DAY: gettext_lazy("one column for each day"),
    Unit.WEEK: gettext_lazy("one column for each week, from Monday"),
    Unit.MONTH: gettext_lazy("one column for each month"),
    Unit.QUARTER: gettext_lazy("one column for each quarter"),
    Unit.YEAR: gettext_lazy("one column for each year"),
    Unit.FIVE_YEARS: gettext_lazy("one column for each five years"),
    Unit.DECADE: gettext_lazy("one column for each decade"),
    Unit.CENTURY: gettext_lazy("one column for each century"),
    Unit.MILLENNIUM: gettext_lazy("one column for each thousand years"),
}
