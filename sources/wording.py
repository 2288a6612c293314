"""Dates of the world, addresses and languages in words for people. Pure but for the active language."""

import datetime as dt
import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, gettext, gettext_lazy, pgettext

from sources.addresses import is_web_address
from sources.dates import SUB_YEAR, NotADate, first_day, moment
from sources.models.record import UNKNOWN_LANGUAGE

SIMPLE = re.compile(r"(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)(?P<doubt>[?~%]?)$", re.ASCII)
# The parts of a year that EDTF numbers from 21: seasons, those of each hemisphere, quarters, thirds, halves.
PARTS_OF_YEAR = dict(
    enumerate(
        (
            gettext_lazy("Spring %(year)s"),
            gettext_lazy("Summer %(year)s"),
            gettext_lazy("Autumn %(year)s"),
            gettext_lazy("Winter %(year)s"),
            gettext_lazy("Spring %(year)s (Northern Hemisphere)"),
            gettext_lazy("Summer %(year)s (Northern Hemisphere)"),
            gettext_lazy("Autumn %(year)s (Northern Hemisphere)"),
            gettext_lazy("Winter %(year)s (Northern Hemisphere)"),
            gettext_lazy("Spring %(year)s (Southern Hemisphere)"),
            gettext_lazy("Summer %(year)s (Southern Hemisphere)"),
            gettext_lazy("Autumn %(year)s (Southern Hemisphere)"),
            gettext_lazy("Winter %(year)s (Southern Hemisphere)"),
            gettext_lazy("first quarter of %(year)s"),
            gettext_lazy("second quarter of %(year)s"),
            gettext_lazy("third quarter of %(year)s"),
            gettext_lazy("fourth quarter of %(year)s"),
            gettext_lazy("first four months of %(year)s"),
            gettext_lazy("second four months of %(year)s"),
            gettext_lazy("last four months of %(year)s"),
            gettext_lazy("first half of %(year)s"),
            gettext_lazy("second half of %(year)s"),
        ),
        start=21,
    )
)
YEAR, DAY = 4, 10  # letters in an EDTF date of that precision


def date_words(edtf: str) -> str:
    """`2019-12-18` as "18 December 2019", no more precise than it is; what has no simple form stays EDTF."""
    return _date_words(edtf, get_language())


@lru_cache(maxsize=4096)  # a page of results has twenty, and the next one the same days
def _date_words(edtf: str, _language: str | None) -> str:
    time = moment(edtf)
    if time:
        return date_format(time, pgettext("date and time, see Django's date format", "j F Y, H:i")) + " UTC"
    first, slash, last = edtf.partition("/")
    if slash:
        return _interval_words(first, last)
    match = SIMPLE.match(edtf)
    return _doubted(_simple_words(match["date"]), match["doubt"]) if match else edtf


def _interval_words(first: str, last: str) -> str:
    """`..` is an open end, an empty side one that is not known; both are left open."""
    if last in {"", ".."}:
        return gettext("since %(date)s") % {"date": date_words(first)}
    if first in {"", ".."}:
        return gettext("until %(date)s") % {"date": date_words(last)}
    return gettext("%(first)s to %(last)s") % {"first": date_words(first), "last": date_words(last)}


def _simple_words(date: str) -> str:
    if part := SUB_YEAR.fullmatch(date):
        return str(PARTS_OF_YEAR[int(part[2])]) % {"year": part[1]}
    try:
        day = first_day(date)
    except NotADate:
        day = None
    if day is None or len(date) == YEAR:
        return date
    return (
        _day_words(day)
        if len(date) == DAY
        else date_format(day, pgettext("month, see Django's date format", "F Y"))
    )


def _day_words(day: dt.date) -> str:
    return date_format(day, pgettext("day, see Django's date format", "j F Y"))


def _doubted(words: str, doubt: str) -> str:
    """The marks of EDTF level 1: `~` approximate, `?` uncertain, `%` both."""
    if doubt == "~":
        return gettext("about %(date)s") % {"date": words}
    if doubt == "?":
        return gettext("%(date)s (uncertain)") % {"date": words}
    return gettext("about %(date)s (uncertain)") % {"date": words} if doubt else words


def host_of(url: str) -> str:
    """The host of a web address without `www.`; "" for anything that must not become a link."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if is_web_address(url) else ""


def language_words(tag: str) -> str:
    """The language of a BCP 47 tag by name; the tag itself when Django has no name for it, "" when not known."""
    code = tag.lower()
    if code.partition("-")[0] == UNKNOWN_LANGUAGE:
        return ""
    while code:
        if code == "zh":  # Django names only its two scripts
            return gettext("Chinese")
        if code in LANG_INFO:
            return str(get_language_info(code)["name_translated"])
        code = code.rpartition("-")[0]
    return tag
