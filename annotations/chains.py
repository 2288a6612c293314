"""What words rest on: from the place where they stand, link by link, to the earliest Source that is known here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects

from accounts.models import User
from archive.models import Reference, ReferenceKind
from sources.models import Link, Relation, Source

# Of a whole Source, where no place in it is known.
RESTS_ON = (Relation.TRANSLATES, Relation.QUOTES, Relation.REPORTS_ON, Relation.CITES)
# Whose words they are comes before what they cite.
CLOSEST = {
    each: place
    for place, each in enumerate(
        (ReferenceKind.POST, ReferenceKind.QUOTATION, ReferenceKind.FOOTNOTE, ReferenceKind.LINK)
    )
}
FARTHEST = 3  # steps, and so twice as many queries


@dataclass(frozen=True, slots=True)
class Words:
    """A range of code points of a Document of a Source. Without a document the Source as a whole is meant."""

    source: Source
    document: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A Source in a chain; `relation` says in words what it does with the next, "" at the end."""

    source: Source
    relation: str = ""


@dataclass(slots=True)
class _Walk:
    at: Words
    steps: list[Step] = field(default_factory=list)
    is_over: bool = False

    def go(self, link: Link, to: Words) -> None:
        self.steps.append(Step(self.at.source, link.get_relation_display()))
        self.at = to

    def has_been_at(self, source: int) -> bool:
        return source == self.at.source.pk or any(step.source.pk == source for step in self.steps)


def chains_from(places: Sequence[Words], user: User | AnonymousUser) -> list[list[Step]]:
    """A chain for each place: its own Source first, the earliest last. The number of queries has a bound.

    From words that quote or cite, the next step is what that very place quotes; from a whole Source, what it is a
    translation of, quotes, reports on or cites as a whole. The oldest of several is taken. No Source comes twice.
    """
    walks = [_Walk(words) for words in places]
    for _step in range(FARTHEST):
        moving = [walk for walk in walks if not walk.is_over]
        if not moving:
            break
        _advance(moving, user)
    chains = [[*walk.steps, Step(walk.at.source)] for walk in walks]
    prefetch_related_objects([step.source for chain in chains for step in chain], "contributions__agent")
    return chains


def _advance(walks: Iterable[_Walk], user: User | AnonymousUser) -> None:
    """One step for each that can make one."""
    walks = list(walks)
    references = _references({walk.at.document for walk in walks if walk.at.document}, user)
    links = _links({walk.at.source.pk for walk in walks}, user)
    for walk in walks:
        moves = [*_from_words(walk, references), *_from_whole(walk, links)]
        if moves:
            walk.go(*moves[0])
        else:
            walk.is_over = True


def _references(documents: set[int], user: User | AnonymousUser) -> list[Reference]:
    return list(
        Reference.objects.visible_to(user)
        .filter(document__in=documents)
        .select_related("link__target__post__account__agent", "link__source")
        .order_by("start", "pk")
    )


def _links(sources: set[int], user: User | AnonymousUser) -> list[Link]:
    return list(
        Link.objects.visible_to(user)
        .filter(source__in=sources, relation__in=RESTS_ON, references=None)
        .select_related("target__post__account__agent")
    )


def _from_words(walk: _Walk, references: list[Reference]) -> Iterator[tuple[Link, Words]]:
    at = walk.at
    here = [
        each
        for each in references
        if each.document_id == at.document
        and each.start < at.end
        and each.end > at.start
        and not walk.has_been_at(each.link.target_id)
    ]
    for each in sorted(here, key=lambda each: (CLOSEST[ReferenceKind(each.kind)], _age(each.link.target))):
        yield each.link, _words_of(each)


def _from_whole(walk: _Walk, links: list[Link]) -> Iterator[tuple[Link, Words]]:
    own = [
        each for each in links if each.source_id == walk.at.source.pk and not walk.has_been_at(each.target_id)
    ]
    order = list(RESTS_ON)
    for each in sorted(own, key=lambda each: (order.index(Relation(each.relation)), _age(each.target))):
        yield each, Words(each.target)


def _words_of(reference: Reference) -> Words:
    """The same words in the text that they are quoted from, where that is known."""
    target = reference.link.target
    if reference.target_document_id is None or reference.target_start is None:
        return Words(target)
    return Words(target, reference.target_document_id, reference.target_start, reference.target_end or 0)


def _age(source: Source) -> tuple[date, int]:
    """The oldest first, those without a date last."""
    return source.issued_on or date.max, source.pk
