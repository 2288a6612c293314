"""Which Subject has to do with which: vendor sells technology, claim is about anything. The only writers of relations."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from annotations.models import Subject, SubjectKind, SubjectRelation, SubjectRelationKind
from annotations.services.editing import locked_subject, log
from annotations.services.refusals import GONE, Refused

CLAIM, LEAK, VENDOR, TECHNOLOGY, AGENCY, PLACE = SubjectKind
NAMED = {VENDOR, TECHNOLOGY, AGENCY, PLACE}
# Which kinds may stand on the left, and for each of them which on the right.
SIDES: dict[str, dict[SubjectKind, set[SubjectKind]]] = {
    SubjectRelationKind.SELLS: {VENDOR: {TECHNOLOGY}},
    SubjectRelationKind.USES: {AGENCY: {TECHNOLOGY}},
    SubjectRelationKind.EXPOSES: {LEAK: NAMED},
    SubjectRelationKind.ABOUT: {CLAIM: set(SubjectKind)},
    SubjectRelationKind.PART_OF: {
        VENDOR: {VENDOR, AGENCY},
        AGENCY: {AGENCY},
        TECHNOLOGY: {TECHNOLOGY},
        PLACE: {PLACE},
    },
    SubjectRelationKind.LOCATED_IN: {
        VENDOR: {PLACE},
        AGENCY: {PLACE},
        TECHNOLOGY: {PLACE},
        PLACE: {PLACE},
    },
}
ONE_WAY = (SubjectRelationKind.PART_OF, SubjectRelationKind.LOCATED_IN)


@transaction.atomic
def relate(*, left: Subject, relation: str, right: Subject, actor: User | None) -> SubjectRelation:
    """Say what one Subject has to do with another; said twice, it is the same row.

    Refused when the kinds cannot stand so, for a Subject and itself, and for what is a part of its own part.
    """
    left, right = _in_order(left, right)
    _check_sides(left, relation, right)
    row, is_new = SubjectRelation.objects.get_or_create(
        left=left, relation=relation, right=right, defaults={"created_by": actor}
    )
    if is_new:
        log(left, actor, "related", {"relations": ["", str(row)]})
    return row


@transaction.atomic
def unrelate(*, relation: SubjectRelation, actor: User | None) -> None:
    """Take that back. Refused when somebody else has done so."""
    gone, _each = SubjectRelation.objects.filter(pk=relation.pk).delete()
    if not gone:
        raise Refused("relation", str(GONE))
    log(relation.left, actor, "unrelated", {"relations": [str(relation), ""]})


def relations_between(left: str, right: str) -> list[SubjectRelationKind]:
    """What may be said of a Subject of one kind and another of the other, for the choices of a form."""
    return [
        SubjectRelationKind(relation)
        for relation, sides in SIDES.items()
        if right in sides.get(SubjectKind(left), set())
    ]


def _in_order(left: Subject, right: Subject) -> tuple[Subject, Subject]:
    """Both under lock, in one order, so that two people never wait for each other."""
    if left.pk == right.pk:
        raise Refused("right", _("That is one and the same subject."))
    now = {each.pk: locked_subject(each) for each in sorted((left, right), key=lambda each: each.pk)}
    return now[left.pk], now[right.pk]


def _check_sides(left: Subject, relation: str, right: Subject) -> None:
    if relation not in SIDES:
        raise Refused("relation", _("“%(word)s” is no relation.") % {"word": relation})
    words = {
        "left": SubjectKind(left.kind).label,
        "relation": SubjectRelationKind(relation).label,
        "right": SubjectKind(right.kind).label,
    }
    if right.kind not in SIDES[relation].get(SubjectKind(left.kind), set()):
        raise Refused("relation", _("It cannot be said that: %(left)s %(relation)s %(right)s.") % words)
    if relation in ONE_WAY and _reaches(right, left, relation):
        message = _("It is said already, perhaps in several steps, that “%(right)s” %(relation)s “%(left)s”.")
        raise Refused("right", message % (words | {"left": left.name, "right": right.name}))


def _reaches(start: Subject, goal: Subject, relation: str) -> bool:
    """Whether the relation leads from one to the other, over any number of steps."""
    seen: set[int] = set()
    edge = {start.pk}
    while edge:
        seen |= edge
        rows = SubjectRelation.objects.filter(left__in=edge, relation=relation)
        edge = set(rows.values_list("right", flat=True)) - seen
    return goal.pk in seen
