"""From draft to accepted, back and away: who may do what in which state, and that each act says why."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts.models import AuditEntry
from accounts.roles import EDITOR, RESEARCHER
from annotations.models import Annotation, WorkState
from annotations.models.annotation import NEEDS_REASON
from annotations.services.allowed import acts_open_to
from annotations.services.refusals import ChangedMeanwhile, NotAllowed, Refused
from annotations.services.reviewing import accept, reopen, send_back, submit, withdraw
from annotations.services.revising import restore, revise
from tests.annotation_factories import make_annotation
from tests.factories import make_user

pytestmark = pytest.mark.django_db

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
