"""Rows as CSV: for spreadsheets, guarded against formulas, and written as they are read, whatever their number."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

CONTENT_TYPE = "text/csv; charset=utf-8"
# A spreadsheet takes a cell that begins so for a formula: OWASP, "CSV Injection"; the wide forms count in some of them.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
GUARD = "'"
# An apostrophe that stands before such a beginning is guarded too: taking one away gives the very words back.
GUARDED = re.compile(f"{GUARD}*[{re.escape(''.join(FORMULA_STARTS))}]")
BETWEEN_VALUES = "; "


class _Line:
    """Takes the place of a file: gives back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], selection: str) -> Iterator[str]:
    """UTF-8 with a mark that spreadsheets know it by; the last line counts the rows, so that a cut file shows.

    `selection`: the address that it came from. A column `address` is given in full.
    """
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(columns)
    count = 0
    for row in rows:
        count += 1
        yield writer.writerow([guarded(_cell(row, name)) for name in columns])
    yield writer.writerow([_last_line(count, selection)])


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before one that begins like it."""
    return GUARD + cell if GUARDED.match(cell) else cell


def unguarded(cell: str) -> str:
    """The words that `guarded` was given."""
    return cell[len(GUARD) :] if cell.startswith(GUARD) and GUARDED.match(cell) else cell


def file_header(title: str, ending: str) -> str:
    """The header `Content-Disposition` of a file that is named after what it holds."""
    name = slugify(title, allow_unicode=True)[:60] or "export"
    return content_disposition_header(True, f"{name}.{ending}") or "attachment"


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def _cell(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if name == "address":
        return absolute(str(value))
    if isinstance(value, list):
        return BETWEEN_VALUES.join(map(str, value))
    return "" if value is None else str(value)


def _last_line(count: int, selection: str) -> str:
    rows = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    note = _("a cell that begins like a formula has an apostrophe before it")
    return f"# {rows}; {selection}; {timezone.now():%Y-%m-%dT%H:%MZ}; {note}"
