"""Annotations: made on the very words, revised with their history, never overwritten, never lost."""

import uuid
from collections.abc import Callable
from functools import partial
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
from annotations.models.annotation import NEEDS_REASON
from annotations.services.allowed import acts_open_to
from annotations.services.annotating import annotate, reply
from annotations.services.evidence import Bearing
from annotations.services.refusals import ChangedMeanwhile, NotAllowed, Refused
from annotations.services.reviewing import accept, reopen, send_back, submit, withdraw
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


def test_it_takes_seven_statements_with_a_known_tag_and_a_piece_of_evidence() -> None:
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
    assert len(statements) == 7, "\n".join(statements)
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


ACTS: dict[str, Callable[..., Annotation]] = {
    "submit": submit,
    "accept": accept,
    "send_back": partial(send_back, reason="Say more."),
    "withdraw": partial(withdraw, reason="Wrong lamp."),
    "reopen": reopen,
}
AFTER = {
    "submit": WorkState.SUBMITTED,
    "accept": WorkState.ACCEPTED,
    "send_back": WorkState.RETURNED,
    "withdraw": WorkState.WITHDRAWN,
    "reopen": WorkState.DRAFT,
}
# What each state allows: to its author, to an editor. Another researcher may do nothing.
TABLE = {
    WorkState.DRAFT: ({"submit", "withdraw"}, {"submit", "accept", "withdraw"}),
    WorkState.SUBMITTED: ({"withdraw"}, {"accept", "send_back", "withdraw"}),
    WorkState.ACCEPTED: ({"withdraw"}, {"send_back", "withdraw"}),
    WorkState.RETURNED: ({"submit", "withdraw"}, {"submit", "withdraw"}),
    WorkState.WITHDRAWN: ({"reopen"}, {"reopen"}),
}


@pytest.mark.parametrize("state", WorkState)
@pytest.mark.parametrize("act", ACTS)
def test_who_may_do_what_in_which_state(act: str, state: WorkState) -> None:
    author, editor, other = make_user(RESEARCHER), make_user(EDITOR), make_user(RESEARCHER)
    reason = "Before." if state in NEEDS_REASON else ""
    for actor, allowed in ((author, TABLE[state][0]), (editor, TABLE[state][1]), (other, set())):
        annotation = make_annotation(actor=author, state=WorkState.DRAFT)
        Annotation.objects.filter(pk=annotation.pk).update(state=state, reason=reason)
        annotation.refresh_from_db()
        assert (act in acts_open_to(annotation, actor)) == (act in allowed)
        if act in allowed:
            done = ACTS[act](annotation=annotation, actor=actor)
            assert done.state == AFTER[act]
            entry = AuditEntry.objects.about("annotation", str(annotation.pk)).first()
            assert entry is not None
            assert (entry.changes["state"], entry.reason) == (
                [str(state.label), str(AFTER[act].label)],
                done.reason,
            )
        else:
            with pytest.raises(NotAllowed) as refused:
                ACTS[act](annotation=annotation, actor=actor)
            assert str(refused.value).endswith(".")


def test_what_is_sent_back_or_withdrawn_says_why() -> None:
    annotation = make_annotation()
    for act in (send_back, withdraw):
        with pytest.raises(Refused, match="Say why"):
            act(annotation=annotation, reason=" \n", actor=None)
    assert send_back(annotation=annotation, reason="  Say more. ", actor=None).reason == "Say more."


def test_nobody_accepts_words_that_they_have_not_read() -> None:
    annotation = make_annotation(state=WorkState.SUBMITTED, note="Harmless.")
    revise(annotation=annotation, version=1, note="Not so harmless.", actor=None)
    with pytest.raises(ChangedMeanwhile) as refused:
        accept(annotation=annotation, version=1, actor=make_user(EDITOR))
    assert refused.value.now["note"] == "Not so harmless."
    assert accept(annotation=annotation, version=2, actor=make_user(EDITOR)).state == WorkState.ACCEPTED


def test_what_counts_changes_only_by_an_editor_and_what_is_withdrawn_by_nobody() -> None:
    author = make_user(RESEARCHER)
    annotation = make_annotation(actor=author, state=WorkState.DRAFT)
    accept(annotation=annotation, actor=None)
    with pytest.raises(NotAllowed, match="accepted"):
        revise(annotation=annotation, version=1, note="Sharper.", actor=author)
    with pytest.raises(NotAllowed, match="accepted"):
        restore(annotation=annotation, number=1, actor=author)
    assert revise(annotation=annotation, version=1, note="Sharper.", actor=make_user(EDITOR)).version == 2
    withdraw(annotation=annotation, reason="Wrong lamp.", actor=author)
    with pytest.raises(NotAllowed, match="reopen"):
        revise(annotation=annotation, version=2, note="Again.", actor=None)
