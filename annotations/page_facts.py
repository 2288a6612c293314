"""What pages of the annotation desk say to other programs, for `archive.metadata`."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.visibility import visible_states
from annotations.models import Annotation, Subject, SubjectKind, Tag
from annotations.models.claim import Claim, ClaimStatus
from archive.citation_lists.reading import Someone
from archive.metadata.facts import PageFacts
from archive.metadata.pages import named_rows
from archive.metadata.reading import items_in_order
from sources.citing.csl import permanent_link
from sources.citing.items import ARCHIVE
from sources.csv_files import absolute
from sources.exchange.jsonld import node_of
from sources.exchange.texts import cleaned

Context = Mapping[str, Any]
KINDS: Final = {
    SubjectKind.CLAIM: "Claim",
    SubjectKind.LEAK: "Dataset",
    SubjectKind.VENDOR: "Organization",
    SubjectKind.TECHNOLOGY: "Thing",
    SubjectKind.AGENCY: "Organization",
    SubjectKind.PLACE: "Place",
}
# Editors came to these by evidence; the others say that nobody judged, or that nobody claims it any more.
VERDICTS: Final = (ClaimStatus.SUPPORTED, ClaimStatus.DISPUTED, ClaimStatus.REFUTED)


def of_subject(context: Context, user: Someone) -> PageFacts | None:
    subject: Subject | None = context.get("subject")
    if subject is None:
        return None
    kind, path = SubjectKind(subject.kind), subject.get_absolute_url()
    own: dict[str, Any] = {"mainEntityOfPage": absolute(path)}
    if kind == SubjectKind.CLAIM:
        own |= _claim(subject.claim, absolute(path), user)
    elif kind == SubjectKind.LEAK:
        own |= _leak(subject)
    items = items_in_order(_rests_on(context), user)
    return PageFacts(subject.name, path, KINDS[kind], description=subject.description, items=items, own=own)


def of_subjects(context: Context, _user: Someone) -> PageFacts | None:
    if "kind" not in context:
        return None
    kind = SubjectKind(context["kind"])
    return named_rows(context, str(context["words"].title), reverse("annotations:subject_list", args=[kind]))


def of_annotation(context: Context, user: Someone) -> PageFacts | None:
    """What is said, about words of a text that are quoted from the work that they stand in."""
    annotation: Annotation | None = context.get("annotation")
    shown = visible_states(user)
    places = [each for each in context.get("places") or () if each.document.state in shown]
    if annotation is None or not places:
        return None
    works = {each["id"]: each for each in items_in_order((at.document.source_id for at in places), user)}
    quoted = [
        {
            "@type": "Quotation",
            "text": place.exact,
            "url": absolute(place.document.get_absolute_url()),
            "isPartOf": _work(works[place.document.source.public_id]),
        }
        for place in places
        if place.document.source.public_id in works
    ]
    own = {"text": annotation.note, "dateCreated": annotation.created_at.isoformat(), "about": quoted}
    return PageFacts(
        f"{annotation.get_kind_display()}: {places[0].exact[:60]}",
        annotation.get_absolute_url(),
        "Comment",
        description=annotation.note or places[0].exact,
        items=list(works.values()),
        own={name: value for name, value in own.items() if value},
    )


def of_tag(context: Context, _user: Someone) -> PageFacts | None:
    tag: Tag | None = context.get("tag")
    if tag is None:
        return None
    return PageFacts(tag.name, tag.get_absolute_url(), "DefinedTerm")


def of_annotations(context: Context, _user: Someone) -> PageFacts | None:
    return named_rows(context, _("Annotations"), reverse("annotations:annotation_list"))


def of_tags(context: Context, _user: Someone) -> PageFacts | None:
    return named_rows(context, _("Tags"), reverse("annotations:tag_list"))


def _rests_on(context: Context) -> Iterator[int]:
    """The sources of the places that the page of a subject shows, in its order."""
    sides = [witnesses for _stance, witnesses in context.get("sides", ())]
    for witnesses in (*sides, context.get("background", ()), context.get("witnesses", ())):
        yield from (place.document.source_id for each in witnesses for place in each.places)
    yield from (document.source_id for document, _places in context.get("documents", ()))


def _claim(claim: Claim, address: str, user: Someone) -> dict[str, Any]:
    """Who says so; and a review of it, where its status is a verdict. There is no number: nobody gave one."""
    own: dict[str, Any] = {}
    if claim.claimed_by and claim.claimed_by.state in visible_states(user):
        own["author"] = {"@type": "Thing", "name": claim.claimed_by.name}
    if claim.status in VERDICTS:
        own["review"] = {
            "@type": "ClaimReview",
            "url": address,
            "claimReviewed": claim.subject.name,
            "itemReviewed": {"@id": address},
            "author": {"@type": "Organization", "name": ARCHIVE},
            "reviewRating": {"@type": "Rating", "alternateName": str(ClaimStatus(claim.status).label)},
        }
    return own


def _leak(subject: Subject) -> dict[str, Any]:
    """That there is such data, and nothing of them: no address leads there."""
    lines = [each.strip() for each in subject.leak.categories.splitlines()]
    return {"keywords": [each for each in lines if each]} if any(lines) else {}


def _work(item: dict[str, Any]) -> dict[str, Any]:
    return node_of(cleaned(item)) | {"@id": permanent_link(item)}
