"""Carrying annotations over to a newer text of the same Source: places are proposed, and people decide.

Nothing moves by itself. What is accepted gets one place more, in the newer text; the old one stays. What is not found
stays where it is, with the reason.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import record_change
from annotations import searched
from annotations.anchoring import Anchor, AnchorError
from annotations.models import Annotation, Move, MoveState, Target, WorkState
from annotations.moves import exact_moves, not_looked_for
from annotations.reanchoring import Found, reanchor
from annotations.services.allowed import may_review
from annotations.services.annotating import Range, anchored, target_at
from annotations.services.history import log
from annotations.services.places import add_places, check_public, threads_of
from annotations.services.refusals import NotAllowed, Refused
from archive.models import Document

LONGEST_REASON = 300
SURE = gettext_lazy("The same words stand in the same surroundings.")
WHY = {
    "unchanged": gettext_lazy("The text is the same."),
    "exact": gettext_lazy("The same words, but another place is like it or what stands around them changed."),
    "context": gettext_lazy("The surroundings were found; the words in them changed."),
    "elsewhere": gettext_lazy("The same words, or nearly, in other surroundings."),
}
GONE = gettext_lazy("The words are gone, or nothing tells which of several places is meant.")
PUBLISH_FIRST = gettext_lazy("Publish the newer text first: a place in a draft hides an annotation.")
BY_HAND = gettext_lazy("Placed by hand.")


class Proposed(NamedTuple):
    """How many places were found, and for how many annotations' words there was none."""

    found: int
    not_found: int


def propose_moves(*, document: Document, actor: User | None) -> Proposed:
    """Look in this text for every place of an older text of its Source that was not looked for yet.

    Again, it looks only for what came since. Looking takes a few milliseconds for each place and holds no lock.
    """
    moves = _looked_for(document)
    with transaction.atomic():
        Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        known = set(Move.objects.filter(document=document).values_list("target", flat=True))
        new = [move for move in moves if move.target_id not in known]
        Move.objects.bulk_create(new)
        found = sum(move.state == MoveState.PROPOSED for move in new)
        proposed = Proposed(found, len(new) - found)
        if new:
            counts = {"found": ["", proposed.found], "not found": ["", proposed.not_found]}
            record_change(
                actor=actor,
                verb="proposed moves",
                record=("document", document.public_id),
                changes=counts,
            )
    return proposed


@transaction.atomic
def accept_move(*, move: Move, words: str, actor: User | None) -> Move:
    """Let the annotation stand at the place proposed, where the person saw `words`; and its replies with it.

    Refused when other words stand there, when there is no place, or when the newer text is not public and the older is;
    NotAllowed when it is accepted already or neither an editor nor its author asks.
    """
    move = _locked(move)
    _check(move, actor)
    if move.start is None or move.end is None:
        raise Refused("move", _("No place was found for it: place it by hand."))
    _carry([(move, anchored(move.document.text, move.start, move.end, words))], actor)
    return move


@transaction.atomic
def accept_exact(*, document: Document, actor: User | None) -> int:
    """Accept every proposal that is sure and whose words are the same to the letter; how many those were.

    An editor accepts all of them, anybody else those of their own. Refused as for `accept_move`.
    """
    moves = exact_moves(document, actor).select_for_update(of=("self",))
    text = document.text
    same = [
        move
        for move in moves.select_related("target__annotation__batch")
        if text[move.start : move.end] == move.target.exact
    ]
    for move in same:
        move.document = document  # a copy of the text for each would be too much
    check_public(document, {move.target.document_id for move in same}, str(PUBLISH_FIRST))
    _carry([(move, _anchor_of(text, move)) for move in same], actor)
    return len(same)


@transaction.atomic
def refuse_move(*, move: Move, actor: User | None) -> Move:
    """Say that the annotation does not belong at the place proposed: it stays where it is, and can be placed by hand.

    NotAllowed when it was settled already or neither an editor nor its author asks.
    """
    move = _locked(move)
    _check(move, actor)
    if move.state != MoveState.PROPOSED:
        raise NotAllowed(_("There is no proposal any more to refuse."))
    _decide(move, MoveState.REFUSED, actor)
    move.save(update_fields=["state", "decided_at", "decided_by"])
    log(move.target.annotation, actor, "refused a move", {"text": ["", move.document.public_id]})
    return move


@transaction.atomic
def place_by_hand(*, move: Move, place: Range, actor: User | None) -> Move:
    """Let the annotation stand at `place` (start, end, the very words), whatever was proposed. Refused as for `accept_move`."""
    move = _locked(move)
    _check(move, actor)
    anchor = anchored(move.document.text, *place)
    move.start, move.end, move.score, move.reason = anchor.start, anchor.end, 0, str(BY_HAND)
    _carry([(move, anchor)], actor)
    return move


def _looked_for(document: Document) -> list[Move]:
    """A row for each place, found or not."""
    targets = list(not_looked_for(document))
    texts = dict(
        Document.objects.filter(pk__in={each.document_id for each in targets}).values_list("pk", "text")
    )
    return [_looked_for_one(texts[each.document_id], document, each) for each in targets]


def _looked_for_one(old: str, document: Document, target: Target) -> Move:
    held = Anchor(target.start, target.end, target.exact, target.prefix, target.suffix)
    reason = str(GONE)
    try:
        found = reanchor(old, document.text, held)
    except AnchorError as error:  # the row does not say what stands in its own text
        found, reason = None, str(error)
    if found is None:
        state = MoveState.NOT_FOUND
        return Move(target=target, document=document, state=state, reason=reason[:LONGEST_REASON])
    return Move(
        target=target,
        document=document,
        state=MoveState.PROPOSED,
        start=found.start,
        end=found.end,
        score=min(found.score, 1.0),
        reason=_why(found),
    )


def _why(found: Found) -> str:
    return str(SURE if found.sure and found.method == "exact" else WHY[found.method])


def _locked(move: Move) -> Move:
    """The row as it stands, kept from other writers, with what it is about."""
    rows = Move.objects.select_for_update(of=("self",))
    return rows.select_related("target__annotation__batch", "document").get(pk=move.pk)


def _check(move: Move, actor: User | None) -> None:
    annotation = move.target.annotation
    if move.state == MoveState.ACCEPTED:
        raise NotAllowed(_("It stands in the newer text already."))
    if annotation.state == WorkState.WITHDRAWN:
        raise NotAllowed(_("It has been withdrawn: reopen it to carry it over."))
    if not may_review(actor) and (actor is None or annotation.created_by_id != actor.pk):
        raise NotAllowed(_("Only its author or an editor can do that."))
    check_public(move.document, {move.target.document_id}, str(PUBLISH_FIRST))


def _anchor_of(text: str, move: Move) -> Anchor:
    return anchored(text, move.start or 0, move.end or 0, move.target.exact)


def _decide(move: Move, state: MoveState, actor: User | None) -> None:
    move.state, move.decided_at, move.decided_by = state, timezone.now(), actor


def _carry(carried: Sequence[tuple[Move, Anchor]], actor: User | None) -> None:
    """Write the places, decide the Moves, log each annotation: a fixed number of statements, and one for each entry."""
    if not carried:
        return
    heads = {move.target.annotation_id for move, _anchor in carried}
    threads = threads_of(heads)
    new = [
        (each, target_at(move.document, anchor, 0))
        for move, anchor in carried
        for each in (move.target.annotation_id, *threads[move.target.annotation_id])
    ]
    add_places(new)
    searched.annotations.refresh(annotation for annotation, _target in new)
    for move, _anchor in carried:
        _decide(move, MoveState.ACCEPTED, actor)
    fields = ["state", "start", "end", "score", "reason", "decided_at", "decided_by"]
    Move.objects.bulk_update([move for move, _anchor in carried], fields, batch_size=100)
    Annotation.objects.filter(pk__in=heads).update(updated_at=timezone.now())
    for move, anchor in carried:
        place = f"{move.document.public_id} {anchor.start}–{anchor.end}"
        log(move.target.annotation, actor, "carried over", {"place": ["", place]})
