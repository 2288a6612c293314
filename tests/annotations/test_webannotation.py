"""What the standard demands, one rule at a time; how ours are written; what is left out, and said so."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from annotations.webannotation import (
    Bearing,
    Creator,
    NotAnAnnotation,
    NotHeldHere,
    WebAnnotation,
    items_of,
    read,
    write,
)
from annotations.webannotation.vocabulary import ANNO_CONTEXT
from tests.annotations.foreign import FULL, LAMPS


def annotation(**members: Any) -> dict[str, Any]:
    """A valid annotation of some words, with these members put in; None takes one away."""
    whole = {
        "@context": ANNO_CONTEXT,
        "id": f"{LAMPS}/1",
        "type": "Annotation",
        "target": target({"type": "TextQuoteSelector", "exact": "lamps"}),
    } | members
    return {name: value for name, value in whole.items() if value is not None}


def target(selector: object, **members: Any) -> dict[str, Any]:
    return {"source": f"{LAMPS}/documents/abc/", "selector": selector, **members}


WRITTEN = json.loads(json.dumps(write(FULL, LAMPS)))


def test_what_is_said_of_an_annotation_as_it_is_written() -> None:
    """The form that other programs rest on: changing it is a change of interface."""
    assert WRITTEN["@context"] == [ANNO_CONTEXT, f"{LAMPS}/ns/undersight.jsonld"]
    assert WRITTEN["creator"] == {"type": "Person", "name": "Ada Quill"}
    assert (WRITTEN["created"], WRITTEN["undersight:kind"]) == ("2019-12-18T09:30:00Z", "claim")


def test_bodies_as_they_are_written() -> None:
    assert WRITTEN["body"] == [
        {
            "type": "TextualBody",
            "purpose": "commenting",
            "format": "text/markdown",
            "language": "en",
            "value": "*Said* on the quay.",
        },
        {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": "lamps"},
        {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": "燈"},
        {
            "type": "SpecificResource",
            "purpose": "assessing",
            "source": {"id": f"{LAMPS}/claims/lamps/", "label": "The lamps listened."},
            "undersight:stance": "supports",
            "undersight:strength": "strong",
        },
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": {"id": f"{LAMPS}/vendors/works/", "label": "Works"},
            "undersight:stance": "mentions",
            "undersight:strength": "weak",
        },
    ]


def test_targets_as_they_are_written() -> None:
    assert WRITTEN["target"][0] == {
        "type": "SpecificResource",
        "source": f"{LAMPS}/documents/abc/",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "燈火 listened",
                "prefix": "💡 The lamps ",
                "suffix": ".\n",
            },
            {"type": "TextPositionSelector", "start": 12, "end": 23},
        ],
        "state": {
            "type": "TimeState",
            "sourceDate": "2019-12-18T09:30:00Z",
            "cached": f"{LAMPS}/documents/abc/text/",
            "undersight:textSha256": "0" * 64,
        },
    }


def test_a_reply_is_about_the_annotation_it_answers() -> None:
    reply = WebAnnotation(iri=f"{LAMPS}/2", motivation="replying", reply_to=FULL.iri, note="No.")
    written = write(reply, LAMPS)
    assert written["target"] == [FULL.iri]
    assert read(written).annotation == reply


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"@context": [ANNO_CONTEXT]}, "/@context: must be a string where it is the only context"),
        ({"@context": None}, "“@context” is missing"),
        ({"id": None}, "“id” is missing"),
        ({"id": "/annotations/1"}, "/id: “/annotations/1” is no IRI"),
        ({"target": []}, "“target” is missing"),
        ({"target": "a page"}, "/target: “a page” is no IRI"),
        ({"motivation": "fishing"}, "/motivation: “fishing” is no motivation of the standard"),
        ({"created": "2019-12-18"}, "/created: “2019-12-18” is no date and time"),
        ({"created": "2019-12-18T09:30:00"}, "/created: “2019-12-18T09:30:00” is no date and time"),
        ({"created": "2019-02-30T09:30:00Z"}, "/created: “2019-02-30T09:30:00Z” is no date and time"),
        ({"created": "２019-12-18T09:30:00Z"}, "/created: “２019-12-18T09:30:00Z” is no date"),
        ({"body": {"type": "TextualBody", "value": "a", "purpose": "x"}}, "/body/purpose: “x” is no motivation"),
        ({"body": {"type": "Choice", "items": []}}, "/body: “items” is missing"),
        ({"body": {"type": "Choice", "items": f"{LAMPS}/1"}}, "/body/items: must be an array"),
        ({"body": ["a:b", {"type": "List", "items": ["c:d", 5]}]}, "/body/1/items/1: must be an IRI"),
        ({"body": {"type": "TextualBody", "value": "\ud800"}}, "/body/value: has half a character"),
        ({"creator": {"name": 3}}, "/creator/name: must be a string"),
        ({"creator": {"email": "ada"}}, "/creator/email: “ada” is no IRI"),
        ({"audience": {"id": "who"}}, "/audience/id: “who” is no IRI"),
        ({"stylesheet": 1}, "/stylesheet: must be an IRI or an object"),
        ({"target": target("sel")}, "/target/selector: “sel” is no IRI"),
        ({"target": target({"type": "MoodSelector"})}, "/target/selector: is no selector that the standard knows"),
        ({"target": target({"exact": "lamps"})}, "/target/selector: is no selector that the standard knows"),
        ({"target": target({"type": "TextQuoteSelector"})}, "/target/selector: “exact” is missing"),
        ({"target": target({"type": "CssSelector"})}, "/target/selector: “value” is missing"),
        (
            {"target": target({"type": "FragmentSelector", "value": "a", "conformsTo": "b"})},
            "/target/selector/conformsTo: “b” is no IRI",
        ),
        (
            {"target": target({"type": "TextPositionSelector", "start": 1})},
            "/target/selector: “end” is missing",
        ),
        (
            {"target": target({"type": "TextPositionSelector", "start": -1, "end": 2})},
            "/target/selector/start: must be a whole number",
        ),
        (
            {"target": target({"type": "DataPositionSelector", "start": 1, "end": True})},
            "/target/selector/end: must be a whole number",
        ),
        (
            {"target": target({"type": "RangeSelector", "startSelector": "a:b"})},
            "/target/selector: “endSelector” is missing",
        ),
        (
            {"target": target({"type": "XPathSelector", "value": "p", "refinedBy": {"type": "SvgSelector", "value": 1}})},
            "/target/selector/refinedBy/value: must be a string",
        ),
        ({"target": target("a:b", state={"type": "HttpRequestState"})}, "/target/state: “value” is missing"),
        (
            {"target": target("a:b", state={"type": "TimeState", "sourceDate": "now"})},
            "/target/state/sourceDate: “now” is no date",
        ),
        (
            {"target": target("a:b", state={"type": "TimeState", "sourceDateStart": "2019-12-18T09:30:00Z"})},
            "/target/state: “sourceDateStart” and “sourceDateEnd” go together",
        ),
        ({"target": {"type": "SpecificResource", "source": {"type": "Text"}}}, "/target/source: “id” is missing"),
    ],
)  # fmt: skip
def test_what_breaks_the_standard_is_named_with_its_place(members: dict[str, Any], message: str) -> None:
    with pytest.raises(NotAnAnnotation) as caught:
        read(annotation(**members))
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("members", "place", "reason"),
    [
        ({"target": f"{LAMPS}/page"}, "/target", f"it is about all of “{LAMPS}/page”."),
        ({"target": {"id": "a:b", "type": "Sound"}}, "/target", "it is about all of “a:b” (Sound)."),
        ({"target": target({"type": "SvgSelector", "value": "x"})}, "/target", "the selector is SvgSelector."),
        ({"target": {"type": "Choice", "items": ["a:b", "c:d"]}}, "/target", "which text is meant is left open."),
        (
            {"target": target({"type": "TextQuoteSelector", "exact": "a", "refinedBy": {"type": "TextPositionSelector", "start": 0, "end": 1}})},
            "/target",
            "the selector is TextQuoteSelector > TextPositionSelector.",
        ),
        ({"target": target({"type": "TextQuoteSelector", "exact": ""})}, "/target/selector", "it quotes no words."),
    ],
)  # fmt: skip
def test_what_is_valid_but_no_text_is_refused_with_the_reason(
    members: dict[str, Any], place: str, reason: str
) -> None:
    with pytest.raises(NotHeldHere) as caught:
        read(annotation(**members))
    assert caught.value.pointer == place
    assert caught.value.problem == f"Valid, but not a text target we hold: {reason}"


def test_one_part_that_cannot_be_held_refuses_the_whole() -> None:
    words = annotation()["target"]
    with pytest.raises(NotHeldHere):
        read(annotation(target=[words, "https://example.org/image"]))


def test_what_others_say_is_understood() -> None:
    incoming = read(
        annotation(
            motivation="tagging",
            creator=[
                "https://example.org/ada",
                {"name": ["Ada", "A."], "email_sha1": "ab", "type": ["Person", "https://example.org/Poet"]},
                {"id": "MailTo:ada@quay.example", "type": "Software"},
                {"id": "mailto:quay@quay.example", "name": "The quay", "type": "Organization"},
            ],
            created="2019-12-18T17:30:00.1234567+08:00",
            body=[
                {"type": "TextualBody", "value": "lamps"},
                {"value": "A note.", "purpose": "describing", "language": "en"},
                {"type": "TextualBody", "value": "Another.", "purpose": "commenting"},
                {"type": "SpecificResource", "source": "https://example.org/city", "purpose": "identifying"},
            ],
            target={"type": "List", "items": [annotation()["target"]]},
        )
    )
    assert incoming.annotation.tags == ("lamps",)
    assert incoming.annotation.note == "A note.\n\nAnother."
    assert incoming.annotation.language == "en"
    assert incoming.annotation.bearings == (Bearing(subject="https://example.org/city"),)
    assert incoming.annotation.creators == (
        Creator(iri="https://example.org/ada"),
        Creator(name="Ada", type="Person"),
        Creator(name="The quay", type="Organization"),
    )
    assert incoming.annotation.created == datetime(2019, 12, 18, 9, 30, 0, 123456, tzinfo=UTC)
    assert incoming.left_out == (
        *("/creator/2", "/creator/1/name", "/creator/1/email_sha1", "/creator/1/type", "/creator/3/id"),
        "/target/type",
    )


def test_what_is_not_kept_is_said() -> None:
    selectors = [
        {"type": "TextQuoteSelector", "exact": "lamps"},
        {"type": "CssSelector", "value": "p"},
    ]
    incoming = read(
        annotation(
            rights="https://example.org/licence",
            motivation=["commenting", "bookmarking"],
            via=["https://example.org/1", "https://example.org/2"],
            body={
                "type": "Choice",
                "items": [
                    {"type": "TextualBody", "value": "<p>a", "format": "text/html", "textDirection": "ltr"},
                    "https://example.org/sound",
                ],
            },
            target=target(selectors, scope="https://example.org/", state={"type": "HttpRequestState", "value": "A: b"}),
        )
    )  # fmt: skip
    assert set(incoming.left_out) == {
        "/rights",
        "/motivation",
        "/via/1",
        "/body/items/0/format",
        "/body/items/0/textDirection",
        "/body/items/1",
        "/target/scope",
        "/target/selector/1",
        "/target/state",
    }


def test_a_broken_annotation_does_not_hide_the_next_of_a_page() -> None:
    page = {
        "@context": ANNO_CONTEXT,
        "id": f"{LAMPS}/page",
        "type": "AnnotationPage",
        "items": [{"type": "Annotation"}, annotation()],
    }
    broken, whole = items_of(page)
    with pytest.raises(NotAnAnnotation, match="/items/0: “id” is missing"):
        broken()
    assert whole().annotation.iri == f"{LAMPS}/1"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"type": "AnnotationPage", "id": "a:b", "@context": ANNO_CONTEXT}, "“items” is missing"),
        ({"type": "AnnotationPage", "items": []}, "“@context” is missing"),
        ({"type": "AnnotationCollection", "id": "a:b", "@context": ANNO_CONTEXT, "total": "x"}, "/total: must be"),
    ],
)  # fmt: skip
def test_a_broken_outer_form_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(NotAnAnnotation) as caught:
        list(items_of(data))
    assert str(caught.value).startswith(message)
