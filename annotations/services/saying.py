"""What one form says: an annotation, and the Subject that it names where there is none yet, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from annotations.models import Annotation, Kind, Stance, Subject, SubjectKind, WorkState
from annotations.services.annotating import Range, annotate
from annotations.services.evidence import Bearing
from annotations.services.refusals import Refused
from annotations.services.subjects import make_subject
from archive.models import Document


@dataclass(frozen=True, slots=True)
class Saying:
    """`subject`: what it is about, or the name of one to be made, or None. `stance`: "" for the usual one."""

    kind: str
    note: str = ""
    tags: Sequence[str] = ()
    subject: Subject | str | None = None
    stance: str = ""
    state: str = WorkState.SUBMITTED


def say(*, document: Document, ranges: Sequence[Range], saying: Saying, actor: User) -> Annotation:
    """Annotate, and make the Subject first when it is only named. Raises what `annotate` and `make_subject` raise."""
    if not isinstance(saying.subject, str):
        return _annotated(
            document, ranges, saying, actor
        )  # one transaction by itself: no savepoint to pay for
    with transaction.atomic():
        made = replace(saying, subject=_made(saying.kind, saying.subject, actor))
        return _annotated(document, ranges, made, actor)


def _annotated(document: Document, ranges: Sequence[Range], saying: Saying, actor: User) -> Annotation:
    subject = saying.subject
    bearings = (
        [Bearing(subject, saying.stance or usual_stance(subject.kind))]
        if isinstance(subject, Subject)
        else []
    )
    return annotate(
        document=document,
        ranges=ranges,
        kind=saying.kind,
        note=saying.note,
        tags=saying.tags,
        evidence=bearings,
        state=saying.state,
        actor=actor,
    )


def _made(kind: str, name: str, actor: User) -> Subject:
    if kind == Kind.NOTE:
        raise Refused("subject", _("A note makes no new subject: choose another kind, or one that there is."))
    return make_subject(kind=kind, name=name, actor=actor)


def usual_stance(kind: str) -> Stance:
    """What an annotation says of a Subject of this kind when nobody says otherwise."""
    if kind == SubjectKind.CLAIM:
        return Stance.SUPPORTS
    return Stance.DESCRIBES if kind == SubjectKind.LEAK else Stance.MENTIONS
