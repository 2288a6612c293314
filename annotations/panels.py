"""What else speaks of a record: the Subjects and tags met in its texts, and the other texts that share them."""

from collections import Counter
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from annotations.company import MOST_SHOWN, standing, subjects_of, tags_beside
from annotations.echoes import echoes_of
from annotations.models import Annotation, Subject, Target
from archive.models import Document
from archive.panels import Panel, Record
from sources.models import Agent, Source

Someone = User | AnonymousUser
TEMPLATE = "annotations/_panel.html"
OTHERS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Shared:
    """Another Document, and how many of these Subjects are marked in it, too."""

    document: Document
    subjects: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """`is_in` is the Document that the Subjects were met in, when it is one. `own` are Subjects that are this agent."""

    subjects: list[Any]
    tags: list[Any]
    others: list[Shared]
    echoes: list[Any]
    is_in: Document | None = None
    own: "list[Subject] | tuple[()]" = ()


def spoken_of(record: Record, user: Someone) -> Panel | None:
    """None where nothing was marked. Two queries more where something was marked than the subjects, tags and other texts take."""
    spoken = _spoken(record, user)
    has_any = spoken.subjects or spoken.tags or spoken.own or spoken.echoes
    return Panel(TEMPLATE, spoken) if has_any else None


@singledispatch
def _spoken(record: object, user: Someone) -> Spoken:
    raise TypeError(f"nothing is said of a {type(record).__name__}")


@_spoken.register
def _of_document(record: Document, user: Someone) -> Spoken:
    annotations = standing(user).filter(targets__document=record)
    return _from(annotations, Q(document=record), user, is_in=record)


@_spoken.register
def _of_source(record: Source, user: Someone) -> Spoken:
    annotations = standing(user).filter(targets__document__source=record)
    return _from(annotations, Q(document__source=record), user)


@_spoken.register
def _of_agent(record: Agent, user: Someone) -> Spoken:
    """In what this agent wrote; with the Subjects that are this agent, and the claims that it makes."""
    wrote = Q(document__source__contributions__agent=record) | Q(
        document__source__post__account__agent=record
    )
    annotations = standing(user).filter(pk__in=Target.objects.filter(wrote).values("annotation"))
    own = Subject.objects.visible_to(user).current().filter(Q(agent=record) | Q(claim__claimed_by=record))
    return _from(annotations, wrote, user, own=list(own.order_by("kind", "name")[:MOST_SHOWN]))


def _from(annotations: "QuerySet[Annotation]", here: Q, user: Someone, **more: Any) -> Spoken:  # noqa: ANN401
    subjects = list(subjects_of(annotations, user))
    return Spoken(
        subjects=subjects,
        tags=list(tags_beside(annotations)),
        others=_sharing(subjects, here, user) if subjects else [],
        echoes=echoes_of(annotations, user),
        **more,
    )


def _sharing(subjects: list[Any], here: Q, user: Someone) -> list[Shared]:
    """Other Documents in which the same Subjects are marked, those with most of them first. Claims count, too."""
    rows = Target.objects.filter(annotation__in=standing(user), annotation__evidence__subject__in=subjects)
    pairs = rows.exclude(here).order_by().values_list("document", "annotation__evidence__subject").distinct()
    wanted = {subject.pk for subject in subjects}
    counts = Counter(document for document, subject in pairs if subject in wanted)
    documents = (
        Document.objects.visible_to(user)
        .select_related("source__post__account")
        .defer("text")
        .in_bulk([key for key, _count in counts.most_common(OTHERS_SHOWN)])
    )
    return [
        Shared(documents[key], count) for key, count in counts.most_common(OTHERS_SHOWN) if key in documents
    ]
