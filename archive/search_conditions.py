"""What the fields of a query mean for passages and posts: see `sources.search_conditions`."""

from django.db.models import Exists, OuterRef, Q

from accounts.visibility import State
from archive.models import Document, Reference, ReferenceKind
from archive.models.reference import ReferenceQuerySet
from sources.models import Source
from sources.search_conditions import (
    EVERY,
    Someone,
    either,
    has_of_source,
    is_kind,
    language_is,
    of_source_at,
    said_by,
)
from sources.searching.indexes import Condition


def spoken_by(value: str, user: Someone) -> Q:
    """Passages of a Source by somebody of that name, and those in which their words are quoted."""
    sources = Source.objects.filter(said_by(value, user)).values("pk")
    return Q(document__source__in=sources) | Q(Exists(_here().filter(link__target__in=sources)))


def has_in_passage(value: str, user: Someone) -> Q | None:
    if value == "text":
        return EVERY
    if value == "link":
        return Q(Exists(_here().filter(kind__in=(ReferenceKind.LINK, ReferenceKind.FOOTNOTE))))
    of_source = has_of_source(value, user)
    if of_source is None:
        return None
    return Q(document__source__in=Source.objects.filter(of_source).values("pk"))


def has_of_post(value: str, user: Someone) -> Q | None:
    if value == "text":
        return Q(Exists(Document.objects.visible_to(user).filter(source=OuterRef("source"))))
    of_source = has_of_source(value, user)
    return None if of_source is None else Q(source__in=Source.objects.filter(of_source).values("pk"))


def _here() -> ReferenceQuerySet:
    """References that meet the passage."""
    return Reference.objects.filter(
        document=OuterRef("document"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
    )


def _state_of(path: str) -> Condition:
    return lambda value, _user: Q(**{path: value}) if value in State.values else None


PASSAGES: dict[str, Condition] = {
    **of_source_at("document__source"),
    "from": spoken_by,
    "has": has_in_passage,
    "kind": either(is_kind("passage"), of_source_at("document__source")["kind"]),
    "lang": lambda value, _user: language_is("document__language", value),
    "status": _state_of("document__state"),
}
POSTS: dict[str, Condition] = {
    **of_source_at("source"),
    "has": has_of_post,
    "kind": is_kind("post"),
    "status": _state_of("source__state"),
}
