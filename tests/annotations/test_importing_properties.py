"""Whatever JSON is imported, each annotation in it is written or refused in words: on both engines, no other way out."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.anchoring import TextPosition, TextQuote
from annotations.models import Annotation
from annotations.services.importing import Arrival, Outcome, Row, rehearse_import
from annotations.webannotation import Refusal, TextTarget, WebAnnotation, items_of, write
from archive.models import Document
from tests.annotations.foreign import TEXT
from tests.annotations.strategies import BASE, annotations, any_json, damaged
from tests.cases import cases
from tests.factories import make_document

pytestmark = pytest.mark.django_db
ARRIVAL = Arrival(base=BASE, actor=None)
# One Document for all examples of a test: nothing that they do is kept.
many = settings(
    max_examples=cases(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def document() -> Document:
    return make_document(TEXT, public_id="lamps")


@st.composite
def placed(draw: st.DrawFn) -> WebAnnotation:
    """On words that stand in the Document; all else is anything."""
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, len(TEXT)))
    target = TextTarget(
        source=f"{BASE}/documents/lamps/",
        quote=TextQuote(TEXT[start:end]),
        position=TextPosition(start, end),
    )
    return replace(draw(annotations()), targets=(target,), reply_to="", bearings=())


def rows_of(data: Any) -> list[Row]:
    try:
        readers = list(items_of(data))
    except Refusal:
        return []
    return rehearse_import(readers, ARRIVAL)


@given(data=any_json | damaged())
@many
def test_any_json_is_imported_or_refused(document: Document, data: Any) -> None:
    for row in rows_of(data):
        assert row.outcome == Outcome.NEW or row.reason
    assert not Annotation.objects.exists()


@given(annotation=placed())
@many
def test_words_that_stand_there_are_found(document: Document, annotation: WebAnnotation) -> None:
    """What is refused is refused for what no row can hold, never for the words."""
    (row,) = rows_of(write(annotation, BASE))
    assert row.outcome == Outcome.NEW or row.reason.startswith(("note:", "tags:", "creator:"))
