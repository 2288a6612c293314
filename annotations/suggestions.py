"""Known names that stand in a Document, offered to whoever annotates. Computed each time, never stored.

Nothing here counts as said by anybody: a suggestion becomes an annotation when a person accepts it, not before.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import ExpressionWrapper, F, IntegerField, QuerySet
from django.db.models.expressions import CombinedExpression

from accounts.models import User
from annotations.models import Dismissal, Evidence, Subject, SubjectKind, SubjectName, WorkState
from annotations.spotting import Known, spot
from archive.models import Document, QuoteCheck

Someone = User | AnonymousUser
# A claim is a statement: no name that would stand in other people's texts.
LOOKED_FOR = (
    SubjectKind.VENDOR,
    SubjectKind.TECHNOLOGY,
    SubjectKind.AGENCY,
    SubjectKind.PLACE,
    SubjectKind.LEAK,
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Code points, half-open; `subjects` are all that bear the name `exact`, most often one."""

    start: int
    end: int
    exact: str
    subjects: list[Subject]

    @property
    def anchor(self) -> str:
        """The id of its place on a page."""
        return f"s-{self.start}-{self.end}"


def suggestions_for(document: Document, user: Someone) -> list[Suggestion]:
    """The names in the text that are not annotated with their Subject and were not turned down, in order.

    Three queries at any length: the names of Subjects that this person may see, those Subjects that were found, and
    what is settled about this Document already.
    """
    spotted = spot(document.text, known_names(user))
    if not spotted:
        return []
    subjects = _subjects({pk for each in spotted for pk in each.of}, user)
    settled = _settled(document, user)
    found = []
    for each in spotted:
        place = (each.start, each.end)
        open_ones = [subjects[pk] for pk in each.of if pk in subjects and not settled[pk].meets(place)]
        if open_ones:
            found.append(Suggestion(*place, document.text[each.start : each.end], open_ones))
    return found


def known_names(user: Someone) -> tuple[Known, ...]:
    """Every name of every Subject that this person may see, in an order that stays."""
    subjects = Subject.objects.visible_to(user).current().filter(kind__in=LOOKED_FOR)
    names = SubjectName.objects.filter(subject__in=subjects).order_by("pk").values_list("name", "subject_id")
    return tuple(map(Known._make, names))


def dismissed_in(document: Document, user: Someone) -> list[Dismissal]:
    """What was turned down in a Document, by place, each with its Subject and who did it. One query."""
    return list(
        Dismissal.objects.filter(document=document, subject__in=Subject.objects.visible_to(user))
        .select_related("subject", "by")
        .order_by("start", "end", "pk")
    )


class Settled:
    """Ranges that are done with, joined where they touch, so that one look finds what a place meets."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Starts ascend."""
        if self._ends and start <= self._ends[-1]:
            self._ends[-1] = max(self._ends[-1], end)
            return
        self._starts.append(start)
        self._ends.append(end)

    def meets(self, place: tuple[int, int]) -> bool:
        start, end = place
        after = bisect_right(self._ends, start)
        return after < len(self._starts) and self._starts[after] < end


def _subjects(keys: Iterable[int], user: Someone) -> dict[int, Subject]:
    return {each.pk: each for each in Subject.objects.visible_to(user).filter(pk__in=list(keys))}


def _settled(document: Document, user: Someone) -> defaultdict[int, Settled]:
    """By Subject, the words of this text that were annotated with it or are not it. One query."""
    settled: defaultdict[int, Settled] = defaultdict(Settled)
    for subject, start, end in sorted(_settled_rows(document, user)):
        settled[subject].add(start, end)
    return settled


def _settled_rows(document: Document, user: Someone) -> Iterable[tuple[int, int, int]]:
    """Subject, start and end. What was said of the same words in a text that this one quotes word for word, or that
    quotes it, shows here too, and so it counts; where such a quotation differs in spacing, its place may be missed.
    """
    said = Evidence.objects.visible_to(user).exclude(annotation__state=WorkState.WITHDRAWN)
    quotation = "annotation__targets__document__quoted_by"
    quoted = "annotation__targets__document__references"
    dismissed = Dismissal.objects.filter(document=document)
    return dismissed.values_list("subject_id", _sum("start"), _sum("end")).union(
        _ranges(said.filter(annotation__targets__document=document)),
        _ranges(
            _verbatim(said, quotation, document=document), f"{quotation}__start", f"{quotation}__target_start"
        ),
        _ranges(
            _verbatim(said, quoted, target_document=document), f"{quoted}__target_start", f"{quoted}__start"
        ),
        all=True,
    )


def _verbatim(said: "QuerySet[Evidence]", reference: str, **where: Document) -> "QuerySet[Evidence]":
    """Evidence by way of a quotation; all conditions are on the same one."""
    conditions = {f"{reference}__{field}": value for field, value in where.items()}
    return said.filter(**conditions, **{f"{reference}__check_result": QuoteCheck.VERBATIM})


def _ranges(said: "QuerySet[Evidence]", plus: str = "", minus: str = "") -> "QuerySet[Evidence, Any]":
    """Rows of Subject, start and end, moved from the text that was annotated to the one that is read."""
    start, end = "annotation__targets__start", "annotation__targets__end"
    return said.order_by().values_list("subject_id", _sum(start, plus, minus), _sum(end, plus, minus))


def _sum(field: str, plus: str = "", minus: str = "") -> "ExpressionWrapper[CombinedExpression]":
    """As a whole number that may be negative, for ranges that lie outside of what is quoted."""
    value = F(field) + F(plus) - F(minus) if plus else F(field) + 0
    return ExpressionWrapper(value, IntegerField())
