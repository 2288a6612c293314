"""What pandoc, a program that is not ours, reads in the files we write."""

import json
import subprocess
from typing import Any

import pytest

from sources.exchange import bibtex, csljson, endnote, ris
from sources.exchange.shapes import Format, Item
from tests.sources.exchange.generated import generated
from tests.sources.exchange.hostile import hostile

pypandoc = pytest.importorskip("pypandoc", reason="pandoc is not installed")

# Format, its name in pandoc, and the variables that pandoc reads of it (its own sources say which).
READERS: list[tuple[Format, str, tuple[str, ...]]] = [
    (csljson.FORMAT, "csljson", ("title", "author", "container-title", "publisher", "publisher-place", "volume", "issue", "page", "URL", "DOI", "ISSN", "language", "note", "issued", "accessed")),
    (bibtex.BIBTEX, "bibtex", ("title", "author", "container-title", "publisher", "publisher-place", "volume", "issue", "page", "URL", "DOI", "ISSN", "note", "issued", "accessed")),
    (bibtex.BIBLATEX, "biblatex", ("title", "author", "container-title", "publisher", "publisher-place", "volume", "issue", "page", "URL", "DOI", "ISSN", "note", "issued", "accessed")),
    (ris.FORMAT, "ris", ("title", "author", "container-title", "publisher", "volume", "issue", "page", "URL", "DOI", "ISSN", "language")),
    (endnote.FORMAT, "endnotexml", ("title", "author", "container-title", "publisher", "publisher-place", "volume")),
]  # fmt: skip
NAMED = [name for _form, name, _variables in READERS]
ITEM: Item = {
    "id": "s1",
    "type": "article-newspaper",
    "title": "How iPhones 100% {watch} 天网 a_b & C",
    "author": [{"family": "Mozur", "given": "Paul"}, {"family": "Ковалёва", "given": "Анна"}, {"family": "García Márquez", "given": "Gabriel"}],
    "container-title": "The New York Times & Co",
    "publisher": "Smith and Sons",
    "publisher-place": "New York",
    "volume": "12", "issue": "3", "page": "1-4",
    "URL": "https://a.example/x_y?z=1%20#p~1",
    "DOI": "10.1000/xyz_1", "ISSN": "0362-4331", "language": "de", "note": "Seen at 5 % of it.",
    "issued": {"date-parts": [[2019, 12, 18]]},
    "accessed": {"date-parts": [[2020, 1, 2]]},
}  # fmt: skip


def read_by_pandoc(form: Format, name: str, items: list[Item]) -> list[dict[str, Any]]:
    assert form.write
    text = "".join(str(piece) for piece in form.write(items))
    command = [pypandoc.get_pandoc_path(), "--sandbox", "--from", name, "--to", "csljson"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=120, check=True)  # noqa: S603
    assert done.stderr == b""
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("form", "name", "variables"), READERS, ids=NAMED)
def test_pandoc_reads_the_same_fields(form: Format, name: str, variables: tuple[str, ...]) -> None:
    (found,) = read_by_pandoc(form, name, [ITEM])
    assert {variable: found.get(variable) for variable in variables} == {
        variable: ITEM[variable] for variable in variables
    }
    assert found["id"] == "s1"
    assert found["type"] == "article-newspaper"
    assert found["issued"]["date-parts"][0][0] == 2019


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("biblatex", {"post": "webpage", "report": "report", "book": "book", "chapter": "chapter", "thesis": "thesis", "legislation": "legislation"}),
        ("ris", {"post": "personal_communication", "post-weblog": "post-weblog", "report": "report", "book": "book", "chapter": "chapter"}),
        ("endnotexml", {"post": "webpage", "post-weblog": "post-weblog", "report": "report", "hearing": "hearing", "dataset": "dataset"}),
    ],
)  # fmt: skip
def test_pandoc_knows_the_types(name: str, kinds: dict[str, str]) -> None:
    form = next(form for form, known, _variables in READERS if known == name)
    found = read_by_pandoc(form, name, [{"id": kind, "type": kind, "title": "x"} for kind in kinds])
    assert {each["id"]: each["type"] for each in found} == kinds


@pytest.mark.slow
@pytest.mark.parametrize(("form", "name", "variables"), READERS[1:], ids=NAMED[1:])
def test_no_file_is_broken_for_pandoc(form: Format, name: str, variables: tuple[str, ...]) -> None:
    items = [*hostile(100), *generated(200)]
    assert [each["id"] for each in read_by_pandoc(form, name, items)] == [item["id"] for item in items]
