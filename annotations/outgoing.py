"""Annotations as one person may see them, in the terms of the standard: rows to `WebAnnotation`."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch

from accounts.models import User
from accounts.visibility import visible_states
from annotations.anchoring import TextPosition, TextQuote
from annotations.iris import Iris
from annotations.models import Annotation, CreatorKind, Evidence, TaggedAnnotation, Target
from annotations.models.annotation import AnnotationQuerySet
from annotations.webannotation import Bearing, Creator, TextTarget, WebAnnotation
from sources.models.record import UNKNOWN_LANGUAGE

AT_ONCE = 500  # rows read at a time: bounds the memory of an export of any length


def as_seen_by(user: User | AnonymousUser) -> AnnotationQuerySet:
    """What stands and this person may see, with all that `web_annotation` needs, in five queries at any length.

    Of the Subjects only those that they may see; withdrawn annotations are left out, for nothing in the standard says
    that one is.
    """
    answered = Annotation.objects.visible_to(user).standing().filter(pk=OuterRef("reply_to"))
    evidence = Evidence.objects.filter(subject__state__in=visible_states(user)).select_related("subject")
    places = Target.objects.select_related("document").defer("document__text")
    return (
        Annotation.objects.visible_to(user)
        .standing()
        .annotate(answers_what_is_seen=Exists(answered))
        .select_related("created_by")
        .prefetch_related(
            Prefetch("targets", places),
            Prefetch("tagged", TaggedAnnotation.objects.select_related("tag")),
            Prefetch("evidence", evidence),
            "creators",
        )
    )


def web_annotations(rows: AnnotationQuerySet, iris: Iris) -> Iterator[WebAnnotation]:
    """Those of a queryset made by `as_seen_by`, one after the other; for any number."""
    return (web_annotation(each, iris) for each in rows.iterator(chunk_size=AT_ONCE))


def web_annotation(annotation: Annotation, iris: Iris) -> WebAnnotation:
    """One row of `as_seen_by`. Nothing of the person but the name that pages show; no state and no version.

    A reply is about the annotation that it answers; where that may not be seen, about the words.
    """
    is_answer: bool = annotation.answers_what_is_seen  # type: ignore[attr-defined]
    return WebAnnotation(
        iri=iris.annotation(annotation.pk),
        targets=() if is_answer else tuple(_target(each, iris) for each in annotation.targets.all()),
        reply_to=iris.annotation(annotation.reply_to_id) if is_answer and annotation.reply_to_id else "",
        motivation=annotation.motivation,
        kind=annotation.kind,
        note=annotation.note,
        language=""
        if annotation.language == UNKNOWN_LANGUAGE or not annotation.note
        else annotation.language,
        tags=tuple(sorted(each.tag.name for each in annotation.tagged.all())),
        bearings=_bearings(annotation, iris),
        creators=_creators(annotation),
        created=annotation.created_at,
        modified=annotation.updated_at,
        via=annotation.via,
    )


def _target(target: Target, iris: Iris) -> TextTarget:
    document = target.document
    return TextTarget(
        source=iris.document(document.public_id),
        quote=TextQuote(target.exact, target.prefix, target.suffix),
        position=TextPosition(target.start, target.end),
        kept_at=document.kept_at,
        cached=iris.text_of(document.public_id),
        text_sha256=document.text_sha256,
    )


def person_here(user: User) -> Creator:
    """Somebody who annotates on this site: of them there is the name that pages show, and no IRI."""
    return Creator(name=str(user), type=CreatorKind.PERSON)


def _creators(annotation: Annotation) -> tuple[Creator, ...]:
    """Those who made it elsewhere, where it says so; else who made it here."""
    elsewhere = tuple(
        Creator(name=each.name, iri=each.iri, type=each.kind) for each in annotation.creators.all()
    )
    return elsewhere or ((person_here(annotation.created_by),) if annotation.created_by else ())


def _bearings(annotation: Annotation, iris: Iris) -> tuple[Bearing, ...]:
    """By IRI: the order that they were given in says nothing."""
    found = (
        Bearing(
            subject=iris.subject(each.subject.kind, each.subject.slug),
            label=each.subject.name,
            stance=each.stance,
            strength=each.strength,
        )
        for each in annotation.evidence.all()
    )
    return tuple(sorted(found, key=lambda bearing: bearing.subject))
