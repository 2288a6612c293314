"""Any JSON at all is read or refused in words; whatever we write is valid, is read as what it was, and has one form."""

import json
import string
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import TextPosition, TextQuote
from annotations.webannotation import (
    Bearing,
    Incoming,
    NotAnAnnotation,
    Refusal,
    TextTarget,
    WebAnnotation,
    canonical,
    items_of,
    parse,
    read,
    write,
    write_page,
)
from annotations.webannotation.shapes import AGENT, ANNOTATION, COLLECTION, KINDS, PAGE, SELECTORS, STATES
from annotations.webannotation.values import read_moment, write_moment
from annotations.webannotation.vocabulary import ANNO_CONTEXT, MOTIVATIONS

BASE = "https://lamps.example"
WORDS = sorted(
    {*ANNOTATION, *COLLECTION, *PAGE, *AGENT, *(name for each in KINDS.values() for name in each)}
    | {"refinedBy", "startSelector", "endSelector", "exact", "start", "end", "conformsTo", "@context"}
)
TYPES = ["Annotation", "AnnotationPage", "AnnotationCollection", "Person", *KINDS, *SELECTORS, *STATES]

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
marked = text.filter(str.strip)
iris = st.text(string.ascii_letters + string.digits + "-._~/燈%20", min_size=1, max_size=20).map(
    lambda path: f"{BASE}/{path}"
)
moments = st.datetimes(timezones=st.just(UTC))
quotes = st.builds(TextQuote, exact=text, prefix=st.just("") | text, suffix=st.just("") | text)
places = st.builds(TextPosition, start=st.integers(0), end=st.integers(0))
targets = st.builds(
    TextTarget,
    source=iris,
    quote=quotes,
    position=st.none() | places,
    kept_at=st.none() | moments,
    cached=st.just("") | iris,
    text_sha256=st.just("") | text,
) | st.builds(TextTarget, source=iris, position=places)
bearings = st.builds(
    Bearing,
    subject=iris,
    label=st.just("") | text,
    stance=st.sampled_from(["", "supports", "disputes", "context", "describes", "mentions"]),
    strength=st.sampled_from(["", "weak", "moderate", "strong"]),
)


@st.composite
def annotations(draw: st.DrawFn) -> WebAnnotation:
    motivation = draw(st.sampled_from(["", *sorted(MOTIVATIONS)]))
    note = draw(st.just("") | text)
    return WebAnnotation(
        iri=draw(iris),
        targets=tuple(draw(st.lists(targets, min_size=1, max_size=3))),
        reply_to=draw(iris) if motivation == "replying" and draw(st.booleans()) else "",
        motivation=motivation,
        kind=draw(st.sampled_from(["", "claim", "leak", "note"])),
        note=note,
        language=draw(st.sampled_from(["", "en", "zh-Hans"])) if note else "",
        tags=tuple(draw(st.lists(marked, max_size=3))),
        bearings=tuple(draw(st.lists(bearings, max_size=2))),
        creator=draw(st.just("") | text),
        created=draw(st.none() | moments),
        modified=draw(st.none() | moments),
        via=draw(st.just("") | iris),
    )


def near(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Objects made of the standard's own words, so that the checks behind the first ones are reached."""
    return st.lists(value, max_size=3) | st.dictionaries(st.sampled_from(WORDS), value, max_size=6)


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [*TYPES, *sorted(MOTIVATIONS), ANNO_CONTEXT, "2019-12-18T09:30:00Z", f"{BASE}/1", "ltr"]
    )
)
any_json = st.recursive(scalars, near, max_leaves=30)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """An annotation with one value somewhere in it replaced, added or taken away."""
    whole = write(draw(annotations()), BASE)
    here: Any = whole
    while True:
        key = (
            draw(st.sampled_from(sorted(here)))
            if isinstance(here, dict)
            else draw(st.integers(0, len(here) - 1))
        )
        inner = here[key]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            break
        here = inner
    if draw(st.booleans()):
        here[key] = draw(any_json)
    elif isinstance(here, dict):
        here[draw(st.sampled_from(WORDS))] = here.pop(key)
    else:
        del here[key]
    return whole


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
