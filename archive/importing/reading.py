"""From bytes to rows: which format a file is, what each row says, and what of it no record has a place for. Pure."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.importing.fitting import fitting
from sources.citing.csl import fields_of
from sources.citing.items import ROLES, SourceFields
from sources.exchange import tables
from sources.exchange.cells import guessed
from sources.exchange.formats import UnknownFormat, format_named, read_formats
from sources.exchange.shapes import Format, Item, Read, ReadRow, Unreadable
from sources.exchange.texts import decoded

MOST_BYTES: Final = 10 * 2**20
MOST_ROWS: Final = 10_000
MOST_NAMES: Final = 1_000  # of one work: more is no reference, and would hold up everybody who writes
# Characters from the beginning in which a format shows itself.
_OPENING: Final = 4_000
# Tried in this order: what comes later is less sure of itself.
_SIGNS: Final = (
    ("zotero-rdf", re.compile(r"<rdf:RDF\b")),
    ("endnote", re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:xml|records)\b")),
    ("ris", re.compile(r"(?:^|\n)TY {1,2}- ")),
    ("bibtex", re.compile(r"(?:^|\n)\s*@\w+\s*[{(]")),
    ("csl", re.compile(r"\s*[\[{]")),
)
_ENDINGS: Final = {
    "bib": "bibtex",
    "rdf": "zotero-rdf",
    "json": "csl",
    "xml": "endnote",
    "tsv": "csv",
    "txt": "",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was given. `format` names one, or "" to find it out; `columns` are for a table."""

    data: bytes
    name: str = ""
    format: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says, fit for the columns of a record; None where nothing can be made of it."""

    number: int
    raw: str
    item: Item | None
    fields: SourceFields | None
    problems: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return row_key(self.item) if self.item else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file. `columns` are (heading, variable) of a table."""

    format: str
    encoding: str
    rows: list[Row]
    problems: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


def read_file(file: File) -> Reading:
    """Raises `Unreadable`, with words for people, for what is too large, of no known format, or holds nothing."""
    if not file.data.strip():
        raise Unreadable(_("There is nothing in it."))
    if len(file.data) > MOST_BYTES:
        size = f"{len(file.data) / 2**20:.1f}"
        raise Unreadable(
            _("It has %(size)s MB; the limit is %(most)d MB.") % {"size": size, "most": MOST_BYTES // 2**20}
        )
    found = _format(file)
    if found.name == tables.CSV.name:
        return _read_table(file)
    if found.read is None:
        raise Unreadable(_("%(format)s is only written, not read.") % {"format": found.label})
    return _reading(found.name, found.read(file.data))


def _format(file: File) -> Format:
    try:
        return format_named(file.format or guessed_format(file))
    except UnknownFormat as error:
        raise Unreadable(_("“%(name)s” is no format that we know.") % {"name": error}) from error


def guessed_format(file: File) -> str:
    """By what the file begins with, then by the ending of its name; a table where nothing else shows."""
    opening = decoded(file.data).text[:_OPENING]
    if opening.startswith("PK\x03\x04"):
        raise Unreadable(_("This is a spreadsheet or an archive. Save the table as CSV and give that."))
    ending = PurePath(file.name).suffix.lower().removeprefix(".")
    known = {each.suffix: each.name for each in read_formats()} | _ENDINGS
    for name, sign in _SIGNS:
        if sign.search(opening) and known.get(ending) != tables.CSV.name:
            return known[ending] if name == "bibtex" and known.get(ending) == "biblatex" else name
    return known.get(ending) or tables.CSV.name


def _read_table(file: File) -> Reading:
    table = tables.table_of(file.data)
    columns = _fit(file.columns or tuple(guessed(table.header)), len(table.header))
    read = _reading(tables.CSV.name, tables.read_table(table, columns))
    return replace(read, columns=tuple(zip(table.header, columns, strict=True)))


def _fit(columns: Sequence[str], width: int) -> tuple[str, ...]:
    return (*columns[:width], *("" for _missing in range(width - len(columns))))


def _reading(name: str, read: Read) -> Reading:
    if len(read.rows) > MOST_ROWS:
        message = ngettext(
            "It has %(rows)d row; at most %(most)d are taken at once.",
            "It has %(rows)d rows; at most %(most)d are taken at once.",
            len(read.rows),
        )
        raise Unreadable(message % {"rows": len(read.rows), "most": MOST_ROWS})
    if not read.rows:
        raise Unreadable(" ".join((_("There is no reference in it."), *read.problems)))
    if not any(each.item for each in read.rows):
        raise Unreadable(" ".join((*read.rows[0].problems, *read.problems)))
    return Reading(name, read.encoding, [_row(each) for each in read.rows], read.problems)


def _row(read: ReadRow) -> Row:
    if read.item is None:
        return Row(read.number, read.raw, None, None, read.problems)
    if (names := sum(len(read.item.get(role, ())) for role in ROLES)) > MOST_NAMES:
        words = _("It names %(names)d people or organisations; at most %(most)d are taken.")
        problem = words % {"names": names, "most": MOST_NAMES}
        return Row(read.number, read.raw, None, None, (*read.problems, problem))
    fields, problems = fitting(fields_of(read.item), read.item)
    return Row(read.number, read.raw, read.item, fields, (*read.problems, *problems))


def row_key(item: Item) -> str:
    """What the same item has in any file: all that it says but the id, which each export gives anew."""
    said = {name: value for name, value in item.items() if name != "id"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
