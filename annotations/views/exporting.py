"""A selection as a file: CSV for tables, JSON-LD for linked data. Written as it is read, whatever its length."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.exports import Export, Row, linked

FORMATS = {"csv": "text/csv; charset=utf-8", "jsonld": "application/ld+json"}
# A spreadsheet takes a cell that begins so for a formula: OWASP, "CSV Injection"; the wide forms count in some of them.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
GUARD = "'"
BETWEEN_VALUES = "; "
SCHEMA = "https://schema.org/"


class _Line:
    """Takes the place of a file: gives back what is written."""

    def write(self, text: str) -> str:
        return text


def wanted_format(request: HttpRequest) -> str:
    """The format that the address asks for, or "" for a page. What nobody knows is a page, too."""
    wanted = request.GET.get("format", "")
    return wanted if wanted in FORMATS else ""


def download(request: HttpRequest, export: Export, form: str) -> StreamingHttpResponse:
    """The file, named after what it holds. The address that it came from stands in it."""
    write = {"csv": csv_lines, "jsonld": jsonld_lines}[form]
    response = StreamingHttpResponse(
        write(export, _absolute(request.get_full_path())), content_type=FORMATS[form]
    )
    name = slugify(export.title, allow_unicode=True)[:60] or "export"
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, f"{name}.{form}") or "attachment"
    )
    return response


def csv_lines(export: Export, selection: str) -> Iterator[str]:
    """UTF-8 with a mark that spreadsheets know it by; the last line counts the rows, so that a cut file shows."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(export.columns)
    count = 0
    for row in export.rows:
        count += 1
        yield writer.writerow([guarded(_cell(row, name)) for name in export.columns])
    yield writer.writerow([_last_line(count, selection)])


def jsonld_lines(export: Export, selection: str) -> Iterator[str]:
    """One object with its context; the count stands at its end."""
    head: dict[str, Any] = {
        "@context": {"@vocab": SCHEMA, "us": f"{settings.BASE_URL}/terms#", "url": {"@type": "@id"}},
        "@id": selection,
        "@type": "Collection",
        "name": export.title,
        "dateCreated": timezone.now().isoformat(timespec="seconds"),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "hasPart": ['
    count = 0
    for row in export.rows:
        node = linked(row, export.schema_type, _absolute)
        yield (",\n" if count else "\n") + json.dumps(node, ensure_ascii=False)
        count += 1
    yield f'\n], "collectionSize": {count}}}\n'


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before one that begins like it."""
    return GUARD + cell if cell.startswith(FORMULA_STARTS) else cell


def _cell(row: Row, name: str) -> str:
    value = row.get(name)
    if name == "address":
        return _absolute(str(value))
    if isinstance(value, list):
        return BETWEEN_VALUES.join(map(str, value))
    return "" if value is None else str(value)


def _last_line(count: int, selection: str) -> str:
    rows = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    note = _("a cell that begins like a formula has an apostrophe before it")
    return f"# {rows}; {selection}; {timezone.now():%Y-%m-%dT%H:%MZ}; {note}"


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
