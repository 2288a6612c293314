"""The rows of the lists of Subjects, each with what its line shows, in a fixed number of queries."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from annotations.bearing import live_count
from annotations.models import (
    Annotation,
    Figure,
    Stance,
    StatusChange,
    Subject,
    SubjectKind,
    SubjectRelation,
    SubjectRelationKind,
)
from sources.models import Agent
from sources.models.record import RowCount

Someone = User | AnonymousUser


def rows_of(kind: str, user: Someone) -> "QuerySet[Any]":
    """All Subjects of a kind that this person may see, with `evidence_count` and what else that kind shows."""
    subjects = Subject.objects.visible_to(user).current().filter(kind=kind)
    more = MORE.get(SubjectKind(kind), _named)
    return more(subjects.annotate(evidence_count=live_count(user)), user)


def _claims(subjects: "QuerySet[Any]", user: Someone) -> "QuerySet[Any]":
    """With counts of evidence by stance and `changed_at`: the last change of status, or when it was made."""
    changes = StatusChange.objects.filter(claim=OuterRef("pk")).order_by("-at", "-pk")
    claims: QuerySet[Any] = with_people(subjects.select_related("claim"), user).annotate(
        for_count=live_count(user, Stance.SUPPORTS),
        against_count=live_count(user, Stance.DISPUTES),
        context_count=live_count(user, Stance.CONTEXT),
        changed_at=Coalesce(Subquery(changes.values("at")[:1]), "created_at"),
    )
    return claims


def with_people(claims: "QuerySet[Any]", user: Someone) -> "QuerySet[Any]":
    """Who claims it and where it holds; None where this person may not see that."""
    people = Prefetch("claim__claimed_by", Agent.objects.visible_to(user))
    places = Prefetch("claim__holds_where", Subject.objects.visible_to(user))
    return claims.prefetch_related(people).prefetch_related(places)


def _leaks(subjects: "QuerySet[Any]", user: Someone) -> "QuerySet[Any]":
    return subjects.select_related("leak").prefetch_related(
        Prefetch("leak__figures", figures(user), to_attr="shown_figures")
    )


def figures(user: Someone) -> "QuerySet[Figure]":
    """Figures without those whose evidence this person may not see: they would be a number out of nowhere."""
    seen = Annotation.objects.visible_to(user).standing()
    return Figure.objects.filter(Q(annotation=None) | Q(annotation__in=seen)).order_by("position", "pk")


def _named(subjects: "QuerySet[Any]", user: Someone) -> "QuerySet[Any]":
    """With every name, the agent, and `claim_count`: the claims that are about it."""
    about = SubjectRelation.objects.filter(
        right=OuterRef("pk"),
        relation=SubjectRelationKind.ABOUT,
        left__in=Subject.objects.visible_to(user).current(),
    )
    agents = Prefetch("agent", Agent.objects.visible_to(user))
    named: QuerySet[Any] = subjects.prefetch_related("names").prefetch_related(agents)
    counted: QuerySet[Any] = named.annotate(claim_count=RowCount(about.order_by().values("pk")))
    return counted


MORE: dict[str, Callable[[QuerySet[Any], Someone], QuerySet[Any]]] = {
    SubjectKind.CLAIM: _claims,
    SubjectKind.LEAK: _leaks,
}
