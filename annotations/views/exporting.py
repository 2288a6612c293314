"""A selection as a file: CSV for tables, JSON-LD for linked data. Written as it is read, whatever its length."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from annotations.exports import Export, linked
from sources.csv_files import CONTENT_TYPE, absolute, csv_lines, file_header

FORMATS = {"csv": CONTENT_TYPE, "jsonld": "application/ld+json"}
SCHEMA = "https://schema.org/"


def wanted_format(request: HttpRequest) -> str:
    """The format that the address asks for, or "" for a page. What nobody knows is a page, too."""
    wanted = request.GET.get("format", "")
    return wanted if wanted in FORMATS else ""


def download(request: HttpRequest, export: Export, form: str) -> StreamingHttpResponse:
    """The file, named after what it holds. The address that it came from stands in it."""
    selection = absolute(request.get_full_path())
    if form == "csv":
        lines = csv_lines(export.columns, export.rows, selection)
    else:
        lines = jsonld_lines(export, selection)
    headers = {"Content-Disposition": file_header(export.title, form)}
    return StreamingHttpResponse(lines, content_type=FORMATS[form], headers=headers)


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
        node = linked(row, export.schema_type, absolute)
        yield (",\n" if count else "\n") + json.dumps(node, ensure_ascii=False)
        count += 1
    yield f'\n], "collectionSize": {count}}}\n'
