"""Whatever a Source can hold comes back from its item; generated, and every item keeps to the schema."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.citing.csl import fields_of, item_from, permanent_link
from sources.citing.items import ARCHIVE, COLUMNS, DATES, TEXTS, NamedIn, PostFields, SourceFields
from sources.models import AgentKind, Platform, Role, SourceType
from tests.sources.citing.schema import faults

ADDRESS = "https://archive.example/sources/abc/"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
DATE = st.sampled_from([
    "", "2019", "2019-12", "2019-12-18", "2019-12-18~", "2019?", "2019-12%", "2019-21", "2019-24~", "2019-28",
    "2019-33", "2019-40", "2019/2020", "2019-12-18/2019-12-20", "2019-12~/2020?", "2019/..", "2019/", "../2019",
    "/2019", "201X", "2019-XX", "2019-12-XX", "19XX", "2019-12-18T09:30Z", "2019-12-18T09:30", "-0043", "0000",
    "-0043-03-15", "[2018, 2019]", "{2018, 2019}", "2019-21/2019-23", "0044-03", "Y-17E7", "2019-12-?18",
    "2019-12-18T23:30-05:00",
])  # fmt: skip
NAME = st.one_of(
    st.sampled_from([
        "Ada Quill", "Pieter van der Berg", "Sammy Davis Jr.", "Martin Luther King, Jr.", "García Márquez, Gabriel",
        "Gabriel García Márquez", "Wang Xiaoming", "孟建国", "محمد بن سلمان", "Lamp Watch", "Plato", "bell hooks",
        "Alexander von Humboldt", "Beauvoir, Simone de", "Jean d'Alembert", "Иван Петров", "Ada  Quill", " Ada Quill",
        "@quill", "Ada Quill [@other]", "Human Rights Watch", "King, Martin Luther, Jr.", "van Gogh", "O’Neill, M.",
        "Ministry of Lamps, Harbour and Fog", "'t Hooft", "al-", "von", "Ada Quill PhD", "Quill,", ", Ada", "II",
    ]),
    TEXT.filter(bool),
)  # fmt: skip
LANGUAGE = st.sampled_from(
    ["und", "und-Latn", "und-Hani", "en", "es", "zh-Latn-pinyin", "zh-Hans", "ru", "hu", "de"]
)
HANDLE = st.sampled_from(["", "quill", "quill@lamps.example", "灯"])
VARIABLES = ["type", "custom", "language", *TEXTS.values(), *DATES.values(), *Role.values]
PARTS = st.sampled_from([
    "family", "given", "literal", "suffix", "date-parts", "circa", "season", "raw", "undersight", "dates", "names", "post",
    "derived", "platform", "account", "issued", "author", "address",
])  # fmt: skip
POST = st.builds(
    PostFields,
    platform=st.sampled_from(Platform.values),
    account=HANDLE,
    display_name=st.sampled_from(["", "Ada 🏮", "Ada [@quill]"]),
    platform_id=TEXT,
    thread_number=st.none() | st.integers(1, 99),
)


@st.composite
def named(draw: st.DrawFn) -> tuple[NamedIn, ...]:
    """In the order of roles, as a source's contributors are."""
    people = draw(
        st.lists(
            st.builds(
                NamedIn,
                st.sampled_from(Role.values),
                NAME,
                LANGUAGE,
                st.sampled_from(AgentKind.values),
            ),
            max_size=5,
        )
    )
    order = Role.values
    return tuple(sorted(people, key=lambda each: order.index(each.role)))


@st.composite
def fields(draw: st.DrawFn) -> SourceFields:
    csl_type = draw(st.sampled_from(SourceType.values))
    some = draw(st.lists(st.sampled_from(sorted(TEXTS)), unique=True))
    texts: dict[str, Any] = {name: draw(TEXT | st.just(ARCHIVE)) for name in some}
    dates = {name: draw(DATE) for name in DATES}
    post = draw(POST) if csl_type == SourceType.POST else None
    return SourceFields(
        csl_type=csl_type, **texts, **dates, language=draw(LANGUAGE), contributors=draw(named()), post=post
    )


@given(fields(), TEXT)
@settings(max_examples=40, deadline=None)
def test_nothing_is_lost_and_the_item_keeps_to_the_schema(given: SourceFields, words: str) -> None:
    item = item_from(given, public_id="abc", address=ADDRESS, text=words)
    assert faults(item) == []
    again = json.loads(json.dumps(item))
    assert fields_of(again) == given
    assert permanent_link(again) == ADDRESS


@given(fields())
@settings(max_examples=20, deadline=None)
def test_an_item_that_lost_our_notes_keeps_texts_and_the_number_of_people(given: SourceFields) -> None:
    """As after a way through a program that does not keep `custom`."""
    given = replace(given, post=None, csl_type="report")
    item = item_from(given, public_id="abc", address=ADDRESS)
    item.pop("custom", None)
    read = fields_of(item)
    kept = [name for name in TEXTS if name not in ("archive", "archive_location")]
    assert [getattr(read, name) for name in kept] == [getattr(given, name) for name in kept]
    assert [each.role for each in read.contributors] == [each.role for each in given.contributors]


TELLING = st.sampled_from(
    ["post", "x", 2019, 12, "1", "Ada Quill", "Undersight", "title", [[2019, 12]], "[@quill]"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT | TELLING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PARTS | TEXT, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(VARIABLES), JSON, max_size=8))
@settings(max_examples=100, deadline=None)
def test_whatever_an_item_of_others_holds_something_is_read(item: dict[str, Any]) -> None:
    read = fields_of(item)
    assert all(isinstance(getattr(read, name), str) for name in COLUMNS)
    assert faults(item_from(read, public_id="abc", address=ADDRESS)) == []


def test_the_check_of_the_schema_finds_faults() -> None:
    good = {
        "id": "a",
        "type": "book",
        "volume": 3,
        "author": [{"literal": "Lamps"}],
        "issued": {"date-parts": [[2019]]},
    }
    assert faults(good) == []
    for fault, name in [
        ({"type": "newspaper"}, "type"),
        ({"title": 3}, "title"),
        ({"container_title": "x"}, "container_title"),
        ({"author": [{"name": "x"}]}, "author"),
        ({"author": {"literal": "x"}}, "author"),
        ({"issued": "2019"}, "issued"),
        ({"issued": {"date-parts": [[2019, 1, 1, 1]]}}, "issued"),
        ({"issued": {"date-parts": []}}, "issued"),
        ({"id": None}, "id"),
    ]:
        assert [name in each for each in faults({**good, **fault})] == [True], fault  # type: ignore[dict-item]


@pytest.mark.parametrize("csl_type", SourceType.values)
def test_every_type_is_a_type_of_csl(csl_type: str) -> None:
    assert faults({"id": "a", "type": csl_type}) == []
