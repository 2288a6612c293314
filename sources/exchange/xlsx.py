"""A table as an XLSX file (ECMA-376), written row by row: one sheet, every cell words, none of them a formula.

Our own writer: all that is needed of the format is one sheet of text, and the libraries that write it gather the sheet
on disk before the first byte leaves. A cell is an inline string in a style that stays text when somebody edits it.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

# Of one cell, in UTF-16 code units: more is no valid file for the spreadsheets that people have.
MOST_IN_CELL: Final = 32_767
CUT: Final = " […]"
ROWS_AT_ONCE: Final = 200

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What an application would read as an escaped character (ST_Xstring), and what XML cannot hold.
_LIKE_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
    '<sheets><sheet name="Sources" sheetId="1" r:id="rId1"/></sheets></workbook>',
    # Style 1: number format 49, "@", and a mark of its own: words, whatever they begin with. Style 2: the same, bold.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    "</cellXfs></styleSheet>",
}  # fmt: skip
_SHEET_START: Final = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
_SHEET_END: Final = "</sheetData></worksheet>"


class _Outlet(io.RawIOBase):
    """Takes what the archive writes and hands it on; it cannot be sought, so nothing is kept for later."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._written += data
        return len(data)

    def taken(self) -> bytes:
        data = bytes(self._written)
        self._written.clear()
        return data


def sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The bytes of the file, in memory that does not grow with the rows. The words hold no character XML has not.

    A cell of more than `MOST_IN_CELL` is cut, and ends with `CUT`.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in _PARTS.items():
            archive.writestr(_part(name), _XML + words)
        with archive.open(_part("xl/worksheets/sheet1.xml"), "w", force_zip64=False) as part:
            part.write(f"{_SHEET_START}{_row(columns, style=2)}".encode())
            for number, row in enumerate(rows, start=1):
                part.write(_row(row, style=1).encode())
                if number % ROWS_AT_ONCE == 0:
                    yield outlet.taken()
            part.write(_SHEET_END.encode())
    yield outlet.taken()


def _part(name: str) -> zipfile.ZipInfo:
    """Always of the same date, so that the same table gives the same bytes."""
    part = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _row(cells: Sequence[str], *, style: int) -> str:
    written = (_cell(words, style) if words else "<c/>" for words in cells)
    return f"<row>{''.join(written)}</row>"


def _cell(words: str, style: int) -> str:
    words = _LIKE_ESCAPE.sub("_x005F_", _fitting(words))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def _fitting(words: str) -> str:
    units = words.encode("utf-16-le")
    if len(units) <= 2 * MOST_IN_CELL:
        return words
    return units[: 2 * (MOST_IN_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT
