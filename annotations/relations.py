"""What a Subject has to do with others, read from its own side."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from annotations.models import Subject, SubjectRelation, SubjectRelationKind

Someone = User | AnonymousUser

# As read from the right side.
INVERSE = {
    SubjectRelationKind.SELLS: _("is sold by"),
    SubjectRelationKind.USES: _("is used by"),
    SubjectRelationKind.EXPOSES: _("was exposed in"),
    SubjectRelationKind.ABOUT: _("is what these are about"),
    SubjectRelationKind.PART_OF: _("has as its part"),
    SubjectRelationKind.LOCATED_IN: _("is where this is"),
}


@dataclass(frozen=True, slots=True)
class Related:
    """Another Subject; `words` say how this one stands to it. `key` names relation and direction."""

    row: SubjectRelation
    other: Subject
    words: str
    key: str


def related_to(subject: Subject, user: Someone) -> list[Related]:
    """Everything but the claims that are about it; by relation, then by name. One query."""
    rows = (
        SubjectRelation.objects.filter(Q(left=subject) | Q(right=subject))
        .exclude(right=subject, relation=SubjectRelationKind.ABOUT)
        .filter(
            left__in=Subject.objects.visible_to(user).current(),
            right__in=Subject.objects.visible_to(user).current(),
        )
        .select_related("left", "right")
    )
    order = list(SubjectRelationKind)
    found = [_from_its_side(row, subject) for row in rows]
    return sorted(
        found,
        key=lambda each: (order.index(SubjectRelationKind(each.row.relation)), each.key, each.other.name),
    )


def by_words(related: list[Related]) -> list[tuple[str, list[Related]]]:
    """(how it stands to them, those)."""
    return [(words, list(group)) for words, group in groupby(related, lambda each: each.words)]


def _from_its_side(row: SubjectRelation, subject: Subject) -> Related:
    relation = SubjectRelationKind(row.relation)
    if row.left_id == subject.pk:
        return Related(row, row.right, str(relation.label), f"{relation}-out")
    return Related(row, row.left, str(INVERSE[relation]), f"{relation}-in")
