"""The Sources that pages of the annotation desk rest on, for `archive.source_exports`."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from annotations.annotation_filters import AnnotationFilters
from annotations.company import standing
from annotations.models import Annotation, Tag
from annotations.pages import find_subject
from annotations.reads import Someone
from annotations.witnesses import witnesses_for
from archive.models import Document
from archive.source_exports import Export, of_sources


def listed_annotations(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Export:
    """The sources of the words that they stand on, in the order of the list."""
    filters = AnnotationFilters(query, user)
    rows = filters.narrow(Annotation.objects.visible_to(user).filter(reply_to__isnull=True))
    return _of(_("Annotations"), filters.order.sorted(rows), user)


def with_tag(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Export:
    tag = Tag.objects.current().filter(slug=kwargs["slug"]).first()
    if tag is None:
        raise Http404
    return _of(tag.name, standing(user).filter(tagged__tag=tag).order_by("-created_at", "-pk"), user)


def about_subject(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Export:
    """What it rests on, strongest first."""
    subject = find_subject(kwargs["kind"], kwargs["slug"], user)
    if subject is None or subject.merged_into_id:
        raise Http404
    witnesses = witnesses_for(subject, user, at_most=None)
    return of_sources(
        subject.name, [place.document.source_id for each in witnesses for place in each.places], user
    )


def _of(title: str, rows: "QuerySet[Annotation]", user: Someone) -> Export:
    """In the order of the annotations; words in a text that this person may not see have no part in it."""
    seen = rows.filter(targets__document__in=Document.objects.visible_to(user))
    ordered = seen.order_by(*rows.query.order_by, "targets__pk")
    return of_sources(title, ordered.values_list("targets__document__source", flat=True), user)
