"""What a person makes of a suggestion: an annotation of theirs, or nothing, for good and for everybody."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_change
from annotations.folding import fold_name
from annotations.models import (
    Annotation,
    Dismissal,
    Evidence,
    Kind,
    Motivation,
    Stance,
    Subject,
    WorkState,
)
from annotations.services.annotating import Range, annotate
from annotations.services.editing import locked_subject
from annotations.services.evidence import Bearing
from annotations.services.history import log
from annotations.services.refusals import Refused
from annotations.suggestions import LOOKED_FOR
from archive.models import Document


@transaction.atomic
def accept_suggestion(*, document: Document, place: Range, subject: Subject, actor: User) -> Annotation:
    """Say that these words mention that Subject; submitted, like anything else that a person says.

    Refused when the words are not there or are no name of the Subject, when they are annotated with it already, and
    when somebody has turned them down.
    """
    subject = _checked(document, place, subject)
    if _dismissals(document, place, subject).exists():
        raise Refused("suggestion", _("Somebody has dismissed this suggestion: undo that first."))
    annotation = annotate(
        document=document,
        ranges=[place],
        kind=Kind(subject.kind),
        motivation=Motivation.IDENTIFYING,
        state=WorkState.SUBMITTED,
        evidence=[Bearing(subject, Stance.MENTIONS)],
        actor=actor,
    )
    log(annotation, actor, "accepted suggestion", {"subject": ["", subject.name]})
    return annotation


@transaction.atomic
def dismiss_suggestion(*, document: Document, place: Range, subject: Subject, actor: User) -> Dismissal:
    """These words are not that Subject: not offered again, to anybody. Twice is once. Refused as for accepting."""
    subject = _checked(document, place, subject)
    start, end, exact = place
    dismissal, is_new = Dismissal.objects.get_or_create(
        document=document, subject=subject, start=start, end=end, defaults={"by": actor}
    )
    if is_new:
        _log(dismissal, actor, "dismissed suggestion", ["", f"{subject.name}: {exact}"])
    return dismissal


@transaction.atomic
def undismiss(*, dismissal: Dismissal, actor: User) -> None:
    """Offer it again. Refused when somebody else has done so already."""
    deleted, _each = Dismissal.objects.filter(pk=dismissal.pk).delete()
    if not deleted:
        raise Refused("suggestion", _("Somebody else has undone it already."))
    exact = dismissal.document.text[dismissal.start : dismissal.end]
    _log(dismissal, actor, "undid dismissal", [f"{dismissal.subject.name}: {exact}", ""])


def _checked(document: Document, place: Range, subject: Subject) -> Subject:
    """The Subject under a lock, so that two people who answer the same suggestion at once answer one by one."""
    subject = locked_subject(subject)
    start, end, exact = place
    if not 0 <= start < end <= len(document.text) or document.text[start:end] != exact:
        raise Refused("suggestion", _("Other words stand at this place."))
    names = subject.names.values_list("name", flat=True) if subject.kind in LOOKED_FOR else ()
    if fold_name(exact) not in {fold_name(name) for name in names}:
        message = _("“%(words)s” is no name of “%(subject)s”.")
        raise Refused("suggestion", message % {"words": exact, "subject": subject.name})
    if _annotated(document, place, subject).exists():
        message = _("“%(words)s” is annotated with “%(subject)s” already.")
        raise Refused("suggestion", message % {"words": exact, "subject": subject.name})
    return subject


def _annotated(document: Document, place: Range, subject: Subject) -> "QuerySet[Evidence]":
    start, end, _exact = place
    return Evidence.objects.filter(
        subject=subject,
        annotation__targets__document=document,
        annotation__targets__start__lt=end,
        annotation__targets__end__gt=start,
    ).exclude(annotation__state=WorkState.WITHDRAWN)


def _dismissals(document: Document, place: Range, subject: Subject) -> "QuerySet[Dismissal]":
    start, end, _exact = place
    return Dismissal.objects.filter(document=document, subject=subject, start__lt=end, end__gt=start)


def _log(dismissal: Dismissal, actor: User, verb: str, words: list[str]) -> None:
    """In the history of the Document: the words are its own."""
    record_change(
        actor=actor,
        verb=verb,
        record=("document", dismissal.document.public_id),
        changes={"suggestion": words},
    )
