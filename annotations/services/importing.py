"""Annotations from outside, one or many: each is written once, found again by its IRI, or refused with the reason.

An own IRI keeps its UUID; another site's gives the same UUID each time, and stands in `via`. Nothing that is here is
changed. Who imports answers for it: what they bring is submitted for review unless they may accept it themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Batch, User
from annotations import searched
from annotations.anchoring import anchor
from annotations.iris import Iris
from annotations.models import Annotation, Creator, Kind, Motivation, Target, WorkState
from annotations.outgoing import as_seen_by, person_here, web_annotation
from annotations.resolving import Place, Resolver
from annotations.services.annotating import Details, annotate
from annotations.services.evidence import Bearing
from annotations.services.history import log
from annotations.services.refusals import NotAllowed, Refused, storable
from annotations.webannotation import Creator as WebCreator
from annotations.webannotation import Incoming, Refusal, WebAnnotation
from archive.models import Document
from sources.models.record import UNKNOWN_LANGUAGE

Reader = Callable[[], Incoming]
AT_ONCE = (
    200  # annotations in one transaction: what a cut in the middle leaves is whole, and a second run goes on
)
LONGEST_LOGGED = 2000  # characters of one value in the log
MOST_CREATORS, LONGEST_CREATOR, LONGEST_IRI = 100, 500, 2000


class Outcome(StrEnum):
    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the annotation number `number`, counted from 1.

    `reason`: why it was refused, or what differs in the one that is known. `left_out`: JSON Pointers and IRIs of what
    it says that is not kept.
    """

    number: int
    outcome: Outcome
    iri: str = ""
    reason: str = ""
    left_out: tuple[str, ...] = ()
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """`base`: scheme and host of this site. `actor` None: the operator. `state`: submitted, accepted or draft."""

    base: str
    actor: User | None
    state: str = WorkState.SUBMITTED
    batch: Batch | None = None


@dataclass(slots=True)
class _Import:
    """One run: `waiting` are replies to what may come later in it."""

    arrival: Arrival
    resolver: Resolver
    waiting: list[tuple[int, Reader]] = field(default_factory=list)


class _NotYet(Exception):
    """What it answers is not here."""


def import_annotations(readers: Iterable[Reader], arrival: Arrival) -> Iterator[Row]:
    """A row for each, replies after what they answer. Each chunk is one transaction, written before its rows come."""
    run = _Import(arrival, Resolver(Iris(arrival.base), arrival.actor))
    yield from _in_chunks(run, enumerate(readers, 1))
    while run.waiting:
        waiting, run.waiting = run.waiting, []
        yield from _in_chunks(run, waiting)
        if len(run.waiting) == len(waiting):
            break
    for number, reader in run.waiting:
        annotation = reader().annotation
        reason = _("What it answers, %(iri)s, is not here.") % {"iri": annotation.reply_to}
        yield Row(number, Outcome.REFUSED, annotation.iri, f"reply_to: {reason}")


def import_one(incoming: Incoming, arrival: Arrival) -> Row:
    """The same for one."""
    (row,) = import_annotations([lambda: incoming], arrival)
    return row


def rehearse_import(readers: Iterable[Reader], arrival: Arrival) -> list[Row]:
    """What `import_annotations` would give; nothing is written."""
    with transaction.atomic():
        rows = list(import_annotations(readers, arrival))
        transaction.set_rollback(True)
    return rows


def _in_chunks(run: _Import, numbered: Iterable[tuple[int, Reader]]) -> Iterator[Row]:
    numbered = iter(numbered)
    while chunk := list(islice(numbered, AT_ONCE)):
        with transaction.atomic():
            rows = [row for each in chunk if (row := _row(run, *each))]
        yield from rows


def _row(run: _Import, number: int, reader: Reader) -> Row | None:
    """None for a reply that has to wait."""
    iri = ""
    try:
        incoming = reader()
        iri = incoming.annotation.iri
        return _imported(run, number, incoming)
    except _NotYet:
        run.waiting.append((number, reader))
        return None
    except Refused as refused:
        reason = f"{refused.field}: {refused}"
    except (Refusal, NotAllowed) as refusal:
        reason = str(refusal)
    except IntegrityError:
        reason = _("Somebody else has written the same at the same moment: import it again.")
    return Row(number, Outcome.REFUSED, iri, reason)


def _imported(run: _Import, number: int, incoming: Incoming) -> Row:
    said = incoming.annotation
    key = run.resolver.key(said.iri)
    if Annotation.objects.filter(pk=key).exists():
        return Row(number, Outcome.KNOWN, said.iri, _difference(said, key, run.resolver.iris), key=key)
    bearings = [run.resolver.bearing(each) for each in said.bearings]
    with transaction.atomic():
        annotation = _written(run, said, key, [each for each in bearings if each])
        left_out = (*incoming.left_out, *_not_kept(said, bearings))
        _write_origin(run, annotation, said, left_out)
    return Row(number, Outcome.NEW, said.iri, left_out=left_out, key=key)


def _written(run: _Import, said: WebAnnotation, key: UUID, bearings: list[Bearing]) -> Annotation:
    answers = run.resolver.answered(said.reply_to) if said.reply_to else None
    if said.reply_to and answers is None:
        raise _NotYet
    places = [] if answers else [run.resolver.place(each) for each in said.targets]
    document = answers.targets.select_related("document")[0].document if answers else places[0].document
    details: Details = {**_details(run, said), "id": key, "reply_to": answers, "evidence": bearings}
    annotation = annotate(
        document=document,
        ranges=[(each.start, each.end, each.exact) for each in places if each.document == document],
        kind=said.kind or Kind.NOTE,
        actor=run.arrival.actor,
        note=said.note,
        **details,
    )
    _write_elsewhere(annotation, document, places)
    return annotation


def _details(run: _Import, said: WebAnnotation) -> Details:
    """What can be read off without looking anything up."""
    is_own = run.resolver.iris.annotation_key(said.iri) is not None
    return {
        "tags": said.tags,
        "motivation": said.motivation if said.motivation in Motivation.values else None,
        "state": run.arrival.state,
        "language": said.language or UNKNOWN_LANGUAGE,
        "batch": run.arrival.batch,
        "via": said.via if is_own else said.iri,
    }


def _write_elsewhere(annotation: Annotation, document: Document, places: Sequence[Place]) -> None:
    """The ranges in other Documents than the first, and every range at the position that it came in."""
    if all(each.document == document for each in places):
        return
    written = {(each.start, each.end): each for each in annotation.targets.all()}
    for position, place in enumerate(places):
        if place.document == document:
            target = written[place.start, place.end]
            target.position = position
            target.save(update_fields=["position"])
        else:
            held = anchor(place.document.text, place.start, place.end)
            Target.objects.create(
                annotation=annotation,
                document=place.document,
                start=held.start,
                end=held.end,
                exact=held.exact,
                prefix=held.prefix,
                suffix=held.suffix,
                position=position,
            )
    searched.annotations.refresh([annotation.pk])


def _write_origin(
    run: _Import, annotation: Annotation, said: WebAnnotation, left_out: tuple[str, ...]
) -> None:
    """When it was made and by whom, as it says; what of that has no place here stands in the log."""
    annotation.created_at = said.created or annotation.created_at
    annotation.updated_at = said.modified or annotation.created_at
    annotation.created_by = run.resolver.person(said.creators) or annotation.created_by
    annotation.save(update_fields=["created_at", "updated_at", "created_by"])
    _write_creators(annotation, said.creators)
    origin = {"iri": said.iri, "left out": ", ".join(left_out)}
    changes = {name: ["", storable(name, value)[:LONGEST_LOGGED]] for name, value in origin.items() if value}
    log(annotation, run.arrival.actor, "imported", changes)


def _write_creators(annotation: Annotation, said: Sequence[WebCreator]) -> None:
    """Whoever made it elsewhere leaves with it again as they came. Refused for what no column holds."""
    if annotation.created_by and [*said] == [person_here(annotation.created_by)]:
        return
    if len(said) > MOST_CREATORS:
        message = _("It names %(count)d creators; %(most)d at most.")
        raise Refused("creator", message % {"count": len(said), "most": MOST_CREATORS})
    Creator.objects.bulk_create(
        Creator(
            annotation=annotation,
            kind=each.type,
            name=storable("creator", each.name, at_most=LONGEST_CREATOR),
            iri=storable("creator", each.iri, at_most=LONGEST_IRI),
            position=position,
        )
        for position, each in enumerate(said)
    )


def _not_kept(said: WebAnnotation, bearings: Sequence[Bearing | None]) -> Iterator[str]:
    """The motivation if this desk has no use for it, things of other sites, and words besides what a reply answers."""
    if said.motivation and said.motivation not in Motivation.values:
        yield said.motivation
    yield from (each.subject for each, ours in zip(said.bearings, bearings, strict=True) if ours is None)
    if said.reply_to:
        yield from (each.source for each in said.targets)


def _difference(said: WebAnnotation, key: UUID, iris: Iris) -> str:
    """What to say of one that is here already; of another site's only that it is."""
    here = as_seen_by(AnonymousUser()).filter(pk=key).first() if iris.annotation_key(said.iri) else None
    if here is None or web_annotation(here, iris) == said:
        return ""
    return _("It says something else here by now, and was left as it is.")
