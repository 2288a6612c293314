"""Known names that stand in a Document, offered to whoever annotates. Computed each time, never stored.

Nothing here counts as said by anybody: a suggestion becomes an annotation when a person accepts it, not before.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef

from accounts.models import User
from annotations.models import Dismissal, Subject, SubjectKind, SubjectName
from annotations.reads import Standing, standing_in
from annotations.spotting import Known, spot
from archive.models import Document
from archive.rows import Rows

Someone = User | AnonymousUser
# A claim is a statement: no name that would stand in other people's texts.
LOOKED_FOR = (
    SubjectKind.VENDOR,
    SubjectKind.TECHNOLOGY,
    SubjectKind.AGENCY,
    SubjectKind.PLACE,
    SubjectKind.LEAK,
)
DISMISSED = attrgetter("dismissed")


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


def suggestions_for(document: Document, user: Someone, standing: Standing | None = None) -> list[Suggestion]:
    """The names in the text that are not annotated with their Subject and were not turned down, in order.

    Two queries at any length: the names of Subjects that this person may see, and those Subjects that were found; and
    two for what stands in the Document, where it is not given.
    """
    spotted = spot(document.text, known_names(user))
    if not spotted:
        return []
    subjects = _subjects(document, {pk for each in spotted for pk in each.of}, user)
    settled = _settled(standing or standing_in(document, user), subjects.values())
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


def _subjects(document: Document, keys: Iterable[int], user: Someone) -> dict[int, Subject]:
    """By key; each with `dismissed`: the words of this text that are not it."""
    here = Dismissal.objects.filter(document=document, subject=OuterRef("pk"))
    subjects = Subject.objects.visible_to(user).filter(pk__in=list(keys))
    return {each.pk: each for each in subjects.annotate(dismissed=Rows(here, "start", "end"))}


def _settled(standing: Standing, subjects: Iterable[Subject]) -> defaultdict[int, Settled]:
    """By Subject, the words of this text that were annotated with it or are not it."""
    settled: defaultdict[int, Settled] = defaultdict(Settled)
    dismissed = [(each.pk, *place) for each in subjects for place in DISMISSED(each)]
    for subject, start, end in sorted([*standing.spoken_of, *dismissed]):
        settled[subject].add(start, end)
    return settled
