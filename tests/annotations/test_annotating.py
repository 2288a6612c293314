"""Annotations: made on the very words, revised with their history, never overwritten, never lost."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from accounts.roles import EDITOR, RESEARCHER
from accounts.visibility import State
from annotations.anchoring import CONTEXT
from annotations.models import Annotation, Kind, Motivation, Stance, SubjectKind, Tag, WorkState
from annotations.services.annotating import annotate, reply
from annotations.services.evidence import Bearing
from annotations.services.refusals import ChangedMeanwhile, NotAllowed, Refused
from annotations.services.reviewing import accept, withdraw
from annotations.services.revising import restore, revise
from tests.annotation_factories import make_annotation, make_subject, make_tag
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db
TEXT = "💡 The lamps 燈火 listened.\n𠮷田 saw them; the lamps saw 𠮷田."


def test_an_annotation_holds_its_words_in_code_points_with_their_surroundings() -> None:
    document = make_document(TEXT)
    start = TEXT.index("𠮷田 saw")
    actor = make_user()
    annotation = annotate(
        document=document,
        ranges=[(start, start + 2, "𠮷田")],
        kind=Kind.NOTE,
        note="A witness.",
        tags=["witness"],
        actor=actor,
    )
    target = annotation.targets.get()
    assert (target.start, target.end, target.exact) == (start, start + 2, "𠮷田")
    assert (target.prefix, target.suffix) == (TEXT[:start], TEXT[start + 2 :][:CONTEXT])
    assert (annotation.state, annotation.motivation) == (WorkState.DRAFT, Motivation.COMMENTING)
    version = annotation.versions.get()
    assert (version.number, version.note, version.tag_names, version.by) == (
        1,
        "A witness.",
        "witness",
        actor,
    )
    entry = AuditEntry.objects.about("annotation", str(annotation.pk)).get()
    assert (entry.verb, entry.actor) == ("annotated", actor)


@pytest.mark.parametrize(
    ("ranges", "field"),
    [
        ([], "ranges"),
        ([(2, 5, "the")], "ranges"),  # "The" stands there
        ([(2, 2, "")], "ranges"),
        ([(5, 2, "The")], "ranges"),
        ([(-3, -1, "𠮷田")], "ranges"),
        ([(2, 5000, TEXT[2:])], "ranges"),
        ([(2, 5, "The"), (2, 5, "The")], "ranges"),
    ],
)
def test_other_words_than_those_that_stand_there_are_refused(
    ranges: list[tuple[int, int, str]], field: str
) -> None:
    document = make_document(TEXT)
    with pytest.raises(Refused) as refused:
        annotate(document=document, ranges=ranges, kind=Kind.NOTE, actor=None)
    assert refused.value.field == field
    assert str(refused.value)
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("kind", {"kind": "rumour"}),
        ("state", {"state": WorkState.WITHDRAWN}),
        ("motivation", {"motivation": "gossiping"}),
        ("language", {"language": "not a tag"}),
        ("note", {"note": "a\0b"}),
        ("note", {"note": "half a pair: \ud83d"}),
        ("via", {"via": "https://example.org/" + "a" * 2000}),
        ("tags", {"tags": ["a, b"]}),
        ("tags", {"tags": ["lamp" * 30]}),
        ("tags", {"tags": [f"{'lamp' * 20} {each}" for each in range(20)]}),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(field: str, values: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        make_annotation(**values)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Annotation.objects.exists()
    assert not Tag.objects.exists()


def test_an_id_is_kept_and_never_used_twice() -> None:
    wanted = uuid.uuid4()
    assert make_annotation(id=wanted).pk == wanted
    with pytest.raises(Refused):
        make_annotation(id=wanted)


def test_it_takes_ten_statements_with_a_known_tag_and_a_piece_of_evidence() -> None:
    document = make_document()
    make_tag("street lamps")
    claim = make_subject("The lamps listened.", kind=SubjectKind.CLAIM)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        annotation = annotate(
            document=document,
            ranges=[(0, 3, "The"), (4, 9, "lamps")],
            kind=Kind.CLAIM,
            note="So it says.",
            tags=["Street  Lamps"],
            evidence=[Bearing(claim, Stance.SUPPORTS)],
            actor=None,
        )
    statements = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"]]
    assert len(statements) <= 10, "\n".join(statements)
    assert annotation.evidence.get().subject == claim
    assert annotation.tagged.get().tag.name == "street lamps"


def test_what_it_is_for_follows_from_what_there_is() -> None:
    def motivation(**values: Any) -> str:
        return make_annotation(**values).motivation

    assert motivation(kind=Kind.CLAIM) == Motivation.CLASSIFYING
    assert motivation(kind=Kind.VENDOR) == Motivation.IDENTIFYING
    assert motivation(note="", tags=["lamps"]) == Motivation.TAGGING
    assert motivation(note="") == Motivation.HIGHLIGHTING
    assert motivation(note="", motivation="questioning") == Motivation.QUESTIONING


def test_only_an_editor_makes_accepted_ones() -> None:
    with pytest.raises(NotAllowed):
        make_annotation(actor=make_user(RESEARCHER))
    assert make_annotation(actor=make_user(EDITOR)).state == WorkState.ACCEPTED


def test_a_reply_is_about_the_same_words_and_seen_by_the_same_people() -> None:
    document = make_document(TEXT, state=State.DRAFT)
    annotation = make_annotation("The lamps", document=document)
    answer = reply(to=annotation, note="Which lamps?", actor=make_user())
    assert (answer.reply_to, answer.motivation) == (annotation, Motivation.REPLYING)
    assert [each.exact for each in answer.targets.all()] == ["The lamps"]
    accept(annotation=answer, actor=None)
    assert not Annotation.objects.visible_to(AnonymousUser()).exists()
    with pytest.raises(Refused):
        reply(to=annotation, note="  ", actor=None)
    with pytest.raises(Refused, match="for replying"):
        make_annotation(reply_to=annotation, motivation="questioning")
    withdraw(annotation=annotation, reason="Wrong lamp.", actor=None)
    annotation.refresh_from_db()
    with pytest.raises(Refused):
        reply(to=annotation, note="Too late.", actor=None)


def test_a_revision_is_a_version_and_an_old_one_comes_back() -> None:
    actor = make_user(EDITOR)
    annotation = make_annotation(note="First.", tags=["lamps", "quay"])
    kept = annotation.tagged.get(tag__name="quay")
    revised = revise(
        annotation=annotation,
        version=1,
        note="Second.",
        kind=Kind.PLACE,
        tags=["Quay", "harbour"],
        actor=actor,
    )
    assert (revised.version, revised.note, revised.motivation) == (2, "Second.", Motivation.IDENTIFYING)
    assert annotation.tagged.filter(pk=kept.pk).exists()
    newest = annotation.versions.first()
    assert newest is not None
    assert (newest.number, newest.tag_names, newest.by) == (2, "harbour, quay", actor)
    restored = restore(annotation=annotation, number=1, actor=actor)
    assert (restored.version, restored.note, restored.kind) == (3, "First.", Kind.NOTE)
    assert sorted(each.tag.name for each in restored.tagged.all()) == ["lamps", "quay"]
    verbs = AuditEntry.objects.about("annotation", str(annotation.pk)).values_list("verb", flat=True)
    assert list(verbs) == ["restored", "revised", "annotated"]
    with pytest.raises(Refused, match="no version 9"):
        restore(annotation=annotation, number=9, actor=actor)


def test_a_revision_that_changes_nothing_leaves_no_trace() -> None:
    annotation = make_annotation(note="First.", tags=["quay", "lamps"])
    same = revise(annotation=annotation, version=1, note="First.", tags=["LAMPS", "quay"], actor=None)
    assert (same.version, annotation.versions.count()) == (1, 1)


def test_two_people_never_overwrite_each_other() -> None:
    annotation = make_annotation(note="First.", tags=["lamps"], state=WorkState.DRAFT)
    revise(annotation=annotation, version=1, note="Hers.", actor=make_user())
    with pytest.raises(ChangedMeanwhile) as refused:
        revise(annotation=annotation, version=1, note="His.", tags=["quay"], actor=make_user())
    error = refused.value
    assert error.opened == {"kind": "note", "note": "First.", "tags": ["lamps"]}
    assert error.now == {"kind": "note", "note": "Hers.", "tags": ["lamps"]}
    assert error.yours == {"note": "His.", "tags": ["quay"]}
    annotation.refresh_from_db()
    assert annotation.note == "Hers."
    assert annotation.versions.count() == 2


def test_a_revision_may_change_what_it_is_evidence_for() -> None:
    stays, goes, comes = (make_subject(name) for name in ("Lamp Works", "Oil Works", "Wick Works"))
    bearings = [Bearing(stays, Stance.MENTIONS), Bearing(goes, Stance.MENTIONS)]
    annotation = make_annotation(evidence=bearings)
    kept = annotation.evidence.get(subject=stays)
    wanted = [Bearing(stays, Stance.DESCRIBES), Bearing(comes, Stance.MENTIONS)]
    revise(annotation=annotation, version=1, evidence=wanted, actor=None)
    kept.refresh_from_db()
    assert kept.stance == Stance.DESCRIBES
    assert {each.subject for each in annotation.evidence.all()} == {stays, comes}
