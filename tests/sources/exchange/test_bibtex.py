"""BibTeX and BibLaTeX: what we write keeps its case and its braces, what others write is read entry by entry."""

import pytest
from bibtexparser.entrypoint import parse_string

from sources.exchange import bibtex
from sources.exchange.shapes import Format, Item, Read, Selection

ITEM: Item = {
    "id": "s1",
    "type": "article-newspaper",
    "title": "How the iPhone fell: 100% of it",
    "container-title": "The New York Times",
    "author": [{"family": "Mozur", "given": "Paul"}, {"literal": "Smith and Sons"}, {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}],
    "issued": {"date-parts": [[2019, 12, 18]]},
    "accessed": {"date-parts": [[2020, 1]]},
    "page": "A1-A4",
    "issue": "12",
    "language": "en-GB",
    "URL": "https://a.example/x_y?z=1%20#p~1",
    "note": "First.\nSecond.",
}  # fmt: skip
BOTH = [bibtex.BIBTEX, bibtex.BIBLATEX]


def written(form: Format, *items: Item) -> str:
    assert form.write
    return "".join(str(piece) for piece in form.write(items, Selection(address="https://a.example/@x/")))


def read(text: str, form: Format = bibtex.BIBTEX) -> Read:
    assert form.read
    return form.read(text.encode())


def test_an_entry_of_bibtex() -> None:
    assert (
        written(bibtex.BIBTEX, ITEM)
        == r"""@article{s1,
  author = {Mozur, Paul and {Smith and Sons} and van Gogh, Vincent},
  title = {{How the iPhone fell: 100\% of it}},
  note = {First. \par Second.},
  url = {https://a.example/x_y?z=1%20#p~1},
  journal = {{The New York Times}},
  number = {12},
  pages = {A1--A4},
  entrysubtype = {newspaper},
  langid = {british},
  year = {2019},
  month = dec,
  day = {18},
  urldate = {2020-01}
}

% 1 entry; https://a.example/%40x/
"""
    )


def test_an_entry_of_biblatex() -> None:
    text = written(
        bibtex.BIBLATEX, ITEM | {"type": "post", "issued": {"date-parts": [[2019, 12]], "circa": True}}
    )
    assert text.startswith("@online{s1,")
    for line in (
        "organization = {{The New York Times}}",
        "date = {2019-12~}",
        "urldate = {2020-01}",
        'x-csl = {csl:{"type":"post"}}',
    ):
        assert line in text


@pytest.mark.parametrize("form", BOTH)
def test_the_library_reads_the_same_fields(form: Format) -> None:
    library = parse_string(written(form, ITEM))
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}
    assert fields["author"] == "Mozur, Paul and {Smith and Sons} and van Gogh, Vincent"
    assert fields["title"] == r"{How the iPhone fell: 100\% of it}"
    assert fields["url"] == ITEM["URL"]


@pytest.mark.parametrize("form", BOTH)
def test_what_is_written_comes_back_from_either_reader(form: Format) -> None:
    items = [
        ITEM,
        {"id": "s 2", "type": "hearing", "title": "a\nb", "custom": {"x": ["}", "{"]}},
        {"id": "", "type": "bill", "title": "\\"},
    ]
    for reader in BOTH:
        found = read(written(form, *items), reader)
        assert [row.item for row in found.rows] == [*items[:2], {"type": "bill", "title": "\\"}]
        assert [row.problems for row in found.rows] == [()] * 3


def test_an_item_that_comes_twice_has_two_keys() -> None:
    rows = read(written(bibtex.BIBTEX, ITEM, ITEM, ITEM | {"id": "S1"})).rows
    assert [row.item and row.item["id"] for row in rows] == ["s1", "s1-2", "S1-3"]


def test_nothing_of_a_value_becomes_a_field() -> None:
    item = {
        "id": "s1",
        "type": "book",
        "title": "x},\n author = {Smuggled",
        "note": "}\n@book{y,\n title = {z}\n}",
        "URL": "http://a/{\\}\nb",
    }
    text = written(bibtex.BIBTEX, item)
    library = parse_string(text)
    assert [(entry.key, sorted(entry.fields_dict)) for entry in library.entries] == [
        ("s1", ["note", "title", "url", "x-csl"])
    ]
    assert read(text).rows[0].item == item


def test_what_was_changed_in_the_file_counts() -> None:
    item = ITEM | {"title": "Two\nlines", "custom": {"x": 1}}
    (row,) = read(written(bibtex.BIBTEX, item).replace("{{Two lines}}", "{New title}")).rows
    assert row.item == item | {"title": "New title"}
    assert "title was changed" in row.problems[0]


def test_what_people_write_by_hand_is_read() -> None:
    (row,) = read(r"""
        @comment{jabref-meta: databaseType:bibtex;}
        @string{jan_press = "January Press"}
        % a note
        @InProceedings(knuth:1,
          Author = "Donald E. Knuth and G{\"o}del, Kurt and {World Health Organization} and others",
          TITLE = {On the {TeX} of \emph{things}}, Subtitle = "A story",
          booktitle = "Proc. " # jan_press, publisher = jan_press,
          year = 1984, month = "18~" # dec, pages = {12--15},
          howpublished = {\url{http://a.example/x_y}},
        )""").rows
    assert row.item == {
        "type": "paper-conference", "id": "knuth:1", "title": "On the TeX of things: A story",
        "author": [
            {"family": "Knuth", "given": "Donald E."}, {"family": "Gödel", "given": "Kurt"}, {"literal": "World Health Organization"},
        ],
        "container-title": "Proc. January Press", "publisher": "January Press", "page": "12-15",
        "issued": {"date-parts": [[1984, 12, 18]]}, "URL": "http://a.example/x_y",
    }  # fmt: skip
    assert row.problems == ("The list of names goes on: “and others”.",)


def test_a_parent_gives_what_its_child_does_not_say() -> None:
    child, _parent = read(
        "@incollection{a, title={A}, crossref={b}}\n@book{b, title={B}, editor={Roe, Jane}, year={2019}, publisher={P}}"
    ).rows
    assert child.item == {
        "type": "chapter", "id": "a", "title": "A", "container-title": "B", "editor": [{"family": "Roe", "given": "Jane"}],
        "issued": {"date-parts": [[2019]]}, "publisher": "P",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("@book{a, title={x}, file={x.pdf}}", "Not read: file = x.pdf"),
        ("@book{a, title={x}, title={y}}", "Not read: title = y"),
        ("@novel{a, title={x}}", "The type of the entry is not known: @novel."),
        ("@book{a, title={x\\smuggle}}", "Left out of title: \\smuggle"),
        (
            "@book{a, title={x}, crossref={nowhere}}",
            "The entry nowhere, which this one is part of, is not in the file.",
        ),
    ],
)
def test_what_is_not_read_is_said(text: str, problem: str) -> None:
    (row,) = read(text).rows
    assert row.item is not None
    assert row.item["title"] == "x"
    assert row.problems == (problem,)


def test_a_broken_entry_is_a_row_and_breaks_no_other() -> None:
    rows = read(
        "@book{a, title={x}}\n@book{b, title={y\n@book{c, title={z}}\n@book d\n@book{a, title={w}}"
    ).rows
    assert [row.item and row.item["title"] for row in rows] == ["x", None, "z", None, "w"]
    assert "Unexpected block start" in rows[1].problems[0]
    assert rows[1].raw.startswith("@book{b")
    assert rows[3].raw == "@book d"
    assert rows[4].problems == ("The key a stands twice in the file.",)


def test_a_byte_order_mark_hides_no_entry() -> None:
    assert bibtex.BIBTEX.read
    assert len(bibtex.BIBTEX.read(written(bibtex.BIBTEX, ITEM).encode("utf-8-sig")).rows) == 1


def test_a_file_without_entries_says_so() -> None:
    assert read("A letter, and a note of 2019.") == Read([], problems=("There is no entry in the file.",))
