"""What is found of annotations, of what they are about, and of tags."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

import archive.searched
from annotations import search_conditions, search_facets
from annotations.models import (
    Annotation,
    Evidence,
    Figure,
    Leak,
    Subject,
    SubjectKind,
    SubjectName,
    Tag,
    TaggedAnnotation,
    TagSynonym,
    Target,
)
from sources.models import Agent
from sources.searched import BODY, NAMES, OF_DRAFTS, names_of_agents
from sources.searching.engines.shape import Column, Shape
from sources.searching.indexes import Index
from sources.searching.pieces import Piece, Pieces

ANNOTATIONS = Annotation.objects.all()
SUBJECTS = Subject.objects.current()
# Claims are statements and leaks have titles; the others have names, which are found by their sound.
STATED = [SubjectKind.CLAIM, SubjectKind.LEAK]
TAGS = Tag.objects.current()

annotations = Index(
    shape=Shape("annotations", (BODY, Column("quote"), Column("names", weight=2), OF_DRAFTS), by_uuid=True),
    label=_("Annotations"),
    records=ANNOTATIONS,
    words=Pieces(
        ANNOTATIONS,
        (
            Piece("body", ANNOTATIONS, "pk", "note"),
            Piece("quote", Target.objects.all(), "annotation", "exact"),
            Piece("names", TaggedAnnotation.objects.all(), "content_object", "tag__name"),
            Piece("names", TagSynonym.objects.all(), "tag__uses__content_object", "name"),
            Piece("names", Evidence.objects.all(), "annotation", "subject__name", states=("subject__state",)),
        ),
    ),
    date="created_at",
    follows={Tag: ("tagged__tag",), Subject: ("evidence__subject",)},
    fields=search_conditions.ANNOTATIONS,
    facets=search_facets.ANNOTATIONS,
)

subjects = Index(
    shape=Shape("subjects", (Column("title", weight=8), NAMES, BODY, OF_DRAFTS)),
    label=_("Subjects"),
    records=SUBJECTS,
    words=Pieces(
        SUBJECTS,
        (
            Piece("title", SUBJECTS.filter(kind__in=STATED), "pk", "name"),
            Piece("title", SUBJECTS.exclude(kind__in=STATED), "pk", "name", is_name=True),
            Piece("names", SubjectName.objects.filter(subject__kind__in=STATED), "subject", "name"),
            Piece(
                "names",
                SubjectName.objects.exclude(subject__kind__in=STATED),
                "subject",
                "name",
                is_name=True,
            ),
            *names_of_agents("subjects", spoken=False),
            *names_of_agents("claims__subject", spoken=False),
            Piece("body", SUBJECTS, "pk", "description"),
            *(
                Piece("body", Leak.objects.all(), "pk", text)
                for text in ("exposed", "whose", "categories", "how")
            ),
            Piece("body", Figure.objects.all(), "leak", "unit"),
            Piece("body", Subject.objects.all(), "pk", "claim__holds_when"),
            Piece("body", SUBJECTS, "pk", "claim__holds_where__name", states=("claim__holds_where__state",)),
        ),
    ),
    sounds="body",
    date="created_at",
    follows={Agent: ("agent", "claim__claimed_by"), Subject: ("claim__holds_where",)},
    fields=search_conditions.SUBJECTS,
    facets=search_facets.SUBJECTS,
)

tags = Index(
    shape=Shape("tags", (NAMES, BODY)),
    label=_("Tags"),
    records=TAGS,
    words=Pieces(
        TAGS,
        (
            Piece("names", TAGS, "pk", "name"),
            Piece("names", TagSynonym.objects.all(), "tag", "name"),
            Piece("names", Tag.objects.all(), "merged_into", "name"),
            Piece("body", TAGS, "pk", "description"),
        ),
    ),
    fields=search_conditions.TAGS,
)

# Those of `archive`, which knows nothing of annotations, with what these can say of them.
passages = replace(
    archive.searched.passages, fields=search_conditions.PASSAGES, facets=search_facets.PASSAGES
)
posts = replace(archive.searched.posts, fields=search_conditions.POSTS, facets=search_facets.POSTS)
