"""What of older texts of a Source waits to be carried over to a newer one: reads, and the words side by side."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from annotations.models import Move, MoveState, Target, WorkState
from annotations.reanchoring import SURE
from annotations.services.allowed import may_review
from archive.models import Document, KeptAs

AROUND = 120  # code points shown on either side, from word to word
LONGEST_WORD = 20  # looked for there
LIKELY = 0.75  # from here on the words are mostly what they were
SETTLED = (MoveState.ACCEPTED, MoveState.REFUSED)


@dataclass(frozen=True, slots=True)
class Words:
    """Words where they stand; `place` is the address of that place."""

    before: str
    exact: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A Move as its page shows it. `new` is None where there is no place; `answer` is what a form sends to accept it."""

    move: Move
    old: Words
    new: Words | None
    may_decide: bool

    @property
    def answer(self) -> str:
        return f"{self.move.pk}-{self.move.start}-{self.move.end}"

    @property
    def likeness(self) -> str:
        """The score in words; "" where nothing was measured."""
        return likeness_words(self.move.score)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many annotations wait to be carried over to the newest text; `is_here`: that is the one that is read."""

    document: Document
    count: int
    is_here: bool


def likeness_words(score: float) -> str:
    """How sure a place is, for people; "" for 0, which is the score of what nobody measured."""
    if score >= SURE:
        return _("sure")
    if score >= LIKELY:
        return _("likely: look at it")
    return _("doubtful: look closely") if score else ""


def older_texts(document: Document) -> "QuerySet[Document]":
    """The whole texts of its Source that were kept before it; none for a text that is known by quotation."""
    if document.kept_as != KeptAs.WHOLE:
        return Document.objects.none()
    earlier = Q(kept_at__lt=document.kept_at) | Q(kept_at=document.kept_at, pk__lt=document.pk)
    return Document.objects.whole().filter(earlier, source=document.source_id).order_by()


def waiting_near(document: Document, user: User | AnonymousUser) -> Waiting | None:
    """What the reader page says to those who annotate; None where nothing waits.

    Two queries, and none where the Document knows that it is the only text of its Source.
    """
    if not getattr(document, "has_versions", True) or not may(user, "annotate"):
        return None
    later = Q(kept_at__gt=document.kept_at) | Q(kept_at=document.kept_at, pk__gt=document.pk)
    texts = Document.objects.visible_to(user).whole().filter(later, source=document.source_id)
    newest = texts.defer("text").order_by("-kept_at", "-pk").first()
    count = waiting_count(newest or document)
    return Waiting(newest or document, count, is_here=newest is None) if count else None


def carried_from(document: Document) -> "QuerySet[Target]":
    """The places in older texts that belong in this one if they can be found.

    Of annotations that stand, without replies, which go where what they answer goes. A place that was carried to a text
    between the two is left out: it is carried on from there.
    """
    older = older_texts(document).values("pk")
    between = Move.objects.filter(target=OuterRef("pk"), state=MoveState.ACCEPTED, document__in=older)
    return (
        Target.objects.filter(document__in=older, annotation__reply_to__isnull=True)
        .exclude(annotation__state=WorkState.WITHDRAWN)
        .filter(~Exists(between))
        .order_by("document", "start", "pk")
    )


def not_looked_for(document: Document) -> "QuerySet[Target]":
    """Those of them for which no place in this text was looked for yet."""
    looked_for = Move.objects.filter(target=OuterRef("pk"), document=document)
    return carried_from(document).filter(~Exists(looked_for))


def waiting_count(document: Document) -> int:
    """How many annotations stand on an older text alone and wait for a person. One query."""
    settled = Move.objects.filter(target=OuterRef("pk"), document=document, state__in=SETTLED)
    waiting = carried_from(document).filter(~Exists(settled))
    return waiting.order_by().values("annotation").distinct().count()


def moves_to(document: Document) -> "QuerySet[Move]":
    """Proposals and decisions for a text. What is open shows only while its place is still to be carried over."""
    return Move.objects.filter(
        Q(state__in=SETTLED) | Q(target__in=carried_from(document).order_by().values("pk")), document=document
    ).select_related("target__annotation__created_by")


def exact_moves(document: Document, actor: User | None) -> "QuerySet[Move]":
    """The proposals that are sure, which this person may accept."""
    moves = moves_to(document).filter(state=MoveState.PROPOSED, score__gte=SURE)
    return moves if may_review(actor) else moves.filter(target__annotation__created_by=actor)


def counts_of(moves: "QuerySet[Move]") -> Counter[str]:
    """How many there are in each state. One query."""
    return Counter(moves.order_by().values_list("state", flat=True))


def side_by_side(document: Document, moves: Sequence[Move], actor: User) -> list[Proposal]:
    """Each Move with the words where they stood and where they may stand. Two queries."""
    texts = Document.objects.in_bulk({move.target.document_id for move in moves})
    passages = list(document.passages.order_by("start").values_list("start", "number"))
    reviews = may_review(actor)
    return [
        Proposal(
            move=move,
            old=_old_words(texts[move.target.document_id], move.target),
            new=_new_words(document, move, passages),
            may_decide=reviews or move.target.annotation.created_by_id == actor.pk,
        )
        for move in moves
    ]


def _old_words(document: Document, target: Target) -> Words:
    place = f"{document.get_absolute_url()}#{target.annotation.anchor}"
    return _words(document.text, target.start, target.end, place)


def _new_words(document: Document, move: Move, passages: Sequence[tuple[int, int]]) -> Words | None:
    if move.start is None or move.end is None:
        return None
    number = passages[bisect_right(passages, move.start, key=lambda each: each[0]) - 1][1]
    return _words(document.text, move.start, move.end, f"{document.get_absolute_url()}#p{number}")


def _words(text: str, start: int, end: int, place: str) -> Words:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    before, after = text[first:start], text[end:last]
    if first:
        before = "…" + before[before[:LONGEST_WORD].find(" ") + 1 :]
    if last < len(text):
        cut = after.rfind(" ", max(len(after) - LONGEST_WORD, 0))
        after = after[: cut if cut >= 0 else None] + "…"
    return Words(before, text[start:end], after, place)
