"""Any JSON at all is read or refused in words; whatever we write is valid, is read as what it was, and has one form."""

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.webannotation import (
    Incoming,
    NotAnAnnotation,
    Refusal,
    WebAnnotation,
    canonical,
    items_of,
    parse,
    read,
    write,
    write_page,
)
from annotations.webannotation.values import read_moment, write_moment
from annotations.webannotation.vocabulary import ANNO_CONTEXT
from tests.annotations.strategies import BASE, annotations, any_json, damaged


def read_or_refused(data: object) -> None:
    try:
        readers = list(items_of(data))
    except Refusal as refusal:
        assert refusal.problem
        return
    for reader in readers:
        try:
            assert isinstance(reader(), Incoming)
        except Refusal as refusal:
            assert str(refusal).encode()
            assert refusal.problem


@given(any_json)
@settings(max_examples=400, deadline=None)
def test_any_json_is_read_or_refused(data: object) -> None:
    read_or_refused(data)


@given(
    st.sampled_from(["Annotation", "AnnotationPage", "AnnotationCollection"]), any_json, any_json, any_json
)
@settings(max_examples=400, deadline=None)
def test_any_outer_form_is_read_or_refused(kind: str, target: object, body: object, items: object) -> None:
    data = {"@context": ANNO_CONTEXT, "id": f"{BASE}/1", "type": kind}
    read_or_refused({**data, "target": target, "body": body, "items": items, "first": items})


@given(damaged())
@settings(max_examples=400, deadline=None)
def test_a_damaged_annotation_is_read_or_refused(data: object) -> None:
    read_or_refused(data)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda each: each.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_json_or_refused(data: bytes) -> None:
    try:
        parse(data)
    except NotAnAnnotation as refusal:
        assert refusal.problem


def test_json_without_end_is_refused() -> None:
    for bomb in (b"[" * 100_000, b'{"a":' * 100_000, b"9" * 10_000, b"NaN", b'{"a": -Infinity}'):
        try:
            parse(bomb)
        except NotAnAnnotation as refusal:
            assert refusal.problem
        else:
            raise AssertionError(bomb[:20])


def test_selectors_that_refine_each_other_without_end_are_refused() -> None:
    selector: dict[str, Any] = {"type": "CssSelector", "value": "p"}
    for _each in range(500):
        selector = {"type": "CssSelector", "value": "p", "refinedBy": selector}
    target = {"source": f"{BASE}/1", "selector": selector}
    data = {"@context": ANNO_CONTEXT, "id": f"{BASE}/1", "type": "Annotation", "target": target}
    try:
        read(data)
    except NotAnAnnotation as refusal:
        assert "nested more than" in refusal.problem
    else:
        raise AssertionError


@given(annotations())
@settings(max_examples=300, deadline=None)
def test_what_is_written_is_read_as_what_it_was(annotation: WebAnnotation) -> None:
    written = canonical(write(annotation, BASE))
    again = read(parse(written.encode()))
    assert again == Incoming(annotation)
    assert canonical(write(again.annotation, BASE)) == written


@given(st.lists(annotations(), max_size=3))
@settings(max_examples=50, deadline=None)
def test_a_page_gives_its_annotations_back(several: list[WebAnnotation]) -> None:
    page = {"@context": ANNO_CONTEXT, **write_page(f"{BASE}/page", several, {"next": f"{BASE}/next"})}
    assert [reader().annotation for reader in items_of(parse(canonical(page).encode()))] == several


@given(st.datetimes(timezones=st.timezones()).filter(lambda at: datetime(2, 1, 1, tzinfo=UTC) < at))
def test_moments_come_back_in_utc(at: datetime) -> None:
    written = write_moment(at)
    assert written.endswith("Z")
    assert read_moment(written) == at.astimezone(UTC)


def test_canonical_text_has_one_form() -> None:
    assert canonical({"b": "é𠮷", "a": [1, {"d": 0, "c": "\n"}]}) == '{"a":[1,{"c":"\\n","d":0}],"b":"é𠮷"}'
    assert json.loads(canonical({"b": 1})) == {"b": 1}
