"""Annotations as records of lists and pages: each with its words, their place, its tags and what it bears on."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from accounts.models import User
from accounts.visibility import State
from annotations.models import Annotation, Evidence, Subject, TaggedAnnotation
from annotations.models.annotation import AnnotationQuerySet
from annotations.reads import Label, labels_of
from annotations.witnesses import placed
from sources.paging import Page

Someone = User | AnonymousUser


def with_words(annotations: AnnotationQuerySet) -> "QuerySet[Annotation]":
    """With the author, and the places with their ¶ numbers. One query more, whatever the length."""
    return annotations.select_related("created_by").prefetch_related(Prefetch("targets", placed()))


def labels_on(page: Page[Annotation], user: Someone) -> list[tuple[Annotation, list[Label]]]:
    """Each row with its tags and the Subjects that this person may see. One query."""
    labels = labels_of([row.pk for row in page.rows], user)
    return [(row, labels[row.pk]) for row in page.rows]


def drafts_of(annotations: Collection[UUID], user: Someone) -> dict[UUID, list[Subject]]:
    """What each annotation is evidence for that is a draft still, so that only those who work here see it. One query."""
    evidence = Evidence.objects.visible_to(user).filter(
        annotation__in=annotations, subject__state=State.DRAFT
    )
    drafts: dict[UUID, list[Subject]] = defaultdict(list)
    for each in evidence.select_related("subject").order_by("pk"):
        drafts[each.annotation_id].append(each.subject)
    return drafts


def in_full(annotation: Annotation, user: Someone) -> dict[str, Any]:
    """What the page of one annotation shows besides itself."""
    return {
        "places": list(placed(annotation.targets.order_by("position", "pk"))),
        "tags": [
            use.tag
            for use in TaggedAnnotation.objects.filter(content_object=annotation).select_related("tag")
        ],
        "evidence": list(
            Evidence.objects.visible_to(user)
            .filter(annotation=annotation)
            .select_related("subject")
            .order_by("pk")
        ),
        "creators": list(annotation.creators.all()),
        "versions": list(annotation.versions.select_related("by")),
        "replies": sorted(_thread(annotation, user), key=lambda reply: reply.created_at),
    }


def _thread(annotation: Annotation, user: Someone) -> Iterator[Annotation]:
    """What answers it, and what answers that. One query for each step away from it."""
    seen = Annotation.objects.visible_to(user).standing().select_related("created_by", "reply_to__created_by")
    answered = [annotation.pk]
    while replies := list(seen.filter(reply_to__in=answered)):
        yield from replies
        answered = [reply.pk for reply in replies]
