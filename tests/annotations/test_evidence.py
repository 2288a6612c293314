"""Evidence: the stance suits the Subject, each change is logged, and what counts changes only by an editor."""

import pytest

from accounts.models import AuditEntry
from accounts.roles import RESEARCHER
from annotations.models import Evidence, Stance, SubjectKind, WorkState
from annotations.models.evidence import FOR_CLAIMS, FOR_THE_REST
from annotations.services.evidence import (
    Bearing,
    change_evidence,
    give_evidence,
    stances_for,
    take_back,
)
from annotations.services.leaks import add_figure
from annotations.services.refusals import NotAllowed, Refused
from tests.annotation_factories import make_annotation, make_evidence, make_leak, make_subject
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", SubjectKind)
@pytest.mark.parametrize("stance", Stance)
def test_a_stance_suits_the_kind_of_subject(kind: SubjectKind, stance: Stance) -> None:
    allowed = FOR_CLAIMS if kind == SubjectKind.CLAIM else FOR_THE_REST
    assert stances_for(kind) == allowed
    annotation, subject = make_annotation(), make_subject(kind=kind)
    bearing = Bearing(subject, stance)
    if stance in allowed:
        evidence = give_evidence(annotation=annotation, bearing=bearing, actor=None)
        assert (evidence.annotation, evidence.subject, evidence.strength) == (annotation, subject, "moderate")
    else:
        with pytest.raises(Refused, match="one of"):
            give_evidence(annotation=annotation, bearing=bearing, actor=None)


def test_evidence_is_given_changed_and_taken_back_and_the_log_tells() -> None:
    actor, annotation = make_user(), make_annotation(state=WorkState.DRAFT)
    subject = make_subject("Lampworks")
    evidence = give_evidence(annotation=annotation, bearing=Bearing(subject, "mentions"), actor=actor)
    change_evidence(evidence=evidence, stance="describes", strength="strong", actor=actor)
    change_evidence(evidence=evidence, stance="describes", strength="strong", actor=actor)
    take_back(evidence=evidence, actor=actor)
    assert not Evidence.objects.exists()
    entries = AuditEntry.objects.about("annotation", str(annotation.pk)).exclude(verb="annotated")
    assert [each.changes["evidence"] for each in entries] == [
        ["describes (strong): Lampworks", ""],
        ["mentions (moderate): Lampworks", "describes (strong): Lampworks"],
        ["", "mentions (moderate): Lampworks"],
    ]
    with pytest.raises(Refused, match="taken it back"):
        take_back(evidence=Evidence(pk=1, annotation=annotation, subject=subject), actor=actor)


def test_it_is_evidence_for_a_subject_once() -> None:
    evidence = make_evidence()
    bearing = Bearing(evidence.subject, Stance.CONTEXT)
    with pytest.raises(Refused, match="already"):
        give_evidence(annotation=evidence.annotation, bearing=bearing, actor=None)
    with pytest.raises(Refused, match="twice"):
        make_annotation(evidence=[bearing, bearing])
    with pytest.raises(Refused, match="strength"):
        change_evidence(evidence=evidence, stance=Stance.CONTEXT, strength="iron", actor=None)


@pytest.mark.parametrize("state", [WorkState.ACCEPTED, WorkState.WITHDRAWN])
def test_what_counts_changes_only_by_an_editor(state: WorkState) -> None:
    author = make_user(RESEARCHER)
    annotation = make_annotation(actor=author, state=WorkState.DRAFT)
    evidence = make_evidence(annotation)
    reason = "Wrong lamp." if state == WorkState.WITHDRAWN else ""
    type(annotation).objects.filter(pk=annotation.pk).update(state=state, reason=reason)
    with pytest.raises(NotAllowed):
        give_evidence(annotation=annotation, bearing=Bearing(make_subject(), "mentions"), actor=author)
    with pytest.raises(NotAllowed):
        change_evidence(evidence=evidence, stance="disputes", strength="weak", actor=author)
    with pytest.raises(NotAllowed):
        take_back(evidence=evidence, actor=author)
    assert Evidence.objects.get().stance == Stance.SUPPORTS


def test_evidence_that_a_figure_rests_on_stays() -> None:
    leak, annotation = make_leak(), make_annotation()
    evidence = make_evidence(annotation, leak.subject)
    add_figure(leak=leak, value=482, unit="residents", annotation=annotation, actor=None)
    with pytest.raises(Refused, match="482"):
        take_back(evidence=evidence, actor=None)
    assert Evidence.objects.get() == evidence
