"""Dates where a format has one text for them: EDTF is what we write, and more than EDTF is what we read. Pure."""

import re
from typing import Any, Final

from sources.citing.csl import own_part
from sources.citing.dates import CslDate, csl_date, edtf_of
from sources.dates import NotADate
from sources.exchange.shapes import Item

# Year first, so that nobody has to guess which number is the month; a time of day behind a date is left out.
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2})日?|月?)(?:[ T]\d\d?:\d\d.*)?",
    re.ASCII,
)


def date_text_in(item: Item, variable: str) -> str:
    """A date of an item as EDTF: the exact one, where CSL could not write it and it is noted beside."""
    dates = own_part(item).get("dates")
    exact = dates.get(variable) if isinstance(dates, dict) else None
    date = item.get(variable)
    return exact if isinstance(exact, str) and csl_date(exact) == date else date_text(date)


def date_text(date: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """A date of CSL as EDTF; as its own words where it names none that EDTF can write."""
    try:
        return edtf_of(date) if date else ""
    except NotADate:
        words = date.get("literal") or date.get("raw") if isinstance(date, dict) else date
        return words if isinstance(words, str) else ""


def date_of_text(text: str) -> CslDate | None:
    """None for what is no date, or could be more than one: 1/2/2020."""
    found = _YEAR_FIRST.fullmatch(text.strip())
    parts = "-".join(f"{int(part):02}" for part in found.groups() if part) if found else ""
    for edtf in filter(None, (text.strip(), parts)):
        try:
            return csl_date(edtf_of(edtf))
        except NotADate:
            continue
    return None
