"""CSV and XLSX: no cell is a formula, whatever it says, and what comes back is what was written."""

import csv
import io
import json
import shutil
import subprocess
import tracemalloc
import zipfile
from itertools import repeat
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sources.csv_files import FORMULA_STARTS, guarded, unguarded
from sources.exchange.cells import COLUMNS, guessed
from sources.exchange.shapes import Item, Selection, Unreadable
from sources.exchange.tables import read_csv, read_table, table_of, write_csv, write_xlsx
from tests.sources.exchange.generated import generated

OFFICE = shutil.which("soffice")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# What spreadsheets have been made to do by a cell.
ATTACKS = (
    "=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\n=1", "＝1+1", "'=1",
    "''+2", "=", "@", "-", "+", "=\"a\"&\"b\"", "_x003D_1", " =1+1", "\"=1+1", ";=1", "=1;=2", "{=1}", "%0A=1", "=DDE(\"a\";\"b\")",
    "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip


def item_saying(words: str) -> Item:
    return {"id": "s1", "type": "book", "title": words, "publisher": words, "note": words, "genre": words}


def csv_of(items: list[Item]) -> bytes:
    return "".join(write_csv(items)).encode()


@pytest.mark.parametrize("words", [*ATTACKS, "plain", "it's", "", "'", "''"])
def test_guarding_is_undone_exactly(words: str) -> None:
    assert unguarded(guarded(words)) == words
    assert not guarded(words).startswith(FORMULA_STARTS)


def test_words_come_back_from_csv_as_they_were() -> None:
    for words in ATTACKS:
        (row,) = read_csv(csv_of([item_saying(words)])).rows
        assert row.item == item_saying(words.strip()), words


def test_the_same_fields_come_back_from_csv() -> None:
    items = [carried(item) for item in generated(400)]
    read = read_csv(csv_of(items))
    for row, item in zip(read.rows, items, strict=True):
        assert row.item == item
    assert not read.problems


def carried(item: Item) -> Item:
    """What the columns hold of an item: each text without blanks around it, each name in the parts that a cell has."""
    kept: dict[str, Any] = {name: item[name] for name in COLUMNS if name in item}
    for name, value in kept.items():
        if isinstance(value, str):
            kept[name] = value.strip()
        if isinstance(value, list):
            kept[name] = [plain_name(each) for each in value]
    return {name: value for name, value in kept.items() if value and name not in ("issued", "accessed")}


def plain_name(name: dict[str, Any]) -> dict[str, str]:
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"), name.get("suffix"))))
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    if given and family:
        return {"family": family, "given": given}
    return {"literal": (name.get("literal") or family).replace("{", "(").replace("}", ")")}


def test_dates_come_back_from_csv() -> None:
    for edtf in ("2019", "2019-12", "2019-12-18", "2019-12-18~", "2019/2020", "2019-12-18T09:30Z"):
        text = f"title,issued\nLamps,{edtf}\n"
        (row,) = read_csv(text.encode()).rows
        assert row.item and row.item["issued"], edtf
        (again,) = read_csv(csv_of([row.item])).rows
        assert again.item and again.item["issued"] == row.item["issued"]


@pytest.mark.parametrize("date", ["2019年12月18日", "2019/12/18", "2019-12-18 10:20:00", "2019.12.18"])
def test_dates_of_other_programs_are_read_where_they_can_only_mean_one_day(date: str) -> None:
    (row,) = read_csv(f"title,date\nLamps,{date}\n".encode()).rows
    assert row.item == {"title": "Lamps", "issued": {"date-parts": [[2019, 12, 18]]}, "type": "document"}


def test_a_date_that_could_be_two_is_not_guessed() -> None:
    (row,) = read_csv(b"title,date\nLamps,1/2/2020\n").rows
    assert row.item == {"title": "Lamps", "type": "document"}
    assert "1/2/2020" in row.problems[0]


def test_a_table_of_zotero_is_understood() -> None:
    header = [
        "Key",
        "Item Type",
        "Publication Year",
        "Author",
        "Title",
        "Publication Title",
        "Date",
        "Type",
        "Extra",
    ]
    assert guessed(header) == [
        "id",
        "type",
        "",
        "author",
        "title",
        "container-title",
        "issued",
        "genre",
        "note",
    ]
    lines = io.StringIO()
    csv.writer(lines).writerows(
        [header, ["K1", "newspaperArticle", "2019", "Quill, Ada; 新华社", "Lamps", "Lantern", "2019-12"]]
    )
    (row,) = read_csv(lines.getvalue().encode()).rows
    assert row.item is not None
    assert row.item["type"] == "article-newspaper"
    assert row.item["author"] == [{"family": "Quill", "given": "Ada"}, {"literal": "新华社"}]


def test_columns_can_be_said_and_those_left_out_are_named() -> None:
    table = table_of(b"A;B;C\nLamps;Ada Quill;x\n")
    read = read_table(table, ["title", "author", ""])
    assert read.rows[0].item == {"title": "Lamps", "author": [{"literal": "Ada Quill"}], "type": "document"}
    assert read.rows[0].raw == "A: Lamps\nB: Ada Quill\nC: x"
    assert any("C" in problem for problem in read.problems)


def test_a_file_that_was_cut_shows() -> None:
    lines = csv_of(list(generated(5))[:3]).decode().split("\r\n")
    short = "\r\n".join([lines[0], "x,book,Lamps", *lines[-2:]]).encode()
    assert any("3" in problem and "1" in problem for problem in read_csv(short).problems)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"title\n", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_csv(data)


def test_a_cell_that_never_ends_is_said_and_what_stands_before_is_read() -> None:
    read = read_csv(b'title\nLamps\n"' + b"x" * 200_000)
    assert [row.item and row.item["title"] for row in read.rows] == ["Lamps"]
    assert "line" in read.problems[0]


def cells_of_sheet(data: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        sheet = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    assert not list(sheet.iter(f"{SHEET}f"))
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{SHEET}row")]


def test_a_sheet_has_words_only() -> None:
    rows = cells_of_sheet(
        b"".join(write_xlsx([item_saying(words) for words in ATTACKS], Selection(address="https://a/")))
    )
    assert rows[0] == list(COLUMNS)
    at = COLUMNS.index("note")
    assert [row[at] for row in rows[1:-1]] == [words.replace("_x003D_", "_x005F_x003D_") for words in ATTACKS]
    assert rows[-1][0] == f"# {len(ATTACKS)} rows; https://a/"


def test_what_a_cell_cannot_hold_is_cut_and_says_so() -> None:
    (_head, row, _last) = cells_of_sheet(b"".join(write_xlsx([item_saying("𠀀" * 20_000)])))
    assert row[COLUMNS.index("note")].endswith("[…]")
    assert len(row[COLUMNS.index("note")].encode("utf-16-le")) <= 2 * 32_767


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(write: Any) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _piece in write(repeat(item, count)):
            pass
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    item = next(generated(1))
    small = peak(300)
    assert peak(1_500) < small + 100_000


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("write", "suffix"), [(write_csv, "csv"), (write_xlsx, "xlsx")])
def test_libreoffice_finds_no_formula(write: Any, suffix: str, tmp_path: Path) -> None:
    """300 cells that begin like formulas, opened by a spreadsheet: all of them words, and the words are the same."""
    items = [item_saying(f"{ATTACKS[n % len(ATTACKS)]}{n}") for n in range(75)]
    pieces = [each.encode() if isinstance(each, str) else each for each in write(items)]
    (tmp_path / f"table.{suffix}").write_bytes(b"".join(pieces))
    opened = opened_in_office(tmp_path, suffix)
    assert opened["formulas"] == 0
    words = {text for text in opened["texts"] if text}
    wanted = {item["note"] for item in items}
    if suffix == "csv":
        wanted = {guarded(text) for text in wanted}
    # The document that it saves writes tabs and runs of blanks as elements.
    assert {"".join(text.split()) for text in wanted} <= {"".join(text.split()) for text in words}


def opened_in_office(folder: Path, suffix: str) -> dict[str, Any]:
    """How many cells of the first sheet are formulas, and all that cells say, by way of the format that it saves."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    reading = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if suffix == "csv" else []
    command = [OFFICE or "", profile, "--headless", *reading, "--convert-to", "fods", "--outdir", str(folder)]
    subprocess.run(  # noqa: S603 - a program of this machine, on our own file
        [*command, str(folder / f"table.{suffix}")], check=True, capture_output=True, timeout=120
    )
    root = ET.parse(folder / "table.fods").getroot()  # noqa: S314 - made here
    table, text = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "text"))
    cells = list(root.iter(f"{table}table-cell"))
    words = ["\n".join("".join(each.itertext()) for each in cell.iter(f"{text}p")) for cell in cells]
    return {"formulas": sum(f"{table}formula" in cell.attrib for cell in cells), "texts": words}


def test_items_of_json_types_that_csl_has_not_do_no_harm() -> None:
    odd: Item = json.loads(
        '{"type": "book", "title": 3, "author": [], "issued": "2019", "volume": null, "custom": 1}'
    )
    (row,) = read_csv(csv_of([odd])).rows
    assert row.item == {"type": "book", "title": "3", "issued": {"date-parts": [[2019]]}}
