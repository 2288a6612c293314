"""What a saved search finds that somebody has not seen: how much there is of it, and which hits.

New is what this person can see since their mark (`sources.appearing`). Marks are moved by a button, never by looking: a
page can be fetched ahead, restored or glanced at, and what was new in it must not be lost by that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import SavedSearch
from archive.searchpage.asked import RELEVANCE, SORTS, Asked, read_asked
from archive.searchpage.page import Choice, SearchPage, count_words
from archive.searchpage.tabs import Someone, Tab
from sources.searching.counting import Asking, Count, counts
from sources.searching.engines.shape import TooSlow
from sources.searching.plans import among

CAP = 1_000  # hits counted of each kind


@dataclass(frozen=True, slots=True)
class Looking:
    """What somebody looks for, under which tabs, and how far they have seen it: not at all without a `mark`."""

    asked: Asked
    tabs: Sequence[Tab]
    mark: datetime | None

    @property
    def dated(self) -> list[Tab]:
        """The tabs under which there can be something new."""
        return [tab for tab in self.tabs if self.mark and tab.appeared]

    @property
    def where(self) -> str:
        return str(self.tabs[0].label) if self.asked.kind else _("all kinds")

    @property
    def order(self) -> str:
        """In words, where it is not the usual one."""
        return "" if self.asked.sort == RELEVANCE else str(SORTS[self.asked.sort])

    def askings(self, user: Someone) -> list[Asking]:
        return [Asking(self.asked.understood.tree, tab.index, tab.visible) for tab in self.tabs]

    def askings_for_news(self, user: Someone) -> list[Asking]:
        shown = [newer(tab, self.mark) for tab in self.dated if self.mark]
        return [Asking(self.asked.understood.tree, tab.index, tab.visible(user)) for tab in shown]


@dataclass(frozen=True, slots=True)
class Tally:
    """What is found of it, and what of that is new; `new` is None for whoever has no mark.

    `tabs`: where there is something new, as links to that.
    """

    hits: Count
    new: Count | None
    tabs: Sequence[Choice]

    @property
    def hit_words(self) -> str:
        return count_words(self.hits)

    @property
    def new_words(self) -> str:
        return count_words(self.new) if self.new else ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The saved search that a results page was opened by, as one person sees it at the moment `at`.

    `is_changed`: something else is looked for by now. `tally` is of that; None where it took too long.
    """

    search: SavedSearch
    asked: Asked
    at: datetime
    is_own: bool
    is_changed: bool
    tally: Tally | None = None

    @property
    def seen_until(self) -> datetime | None:
        return seen_until(self.search)

    @property
    def everything(self) -> str:
        """The same results, not only what is new."""
        return self.asked.address(new="")

    @property
    def change(self) -> str:
        """Where it is changed, to what is looked for by now."""
        values = {
            "q": self.asked.typed,
            "kind": self.search.kind and self.asked.kind,
            "sort": self.asked.sort,
        }
        return f"{reverse('archive:saved_edit', args=[self.search.public_id])}?{urlencode(values)}"


def seen_until(search: SavedSearch) -> datetime | None:
    """The mark of whoever it was read for (`with_mark`)."""
    mark: datetime | None = search.seen_until  # type: ignore[attr-defined]
    return mark


def asked_by(search: SavedSearch, tabs: Sequence[Tab]) -> Asked:
    """What its results page is asked."""
    given = {"q": search.query, "kind": search.kind, "sort": search.sort, "saved": search.public_id}
    return read_asked(given, [tab.name for tab in tabs])


def tabs_of(kind: str, tabs: Sequence[Tab]) -> list[Tab]:
    """The one of that name, else all."""
    return [tab for tab in tabs if tab.name == kind] or [*tabs]


def newer(tab: Tab, mark: datetime) -> Tab:
    """The same tab, of what somebody can see only since then."""

    def visible(user: Someone) -> "QuerySet[Any]":
        if tab.appeared is None:
            return tab.visible(user).none()
        seen: QuerySet[Any] = tab.visible(user).alias(since=tab.appeared(user)).filter(since__gt=mark)
        return seen

    return replace(tab, visible=visible)


def looking_for(search: SavedSearch, tabs: Sequence[Tab]) -> Looking:
    """`search` as read `with_mark`."""
    return Looking(asked_by(search, tabs), tabs_of(search.kind, tabs), seen_until(search))


def tallies(lookings: Sequence[Looking], user: Someone) -> list[Tally]:
    """One for each, in one statement however many there are. Raises `TooSlow`."""
    wanted = [(each.askings(user), each.askings_for_news(user)) for each in lookings]
    found = iter(counts([asking for pair in wanted for some in pair for asking in some], user, CAP))
    return [
        _tally(looking, [next(found) for _each in hits], [next(found) for _each in new])
        for looking, (hits, new) in zip(lookings, wanted, strict=True)
    ]


def _tally(looking: Looking, hits: Sequence[Count], new: Sequence[Count]) -> Tally:
    links = [
        Choice(str(tab.label), looking.asked.address(kind=tab.name, new="1"), count_words(count))
        for tab, count in zip(looking.dated, new, strict=True)
        if count.count
    ]
    return Tally(_sum(hits), _sum(new) if looking.mark else None, links)


def _sum(found: Sequence[Count]) -> Count:
    return Count(sum(each.count for each in found), any(each.is_more for each in found))


def opened(asked: Asked, tabs: Sequence[Tab], user: Someone) -> Opened | None:
    """The saved search that the address names; None where this person sees none such."""
    at = timezone.now()  # before anything is read: what comes meanwhile is new
    searches = SavedSearch.objects.visible_to(user).with_mark(user).select_related("owner")
    search = searches.filter(public_id=asked.saved).first() if asked.saved else None
    if search is None:
        return None
    own = asked_by(search, tabs)
    is_changed = asked.typed != own.typed or own.kind not in ("", asked.kind)
    looking = Looking(asked, tabs_of(own.kind, tabs), seen_until(search))
    try:
        (tally,) = tallies([looking], user)
    except TooSlow:
        tally = None
    return Opened(search, asked, at, search.owner_id == user.pk, is_changed, tally)


def as_opened(asked: Asked, by: Opened | None, tabs: Sequence[Tab]) -> tuple[Asked, Sequence[Tab]]:
    """What is asked, without what means nothing where no search or no mark is; and the tabs, of what is new if asked."""
    if by is None:
        return replace(asked, saved="", new=""), tabs
    if by.seen_until is None:
        return replace(asked, new=""), tabs
    return asked, [newer(tab, by.seen_until) for tab in tabs] if asked.new else tabs


def with_news(page: SearchPage, by: Opened | None, user: Someone) -> SearchPage:
    """The page with its new hits marked as such."""
    if by is None or by.seen_until is None or not page.hits:
        return page
    shown = newer(page.tab, by.seen_until).visible(user).filter(among([hit.key for hit in page.hits]))
    keys = set(shown.values_list("pk", flat=True))
    return replace(page, hits=[replace(hit, is_new=hit.key in keys) for hit in page.hits])
