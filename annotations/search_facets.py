"""How hits are made up by what annotations say: see `sources.searching.facets`."""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL
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
from archive.search_facets import Met, tallied
from sources.search_facets import KIND, STATUS, FoundRecords, by_value, by_year, in_words
from sources.searching.compiled import compiled
from sources.searching.facets import Counted, Counts, Facets, Found
from sources.searching.plans import Person

ABOUT, ANNOTATED_AS, STANCE, TAG = _("Subject"), _("Annotated as"), _("Stance"), _("Tag")
KINDS, STANCES = in_words(dict(Kind.choices)), in_words(dict(Stance.choices))


@compiled
def _places_in(_user: Person, documents: RawSQL) -> "QuerySet[Any]":
    places = Target.objects.filter(document__in=documents).order_by()
    return places.values_list("pk", "document", "start", "end")


@compiled
def _places_on(_user: Person, posts: RawSQL) -> "QuerySet[Any]":
    places = Target.objects.filter(document__source__in=posts).order_by()
    return places.values_list("pk", "document__source")


@compiled
def _standing_at(user: Person, places: RawSQL) -> "QuerySet[Any]":
    return standing(user).filter(targets__in=places).order_by().values_list("pk", "targets")


class FoundPassages(archive.FoundPassages):
    @cached_property
    def met(self) -> Met:
        """The passages that the ranges of each annotation meet. Two queries."""
        return _by_annotation(self.met_by(_places_in(self.user, self.places)), self)


class FoundPosts(archive.FoundPosts):
    @cached_property
    def met(self) -> Met:
        """The posts in whose kept words each annotation stands. Two queries."""
        return _by_annotation({place: {post} for place, post in _places_on(self.user, self.keys)}, self)


class FoundAnnotations(FoundRecords):
    model = Annotation
    paths = ("kind", "state", "created_at")

    @cached_property
    def met(self) -> Met:
        return {key: {key} for key in self.keys}


def _by_annotation(by_place: Met, found: Found) -> Met:
    """By annotation what was met by its places; those that stand and that this person may see, asked of these alone."""
    met: Met = defaultdict(set)
    for annotation, place in _standing_at(found.user, by_place):
        met[annotation] |= by_place.get(place, set())
    return met


Annotated = FoundPassages | FoundPosts | FoundAnnotations


@compiled
def _tags_on(_user: Person, annotations: RawSQL) -> "QuerySet[Any]":
    used: QuerySet[Any] = TaggedAnnotation.objects.filter(content_object__in=annotations).order_by()
    return used.values_list("content_object", "tag__name")


@compiled
def _tied(user: Person, annotations: RawSQL) -> "QuerySet[Any]":
    """What annotations are evidence for, as far as this person may see it."""
    tied = Evidence.objects.visible_to(user).filter(annotation__in=annotations).order_by()
    return tied.values_list("annotation", "subject__slug", "subject__name", "stance")


@compiled
def _kinds_of(_user: Person, annotations: RawSQL) -> "QuerySet[Any]":
    return Annotation.objects.filter(pk__in=annotations).order_by().values_list("pk", "kind")


def _tags(found: Annotated) -> Counted:
    rows = _tags_on(found.user, found.met)
    return tallied(found.met, ((annotation, tag, tag) for annotation, tag in rows))


def _subjects(found: Annotated) -> Counted:
    rows = _tied(found.user, found.met)
    return tallied(found.met, ((annotation, slug, name) for annotation, slug, name, _stance in rows))


def _kinds(found: Annotated) -> Counted:
    rows = _kinds_of(found.user, found.met)
    return tallied(found.met, ((annotation, kind, KINDS(kind)) for annotation, kind in rows))


def _stances(found: Annotated) -> Counted:
    rows = _tied(found.user, found.met)
    stances = ((annotation, stance) for annotation, _slug, _name, stance in rows)
    return tallied(found.met, ((annotation, stance, STANCES(stance)) for annotation, stance in stances))


def _of_subjects(path: str, words: Callable[[Any], Any] = str) -> Callable[[Found], Counted]:
    """Counts Subjects by what the annotations that this person may see say of them."""

    @compiled
    def said_of(user: Person, subjects: RawSQL) -> "QuerySet[Any]":
        tied = Evidence.objects.visible_to(user).filter(subject__in=subjects).exclude(**{path: None})
        return tied.order_by().values_list(path).annotate(number=Count("subject", distinct=True))

    def count(found: Found) -> Counted:
        return [(value, words(value), number) for value, number in said_of(found.user, found.keys)]

    return count


class FoundSubjects(FoundRecords):
    model = Subject
    paths = ("kind", "claim__status")


ON_THEM = (Counts("tag", TAG, _tags), Counts("about", ABOUT, _subjects))
SAID_OF_THEM = (*ON_THEM, Counts("kind", ANNOTATED_AS, _kinds))
PASSAGES = Facets(FoundPassages, (*SAID_OF_THEM, *archive.PASSAGES.counts))
POSTS = Facets(FoundPosts, (*SAID_OF_THEM, *archive.POSTS.counts))
ANNOTATIONS = Facets(
    FoundAnnotations,
    (
        by_value("kind", KIND, "kind", KINDS),
        *ON_THEM,
        Counts("stance", STANCE, _stances),
        by_value("status", STATUS, "state", in_words(dict(WorkState.choices))),
        by_year("created_at"),
    ),
)
SUBJECTS = Facets(
    FoundSubjects,
    (
        by_value("kind", KIND, "kind", in_words(dict(SubjectKind.choices))),
        by_value("status", STATUS, "claim__status", in_words(dict(ClaimStatus.choices))),
        Counts("tag", TAG, _of_subjects("annotation__tagged__tag__name")),
        Counts("stance", STANCE, _of_subjects("stance", STANCES)),
    ),
)
