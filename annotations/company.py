"""Who is named with whom: Subjects and tags that meet in the same passages. Computed, never stored."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from accounts.models import User
from annotations.models import Annotation, Evidence, Subject, Tag, TaggedAnnotation, Target
from annotations.witnesses import placed
from archive.models import Document, Passage
from sources.models.record import RowCount

Someone = User | AnonymousUser
MOST_SHOWN = 20
PASSAGES_SHOWN = 100
LONGEST_SHOWN = 1200  # code points of a passage


@dataclass(frozen=True, slots=True)
class Companion:
    """A Subject that is marked where another is: in how many of the same passages, and of the same documents."""

    subject: Subject
    passages: int
    documents: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage with its own `words`, and the ranges in it that people marked."""

    passage: Any
    places: list[Target]

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Its words in order, cut off when they are many, each piece with the kind of its narrowest mark or ""."""
        first, last = self.passage.start, min(self.passage.end, self.passage.start + LONGEST_SHOWN)
        edges = {edge for place in self.places for edge in (place.start, place.end) if first < edge < last}
        pieces = [
            (self.passage.words[start - first : end - first], _kind_over(start, end, self.places))
            for start, end in pairwise(sorted({first, last} | edges))
        ]
        return pieces if last == self.passage.end else [*pieces, ("…", "")]


def standing(user: Someone) -> "QuerySet[Annotation]":
    """What this person may see and nobody has withdrawn."""
    return Annotation.objects.visible_to(user).standing()


def about(subject: Subject, user: Someone) -> "QuerySet[Annotation]":
    """What is evidence for a Subject."""
    return standing(user).filter(evidence__subject=subject)


def in_passages(ranges: "QuerySet[Any]") -> "QuerySet[Any]":
    """Adds `passage` to ranges of Documents: the key of the passage in which each begins."""
    begins_in = Passage.objects.filter(
        document=OuterRef("document"), start__lte=OuterRef("start"), end__gt=OuterRef("start")
    )
    found: QuerySet[Any] = ranges.annotate(passage=Subquery(begins_in.order_by("number").values("pk")[:1]))
    return found.order_by()


def company_of(subject: Subject, user: Someone) -> list[Companion]:
    """Those most often in the same passage come first. Three queries."""
    own = in_passages(Target.objects.filter(annotation__in=about(subject, user)))
    mine = set(own.values_list("document", "passage"))
    documents = {document for document, _passage in mine}
    theirs = in_passages(
        Target.objects.filter(
            document__in=documents, annotation__in=standing(user), annotation__evidence__isnull=False
        )
    )
    places: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for document, passage, other in theirs.values_list(
        "document", "passage", "annotation__evidence__subject"
    ):
        places[other].add((document, passage))
    places.pop(subject.pk, None)
    seen = Subject.objects.visible_to(user).current().in_bulk(list(places))
    found = [
        Companion(other, len(places[key] & mine), len({document for document, _passage in places[key]}))
        for key, other in seen.items()
    ]
    found.sort(key=lambda each: (-each.passages, -each.documents, each.subject.name))
    # One document in common says little: in a digest everything is named with everything.
    telling = [each for each in found if each.passages or each.documents > 1]
    return (telling or found)[:MOST_SHOWN]


def together(first: Subject, second: Subject, user: Someone) -> list[Marked]:
    """The passages in which both are marked, each with what is marked there of either."""
    of_first, of_second = about(first, user), about(second, user)
    shared = _passages_of(of_first) & _passages_of(of_second)
    return _marked(shared, Target.objects.filter(Q(annotation__in=of_first) | Q(annotation__in=of_second)))


def in_document(subject: Subject, document: Document, user: Someone) -> list[Marked]:
    """The passages of one Document in which a Subject is marked."""
    places = Target.objects.filter(annotation__in=about(subject, user), document=document)
    return _marked(set(in_passages(places).values_list("passage", flat=True)), places)


def tags_beside(annotations: "QuerySet[Annotation]", *, but: Tag | None = None) -> "QuerySet[Any]":
    """The tags on these annotations, most frequent first, each with `times`."""
    uses = TaggedAnnotation.objects.filter(tag=OuterRef("pk"), content_object__in=annotations)
    tags: QuerySet[Any] = (
        Tag.objects.current().annotate(times=RowCount(uses.values("pk"))).filter(times__gt=0)
    )
    if but is not None:
        tags = tags.exclude(pk=but.pk)
    return tags.order_by("-times", "name")[:MOST_SHOWN]


def subjects_of(annotations: "QuerySet[Annotation]", user: Someone) -> "QuerySet[Any]":
    """What these annotations are evidence for, most frequent first, each with `times`."""
    evidence = Evidence.objects.filter(subject=OuterRef("pk"), annotation__in=annotations)
    subjects = Subject.objects.visible_to(user).current()
    counted = subjects.annotate(times=RowCount(evidence.values("pk"))).filter(times__gt=0)
    return counted.order_by("-times", "name")[:MOST_SHOWN]


def _passages_of(annotations: "QuerySet[Annotation]") -> set[int]:
    places = in_passages(Target.objects.filter(annotation__in=annotations))
    return set(places.values_list("passage", flat=True)) - {None}


def _marked(passages: Iterable[int], places: "QuerySet[Target]") -> list[Marked]:
    """In the order of the texts; at most one row more than a page shows."""
    rows = list(
        Passage.objects.filter(pk__in=set(passages))
        .select_related("document__source__post__account__agent")
        .defer("document__text")
        .annotate(words=Substr("document__text", F("start") + 1, F("end") - F("start")))
        .order_by("-document__kept_at", "document", "number")[: PASSAGES_SHOWN + 1]
    )
    here = placed(places.filter(document__in={row.document_id for row in rows})).select_related("annotation")
    found: dict[tuple[int, int], list[Target]] = defaultdict(list)
    for place in here.order_by("start", "-end"):
        found[place.document_id, place.passage_number].append(place)
    return [Marked(row, found[row.document_id, row.number]) for row in rows]


def _kind_over(start: int, end: int, places: Sequence[Target]) -> str:
    """The kind of the narrowest mark over the whole range; "" where there is none."""
    over = [place for place in places if place.start <= start and end <= place.end]
    return min(over, key=lambda place: place.end - place.start).annotation.kind if over else ""
