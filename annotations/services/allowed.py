"""Which acts an annotation allows as it stands, and whose they are: one table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import may
from annotations.models import Annotation, WorkState
from annotations.services.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Act:
    """From one of `before` to `after`. `is_review`: only by those who review; else its author may, too."""

    verb: str
    before: frozenset[WorkState]
    after: WorkState
    is_review: bool = False


SUBMIT = Act("submitted", frozenset({WorkState.DRAFT, WorkState.RETURNED}), WorkState.SUBMITTED)
ACCEPT = Act(
    "accepted", frozenset({WorkState.DRAFT, WorkState.SUBMITTED}), WorkState.ACCEPTED, is_review=True
)
SEND_BACK = Act(
    "sent back", frozenset({WorkState.SUBMITTED, WorkState.ACCEPTED}), WorkState.RETURNED, is_review=True
)
WITHDRAW = Act("withdrew", frozenset(WorkState) - {WorkState.WITHDRAWN}, WorkState.WITHDRAWN)
REOPEN = Act("reopened", frozenset({WorkState.WITHDRAWN}), WorkState.DRAFT)
ACTS = {"submit": SUBMIT, "accept": ACCEPT, "send_back": SEND_BACK, "withdraw": WITHDRAW, "reopen": REOPEN}

NOT_NOW = {
    "submitted": gettext_lazy(
        "Only a draft, or one that was returned, can be submitted. This one is: %(state)s."
    ),
    "accepted": gettext_lazy("Only a draft or what was submitted can be accepted. This one is: %(state)s."),
    "sent back": gettext_lazy(
        "Only what was submitted or accepted can be sent back. This one is: %(state)s."
    ),
    "withdrew": gettext_lazy("It has been withdrawn already."),
    "reopened": gettext_lazy("Only what was withdrawn can be reopened. This one is: %(state)s."),
}


def may_review(actor: User | None) -> bool:
    """Whether this person settles what counts. None is the operator, from the command line."""
    return actor is None or may(actor, "review")


def acts_open_to(annotation: Annotation, actor: User | None) -> list[str]:
    """The names of the acts that this person may do now, for the buttons of a page."""
    return [
        name
        for name, act in ACTS.items()
        if annotation.state in act.before and _is_for(act, annotation, actor)
    ]


def check_act(act: Act, annotation: Annotation, actor: User | None) -> None:
    """NotAllowed unless the annotation stands so that this can be done, and by this person."""
    if annotation.state not in act.before:
        state = WorkState(annotation.state).label
        raise NotAllowed(NOT_NOW[act.verb] % {"state": state})
    if not _is_for(act, annotation, actor):
        raise NotAllowed(
            _("Only an editor can do that.")
            if act.is_review
            else _("Only its author or an editor can do that.")
        )


def check_change(annotation: Annotation, actor: User | None) -> None:
    """NotAllowed when its words or its evidence must stay: withdrawn ones, and accepted ones for all but editors.

    What is accepted is public and counts as evidence, so that nothing of it changes without review.
    """
    if annotation.state == WorkState.WITHDRAWN:
        raise NotAllowed(_("It has been withdrawn: reopen it to change it."))
    if annotation.state == WorkState.ACCEPTED and not may_review(actor):
        raise NotAllowed(_("It has been accepted: only an editor can change it now."))


def _is_for(act: Act, annotation: Annotation, actor: User | None) -> bool:
    is_own = actor is not None and annotation.created_by_id == actor.pk
    return (is_own and not act.is_review) or may_review(actor)
