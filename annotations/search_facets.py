"""How hits are made up by what annotations say: see `sources.searching.facets`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Count, Model, TextChoices
from django.utils.translation import gettext_lazy as _

from annotations.company import standing
from annotations.models import (
    Annotation,
    ClaimStatus,
    Evidence,
    Kind,
    Stance,
    Subject,
    SubjectKind,
    TaggedAnnotation,
    Target,
    WorkState,
)
from archive import search_facets as archive
from archive.search_facets import Met, Range, ranges_met
from sources.models import Post
from sources.search_facets import KIND, STATUS, Someone, by_year, grouped, in_words
from sources.searching.facets import Counted, Counts
from sources.searching.plans import among

ABOUT, ANNOTATED_AS, STANCE, TAG = _("Subject"), _("Annotated as"), _("Stance"), _("Tag")
Meeting = Callable[[Sequence[Any], Someone], Met]
Rows = Callable[[Sequence[Any], Someone], Iterable[tuple[Any, Any, Any]]]


def passages_met(keys: Sequence[Any], user: Someone) -> Met:
    """The passages among these that each annotation's ranges meet. Two queries."""

    def marked(documents: Iterable[int]) -> Iterable[Range]:
        places = Target.objects.filter(document__in=documents, annotation__in=standing(user)).order_by()
        return places.values_list("annotation", "document", "start", "end")

    return ranges_met(keys, marked)


def posts_met(keys: Sequence[Any], user: Someone) -> Met:
    """The posts among these in whose kept words each annotation stands. One query."""
    places = Target.objects.filter(document__source__in=Post.objects.filter(among(keys)).values("pk"))
    met: Met = defaultdict(set)
    for annotation, post in places.filter(annotation__in=standing(user)).values_list(
        "annotation", "document__source"
    ):
        met[annotation].add(post)
    return met


def annotations_themselves(keys: Sequence[Any], _user: Someone) -> Met:
    return {key: {key} for key in keys}


def _by_annotation(rows: Rows, words: Callable[[Any], Any] = str) -> Callable[[Met, Someone], Counted]:
    """Counts the records of each value that annotations on them have; `rows` gives (annotation, value, name)."""

    def count(met: Met, user: Someone) -> Counted:
        records: dict[Any, set[Any]] = defaultdict(set)
        names = {}
        for annotation, value, name in rows(list(met), user) if met else ():
            records[value] |= met[annotation]
            names[value] = words(name)
        return [(value, names[value], len(found)) for value, found in records.items()]

    return count


def _tags(annotations: Sequence[Any], _user: Someone) -> Iterable[tuple[Any, Any, Any]]:
    used = TaggedAnnotation.objects.filter(content_object__in=annotations).order_by()
    return [(annotation, tag, tag) for annotation, tag in used.values_list("content_object", "tag__name")]


def _subjects(annotations: Sequence[Any], user: Someone) -> Iterable[tuple[Any, Any, Any]]:
    tied = Evidence.objects.visible_to(user).filter(annotation__in=annotations).order_by()
    return list(tied.values_list("annotation", "subject__slug", "subject__name"))


def _kinds(annotations: Sequence[Any], _user: Someone) -> Iterable[tuple[Any, Any, Any]]:
    rows = Annotation.objects.filter(pk__in=annotations).order_by().values_list("pk", "kind")
    return [(annotation, kind, kind) for annotation, kind in rows]


def _stances(annotations: Sequence[Any], user: Someone) -> Iterable[tuple[Any, Any, Any]]:
    tied = Evidence.objects.visible_to(user).filter(annotation__in=annotations).order_by()
    return [(annotation, stance, stance) for annotation, stance in tied.values_list("annotation", "stance")]


def _on(meeting: Meeting) -> tuple[Counts, ...]:
    return (
        Counts("tag", TAG, _by_annotation(_tags), meeting),
        Counts("about", ABOUT, _by_annotation(_subjects), meeting),
    )


def _said_of(meeting: Meeting) -> Counts:
    return Counts("kind", ANNOTATED_AS, _by_annotation(_kinds, in_words(dict(Kind.choices))), meeting)


def _of_subjects(path: str, words: Callable[[Any], Any] = str) -> Callable[[Sequence[Any], Someone], Counted]:
    """Counts Subjects by what the annotations that this person may see say of them."""

    def count(keys: Sequence[Any], user: Someone) -> Counted:
        tied = Evidence.objects.visible_to(user).filter(
            subject__in=Subject.objects.filter(among(keys)).values("pk")
        )
        rows = tied.exclude(**{path: None}).order_by().values_list(path)
        return [
            (value, words(value), number)
            for value, number in rows.annotate(number=Count("subject", distinct=True))
        ]

    return count


def _own(
    model: type[Model], path: str, choices: type[TextChoices]
) -> Callable[[Sequence[Any], Someone], Counted]:
    return grouped(model, path, in_words(dict(choices.choices)))


PASSAGES = (*_on(passages_met), _said_of(passages_met), *archive.PASSAGES)
POSTS = (*_on(posts_met), _said_of(posts_met), *archive.POSTS)
ANNOTATIONS = (
    Counts("kind", KIND, _own(Annotation, "kind", Kind)),
    *_on(annotations_themselves),
    Counts(
        "stance", STANCE, _by_annotation(_stances, in_words(dict(Stance.choices))), annotations_themselves
    ),
    Counts("status", STATUS, _own(Annotation, "state", WorkState)),
    by_year(Annotation, "created_at"),
)
SUBJECTS = (
    Counts("kind", KIND, _own(Subject, "kind", SubjectKind)),
    Counts("status", STATUS, _own(Subject, "claim__status", ClaimStatus)),
    Counts("tag", TAG, _of_subjects("annotation__tagged__tag__name")),
    Counts("stance", STANCE, _of_subjects("stance", in_words(dict(Stance.choices)))),
)
