"""What a citation lacks, and what in it may be wrong."""

from dataclasses import replace

import pytest

from sources.citing.doubts import Weight, is_isbn, is_issn, lacks_of
from sources.citing.items import NamedIn, SourceFields
from sources.citing.needs import PEOPLE
from sources.forms import SourceForm
from sources.models import AgentKind

ADA = NamedIn("author", "Ada Quill", "und-Latn")
SOUND = SourceFields(
    csl_type="article-newspaper",
    title="The lamps that watched a harbour",
    container_title="The Sorrel Lantern",
    issued="2019-12-18",
    accessed="2019-12-20",
    url="https://lantern.example/lamps",
    language="en",
    isbn="978-3-16-148410-0",
    issn="2434-561X",
    contributors=(ADA,),
)


def test_nothing_is_wrong_with_a_sound_citation() -> None:
    assert lacks_of(SOUND) == []


@pytest.mark.parametrize(
    ("changed", "field", "weight"),
    [
        ({"title": ""}, "title", Weight.MISSING),
        ({"issued": ""}, "issued", Weight.MISSING),
        ({"contributors": ()}, PEOPLE, Weight.MISSING),
        ({"container_title": ""}, "container_title", Weight.MISSING),
        ({"url": ""}, "page", Weight.WANTED),
        ({"csl_type": "article"}, "csl_type", Weight.DOUBTFUL),
        ({"title": "THE LAMPS THAT WATCHED"}, "title", Weight.DOUBTFUL),
        ({"title": "The lamps | The Sorrel Lantern"}, "title", Weight.DOUBTFUL),
        ({"title": "The lamps – lantern.example"}, "title", Weight.DOUBTFUL),
        ({"title": "https://lantern.example/lamps"}, "title", Weight.DOUBTFUL),
        ({"issued": "2019-12~"}, "issued", Weight.DOUBTFUL),
        ({"accessed": "2019-12-01"}, "accessed", Weight.DOUBTFUL),
        ({"url": "lantern.example"}, "url", Weight.DOUBTFUL),
        ({"language": "und"}, "language", Weight.DOUBTFUL),
        ({"title": "看着港口的灯"}, "language", Weight.DOUBTFUL),
        ({"isbn": "978-3-16-148410-1"}, "isbn", Weight.DOUBTFUL),
        ({"issn": "2434-5610"}, "issn", Weight.DOUBTFUL),
        ({"contributors": (NamedIn("author", "Ana María Prado Quill"),)}, PEOPLE, Weight.DOUBTFUL),
    ],
)
def test_one_thing_is_said_of_one_fault(changed: dict[str, object], field: str, weight: Weight) -> None:
    lacks = lacks_of(replace(SOUND, **changed))  # type: ignore[arg-type]
    assert [(lack.field, lack.weight) for lack in lacks] == [(field, weight)]
    assert str(lacks[0].reason) and str(lacks[0].label)
    assert lacks[0].anchor == "rows" if field == PEOPLE else lacks[0].field in SourceForm().fields


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "NATO"},
        {"title": "Lamps - and fog"},
        {"title": "灯", "language": "zh-Hans"},
        {"title": "灯", "language": "ja"},
        {"issued": "2019-12-18T09:30Z"},
        {"accessed": "2019-12-18"},
        {"contributors": (NamedIn("author", "Ana María Prado Quill", kind=AgentKind.PERSON),)},
        {"contributors": (NamedIn("author", "The Quay and Lamp Company"),)},
        {"isbn": "0-306-40615-2"},
    ],
)
def test_what_only_looks_odd_is_no_doubt(changed: dict[str, object]) -> None:
    assert lacks_of(replace(SOUND, **changed)) == []  # type: ignore[arg-type]


def test_a_page_without_a_date_needs_the_day_on_which_it_was_read() -> None:
    page = replace(SOUND, csl_type="webpage", issued="", accessed="")
    assert [(lack.field, lack.weight) for lack in lacks_of(page)] == [
        ("issued", Weight.MISSING),
        ("accessed", Weight.DOUBTFUL),
    ]


@pytest.mark.parametrize("text", ["080442957X", "978 0 306 40615 7", "0-8044-2957-X"])
def test_isbn(text: str) -> None:
    assert is_isbn(text)


@pytest.mark.parametrize("text", ["", "X", "0804429570", "9780306406158", "abc", "97803064061X7"])
def test_no_isbn(text: str) -> None:
    assert not is_isbn(text)
    assert not is_issn(text)
