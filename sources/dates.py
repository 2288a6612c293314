"""Dates of the world: EDTF (ISO 8601-2, Library of Congress) beside a sortable day. Pure."""

import datetime as dt
import re
import time
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$", re.ASCII)
# In place of a month: seasons (EDTF level 1, 21-24) and the other sub-year groupings (level 2, 25-41).
SUB_YEAR = re.compile(r"(?<![\w-])(\d{4})-(2[1-9]|3\d|4[01])(?=[?~%]?(?:[/,\].}]|$))", re.ASCII)
# The month in which each begins. A season of no stated hemisphere (21-24) sorts as in the northern one, as 25-28 do;
# 29-32 are those of the southern one, 33-36 quarters, 37-39 thirds, 40 and 41 halves.
FIRST_MONTHS = dict(enumerate((3, 6, 9, 12, 3, 6, 9, 12, 9, 12, 3, 6, 1, 4, 7, 10, 1, 5, 9, 1, 7), start=21))
MONTHS_LONG = dict(enumerate((3,) * 16 + (4,) * 3 + (6,) * 2, start=21))
TIME = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$", re.ASCII)
DOUBT = re.compile(r"[?~%]|/(?:\.\.)?$")  # approximate, uncertain, or with an end that is open or not known


class NotADate(ValueError):
    """The text is not EDTF; the message says what is expected."""


@lru_cache(maxsize=4096)
def first_day(edtf: str) -> dt.date | None:
    """The earliest day an EDTF date allows, for sorting; None for `""` and outside of the years 1 to 9999.

    Seasons, quarters and the like (`2019-21`) sort at the first day of the month in which they begin.
    Raises `NotADate` when the text is not EDTF or names a day that does not exist.
    """
    if not edtf:
        return None
    if timed := TIME.match(edtf):
        _refuse_impossible_time(edtf)
    by_month = SUB_YEAR.sub(_first_month, edtf)
    plain = PLAIN.match(timed[1] if timed else by_month)
    if plain:
        return _plain_day(edtf, plain)
    try:
        lower = parse_edtf(by_month).lower_strict()
    except (EDTFParseException, ValueError, AttributeError, TypeError) as error:
        raise NotADate(_explain(edtf)) from error
    # An open start ("../2019") has no first day: the library answers minus infinity.
    known = isinstance(lower, time.struct_time) and dt.MINYEAR <= lower[0] <= dt.MAXYEAR
    return dt.date(*lower[:3]) if known else None


def _first_month(match: re.Match[str]) -> str:
    """The month in which a season or another part of a year begins, as EDTF."""
    return f"{match[1]}-{FIRST_MONTHS[int(match[2])]:02}"


def _refuse_impossible_time(edtf: str) -> None:
    try:
        moment(edtf)
    except (ValueError, OverflowError) as error:
        raise NotADate(_explain(edtf)) from error


def _plain_day(edtf: str, match: re.Match[str]) -> dt.date:
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise NotADate(_explain(edtf)) from error


def _explain(edtf: str) -> str:
    return (
        f"“{edtf}” is not a date this archive can read: write 2019-12-18, 2019-12, 2019, 2019-21 (spring), "
        "2019-12-18~ or 2019/2020."
    )


def moment(edtf: str) -> dt.datetime | None:
    """The UTC time that an EDTF date-time names; None when it names only a day, or has no zone.

    Raises `ValueError` or `OverflowError` for a time that `first_day` refuses.
    """
    if not TIME.match(edtf):
        return None
    value = dt.datetime.fromisoformat(edtf.replace("Z", "+00:00"))
    return value.astimezone(dt.UTC) if value.tzinfo else None


@dataclass(frozen=True, slots=True)
class Extent:
    """The days that a date allows, from the first to the last. `is_unsure`: it is approximate, uncertain or has no end."""

    first: dt.date
    last: dt.date
    is_unsure: bool = False


@lru_cache(maxsize=4096)
def extent(edtf: str) -> Extent | None:
    """None where `first_day` is. An end that is open, not known or behind the year 9999 is where the beginning ends.

    Raises `NotADate` for what is no EDTF date.
    """
    first = first_day(edtf)
    if first is None:
        return None
    start, _slash, end = edtf.partition("/")
    last = _last_day(edtf if end not in {"", ".."} else start)
    return Extent(first, max(first, last or first), last is None or DOUBT.search(edtf) is not None)


def _last_day(edtf: str) -> dt.date | None:
    """None where the library does not know it, though it knew the first."""
    by_month = SUB_YEAR.sub(_last_month, edtf)
    timed = TIME.match(edtf)
    if plain := PLAIN.match(timed[1] if timed else by_month):
        year, month, day = plain.groups()
        month = int(month or 12)
        return dt.date(int(year), month, int(day or monthrange(int(year), month)[1]))
    try:
        upper = parse_edtf(by_month).upper_strict()
    except (EDTFParseException, ValueError, AttributeError, TypeError):
        return None
    known = isinstance(upper, time.struct_time) and dt.MINYEAR <= upper[0] <= dt.MAXYEAR
    return dt.date(*upper[:3]) if known else None


def _last_month(match: re.Match[str]) -> str:
    """The month in which a part of a year ends, which for a winter is in the next year."""
    number = int(match[2])
    month = FIRST_MONTHS[number] + MONTHS_LONG[number] - 1
    return f"{min(int(match[1]) + (month - 1) // 12, dt.MAXYEAR):04}-{(month - 1) % 12 + 1:02}"
