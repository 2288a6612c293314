"""Annotations from outside: written once, placed on the very words or refused, and the same when they leave again."""

import json
from typing import Any

import pytest

from accounts.models import AuditEntry
from accounts.roles import RESEARCHER
from accounts.visibility import State
from annotations.models import Annotation, Kind, Stance, SubjectKind, WorkState
from annotations.services.annotating import reply
from annotations.services.importing import (
    Arrival,
    Outcome,
    import_annotations,
    import_one,
    rehearse_import,
)
from annotations.services.reviewing import withdraw
from annotations.services.revising import revise
from annotations.webannotation import canonical, items_of, parse, read
from archive.models import KeptAs
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.annotations.foreign import (
    BASE,
    IRIS,
    OPERATOR,
    TEXT,
    as_written,
    forget_everything,
    imported,
    said_of,
)
from tests.factories import make_document, make_source, make_user

pytestmark = pytest.mark.django_db


def test_an_annotation_of_another_site_is_written_once() -> None:
    document = make_document(TEXT)
    data = said_of(document, "𠮷田 saw", creator={"name": "Grace", "email": "mailto:g@elsewhere.example"})
    row, again = imported(data), imported(data)
    assert (row.outcome, again.outcome) == (Outcome.NEW, Outcome.KNOWN)
    assert row.key == again.key
    annotation = Annotation.objects.get()
    target = annotation.targets.get()
    assert document.text[target.start : target.end] == target.exact == "𠮷田 saw"
    assert target.prefix == TEXT[: target.start]
    assert (annotation.via, annotation.note) == ("https://elsewhere.example/1", "Seen.")
    assert (annotation.kind, annotation.state) == (Kind.NOTE, WorkState.SUBMITTED)
    entry = AuditEntry.objects.get(record_id=str(annotation.pk), verb="imported")
    assert entry.changes == {"iri": ["", "https://elsewhere.example/1"], "left out": ["", "/creator/email"]}
    assert annotation.creators.get().name == "Grace"
    assert "mailto" not in json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_what_we_wrote_comes_back_as_it_was() -> None:
    document, other = make_document(TEXT), make_document("Another text.")
    author = make_user(first_name="Ada", last_name="Quill")
    claim = make_subject("The lamps listened.", kind=SubjectKind.CLAIM)
    annotation = make_annotation(
        "燈火 listened", document=document, kind=Kind.CLAIM, note="*So.*", tags=["燈", "lamps"], language="en"
    )
    Annotation.objects.update(created_by=author)
    make_evidence(annotation, claim, Stance.DISPUTES, strength="strong")
    imported_elsewhere = make_annotation("Another", document=other, via="https://elsewhere.example/9")
    before = [as_written(each) for each in (annotation, imported_elsewhere)]
    forget_everything()
    accepted = Arrival(base=BASE, actor=None, state=WorkState.ACCEPTED)
    assert [row.outcome for row in import_annotations(items_of(before), accepted)] == [Outcome.NEW] * 2
    assert [as_written(each) for each in (annotation, imported_elsewhere)] == before
    assert Annotation.objects.get(pk=annotation.pk).created_by == author


def test_nobody_but_the_operator_speaks_in_another_s_name() -> None:
    ada, actor = make_user(first_name="Ada", last_name="Quill"), make_user(RESEARCHER)
    data = said_of(make_document(TEXT), "lamps 燈火", creator={"name": "Ada Quill"})
    assert imported(data, Arrival(base=BASE, actor=actor)).outcome == Outcome.NEW
    assert Annotation.objects.get().created_by == actor
    forget_everything()
    imported(data)
    assert Annotation.objects.get().created_by == ada


def test_a_name_that_two_people_share_is_nobody_s() -> None:
    for _each in range(2):
        make_user(first_name="Ada", last_name="Quill")
    imported(said_of(make_document(TEXT), "lamps 燈火", creator={"name": "Ada Quill"}))
    assert Annotation.objects.get().created_by is None


def test_a_researcher_cannot_accept_by_importing() -> None:
    arrival = Arrival(base=BASE, actor=make_user(RESEARCHER), state=WorkState.ACCEPTED)
    row = imported(said_of(make_document(TEXT), "lamps 燈火"), arrival)
    assert (row.outcome, row.reason) == (Outcome.REFUSED, "Only an editor can accept it.")
    assert not Annotation.objects.exists()


def test_a_text_that_a_person_may_not_see_is_not_there() -> None:
    document = make_document(TEXT, state=State.DRAFT)
    row = imported(said_of(document, "lamps 燈火"), Arrival(base=BASE, actor=make_user("reader")))
    assert row.reason == f"target: No text of {IRIS.document(document.public_id)} is kept here."


@pytest.mark.parametrize(
    ("selector", "reason"),
    [
        ({"type": "TextQuoteSelector", "exact": "lanterns"}, "“lanterns” is not in this text."),
        ({"type": "TextQuoteSelector", "exact": "lamps"}, "“lamps” stands 2 times in this text"),
        (
            {"type": "TextQuoteSelector", "exact": "lamps", "prefix": "old "},
            "“lamps” stands 2 times in this text, never in that context.",
        ),
        ({"type": "TextPositionSelector", "start": 2, "end": 400}, "2–400 is no range of a text of"),
        ({"type": "TextPositionSelector", "start": 3, "end": 3}, "3–3 is no range of a text of"),
        ({"type": "TextPositionSelector", "start": 0, "end": 10**40}, "is no range of a text of"),
    ],
)
def test_words_that_are_not_to_be_found_are_refused(selector: dict[str, Any], reason: str) -> None:
    document = make_document(TEXT)
    source = IRIS.document(document.public_id)
    row = imported(said_of(document, "", target={"source": source, "selector": selector}))
    assert row.outcome == Outcome.REFUSED
    assert row.reason.startswith("target: ")
    assert reason in row.reason
    assert not Annotation.objects.exists()


def test_prefix_and_suffix_tell_two_places_apart() -> None:
    document = make_document(TEXT)
    selector = {"type": "TextQuoteSelector", "exact": "lamps", "prefix": "them; the "}
    imported(
        said_of(document, "", target={"source": IRIS.document(document.public_id), "selector": selector})
    )
    assert Annotation.objects.get().targets.get().start == TEXT.rindex("lamps")


def test_a_position_in_other_units_gives_way_to_the_words() -> None:
    """Other programs count UTF-16 code units, which is off by one behind an emoji."""
    document = make_document(TEXT)
    start = len(TEXT[: TEXT.index("listened")].encode("utf-16-le")) // 2
    selectors = [
        {"type": "TextPositionSelector", "start": start, "end": start + 8},
        {"type": "TextQuoteSelector", "exact": "listened"},
    ]
    imported(
        said_of(document, "", target={"source": IRIS.document(document.public_id), "selector": selectors})
    )
    assert Annotation.objects.get().targets.get().exact == "listened"


def test_words_of_an_address_are_found_in_the_text_that_is_kept_of_it() -> None:
    source = make_source(url="https://www.lantern.example/lamps/")
    document = make_document(TEXT, source=source)
    target: dict[str, Any] = {
        "source": "http://lantern.example/lamps?utm_source=x",
        "selector": [
            {"type": "TextPositionSelector", "start": 9_000, "end": 9_008},
            {"type": "TextQuoteSelector", "exact": "𠮷田 saw them"},
        ],
    }
    assert imported(said_of(document, "", target=target)).outcome == Outcome.NEW
    target["selector"] = {"type": "TextPositionSelector", "start": 2, "end": 5}
    row = imported(said_of(document, "", id="https://elsewhere.example/2", target=target))
    assert row.reason.startswith("target: A position says nothing about another copy")


def test_a_text_known_only_by_quotation_does_not_stand_for_its_address() -> None:
    source = make_source(url="https://lantern.example/post")
    make_document(TEXT, source=source, kept_as=KeptAs.QUOTATION)
    selector = {"type": "TextQuoteSelector", "exact": "listened"}
    row = imported(said_of(make_document(), "", target={"source": source.url, "selector": selector}))
    assert row.reason == "target: No text of https://lantern.example/post is kept here."


def test_words_in_another_text_are_refused_by_its_hash() -> None:
    document = make_document(TEXT)
    target = said_of(document, "listened")["target"]
    target["state"] = {"type": "TimeState", "undersight:textSha256": "0" * 64}
    row = imported(said_of(document, "", target=target))
    assert row.reason == "target: It was made on a text with another SHA-256 than the one kept here."


def test_subjects_are_those_that_are_here() -> None:
    document = make_document(TEXT)
    claim = make_subject("The lamps listened.", kind=SubjectKind.CLAIM)
    bodies = [
        IRIS.subject(claim.kind, claim.slug),
        {"type": "SpecificResource", "source": "https://elsewhere.example/thing", "purpose": "identifying"},
    ]
    row = imported(said_of(document, "listened", bodyValue=None, body=bodies) | {})
    assert row.outcome == Outcome.REFUSED  # a null body value is no string
    data = said_of(document, "listened", body=bodies)
    del data["bodyValue"]
    row = imported(data)
    assert (row.outcome, row.left_out) == (Outcome.NEW, ("https://elsewhere.example/thing",))
    evidence = Annotation.objects.get().evidence.get()
    assert (evidence.subject, evidence.stance, evidence.strength) == (claim, Stance.CONTEXT, "moderate")
    data |= {"id": "https://elsewhere.example/2", "body": f"{BASE}/claims/unknown/"}
    assert imported(data).reason == f"body: There is no subject at {BASE}/claims/unknown/."


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"undersight:kind": "rumour"}, "kind: “rumour” cannot be"),
        ({"bodyValue": "a\0b"}, "note: There is a character in it that cannot be kept."),
        ({"creator": {"name": "a\0b"}}, "creator: There is a character in it that cannot be kept."),
        ({"target": "https://elsewhere.example/page"}, "/target: Valid, but not a text target we hold"),
        ({"motivation": "replying", "target": "https://elsewhere.example/7"}, "reply_to: What it answers"),
        ({"id": "elsewhere"}, "/id: “elsewhere” is no IRI"),
        ({"id": f"https://elsewhere.example/{'x' * 2000}"}, "via: It has"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_of_it_written(members: dict[str, Any], reason: str) -> None:
    row = imported(said_of(make_document(TEXT), "listened", **members))
    assert row.outcome == Outcome.REFUSED
    assert row.reason.startswith(reason)
    assert not Annotation.objects.exists()
    assert not AuditEntry.objects.filter(record_kind="annotation").exists()


def test_tags_that_no_tag_can_be_are_refused() -> None:
    data = said_of(
        make_document(TEXT), "listened", body={"type": "TextualBody", "value": "a, b", "purpose": "tagging"}
    )
    del data["bodyValue"]
    assert imported(data).reason == "tags: “a, b”: a tag has no comma in it."


def test_replies_wait_for_what_they_answer() -> None:
    document = make_document(TEXT)
    first = said_of(document, "listened")
    second = said_of(
        document, "", id="https://elsewhere.example/2", motivation="replying", target=first["id"]
    )
    third = said_of(
        document, "", id="https://elsewhere.example/3", motivation="replying", target=second["id"]
    )
    rows = list(import_annotations(items_of([third, second, first]), OPERATOR))
    assert [(row.number, row.outcome) for row in rows] == [(3, "new"), (2, "new"), (1, "new")]
    answers = Annotation.objects.get(via=third["id"])
    assert answers.reply_to == Annotation.objects.get(via=second["id"])
    assert answers.targets.get().exact == "listened"


def test_a_reply_to_what_may_not_be_seen_does_not_name_it() -> None:
    annotation = make_annotation("listened", document=make_document(TEXT))
    answer = reply(to=annotation, note="No.", actor=None, state=WorkState.ACCEPTED)
    assert as_written(answer)["target"] == [IRIS.annotation(annotation.pk)]
    withdraw(annotation=annotation, reason="Wrong.", actor=None)
    written = canonical(as_written(answer))
    assert str(annotation.pk) not in written
    assert read(parse(written.encode())).annotation.targets[0].quote


def test_what_was_revised_here_is_left_and_said() -> None:
    annotation = make_annotation("listened", document=make_document(TEXT))
    data = as_written(annotation)
    assert imported(data).reason == ""
    revise(annotation=annotation, version=1, note="Otherwise.", actor=None)
    row = imported(data)
    assert row.outcome == Outcome.KNOWN
    assert row.reason == "It says something else here by now, and was left as it is."
    assert Annotation.objects.get().note == "Otherwise."


def test_a_rehearsal_writes_nothing_and_tells_the_same() -> None:
    document = make_document(TEXT)
    first = said_of(document, "listened")
    data = [
        said_of(document, "", id="https://elsewhere.example/2", motivation="replying", target=first["id"]),
        first,
        said_of(document, "lanterns", id="https://elsewhere.example/3"),
    ]
    rows = rehearse_import(items_of(data), OPERATOR)
    assert not Annotation.objects.exists()
    assert rows == list(import_annotations(items_of(data), OPERATOR))


def test_one_is_imported_like_many() -> None:
    assert import_one(read(said_of(make_document(TEXT), "listened")), OPERATOR).outcome == Outcome.NEW
