"""How annotations bear on Subjects: given, changed, taken back."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from annotations import searched
from annotations.models import Annotation, Evidence, Stance, Strength, Subject, SubjectKind
from annotations.models.evidence import FOR_CLAIMS, FOR_THE_REST
from annotations.services.allowed import check_change
from annotations.services.claims import settle
from annotations.services.history import log
from annotations.services.refusals import Refused
from annotations.services.versions import locked


class Bearing(NamedTuple):
    """What an annotation is evidence for, and how."""

    subject: Subject
    stance: str
    strength: str = Strength.MODERATE


@transaction.atomic
def give_evidence(*, annotation: Annotation, bearing: Bearing, actor: User | None) -> Evidence:
    """Say what an annotation is evidence for.

    Refused for a stance that the kind of Subject does not know and when it is evidence for that Subject already;
    NotAllowed when the annotation is withdrawn, or accepted and this is no editor.
    """
    annotation = locked(annotation)
    check_change(annotation, actor)
    if annotation.evidence.filter(subject=bearing.subject).exists():
        message = _("It is evidence for “%(name)s” already: change its stance there.")
        raise Refused("subject", message % {"name": bearing.subject.name})
    (evidence,) = write_evidence(annotation, [bearing], actor)
    searched.annotations.refresh([annotation.pk])
    log(annotation, actor, "gave evidence", {"evidence": ["", words_of(evidence)]})
    return evidence


@transaction.atomic
def change_evidence(*, evidence: Evidence, stance: str, strength: str, actor: User | None) -> Evidence:
    """Another stance or strength. A claim that rested on the old stance falls back. As `give_evidence` otherwise."""
    annotation, evidence = _locked(evidence, actor)
    check_bearing(Bearing(evidence.subject, stance, strength))
    before = words_of(evidence)
    evidence.stance, evidence.strength = stance, strength
    evidence.save(update_fields=["stance", "strength"])
    if words_of(evidence) != before:
        log(annotation, actor, "changed evidence", {"evidence": [before, words_of(evidence)]})
        settle(subjects=[evidence.subject_id], actor=actor)
    return evidence


@transaction.atomic
def take_back(*, evidence: Evidence, actor: User | None) -> None:
    """The annotation bears on that Subject no more; a claim that rested on it falls back.

    NotAllowed as for `give_evidence`; Refused while a figure of the leak rests on it.
    """
    annotation, evidence = _locked(evidence, actor)
    if figure := annotation.figures.filter(leak=evidence.subject_id).first():
        message = _("The figure “%(figure)s” rests on it: remove that first.")
        raise Refused("evidence", message % {"figure": figure})
    before, subject_id = words_of(evidence), evidence.subject_id
    evidence.delete()
    searched.annotations.refresh([annotation.pk])
    log(annotation, actor, "took back evidence", {"evidence": [before, ""]})
    settle(subjects=[subject_id], actor=actor)


def _locked(evidence: Evidence, actor: User | None) -> tuple[Annotation, Evidence]:
    """Both as they stand now, when they may be changed."""
    annotation = locked(evidence.annotation)
    check_change(annotation, actor)
    now = annotation.evidence.select_related("subject").filter(pk=evidence.pk).first()
    if now is None:
        raise Refused("evidence", _("Somebody else has taken it back already."))
    return annotation, now


def replace_evidence(annotation: Annotation, bearings: Sequence[Bearing], actor: User | None) -> None:
    """Make these all that the annotation is evidence for: give, change and take back what differs."""
    check_bearings(bearings)
    wanted = {each.subject.pk: each for each in bearings}
    for evidence in annotation.evidence.select_related("annotation", "subject"):
        bearing = wanted.pop(evidence.subject_id, None)
        if bearing is None:
            take_back(evidence=evidence, actor=actor)
        else:
            change_evidence(evidence=evidence, stance=bearing.stance, strength=bearing.strength, actor=actor)
    for bearing in wanted.values():
        give_evidence(annotation=annotation, bearing=bearing, actor=actor)


def write_evidence(annotation: Annotation, bearings: Sequence[Bearing], actor: User | None) -> list[Evidence]:
    """The rows, in one statement and without an entry in the log: for those who log the whole act. Refused."""
    check_bearings(bearings)
    try:
        return Evidence.objects.bulk_create(
            Evidence(
                annotation=annotation,
                subject=each.subject,
                stance=each.stance,
                strength=each.strength,
                created_by=actor,
            )
            for each in bearings
        )
    except IntegrityError as error:  # `annotations.merged`, or the same said twice at once
        message = _("Somebody has just merged “%(names)s”, or has said the same: look again.")
        names = "”, “".join(each.subject.name for each in bearings)
        raise Refused("subject", message % {"names": names}) from error


def check_bearings(bearings: Sequence[Bearing]) -> None:
    """Refused for one that cannot be, and for two on the same Subject."""
    for each in bearings:
        check_bearing(each)
    if len({each.subject.pk for each in bearings}) < len(bearings):
        raise Refused("evidence", _("A subject stands twice."))


def check_bearing(bearing: Bearing) -> None:
    """Refused unless the stance suits the kind of the Subject, which is none that was merged away."""
    subject = bearing.subject
    allowed = stances_for(subject.kind)
    if bearing.stance not in allowed:
        names = ", ".join(str(each.label) for each in allowed)
        message = _("For a subject of kind “%(kind)s” the stance is one of: %(stances)s.")
        raise Refused("stance", message % {"kind": SubjectKind(subject.kind).label, "stances": names})
    if bearing.strength not in Strength.values:
        raise Refused("strength", _("“%(word)s” is no strength of evidence.") % {"word": bearing.strength})
    if subject.merged_into_id:
        message = _("“%(name)s” was merged into another subject: choose that one.")
        raise Refused("subject", message % {"name": subject.name})


def stances_for(kind: str) -> tuple[Stance, ...]:
    """The stances that evidence for a Subject of this kind may take."""
    return FOR_CLAIMS if kind == SubjectKind.CLAIM else FOR_THE_REST


def words_of(evidence: Evidence) -> str:
    """The stance, the strength and the Subject, for the log."""
    return f"{evidence.get_stance_display()} ({evidence.get_strength_display()}): {evidence.subject.name}"
