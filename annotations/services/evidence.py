"""How annotations bear on Subjects: given, changed, taken back."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.models import User
from annotations.models import Annotation, Evidence, Stance, Strength, Subject, SubjectKind
from annotations.models.evidence import FOR_CLAIMS, FOR_THE_REST
from annotations.services.refusals import Refused


class Bearing(NamedTuple):
    """What an annotation is evidence for, and how."""

    subject: Subject
    stance: str
    strength: str = Strength.MODERATE


def write_evidence(annotation: Annotation, bearings: Sequence[Bearing], actor: User | None) -> list[Evidence]:
    """The rows, in one statement. Refused for a stance that the kind of Subject does not know, and for one given twice."""
    for each in bearings:
        check_bearing(each)
    if len({each.subject.pk for each in bearings}) < len(bearings):
        raise Refused("evidence", _("A subject stands twice."))
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
