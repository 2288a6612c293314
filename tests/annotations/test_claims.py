"""Claims: no status without the evidence for it, each change dated with its reason, in the order it happened."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from accounts.roles import EDITOR
from annotations.models import Claim, ClaimStatus, Stance, StatusChange, SubjectKind, WorkState
from annotations.services.claims import change_status, set_claim
from annotations.services.evidence import change_evidence, take_back
from annotations.services.refusals import ChangedMeanwhile, Refused
from annotations.services.reviewing import accept, reopen, send_back, submit, withdraw
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject
from tests.factories import make_agent, make_user

pytestmark = pytest.mark.django_db
RESTS = [("supported", Stance.SUPPORTS), ("disputed", Stance.DISPUTES), ("refuted", Stance.DISPUTES)]


def status_of(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.status


def test_who_said_it_and_when_and_where_it_holds() -> None:
    claim, agent = make_claim(), make_agent()
    quay = make_subject("The quay", kind=SubjectKind.PLACE)
    changed = set_claim(
        claim=claim, version=1, claimed_by=agent, holds_when="2019-12~", holds_where=quay, actor=None
    )
    assert (changed.claimed_by, changed.holds_when, changed.holds_where) == (agent, "2019-12~", quay)
    entry = AuditEntry.objects.about("subject", claim.subject.public_id).get()
    assert entry.changes["holds_when"] == ["", "2019-12~"]
    with pytest.raises(ChangedMeanwhile) as refused:
        set_claim(claim=claim, version=1, holds_when="2020", actor=None)
    assert refused.value.now["holds_when"] == "2019-12~"
    for values in ({"holds_when": "some winter"}, {"holds_where": claim.subject}):
        with pytest.raises(Refused):
            set_claim(claim=claim, version=None, actor=None, **values)


@pytest.mark.parametrize(("status", "stance"), RESTS)
def test_a_status_needs_accepted_evidence_of_its_kind(status: str, stance: Stance) -> None:
    claim, editor = make_claim(), make_user(EDITOR)
    annotation = make_annotation(state=WorkState.SUBMITTED)
    make_evidence(annotation, claim.subject, stance)
    others = set(Stance) - {stance, Stance.DESCRIBES, Stance.MENTIONS}
    for other in others:
        make_evidence(make_annotation(), claim.subject, other)
    with pytest.raises(Refused, match="there is none"):
        change_status(claim=claim, status=status, reason="So it was.", actor=editor)
    assert (status_of(claim), StatusChange.objects.count()) == ("unreviewed", 0)
    accept(annotation=annotation, actor=editor)
    change = change_status(claim=claim, status=status, reason=" So it was. ", actor=editor)
    assert (change.before, change.after, change.reason, change.by) == (
        "unreviewed",
        status,
        "So it was.",
        editor,
    )
    assert status_of(claim) == status


@pytest.mark.parametrize(
    ("field", "status", "reason"),
    [
        ("reason", "withdrawn", " "),
        ("reason", "withdrawn", "a" * 1001),
        ("status", "certain", "So it was."),
        ("status", "unreviewed", "So it is."),
    ],
)
def test_a_change_says_why_and_changes_something(field: str, status: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        change_status(claim=make_claim(), status=status, reason=reason, actor=None)
    assert refused.value.field == field


@pytest.mark.parametrize(("status", "stance"), RESTS)
@pytest.mark.parametrize("loss", ["withdraw", "send_back", "take_back", "change_stance"])
def test_with_its_last_evidence_a_status_falls(status: str, stance: Stance, loss: str) -> None:
    claim, annotation = make_claim(), make_annotation()
    evidence = make_evidence(annotation, claim.subject, stance)
    second = make_annotation()
    make_evidence(second, claim.subject, stance)
    change_status(claim=claim, status=status, reason="So it was.", actor=None)
    withdraw(annotation=second, reason="Wrong lamp.", actor=None)
    assert status_of(claim) == status
    if loss == "withdraw":
        withdraw(annotation=annotation, reason="Wrong lamp.", actor=None)
    elif loss == "send_back":
        send_back(annotation=annotation, reason="Say more.", actor=None)
    elif loss == "take_back":
        take_back(evidence=evidence, actor=None)
    else:
        change_evidence(evidence=evidence, stance=Stance.CONTEXT, strength="weak", actor=None)
    assert status_of(claim) == ClaimStatus.UNREVIEWED
    newest = claim.status_changes.first()
    assert newest is not None
    assert (newest.before, newest.after) == (status, "unreviewed")
    assert "is left" in newest.reason


def test_a_status_does_not_rise_again_by_itself() -> None:
    claim, annotation = make_claim(), make_annotation()
    make_evidence(annotation, claim.subject)
    change_status(claim=claim, status="supported", reason="So it was.", actor=None)
    withdraw(annotation=annotation, reason="Wrong lamp.", actor=None)
    reopen(annotation=annotation, actor=None)
    submit(annotation=annotation, actor=None)
    accept(annotation=annotation, actor=None)
    assert status_of(claim) == "unreviewed"
    assert claim.status_changes.count() == 2


def test_the_fall_and_its_cause_are_one_act(monkeypatch: pytest.MonkeyPatch) -> None:
    claim, annotation = make_claim(), make_annotation()
    make_evidence(annotation, claim.subject)
    change_status(claim=claim, status="supported", reason="So it was.", actor=None)
    monkeypatch.setattr("annotations.services.claims.NOTHING_LEFT", {Stance.SUPPORTS: ""})
    with pytest.raises(IntegrityError), transaction.atomic():  # the constraint wants a reason
        withdraw(annotation=annotation, reason="Wrong lamp.", actor=None)
    annotation.refresh_from_db()
    assert (annotation.state, status_of(claim)) == (WorkState.ACCEPTED, "supported")
