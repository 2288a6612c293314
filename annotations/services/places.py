"""Where annotations stand, once they are made: one place more, one less. The last one stays.

Replies stand on the words that they answer, and go along.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.visibility import State
from annotations import searched
from annotations.models import Annotation, Target
from annotations.services.allowed import check_change
from annotations.services.annotating import Range, anchored, target_at
from annotations.services.history import log
from annotations.services.refusals import GONE, Refused
from annotations.services.versions import locked
from archive.models import Document


@transaction.atomic
def add_place(*, annotation: Annotation, document: Document, place: Range, actor: User | None) -> None:
    """Let it stand on these words, too, of this or of another Document.

    Refused when other words stand there, when it stands there already, and when that would hide it from the public;
    NotAllowed as for `revise`.
    """
    annotation = locked(annotation)
    check_change(annotation, actor)
    anchor = anchored(document.text, *place)
    if annotation.targets.filter(document=document, start=anchor.start, end=anchor.end).exists():
        raise Refused("quote", _("It stands on these words already."))
    others = annotation.targets.values_list("document", flat=True)
    check_public(document, others, _("Publish that text first: a place in a draft hides an annotation."))
    everyone = [annotation.pk, *threads_of([annotation.pk])[annotation.pk]]
    add_places([(each, target_at(document, anchor, 0)) for each in everyone])
    _note(annotation, everyone, actor, "added place", ["", _words(document.public_id, anchor.exact)])


@transaction.atomic
def remove_place(*, target: Target, actor: User | None) -> None:
    """Let it stand there no more. Refused for its last place, and when it is gone already; NotAllowed as for `revise`."""
    annotation = locked(target.annotation)
    check_change(annotation, actor)
    if not annotation.targets.filter(pk=target.pk).exists():
        raise Refused("place", str(GONE))
    if annotation.targets.count() == 1:
        raise Refused("place", _("It has to stand somewhere: these are its last words."))
    everyone = [annotation.pk, *threads_of([annotation.pk])[annotation.pk]]
    same = Target.objects.filter(document=target.document_id, start=target.start, end=target.end)
    same.filter(annotation__in=everyone).delete()
    _note(annotation, everyone, actor, "removed place", [_words(target.document.public_id, target.exact), ""])


def check_public(document: Document, others: Iterable[int], refusal: str) -> None:
    """An annotation is seen where all its texts are seen: a place in a draft would take it from the public.

    Refused in the words of `refusal`.
    """
    if document.state == State.PUBLIC:
        return
    if Document.objects.filter(pk__in=list(others), state=State.PUBLIC).exists():
        raise Refused("document", refusal)


def _note(
    annotation: Annotation, everyone: Sequence[UUID], actor: User | None, verb: str, change: list[str]
) -> None:
    Annotation.objects.filter(pk=annotation.pk).update(updated_at=timezone.now())
    searched.annotations.refresh(everyone)
    log(annotation, actor, verb, {"place": change})


def _words(document: str, exact: str) -> str:
    return f"{document}: “{exact}”"


def add_places(new: Sequence[tuple[UUID, Target]]) -> None:
    """After those that each annotation has. Where it stands already, by another of its places, nothing is added."""
    rows = Target.objects.filter(annotation__in={annotation for annotation, _target in new})
    known = Counter(rows.values_list("annotation", flat=True))
    for annotation, target in new:
        target.annotation_id = annotation
        target.position = known[annotation]
        known[annotation] += 1
    Target.objects.bulk_create([target for _annotation, target in new], ignore_conflicts=True)


def threads_of(heads: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """What answers each annotation, and what answers that: a query for each depth."""
    head_of = {each: each for each in heads}
    threads: dict[UUID, list[UUID]] = defaultdict(list)
    level = list(head_of)
    while level:
        replies = Annotation.objects.filter(reply_to__in=level).values_list("pk", "reply_to")
        level = []
        for reply, answered in replies:
            if answered is not None:
                head_of[reply] = head_of[answered]
                threads[head_of[answered]].append(reply)
                level.append(reply)
    return threads
