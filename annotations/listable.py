"""What of the annotation desk can be put on a citation list: annotations, what a tag is on, what a Subject rests on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from annotations.annotation_filters import AnnotationFilters
from annotations.company import standing
from annotations.models import Annotation, Tag, Target
from annotations.pages import find_subject
from annotations.reads import Someone
from annotations.witnesses import witnesses_for
from archive.citation_lists.origins import Origin
from archive.citation_lists.selections import MOST_AT_ONCE, Selection, selected
from archive.citation_lists.wanted import Wanted

PLACES = Prefetch("targets", Target.objects.select_related("document").defer("document__text"))


def annotations(keys: Sequence[Any], user: Someone) -> list[Wanted]:
    """The words that each of these stands on, in the order of the keys; what is no key is left out. Two queries."""
    asked = [known for key in keys if (known := _uuid(key))]
    found = Annotation.objects.visible_to(user).in_bulk(asked)
    prefetch_related_objects([*found.values()], PLACES)
    return [one for key in asked if key in found for one in _places(found[key])]


def origins(keys: Collection[UUID], user: Someone) -> Mapping[UUID, Origin]:
    """What an annotation is, for the entry that was made from it."""
    found = Annotation.objects.visible_to(user).filter(pk__in=keys)
    return {each.pk: Origin(each.get_kind_display(), each.get_absolute_url()) for each in found}


def with_tag(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Selection:
    """The words that have it, the newest annotation first, as its page shows them."""
    tag = Tag.objects.current().filter(slug=kwargs["slug"]).first()
    if tag is None:
        raise Http404
    rows = standing(user).filter(tagged__tag=tag).order_by("-created_at", "-pk")
    return _of(_("What is tagged “%(tag)s”") % {"tag": tag.name}, rows)


def about_subject(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Selection:
    """The words that bear on it, strongest first, as its page shows them."""
    subject = find_subject(kwargs["kind"], kwargs["slug"], user)
    if subject is None or subject.merged_into_id:
        raise Http404
    witnesses = witnesses_for(subject, user, at_most=None)
    wanted = [_wanted(place) for each in witnesses for place in each.places]
    return selected(_("What “%(subject)s” rests on") % {"subject": subject.name}, wanted)


def listed_annotations(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Selection:
    """As the list of annotations shows them."""
    filters = AnnotationFilters(query, user)
    rows = filters.narrow(Annotation.objects.visible_to(user).filter(reply_to__isnull=True))
    return _of(_("Annotations"), filters.order.sorted(rows))


def _uuid(key: object) -> UUID | None:
    """A key as an address has it, or as it is; None for what is none."""
    try:
        return key if isinstance(key, UUID) else UUID(str(key))
    except ValueError:
        return None


def _of(title: str, rows: Any) -> Selection:  # noqa: ANN401 - a queryset of annotations, ordered
    """An annotation may stand on several words, so more than enough are read."""
    found = list(rows.prefetch_related(PLACES)[:MOST_AT_ONCE])
    wanted = [one for each in found for one in _places(each)]
    more = rows.count() - len(found) if len(found) == MOST_AT_ONCE else 0
    chosen = selected(title, wanted)
    return Selection(chosen.title, chosen.wanted, chosen.total + more)


def _places(annotation: Annotation) -> Iterable[Wanted]:
    return [_wanted(place) for place in annotation.targets.all()]


def _wanted(place: Target) -> Wanted:
    document = place.document
    return Wanted(
        document.source_id, document.pk, place.start, place.end, place.exact, annotation=place.annotation_id
    )
