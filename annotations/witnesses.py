"""Evidence as a page shows it: the very words, where they stand, who said them, and what they rest on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, OuterRef, Prefetch, QuerySet, Subquery, When

from accounts.models import User
from annotations.bearing import bearing
from annotations.chains import Step, Words, chains_from
from annotations.models import Evidence, Strength, Subject, TaggedAnnotation, Target, WorkState
from archive.models import Passage
from sources.models import Source

STRONGEST_FIRST = [Strength.STRONG, Strength.MODERATE, Strength.WEAK]
SHOWN_AT_ONCE = 200
# The same order as `_weight` has, as far as a database can tell.
ACCEPTED_FIRST = Case(When(annotation__state=WorkState.ACCEPTED, then=0), default=1)
STRONGEST = Case(*(When(strength=each, then=place) for place, each in enumerate(STRONGEST_FIRST)))


@dataclass(frozen=True, slots=True)
class Witness:
    """One piece of evidence. `places` are never empty; `chain` goes from the first of them to the earliest Source."""

    evidence: Evidence
    places: list[Target]
    chain: list[Step]

    @property
    def origin(self) -> Source:
        return self.chain[-1].source

    @property
    def counts(self) -> bool:
        """Whether it is accepted."""
        return self.evidence.annotation.state == WorkState.ACCEPTED


@dataclass(frozen=True, slots=True)
class Origin:
    """A Source that several documents rest on, as far as this evidence goes."""

    source: Source
    documents: int
    pieces: int


def witnesses_for(
    subject: Subject, user: User | AnonymousUser, *, at_most: int | None = SHOWN_AT_ONCE
) -> list[Witness]:
    """What bears on a Subject, strongest first, then by the date of what it rests on; `at_most` so many of them, None for all."""
    weighed = bearing(user).filter(subject=subject).order_by(ACCEPTED_FIRST, STRONGEST, "pk")
    evidence = list(with_places(weighed, user)[:at_most])
    places = [list(each.annotation.targets.all()) for each in evidence]
    chains = chains_from([words_of(each[0]) for each in places], user)
    witnesses = [Witness(*each) for each in zip(evidence, places, chains, strict=True)]
    return sorted(witnesses, key=_weight)


def left_out(witnesses: Sequence[Witness], subject: Subject, user: User | AnonymousUser) -> int:
    """How much more bears on it than a page shows. No query where that is less than a page full."""
    if len(witnesses) < SHOWN_AT_ONCE:
        return 0
    return bearing(user).filter(subject=subject).count() - len(witnesses)


def with_places(evidence: "QuerySet[Evidence]", user: User | AnonymousUser) -> "QuerySet[Evidence]":
    """With the annotation, who made it, its tags, and its places with their ¶ numbers."""
    return evidence.select_related("annotation__created_by").prefetch_related(
        Prefetch("annotation__targets", placed()),
        Prefetch("annotation__tagged", TaggedAnnotation.objects.select_related("tag")),
    )


def placed(targets: "QuerySet[Target] | None" = None) -> "QuerySet[Any]":
    """Ranges with `passage_number`, the ¶ where each begins, and their Document without its text."""
    passage = Passage.objects.filter(
        document=OuterRef("document"), start__lte=OuterRef("start"), end__gt=OuterRef("start")
    )
    return (
        (Target.objects.all() if targets is None else targets)
        .select_related("document__source__post__account__agent")
        .defer("document__text")
        .annotate(passage_number=Subquery(passage.values("number")[:1]))
    )


def words_of(place: Target) -> Words:
    return Words(place.document.source, place.document_id, place.start, place.end)


def origins_of(witnesses: Sequence[Witness]) -> list[Origin]:
    """The Sources that more than one document rests on, those with most documents first."""
    found: dict[int, list[Witness]] = defaultdict(list)
    for witness in witnesses:
        found[witness.origin.pk].append(witness)
    origins = [
        Origin(each[0].origin, len({witness.places[0].document_id for witness in each}), len(each))
        for each in found.values()
    ]
    shared = [each for each in origins if each.documents > 1]
    return sorted(shared, key=lambda each: (-each.documents, each.source.pk))


def _weight(witness: Witness) -> tuple[bool, int, bool, Any, int]:
    on = witness.origin.issued_on
    strength = STRONGEST_FIRST.index(Strength(witness.evidence.strength))
    return not witness.counts, strength, on is None, on, witness.evidence.pk
