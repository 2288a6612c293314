"""The only writers of annotations: made, revised, restored, replied to. Never deleted.

Ranges are Unicode code points, half-open, into the text of one Document. Each act is one transaction with its entry
in the audit log. Who may ask for it is the views' business, except for what review decides (`reviewing`).
"""

import uuid
from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Batch, User
from annotations import searched
from annotations.anchoring import Anchor, AnchorError, anchor, verify
from annotations.models import (
    Annotation,
    Kind,
    Motivation,
    Tag,
    Target,
    WorkState,
)
from annotations.services.allowed import may_review
from annotations.services.evidence import Bearing, write_evidence
from annotations.services.history import log, write_version
from annotations.services.refusals import NotAllowed, Refused, one_of, storable
from annotations.services.tagging import tags_named, write_uses
from archive.models import Document
from sources.languages import tidy_tag
from sources.models.record import UNKNOWN_LANGUAGE

Range = tuple[int, int, str]  # start, end, the words that stand there
MOTIVATIONS = {
    Kind.CLAIM: Motivation.CLASSIFYING,
    Kind.LEAK: Motivation.DESCRIBING,
    Kind.VENDOR: Motivation.IDENTIFYING,
    Kind.TECHNOLOGY: Motivation.IDENTIFYING,
    Kind.AGENCY: Motivation.IDENTIFYING,
    Kind.PLACE: Motivation.IDENTIFYING,
}
STARTS_AS = (WorkState.DRAFT, WorkState.SUBMITTED, WorkState.ACCEPTED)


class Details(TypedDict, total=False):
    """What `annotate` takes besides the words, the kind and the note. All may be left out.

    `state`: draft (the default), submitted, or accepted. `motivation`: follows from the kind. `id`: a UUID that an
    import brings along. `via`: the IRI that it had elsewhere. `evidence`: what it bears on.
    """

    tags: Iterable[str]
    evidence: Sequence[Bearing]
    motivation: str | None
    state: str
    language: str
    reply_to: Annotation | None
    batch: Batch | None
    id: uuid.UUID | None
    via: str


@transaction.atomic
def annotate(
    *,
    document: Document,
    ranges: Sequence[Range],
    kind: str,
    actor: User | None,
    note: str = "",
    **details: Unpack[Details],
) -> Annotation:
    """Say something about `ranges` of the Document's text, each (start, end, the very words).

    A reply without ranges is about the words that it replies to. Refused, and nothing written, when other words stand
    at a range or a value cannot be; NotAllowed for an accepted one by somebody who may not review. Takes ten
    statements with known tags and evidence, eight without, at most.
    """
    reply_to = details.get("reply_to")
    targets = _targets(document, ranges) if ranges or reply_to is None else _copies(reply_to)
    tags = tags_named(details.get("tags", ()))
    annotation = Annotation.objects.create(
        id=_new_id(details.get("id")),
        kind=one_of("kind", kind, Kind.values),
        motivation=_motivation(details, motivation_for(kind, note, tags, reply_to)),
        note=storable("note", note),
        language=_language(details.get("language", UNKNOWN_LANGUAGE)),
        state=_state(details.get("state", WorkState.DRAFT), actor),
        reply_to=reply_to,
        created_by=actor,
        batch=details.get("batch"),
        via=storable("via", details.get("via", ""), at_most=2000),
    )
    _write_parts(annotation, targets, tags)
    write_version(annotation, tags, actor)
    if bearings := details.get("evidence"):
        write_evidence(annotation, bearings, actor)
    searched.annotations.add([annotation.pk])
    log(annotation, actor, "annotated", {"kind": ["", kind]})
    return annotation


def _write_parts(annotation: Annotation, targets: Sequence[Target], tags: Sequence[Tag]) -> None:
    for target in targets:
        target.annotation = annotation
    Target.objects.bulk_create(targets)
    if tags:
        write_uses(annotation, tags)


@transaction.atomic
def reply(*, to: Annotation, note: str, actor: User | None, state: str = WorkState.SUBMITTED) -> Annotation:
    """Answer an annotation: a note about the same words. Refused without a note, and to one that was withdrawn."""
    if not note.strip():
        raise Refused("note", _("Write what you answer."))
    if to.state == WorkState.WITHDRAWN:
        raise Refused("reply_to", _("It has been withdrawn: there is nothing to answer."))
    place = to.targets.select_related("document")[0]
    return annotate(
        document=place.document, ranges=(), kind=Kind.NOTE, note=note, actor=actor, reply_to=to, state=state
    )


def motivation_for(kind: str, note: str, tags: Sequence[object], reply_to: object | None) -> Motivation:
    """What the standard calls the reason for an annotation, read off what there is of it."""
    if reply_to is not None:
        return Motivation.REPLYING
    if kind in MOTIVATIONS:
        return MOTIVATIONS[Kind(kind)]
    if note:
        return Motivation.COMMENTING
    return Motivation.TAGGING if tags else Motivation.HIGHLIGHTING


def _targets(document: Document, ranges: Sequence[Range]) -> list[Target]:
    if not ranges:
        raise Refused("ranges", _("Mark the words that it is about."))
    if len({(start, end) for start, end, _exact in ranges}) < len(ranges):
        raise Refused("ranges", _("The same words are marked twice."))
    anchors = [anchored(document.text, *each) for each in ranges]
    return [target_at(document, each, position) for position, each in enumerate(anchors)]


def anchored(text: str, start: int, end: int, exact: str) -> Anchor:
    """The range with its context. Refused when other words stand there than `exact`."""
    try:
        verify(text, Anchor(start, end, exact, "", ""))
        return anchor(text, start, end)
    except AnchorError as error:
        raise Refused("ranges", str(error)) from error


def target_at(document: Document, anchor: Anchor, position: int) -> Target:
    """A row that is not written yet."""
    return Target(
        document=document,
        start=anchor.start,
        end=anchor.end,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        position=position,
    )


def _copies(annotation: Annotation) -> list[Target]:
    """The same places for a reply, so that whoever may see those words, and nobody else, may see it."""
    return [
        Target(
            document_id=each.document_id,
            start=each.start,
            end=each.end,
            exact=each.exact,
            prefix=each.prefix,
            suffix=each.suffix,
            position=each.position,
        )
        for each in annotation.targets.all()
    ]


def _new_id(wanted: uuid.UUID | None) -> uuid.UUID:
    if wanted is None:
        return uuid.uuid4()
    if Annotation.objects.filter(pk=wanted).exists():
        raise Refused("id", _("There is an annotation with the id %(id)s already.") % {"id": wanted})
    return wanted


def _motivation(details: Details, usual: Motivation) -> str:
    wanted = details.get("motivation") or usual
    if usual == Motivation.REPLYING and wanted != usual:
        raise Refused("motivation", _("A reply is for replying."))
    return one_of("motivation", wanted, Motivation.values)


def _language(tag: str) -> str:
    tidy = tidy_tag(tag)
    if tidy is None:
        raise Refused("language", _("“%(tag)s” is not a language tag.") % {"tag": tag})
    return tidy


def _state(state: str, actor: User | None) -> str:
    if state == WorkState.ACCEPTED and not may_review(actor):
        raise NotAllowed(_("Only an editor can accept it."))
    return one_of("state", state, STARTS_AS)
