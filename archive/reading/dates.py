"""Dates as posts and bylines write them, as EDTF dates (Library of Congress, level 0)."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s*[ap]\.?m\.?)?)"
_ZONE = r"(?:\s*\(?(?:utc|gmt|[a-z]{2,4}t)(?:\s*[+-][0-9]{1,2}(?::?[0-9]{2})?)?\)?)?"
_BEFORE = rf"(?:{_CLOCK}{_ZONE}\s*[·•,|–—-]?\s*(?:on\s+)?)?{_WEEKDAY}"
_AFTER = rf"(?:\s*(?:[·•,|–—-]|at)?\s*{_CLOCK}{_ZONE})?"

# Every whole text that is a date. A date of numbers alone with the year last (12/6/2019) is
# not in here: half of the world reads it the other way round.
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_BEFORE}{_MONTH}\s*{_DAY},?\s+{_YEAR}{_AFTER}",
        rf"{_BEFORE}{_DAY}\s*(?:of\s+)?{_MONTH},?\s+{_YEAR}{_AFTER}",
        r"(?P<year>[0-9]{4})(?P<separator>[-/.])(?P<month>[0-9]{1,2})(?P=separator)(?P<day>[0-9]{1,2})"
        r"(?:[T\s]\s*[0-9]{1,2}:[0-9]{2}[0-9:.]{0,12}\s*(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})?)?",
        r"(?:[上下]午\s*[0-9]{1,2}:[0-9]{2}\s*[·•]?\s*)?"
        r"(?P<year>[0-9]{4})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*[日号號]"
        r"(?:\s*[(（]?(?:星期|周|週)[一二三四五六日天][)）]?)?(?:\s*[上下]?午?\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?",
    )
)
_LONGEST: Final = 80


def parse_date(text: str) -> str:
    """The day that the whole text names, as `YYYY-MM-DD`; `""` when it names none, or one that never was.

    A time of day is passed over, not converted: the day is the one that is written.
    """
    parts = _parts(text)
    if parts is None:
        return ""
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""


def is_date_shaped(text: str) -> bool:
    """Whether the text is written like a date, even one that never was (February 30)."""
    return _parts(text) is not None


def _parts(text: str) -> tuple[int, int, int] | None:
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            month = found["month"].lower()
            return int(found["year"]), _MONTHS.get(month) or int(month), int(found["day"])
    return None
