"""Subjects to choose from while somebody types, and the one that was meant. Reads only."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from annotations.models import Evidence, Kind, Subject, SubjectName
from annotations.models.subject import SubjectQuerySet
from annotations.services.subjects import NAMELESS
from sources.names import name_key

SHOWN = 8
MOST_NAMED = 5


def suggest_subjects(
    typed: str, kind: str, user: User | AnonymousUser, *, at_most: int = SHOWN
) -> "QuerySet[Subject]":
    """Subjects of that kind (a note may be about any) with these letters in a name, in one query.

    Those that this person used last come first. Nothing typed: all, in that order.
    """
    own = Evidence.objects.filter(subject=OuterRef("pk"), created_by=user.pk).order_by().values("subject")
    subjects = _of_kind(kind, user)
    if key := name_key(typed):
        names = SubjectName.objects.filter(subject=OuterRef("pk"), key__contains=key)
        subjects = subjects.filter(Q(name__icontains=typed.strip()) | Exists(names))
    ordered: QuerySet[Subject] = subjects.annotate(
        last_used=Subquery(own.annotate(last=Max("pk")).values("last"))
    ).order_by(F("last_used").desc(nulls_last=True), "name", "pk")
    return ordered[:at_most]


def subjects_called(name: str, kind: str, user: User | AnonymousUser) -> list[Subject]:
    """Those that go by this very name, whatever its case, width and spacing; `MOST_NAMED` at most, in no order.

    By a name first, which an index answers; a claim and a leak have none and are found by what they say.
    """
    if kind not in NAMELESS and (found := _named(name, kind, user)):
        return found[:MOST_NAMED]
    subjects = _of_kind(kind, user).only("kind", "name", "merged_into")
    return list(subjects.filter(name__iexact=" ".join(name.split()))[:MOST_NAMED])


def _named(name: str, kind: str, user: User | AnonymousUser) -> list[Subject]:
    """Few share a name, so the rest is asked of the rows: this runs at each annotation that is saved."""
    subjects = Subject.objects.visible_to(user).only("kind", "name", "merged_into").order_by()
    named = subjects.filter(names__key=name_key(name))
    return [each for each in named if each.merged_into_id is None and kind in (each.kind, Kind.NOTE)]


def _of_kind(kind: str, user: User | AnonymousUser) -> SubjectQuerySet:
    subjects = Subject.objects.visible_to(user).current()
    return subjects if kind == Kind.NOTE else subjects.filter(kind=kind)
