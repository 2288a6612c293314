"""What words rest on: from the place where they stand, link by link, to the earliest Source that is known here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, prefetch_related_objects

from accounts.models import User
from accounts.visibility import visible_states
from archive.models import ReferenceKind
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
# Steps, each a query. People pass words on a few times; what goes on for longer than this was made by a machine.
FARTHEST = 40


@dataclass(frozen=True, slots=True)
class Words:
    """A range of code points of a Document of a Source. Without a document the Source as a whole is meant."""

    source: Source
    document: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A Source in a chain; `relation` says in words what it does with the next, "" at the end.

    `goes_on`: it rests on something still, which was not followed any more; at the end of the longest chains only.
    """

    source: Source
    relation: str = ""
    goes_on: bool = False


@dataclass(slots=True)
class _Walk:
    at: Words
    steps: list[Step] = field(default_factory=list)
    been_at: set[int] = field(default_factory=set)
    is_over: bool = False

    def go(self, link: Link, to: Words) -> None:
        self.steps.append(Step(self.at.source, link.get_relation_display()))
        self.been_at.add(self.at.source.pk)
        self.at = to

    def may_go_to(self, source: int) -> bool:
        """No Source comes twice, so that who quotes each other in a circle comes to an end."""
        return source != self.at.source.pk and source not in self.been_at

    def chain(self) -> list[Step]:
        return [*self.steps, Step(self.at.source, goes_on=not self.is_over)]


def chains_from(places: Sequence[Words], user: User | AnonymousUser) -> list[list[Step]]:
    """A chain for each place: its own Source first, the earliest last. A query for each step of the longest.

    From words that quote or cite, the next step is what that very place quotes; from a whole Source, what it is a
    translation of, quotes, reports on or cites as a whole. The oldest of several is taken.
    """
    walks = [_Walk(words) for words in places]
    for step in range(FARTHEST + 1):
        moving = [walk for walk in walks if not walk.is_over]
        if not moving:
            break
        _advance(moving, user, only_look=step == FARTHEST)
    chains = [walk.chain() for walk in walks]
    prefetch_related_objects([step.source for chain in chains for step in chain], "contributions__agent")
    return chains


def _advance(walks: Sequence[_Walk], user: User | AnonymousUser, *, only_look: bool) -> None:
    """One step for each that can make one; the others are over."""
    links = _links_from(walks, user)
    for walk in walks:
        own = links.get(walk.at.source.pk, [])
        move = next(chain(_from_words(walk, own), _from_whole(walk, own)), None)
        if move is None:
            walk.is_over = True
        elif not only_look:
            walk.go(*move)


def _links_from(walks: Sequence[_Walk], user: User | AnonymousUser) -> dict[int, list[Any]]:
    """By Source: what it does in the Documents walked through, and what it does as a whole. One query.

    Each Link once for every place of it: `document`, `start` and `end` say where, `kind` as what, and `into`,
    `into_start` and `into_end` which words it leads to. All are None for one of a whole Source.
    """
    documents = {walk.at.document for walk in walks if walk.at.document}
    in_text = Q(references__document__in=documents, references__document__state__in=visible_states(user))
    as_a_whole = Q(references=None, relation__in=RESTS_ON)
    rows = (
        Link.objects.visible_to(user)
        .filter(in_text | as_a_whole, source__in={walk.at.source.pk for walk in walks})
        .select_related("target__post__account__agent")
        .annotate(
            document=F("references__document"),
            start=F("references__start"),
            end=F("references__end"),
            kind=F("references__kind"),
            into=F("references__target_document"),
            into_start=F("references__target_start"),
            into_end=F("references__target_end"),
        )
        .order_by("start", "references", "pk")
    )
    links: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        links[row.source_id].append(row)
    return links


def _from_words(walk: _Walk, links: Iterable[Any]) -> Iterator[tuple[Link, Words]]:
    at = walk.at
    here = [
        each
        for each in links
        if each.document is not None
        and each.document == at.document
        and each.start < at.end
        and each.end > at.start
        and walk.may_go_to(each.target_id)
    ]
    for each in sorted(here, key=lambda each: (CLOSEST[ReferenceKind(each.kind)], _age(each.target))):
        yield each, _words_of(each)


def _from_whole(walk: _Walk, links: Iterable[Any]) -> Iterator[tuple[Link, Words]]:
    own = [each for each in links if each.document is None and walk.may_go_to(each.target_id)]
    order = list(RESTS_ON)
    for each in sorted(own, key=lambda each: (order.index(Relation(each.relation)), _age(each.target))):
        yield each, Words(each.target)


def _words_of(link: Any) -> Words:  # noqa: ANN401 - a row of `_links_from`
    """The same words in the text that they are quoted from, where that is known."""
    if link.into is None or link.into_start is None:
        return Words(link.target)
    return Words(link.target, link.into, link.into_start, link.into_end or 0)


def _age(source: Source) -> tuple[date, int]:
    """The oldest first, those without a date last."""
    return source.issued_on or date.max, source.pk
