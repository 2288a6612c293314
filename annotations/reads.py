"""The annotations that stand in a Document for one reader, in two queries.

Words that are quoted word for word are the same words: what is said of a post shows in every article that quotes it so,
and what is said of the quotation shows with the post and in the other articles. That is worked out here from the ranges
of the References each time; nothing is copied. An annotation is only ever placed on the very words it was made on.

Five hundred of them stand on one page, so they are read as plain values: models took three times as long.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from accounts.models import User
from accounts.visibility import visible_states
from annotations.models import Annotation, Evidence, Stance, TaggedAnnotation, Target
from annotations.models.subject import PLURALS, SubjectKind
from annotations.projecting import Quoted, places_of, quotes_around
from archive.models import Document, QuoteCheck, Reference
from archive.rows import RowsAsText, UUIDAsText

Someone = User | AnonymousUser
TAG = "tag"


class Label(NamedTuple):
    """A tag or a Subject that an annotation carries. `kind` is "tag" or the Subject's; `stance` is "" for a tag."""

    kind: str
    name: str
    slug: str
    stance: str = ""
    strength: str = ""

    @property
    def stance_words(self) -> str:
        return str(Stance(self.stance).label) if self.stance else ""

    @property
    def address(self) -> str:
        if self.kind == TAG:
            return reverse("annotations:tag_detail", args=[self.slug])
        return reverse("annotations:subject_detail", args=[PLURALS[SubjectKind(self.kind)], self.slug])


class Said(NamedTuple):
    """An annotation in the values of its model; `person` is its author by name, "" where there is none."""

    pk: str
    kind: str
    note: str
    reason: str
    state: str
    created_by_id: int | None
    person: str
    labels: list[Label]

    @property
    def anchor(self) -> str:
        return f"a-{self.pk}"  # as `Annotation.anchor`


class Placed(NamedTuple):
    """An annotation at a range of the Document that is read, in code points.

    `made_in`: the Document that it was made in; another one where it is projected. `replies`: what answers it, and what
    answers that, the oldest first.
    """

    annotation: Said
    made_in: int
    start: int
    end: int
    is_projected: bool
    replies: Sequence[Said] = ()

    @property
    def tags(self) -> list[Label]:
        return [label for label in self.annotation.labels if label.kind == TAG]

    @property
    def subjects(self) -> list[Label]:
        return [label for label in self.annotation.labels if label.kind != TAG]


class Standing(NamedTuple):
    """All that stands in a Document: `placed` by place, the wider of two first. `spoken_of`: Subject, start and end of
    the words that were said to be about it, replies included.
    """

    placed: list[Placed]
    spoken_of: list[tuple[int, int, int]]


class _Target(NamedTuple):
    """A row of `TARGET`."""

    document_id: int
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    key: str
    kind: str
    note: str
    reason: str
    state: str
    created_by_id: int | None
    username: str
    first_name: str
    last_name: str
    answered: str | None
    tags: str
    subjects: str


ANNOTATION = ("kind", "note", "reason", "state", "created_by")
PERSON = ("username", "first_name", "last_name")
TARGET = (
    *("document", "start", "end", "exact", "prefix", "suffix", "key"),
    *(f"annotation__{name}" for name in ANNOTATION),
    *(f"annotation__created_by__{name}" for name in PERSON),
    *("answered", "tags", "subjects"),
)


def annotations_on(document: Document, user: Someone) -> list[Placed]:
    """Every annotation that stands in the Document for this person, by place; the wider of two comes first."""
    return standing_in(document, user).placed


def standing_in(document: Document, user: Someone) -> Standing:
    """Replies are with what they answer; those that were withdrawn are left out."""
    quotes = quotes_around(document, user)
    quotes_of: dict[int, list[Quoted]] = defaultdict(list)
    for quote in quotes:
        quotes_of[quote.document].append(quote)
    placed: dict[tuple[str, int, int], Placed] = {}
    answers: dict[str, tuple[str, Said]] = {}
    spoken_of: list[tuple[int, int, int]] = []
    reading = _Reading()
    for target in _targets(document, quotes, user):
        said = reading.said(target)
        is_projected = target.document_id != document.pk
        for start, end in places_of(document, target, quotes_of):
            spoken_of.extend([(subject, start, end) for subject in reading.subjects_in(target)])
            key = (said.pk, start, end)
            if target.answered is None and (key not in placed or placed[key].is_projected):
                placed[key] = Placed(said, target.document_id, start, end, is_projected)
        if target.answered is not None:
            answers.setdefault(said.pk, (target.answered, said))
    by_place = sorted(placed.values(), key=lambda each: (each.start, -each.end))
    return Standing(_with_replies(by_place, answers), spoken_of)


def _with_replies(placed: list[Placed], answers: Mapping[str, tuple[str, Said]]) -> list[Placed]:
    """Each with its thread. A reply stands on the words of what it answers."""
    threads: dict[str, list[Said]] = defaultdict(list)
    for answered, said in answers.values():
        head = answered
        while head in answers:
            head = answers[head][0]
        threads[head].append(said)
    if not threads:
        return placed
    return [each._replace(replies=threads.get(each.annotation.pk, ())) for each in placed]


class _Reading:
    """Makes one value of what many rows repeat."""

    def __init__(self) -> None:
        self._people: dict[int | None, str] = {None: ""}
        self._labels: dict[tuple[str, str], list[Label]] = {}
        self._subjects: dict[str, list[int]] = {}

    def said(self, row: _Target) -> Said:
        if row.created_by_id not in self._people:
            named = dict(zip(PERSON, (row.username, row.first_name, row.last_name), strict=True))
            self._people[row.created_by_id] = str(User(**named))
        person = self._people[row.created_by_id]
        carried = (row.tags, row.subjects)
        if carried not in self._labels:
            self._labels[carried] = _labels(*carried)
        labels = self._labels[carried]
        return Said(row.key, row.kind, row.note, row.reason, row.state, row.created_by_id, person, labels)

    def subjects_in(self, row: _Target) -> list[int]:
        if row.subjects not in self._subjects:
            self._subjects[row.subjects] = [subject for subject, *_label in json.loads(row.subjects)]
        return self._subjects[row.subjects]


def _labels(tags: str, subjects: str) -> list[Label]:
    """Tags by name, then Subjects by name."""
    return [
        *(Label(TAG, *tag) for tag in sorted(json.loads(tags))),
        *(Label(*label) for _pk, *label in sorted(json.loads(subjects), key=lambda each: str(each[2]))),
    ]


def _targets(document: Document, quotes: Sequence[Quoted], user: Someone) -> Iterator[_Target]:
    """Those in this text, in the texts that it shares words with, and in the quotations of those elsewhere.

    In the order in which their annotations were made.
    """
    posts = {document.pk} | {each.post for each in quotes}
    seen = Annotation.objects.visible_to(user).standing().filter(pk=OuterRef("annotation"))
    in_quotation = Reference.objects.filter(
        document=OuterRef("document"),
        check_result=QuoteCheck.VERBATIM,
        target_document__in=posts,
        start__lte=OuterRef("start"),
        end__gte=OuterRef("end"),
    )
    targets = Target.objects.filter(Exists(seen)).filter(
        document__in=posts | {each.document for each in quotes}
    )
    if quotes:
        targets = targets.filter(Q(document__in=posts) | Exists(in_quotation))
    tags = TaggedAnnotation.objects.filter(content_object=OuterRef("annotation"))
    subjects = Evidence.objects.filter(
        annotation=OuterRef("annotation"), subject__state__in=visible_states(user)
    )
    label = ("subject", "subject__kind", "subject__name", "subject__slug", "stance", "strength")
    rows = (
        targets.annotate(
            key=UUIDAsText("annotation"),
            answered=UUIDAsText("annotation__reply_to"),
            tags=RowsAsText(tags, "tag__name", "tag__slug"),
            subjects=RowsAsText(subjects, *label),
        )
        .order_by("annotation__created_at", "pk")
        .values_list(*TARGET)
    )
    return map(_Target._make, rows)


def labels_of(annotations: "Collection[UUID] | QuerySet[Any, Any]", user: Someone) -> dict[UUID, list[Label]]:
    """What each annotation carries, in one query: its tags by name, then the Subjects that this person may see.

    `annotations`: their ids, or a query for them.
    """
    none = Value("", output_field=CharField())
    tags = TaggedAnnotation.objects.filter(content_object__in=annotations).values_list(
        "content_object", Value(TAG, output_field=CharField()), "tag__name", "tag__slug", none, none
    )
    subjects = Evidence.objects.filter(
        annotation__in=annotations, subject__state__in=visible_states(user)
    ).values_list("annotation", "subject__kind", "subject__name", "subject__slug", "stance", "strength")
    found: dict[UUID, list[Label]] = defaultdict(list)
    for annotation, *values in tags.order_by().union(subjects.order_by(), all=True):
        found[annotation].append(Label(*values))
    for labels in found.values():
        labels.sort(key=lambda label: (label.kind != TAG, label.name))
    return found
