"""RIS: what we write is read by others, what others write is read by us, and nothing is lost in silence."""

import pytest
import rispy

from sources.exchange import ris
from sources.exchange.shapes import Item, Read

ITEM: Item = {
    "id": "s1",
    "type": "article-newspaper",
    "title": "A million cameras",
    "container-title": "The New York Times",
    "author": [{"family": "Mozur", "given": "Paul"}, {"literal": "新华社"}],
    "issued": {"date-parts": [[2019, 12, 18]]},
    "page": "A1-A4",
    "note": "First.\nSecond.",
}


def written(*items: Item) -> str:
    return "".join(ris.write(items))


def read(text: str) -> Read:
    return ris.read(text.encode())


def test_a_record_is_one_value_a_line() -> None:
    assert written(ITEM).split("\r\n") == [
        "TY  - NEWS", "ID  - s1", "AU  - Mozur, Paul", "AU  - 新华社", "TI  - A million cameras", "T2  - The New York Times",
        "DA  - 2019/12/18/", "PY  - 2019", "SP  - A1", "EP  - A4", "N1  - First.", "N1  - Second.", "ER  - ", "", "",
    ]  # fmt: skip


def test_the_library_reads_the_same_fields() -> None:
    (record,) = rispy.loads(written(ITEM).replace("\r\n", "\n"))
    assert record == {
        "type_of_reference": "NEWS", "id": "s1", "authors": ["Mozur, Paul", "新华社"], "title": "A million cameras",
        "secondary_title": "The New York Times", "date": "2019/12/18/", "year": "2019", "start_page": "A1",
        "end_page": "A4", "notes": ["First.", "Second."],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("ICOMM", "post"),
        ("ELEC", "webpage"),
        ("BLOG", "post-weblog"),
        ("RPRT", "report"),
        ("VIDEO", "motion_picture"),
    ],
)
def test_types_of_others_are_known(tag: str, kind: str) -> None:
    (row,) = read(f"TY  - {tag}\nTI  - x\nER  - \n").rows
    assert row.item == {"type": kind, "title": "x"}
    assert row.problems == ()


def test_a_value_cannot_begin_a_tag() -> None:
    items = [
        {
            "id": "s1",
            "type": "book",
            "title": "x\nER  - \nTY  - JOUR\nTI  - smuggled",
            "note": "ER  - \r\nTY  - JOUR",
        }
    ]
    assert [row.item for row in read(written(*items)).rows] == [items[0] | {"note": "ER  - \nTY  - JOUR"}]
    assert len(rispy.loads(written(*items).replace("\r\n", "\n"))) == 1


def test_a_byte_order_mark_hides_no_record() -> None:
    assert [row.item for row in ris.read(written(ITEM).encode("utf-8-sig")).rows] == [ITEM]


def test_what_was_changed_in_the_file_counts() -> None:
    item = ITEM | {"title": "Two\nlines", "issued": {"date-parts": [[2019, 12]], "circa": True}}
    changed = written(item).replace("TI  - Two lines", "TI  - New title")
    (row,) = read(changed).rows
    assert row.item == item | {"title": "New title"}
    assert "title was changed" in row.problems[0]


def test_names_and_dates_of_other_programs() -> None:
    (row,) = read(
        "TY  - JOUR\nA1  - Doe, Jane, Jr.\nY1  - 2019/03//Spring\nJF  - Journal\nUR  - http://a.b\nER  -\n"
    ).rows
    assert row.item == {
        "type": "article-journal",
        "author": [{"family": "Doe", "given": "Jane", "suffix": "Jr."}],
        "issued": {"date-parts": [[2019, 3]]},
        "container-title": "Journal",
        "URL": "http://a.b",
    }
    assert row.problems == ("Not read: DA Spring",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("TY  - JOUR\nTI  - x\nL1  - file.pdf\nER  - \n", "Not read: L1 file.pdf"),
        ("TY  - JOUR\nTI  - x\nTI  - y\nER  - \n", "Not read: TI y"),
        ("TY  - XYZ\nTI  - x\nER  - \n", "The type of the record is not known."),
        ("TY  - JOUR\nTI  - x\n", "The record has no end (ER): the file may have been cut."),
        ("TY  - JOUR\nTI  - x\nPY  - 2018\nDA  - 2019/01/01/\nER  - \n", "Not read: DA 2019/01/01/"),
    ],
)
def test_what_is_not_read_is_said(text: str, problem: str) -> None:
    (row,) = read(text).rows
    assert row.item is not None
    assert row.item["title"] == "x"
    assert problem in row.problems


def test_what_stands_between_records_is_a_row_and_a_missing_end_ends_nothing_else() -> None:
    rows = read(
        "Export of Tuesday\nTY  - JOUR\nTI  - x\nTY  - BOOK\nTI  - y\n goes on\nER  - \n2.\nTY  - BOOK\nTI  - z\nER  - "
    ).rows
    assert [row.item and row.item["title"] for row in rows] == [None, "x", "y goes on", "z"]
    assert rows[0].raw == "Export of Tuesday"
    assert "TI  - x" in rows[1].raw


def test_a_file_without_records_says_so() -> None:
    assert read("\n1.\n") == Read([], problems=("There is no record in the file.",))
    (row,) = read("A letter.").rows
    assert row.item is None
