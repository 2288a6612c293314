"""From draft to accepted, back and away: the only writers of an annotation's state.

Each takes `version`, when given, as the one that the person saw: nobody accepts words that they have not read.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from accounts.visibility import State
from annotations.models import Annotation, Subject, WorkState
from annotations.services.allowed import ACCEPT, REOPEN, SEND_BACK, SUBMIT, WITHDRAW, Act, check_act
from annotations.services.claims import settle
from annotations.services.history import log
from annotations.services.refusals import NotAllowed, Refused, storable
from annotations.services.subjects import publish_subject
from annotations.services.versions import check_version, locked

LONGEST_REASON = 500


def submit(*, annotation: Annotation, actor: User | None, version: int | None = None) -> Annotation:
    """Ask for review. NotAllowed, ChangedMeanwhile."""
    return _done(SUBMIT, annotation, actor, version)


def accept(*, annotation: Annotation, actor: User | None, version: int | None = None) -> Annotation:
    """From now on it counts, and the public sees it. NotAllowed, ChangedMeanwhile."""
    return _done(ACCEPT, annotation, actor, version)


@transaction.atomic
def accept_and_publish(
    *, annotation: Annotation, actor: User | None, version: int | None = None
) -> Annotation:
    """Accept it, and let everybody see what it is evidence for: all of that or nothing.

    Each is an act of its own in the log, and taken back like any other. NotAllowed, also for who may not publish;
    ChangedMeanwhile.
    """
    if actor is not None and not may(actor, "publish"):
        raise NotAllowed(_("Only an editor can publish what it is about."))
    annotation = accept(annotation=annotation, actor=actor, version=version)
    for subject in Subject.objects.filter(evidence__annotation=annotation, state=State.DRAFT).order_by("pk"):
        publish_subject(subject=subject, actor=actor)
    return annotation


def send_back(
    *, annotation: Annotation, reason: str, actor: User | None, version: int | None = None
) -> Annotation:
    """Return it to its author with a reason. Claims that rested on it alone fall back. NotAllowed, Refused."""
    return _done(SEND_BACK, annotation, actor, version, _needed(reason))


def withdraw(*, annotation: Annotation, reason: str, actor: User | None) -> Annotation:
    """Take it out of use, with a reason; it stays in the archive. Claims that rested on it alone fall back.

    NotAllowed, Refused.
    """
    return _done(WITHDRAW, annotation, actor, None, _needed(reason))


def reopen(*, annotation: Annotation, actor: User | None) -> Annotation:
    """Make a draft again of what was withdrawn. NotAllowed."""
    return _done(REOPEN, annotation, actor, None)


@transaction.atomic
def _done(
    act: Act, annotation: Annotation, actor: User | None, version: int | None, reason: str = ""
) -> Annotation:
    annotation = locked(annotation)
    check_act(act, annotation, actor)
    check_version(annotation, version, {"state": str(act.after.label)})
    before = WorkState(annotation.state)
    annotation.state, annotation.reason, annotation.updated_at = act.after, reason, timezone.now()
    if annotation.state == WorkState.ACCEPTED:
        annotation.accepted_at = annotation.updated_at
    annotation.save(update_fields=["state", "reason", "updated_at", "accepted_at"])
    log(annotation, actor, act.verb, {"state": [str(before.label), str(act.after.label)]}, reason)
    if before == WorkState.ACCEPTED:
        settle(subjects=annotation.evidence.values_list("subject", flat=True), actor=actor)
    return annotation


def _needed(reason: str) -> str:
    reason = storable("reason", reason.strip(), at_most=LONGEST_REASON)
    if not reason:
        raise Refused("reason", _("Say why."))
    return reason
