"""How hits are made up by what annotations say: see `sources.searching.facets`."""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import Count
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
from sources.searching.facets import Counted, Counts, Facets, Found
from sources.searching.plans import among

ABOUT, ANNOTATED_AS, STANCE, TAG = _("Subject"), _("Annotated as"), _("Stance"), _("Tag")
KINDS, STANCES = in_words(dict(Kind.choices)), in_words(dict(Stance.choices))


class FoundPassages(archive.FoundPassages):
    @cached_property
    def met(self) -> Met:
        """The passages that the ranges of each annotation meet. Two queries."""
        places = Target.objects.filter(among([*self.places], "document")).order_by()
        return _by_annotation(self.met_by(places.values_list("pk", "document", "start", "end")), self)


class FoundPosts(archive.FoundPosts):
    @cached_property
    def met(self) -> Met:
        """The posts in whose kept words each annotation stands. Two queries."""
        places = Target.objects.filter(among(self.keys, "document__source")).order_by()
        return _by_annotation(
            {place: {post} for place, post in places.values_list("pk", "document__source")}, self
        )


class FoundAnnotations(FoundRecords):
    model = Annotation
    paths = ("kind", "state", "created_at")

    @cached_property
    def met(self) -> Met:
        return {key: {key} for key in self.keys}


def _by_annotation(by_place: Met, found: Found) -> Met:
    """By annotation what was met by its places; those that stand and that this person may see, asked of these alone."""
    met: Met = defaultdict(set)
    seen = standing(found.user).filter(among([*by_place], "targets")).order_by()
    for annotation, place in seen.values_list("pk", "targets"):
        met[annotation] |= by_place.get(place, set())
    return met


Annotated = FoundPassages | FoundPosts | FoundAnnotations


def _tags(found: Annotated) -> Counted:
    used = TaggedAnnotation.objects.filter(among([*found.met], "content_object")).order_by()
    rows = used.values_list("content_object", "tag__name")
    return tallied(found.met, ((annotation, tag, tag) for annotation, tag in rows))


def _subjects(found: Annotated) -> Counted:
    tied = Evidence.objects.visible_to(found.user).filter(among([*found.met], "annotation")).order_by()
    return tallied(found.met, tied.values_list("annotation", "subject__slug", "subject__name"))


def _kinds(found: Annotated) -> Counted:
    rows = Annotation.objects.filter(among([*found.met])).order_by().values_list("pk", "kind")
    return tallied(found.met, ((annotation, kind, KINDS(kind)) for annotation, kind in rows))


def _stances(found: Annotated) -> Counted:
    tied = Evidence.objects.visible_to(found.user).filter(among([*found.met], "annotation")).order_by()
    rows = tied.values_list("annotation", "stance")
    return tallied(found.met, ((annotation, stance, STANCES(stance)) for annotation, stance in rows))


def _of_subjects(path: str, words: Callable[[Any], Any] = str) -> Callable[[Found], Counted]:
    """Counts Subjects by what the annotations that this person may see say of them."""

    def count(found: Found) -> Counted:
        tied = Evidence.objects.visible_to(found.user).filter(among(found.keys, "subject"))
        rows = tied.exclude(**{path: None}).order_by().values_list(path)
        return [
            (value, words(value), number)
            for value, number in rows.annotate(number=Count("subject", distinct=True))
        ]

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
