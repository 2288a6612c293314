"""Dates of the world as CSL writes them: EDTF on our side, `date-parts` on the other. Pure.

CSL 1.0.2 knows a day, a month, a season, a year, a range of those, and that a date is approximate. What EDTF says
beyond that (a time, an unknown digit, a quarter) becomes the nearest that it knows; `sources.citing.csl` keeps the
exact text beside it.
"""

import datetime as dt
import re
from calendar import monthrange
from typing import Any, Final

from sources.dates import PLAIN, SUB_YEAR, TIME, NotADate, extent, first_day, moment

CslDate = dict[str, Any]

OPEN_ENDS: Final = frozenset({"", ".."})
OPEN_END: Final = [0]  # the second of two dates: since the first
DOUBTED: Final = re.compile(r"(?P<date>[^?~%]+)(?P<doubt>[?~%]?)", re.ASCII)
BEFORE_CHRIST: Final = re.compile(r"-(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
SEASONS: Final = range(21, 33)  # EDTF: 21 to 24, and again for each hemisphere
MONTHS: Final = 12
FEWEST_DIGITS: Final = 4


def csl_date(edtf: str) -> CslDate | None:
    """The date as CSL writes it; None for `""`. Text that is no EDTF date is a `literal`."""
    if not edtf:
        return None
    start, slash, end = edtf.partition("/")
    if not slash:
        return _single(edtf) or _by_extent(edtf)
    if start in OPEN_ENDS:
        last = _single(end)
        return {**last, "circa": True} if last else {"literal": edtf}
    first, last = _single(start), None if end in OPEN_ENDS else _single(end)
    if (
        first is None
        or "season" in first
        or (last is None and end not in OPEN_ENDS)
        or (last and "season" in last)
    ):
        return _by_extent(edtf)
    parts = [*first["date-parts"], *(last["date-parts"] if last else [OPEN_END])]
    is_circa = "circa" in first or (last is not None and "circa" in last)
    return {"date-parts": parts, **({"circa": True} if is_circa else {})}


def edtf_of(date: object) -> str:
    """A date of CSL-JSON as EDTF; `""` for none. Raises `NotADate` for what names no date that EDTF can write."""
    if isinstance(date, str):
        return _checked(date.strip())
    if not isinstance(date, dict):
        raise NotADate(str(date))
    if "date-parts" in date:
        return _from_parts(date)
    for name in ("edtf", "raw", "literal"):
        if isinstance(date.get(name), str):
            return _checked(date[name].strip())
    if not date:
        return ""
    raise NotADate(str(date))


def _single(edtf: str) -> CslDate | None:
    """None for what is more than one date with perhaps a mark of doubt behind it."""
    match = DOUBTED.fullmatch(edtf)
    if match is None:
        return None
    date = match["date"]
    circa = {"circa": True} if match["doubt"] else {}
    if time := TIME.match(date):
        at = moment(date)
        date = at.date().isoformat() if at else time[1]
    if season := SUB_YEAR.fullmatch(date):
        number = int(season[2])
        return (
            {"date-parts": [[int(season[1])]], "season": (number - 21) % 4 + 1, **circa}
            if number in SEASONS
            else None
        )
    if plain := PLAIN.match(date):
        return (
            {"date-parts": [[int(part) for part in plain.groups() if part]], **circa}
            if int(plain[1])
            else None
        )
    if ancient := BEFORE_CHRIST.fullmatch(date):
        year, *rest = (int(part) for part in ancient.groups() if part)
        return {"date-parts": [[-year - 1, *rest]], **circa}  # EDTF has a year 0, which CSL calls -1
    return None


def _by_extent(edtf: str) -> CslDate:
    """From the first day that the date allows to the last: as one year, month or day where that is what they are."""
    try:
        days = extent(edtf)
    except NotADate:
        days = None
    if days is None:
        return {"literal": edtf}
    parts = _span(days.first, days.last)
    is_circa = days.is_unsure or (len(parts) > 1 and "/" not in edtf)
    return {"date-parts": parts, **({"circa": True} if is_circa else {})}


def _span(first: dt.date, last: dt.date) -> list[list[int]]:
    if first == last:
        return [[first.year, first.month, first.day]]
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, MONTHS, 31)
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    precision = 1 if whole_years else 2 if whole_months else 3
    ends = [[day.year, day.month, day.day][:precision] for day in (first, last)]
    return ends[:1] if ends[0] == ends[1] else ends


def _checked(text: str) -> str:
    first_day(text)
    return text


def _from_parts(date: CslDate) -> str:
    parts = date["date-parts"]
    if not isinstance(parts, list) or not 1 <= len(parts) <= 2:  # noqa: PLR2004 - a date, or two ends
        raise NotADate(str(parts))
    doubt = "~" if _is_true(date.get("circa")) else ""
    first = _date_of(parts[0], date.get("season"))
    if len(parts) == 1:
        return _checked(first + doubt)
    is_open = _numbers(parts[1]) in ([], OPEN_END)
    last = ".." if is_open else _date_of(parts[1], None) + doubt
    return _checked(f"{first}{doubt}/{last}")


def _date_of(parts: object, season: object) -> str:
    numbers = _numbers(parts)
    if not numbers or not numbers[0]:
        raise NotADate(str(parts))
    year, rest = numbers[0], [number for number in numbers[1:] if number]
    if season and not rest:
        rest = [_season_of(season)]
    elif len(rest) == 1 and MONTHS < rest[0] <= MONTHS + 4:  # CSL also writes the seasons as months 13 to 16
        rest = [rest[0] - MONTHS + SEASONS[0] - 1]
    text = f"{year:04}" if year > 0 else f"-{-year - 1:04}"
    return "-".join([text, *(f"{number:02}" for number in rest)])


def _season_of(season: object) -> int:
    number = _number(season)
    return number + SEASONS[0] - 1 if 1 <= number <= 4 else number  # noqa: PLR2004 - spring to winter


def _numbers(parts: object) -> list[int]:
    if not isinstance(parts, list):
        raise NotADate(str(parts))
    return [_number(part) for part in parts if part != "" and part is not None]


def _number(part: object) -> int:
    try:
        return int(str(part))
    except ValueError as error:
        raise NotADate(str(part)) from error


def _is_true(value: object) -> bool:
    return str(value).strip().lower() not in {"", "0", "false", "none"}
