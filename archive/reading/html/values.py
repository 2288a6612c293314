"""Values of metadata as they are kept: one line of NFC text, dates as EDTF."""

import re
from datetime import date
from unicodedata import normalize

from archive.reading.characters import clean
from archive.reading.dates import parse_date

SPACES = re.compile(r"\s+")
# ISO 8601 as pages write it: a year, a month or a day, with any time after the day.
ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<mark>[-/.]?)(?P<month>\d{2})(?:(?P=mark)(?P<day>\d{2})(?:[T\s].*)?)?)?", re.ASCII
)
ADDRESS = re.compile(r"(?:https?:)?//\S*", re.IGNORECASE)


def plain(written: str) -> str:
    """The value on one line."""
    return normalize("NFC", SPACES.sub(" ", clean(written)[0]).strip())


def is_address(value: str) -> bool:
    """Whether a value is an address where a name was asked for."""
    return ADDRESS.fullmatch(value) is not None


def edtf(written: str) -> str:
    """The date as EDTF with the precision it is written with, "" for none or an impossible one.

    Of a time only the day is kept: the day at the place whose offset is written, not in UTC.
    """
    written = written.strip()
    found = ISO.fullmatch(written)
    if found is None:
        return parse_date(written)
    year, month, day = found["year"], found["month"], found["day"]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, day) if part)
