"""Every format gives back what it was given, and gives others nothing but what it says it gives."""

import pytest

from sources.exchange import bibtex, csljson, endnote, ris, variables
from sources.exchange.shapes import Format, Item
from tests.sources.exchange.generated import generated

OURS = [csljson.FORMAT, bibtex.BIBTEX, bibtex.BIBLATEX, ris.FORMAT, endnote.FORMAT]
NAMED = [each.name for each in OURS]
TYPES = ("document", "article-journal", "book", "chapter", "interview", "webpage")


def written(form: Format, items: list[Item]) -> str:
    assert form.write
    return "".join(str(piece) for piece in form.write(items))


def there_and_back(form: Format, items: list[Item]) -> None:
    assert form.read
    rows = form.read(written(form, items).encode()).rows
    assert [row.item for row in rows] == items
    assert {problem for row in rows for problem in row.problems} == set()


@pytest.mark.parametrize("form", OURS, ids=NAMED)
def test_nothing_is_lost(form: Format) -> None:
    there_and_back(form, list(generated(90)))


@pytest.mark.slow
@pytest.mark.parametrize("form", OURS, ids=NAMED)
def test_nothing_is_lost_of_five_thousand(form: Format) -> None:
    there_and_back(form, list(generated(5000, seed=6)))


def value_of(variable: str) -> object:
    if variable in variables.NAMES:
        return [{"family": "Mozur", "given": "Paul"}]
    if variable in variables.DATES:
        return {"date-parts": [[2019, 12, 18]]}
    return {"custom": {"x": "y"}, "categories": ["x"]}.get(variable, "12")


def without_our_field(text: str) -> str:
    """The file as a program sees it that knows nothing of us."""
    return (
        text.replace("U1  - csl:", "U1  - ")
        .replace("x-csl = {csl:", "x-csl = {")
        .replace("<custom7>csl:", "<custom7>")
    )


def carried(form: Format, variable: str) -> bool:
    """Whether some type of item gets it across."""
    assert form.read
    items = [{"id": "s1", "type": kind, variable: value_of(variable)} for kind in TYPES]
    rows = form.read(without_our_field(written(form, items)).encode()).rows
    return any(
        row.item and row.item.get(variable) == item[variable] for row, item in zip(rows, items, strict=True)
    )


@pytest.mark.parametrize("form", OURS, ids=NAMED)
def test_what_a_format_has_no_field_for_is_listed(form: Format) -> None:
    lost = {variable for variable in variables.ALL if not carried(form, variable)}
    assert {str(loss.variable) for loss in form.cannot_carry if loss.becomes == "nothing"} <= lost
    assert lost <= {name for loss in form.cannot_carry for name in str(loss.variable).split(", ")}


def test_a_variable_of_ours_is_one_of_the_schema() -> None:
    assert {name for item in generated(90) for name in item} <= {*variables.ALL, "id", "type"}
