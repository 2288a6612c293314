"""Tables of items: CSV and XLSX, a row for each, guarded so that no cell is ever a formula.

CSV can only say so with an apostrophe before what begins like one, which reading takes away again; in XLSX a cell is
words by its type. The last line of a file counts its rows, so that one that was cut shows.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.csv_files import csv_lines, unguarded
from sources.exchange.cells import COLUMNS, NOT_TAKEN, cells_of, guessed, item_of_cells
from sources.exchange.shapes import (
    MAX_ROWS,
    NO_SELECTION,
    Format,
    Item,
    Loss,
    Read,
    ReadRow,
    Selection,
    Unreadable,
)
from sources.exchange.texts import cleaned, decoded
from sources.exchange.xlsx import sheet

_DELIMITERS: Final = ",;\t"
_LAST_LINE: Final = re.compile(r"# (\d+) ")
_LOSSES: Final = (
    Loss("particles and suffixes of names", gettext_lazy("part of the family or of the given name")),
    Loss("every other variable", gettext_lazy("left out")),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file as it stands: its headings, its rows as (number, cells), and what is wrong with it as a whole."""

    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    encoding: str = "utf-8"
    problems: tuple[str, ...] = ()


def write_csv(items: Iterable[Item], selection: Selection = NO_SELECTION) -> Iterator[str]:
    return csv_lines(COLUMNS, (cells_of(cleaned(item)) for item in items), selection.address)


def write_xlsx(items: Iterable[Item], selection: Selection = NO_SELECTION) -> Iterator[bytes]:
    return sheet(COLUMNS, _sheet_rows(items, selection))


def _sheet_rows(items: Iterable[Item], selection: Selection) -> Iterator[list[str]]:
    count = 0
    for item in items:
        count += 1
        cells = cells_of(cleaned(item))
        yield [cells.get(name, "") for name in COLUMNS]
    rows = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    yield [f"# {rows}; {selection.address}".removesuffix("; ")]


def table_of(data: bytes) -> Table:
    """Raises `Unreadable` for what is no table of at least a heading and a row."""
    source = decoded(data)
    lines = source.text.split("\n", maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=lines.count)
    rows, problems = _rows(source.text, delimiter)
    if not rows:
        raise Unreadable(_("There is no row in it: the first line has to name the columns."))
    (_first, header), *others = rows
    if others and len(others[-1][1]) == 1 and (last := _LAST_LINE.match(others[-1][1][0])):
        others.pop()
        problems = (*problems, *_gap(len(others), int(last[1])))
    if not others:
        raise Unreadable(_("There is no row under the headings."))
    return Table(tuple(header), others, source.encoding, (*source.problems, *problems))


def _rows(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], tuple[str, ...]]:
    """(number, cells) of each row that has any; the headings are row 0. Where a row breaks, the rest is a problem."""
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((len(rows), [unguarded(cell) for cell in cells]))
            if len(rows) > MAX_ROWS:
                return rows, (_("Only the first %(most)d rows were read.") % {"most": MAX_ROWS},)
    except csv.Error as error:
        why = {"line": reader.line_num, "why": error}
        return rows, (_("Not read from line %(line)d on: %(why)s.") % why,)
    return rows, ()


def _gap(found: int, counted: int) -> Iterator[str]:
    if found != counted:
        message = _("The last line counts %(counted)d rows, but %(found)d are here: some are missing.")
        yield message % {"counted": counted, "found": found}


def read_csv(data: bytes) -> Read:
    """The columns are taken for what their headings say. Raises `Unreadable`."""
    table = table_of(data)
    return read_table(table, guessed(table.header))


def read_table(table: Table, columns: Sequence[str]) -> Read:
    """A row for each row of the table; `columns` are variables of CSL, `NOT_TAKEN` for what stays out."""
    problems = (*table.problems, *_not_taken(table.header, columns))
    rows = [_read_row(number, cells, table.header, columns) for number, cells in table.rows]
    return Read(rows, table.encoding, problems)


def _not_taken(header: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    left = [heading for heading, name in zip(header, columns, strict=True) if name == NOT_TAKEN and heading]
    if left:
        yield _("Columns that are not taken: %(columns)s.") % {"columns": ", ".join(left)}


def _read_row(number: int, cells: list[str], header: Sequence[str], columns: Sequence[str]) -> ReadRow:
    item, problems = item_of_cells(columns, cells)
    raw = "\n".join(f"{heading}: {cell}" for heading, cell in zip(header, cells, strict=False) if cell)
    if len(cells) > len(header):
        more = _("The row has %(cells)d cells, but there are %(columns)d headings.")
        problems = (*problems, more % {"cells": len(cells), "columns": len(header)})
        raw += "".join(f"\n?: {cell}" for cell in cells[len(header) :])
    if not item:
        return ReadRow(number, None, (_("No cell of it stands in a column that is taken."), *problems), raw)
    return ReadRow(number, item, problems, raw)


CSV = Format(
    name="csv",
    label=gettext_lazy("Table (CSV)"),
    content_type="text/csv; charset=utf-8",
    suffix="csv",
    write=write_csv,
    read=read_csv,
    cannot_carry=_LOSSES,
)
XLSX = Format(
    name="xlsx",
    label=gettext_lazy("Spreadsheet (XLSX)"),
    content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix="xlsx",
    write=write_xlsx,
    cannot_carry=(*_LOSSES, Loss("more than 32,767 characters", gettext_lazy("cut, which the cell says"))),
)
