"""Names and dates as RIS and EndNote write them: "Family, Given, Suffix", "2019/12/18/". Pure."""

import re
from collections.abc import Sequence
from typing import Any, Final

from sources.exchange.rest import one_line
from sources.exchange.shapes import Item

Name = dict[str, Any]

DAY: Final = re.compile(r"(\d{4})(?:[/.-](\d{1,2})?)?(?:[/.-](\d{1,2})?)?(?:/(.*))?", re.ASCII)
WORDED: Final = re.compile(
    r"(?:(?P<before>\d{1,2})\.? )?(?P<month>[A-Za-z]{3,9})\.?(?: (?P<after>\d{1,2}))?,?", re.ASCII
)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LAST_MONTH, LAST_DAY = 12, 31
PARTS_OF_NAME = 2


def inverted(name: Any) -> str:  # noqa: ANN401 - whatever stands in the list
    """A name of CSL on one line; "" for what is no name. One without a comma is read as a literal."""
    if not isinstance(name, dict):
        return ""
    if literal := one_line(name.get("literal")):
        return literal
    family = _joined(name, "non-dropping-particle", "family")
    given = _joined(name, "given", "dropping-particle")
    suffix = one_line(name.get("suffix"))
    return ", ".join(filter(None, (family, given, suffix)))


def name_of(text: str) -> Name:
    """The name of CSL that a line says."""
    family, *others = (part.strip() for part in text.split(","))
    if not any(others):
        return {"literal": family}
    given, *suffixes = others
    parts = {"family": family, "given": given, "suffix": ", ".join(filter(None, suffixes))}
    return {part: value for part, value in parts.items() if value}


def names_of(texts: Sequence[str]) -> list[Name]:
    return [name_of(text) for text in texts if text.strip(" ,")]


def _joined(name: Name, *parts: str) -> str:
    return " ".join(filter(None, (one_line(name.get(part)) for part in parts)))


def first_parts(date: Any) -> tuple[int, ...]:  # noqa: ANN401 - whatever a variable holds
    """Year, month and day of the date's beginning, as far as they are known; () where it is in words."""
    if not isinstance(date, dict) or not isinstance(date.get("date-parts"), list) or not date["date-parts"]:
        return ()
    parts = date["date-parts"][0]
    if not isinstance(parts, list):
        return ()
    try:
        numbers = tuple(int(part) for part in parts[:3])
    except (TypeError, ValueError):
        return ()
    return numbers if _is_day(numbers) else ()


def _is_day(numbers: Sequence[int]) -> bool:
    limits = ((0, 9999), (1, LAST_MONTH), (1, LAST_DAY))
    return bool(numbers) and all(
        low <= number <= high for number, (low, high) in zip(numbers, limits, strict=False)
    )


def slashed(parts: Sequence[int]) -> str:
    """Year, month, day and an empty remark, each ended by a slash but the last: `2019/12//`. "" for none."""
    if not parts:
        return ""
    year, *others = (f"{part:02}" for part in parts)
    month, day = (*others, "", "")[:2]
    return f"{year.zfill(4)}/{month}/{day}/"


def dashed(parts: Sequence[int]) -> str:
    """2019-12-18, as far as it is known; "" for none."""
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]) if parts else ""


def worded(year: str, text: str) -> Item | None:
    """The date of a year and an English month beside it, with or without a day: "Dec 18"; None for anything else."""
    found = WORDED.fullmatch(text)
    if found is None or not year.isdecimal():
        return None
    month = found["month"].lower()[:3]
    parts = [int(year), *([MONTHS.index(month) + 1] if month in MONTHS else [])]
    day = found["before"] or found["after"]
    parts += [int(day)] if day else []
    return {"date-parts": [parts]} if month in MONTHS and _is_day(parts) else None


def date_of(text: str) -> tuple[Item, str]:
    """The date of CSL, and a remark that stands behind it. What is no day is kept in words (`literal`)."""
    found = DAY.fullmatch(text.strip())
    if found is None:
        return {"literal": text.strip()}, ""
    parts = [int(part) for part in _leading(found.groups()[:3])]
    if not _is_day(parts):
        return {"literal": text.strip()}, ""
    return {"date-parts": [parts]}, (found[4] or "").strip(" /")


def _leading(parts: Sequence[str | None]) -> list[str]:
    """The parts before the first that is missing."""
    known = []
    for part in parts:
        if not part:
            break
        known.append(part)
    return known
