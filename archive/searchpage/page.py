"""The results of a query as a page: the open tab, how many there are under the others, and what narrows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from django.contrib.humanize.templatetags import humanize
from django.utils.translation import gettext as _

from archive.searchpage.asked import SORTS, Asked
from archive.searchpage.hits import Hit, hits_of
from archive.searchpage.nothing import Nothing, nothing_found
from archive.searchpage.tabs import Someone, Tab, tab_named
from sources.searching.counting import Asking, Count, counts
from sources.searching.engines.shape import TooSlow
from sources.searching.facets import FACET_CAP, Facet, facets_of
from sources.searching.matching import Hits, Wanted, match
from sources.searching.querying import FieldTerm, NotAValue, Understood, Words

NONE = Count(0)
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose by a link: `count` in words ("" where it is not known), `is_set` when it is chosen already."""

    label: str
    address: str
    count: str = ""
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A facet: its values as links to the query with that field, or without it where it is set."""

    name: str
    label: str
    values: list[Choice]
    more: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`start` hits stand before it; `previous` and `next` are the addresses of the pages beside it, or "".

    `facets_note`: of how many hits the facets speak where it is not all, or why there are none.
    `is_too_slow`: the database cut the search off, and nothing else here says anything.
    """

    asked: Asked
    tab: Tab
    tabs: list[Choice]
    count: Count = NONE
    hits: list[Hit] = field(default_factory=list)
    facets: list[Narrowing] = field(default_factory=list)
    facets_note: str = ""
    start: int = 0
    previous: str = ""
    next: str = ""
    nothing: Nothing | None = None
    is_too_slow: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it would be the same if it were asked again: nothing was cut off for its time, as near words may be."""
        cut_facets = self.facets_note and not self.facets
        counted = all(tab.count for tab in self.tabs)
        return counted and not (cut_facets or self.nothing or self.is_too_slow)

    @property
    def count_words(self) -> str:
        return count_words(self.count)

    @property
    def first(self) -> str:
        """The address of the first page, where this is another."""
        is_beyond = not self.hits and (self.asked.after or self.asked.before)
        return self.asked.address() if self.start or is_beyond else ""

    @property
    def range_words(self) -> str:
        """Which of the hits these are; "" where they are all."""
        if not (self.previous or self.next):
            return ""
        return f"{intcomma(self.start + 1)}–{intcomma(self.start + len(self.hits))}"

    @property
    def csv(self) -> str:
        """The address of all of it as a table."""
        return self.asked.address(kind=self.tab.name, format="csv")

    @property
    def sorts(self) -> list[Choice]:
        return [
            Choice(str(label), self.asked.address(sort=name), is_set=name == self.asked.sort)
            for name, label in SORTS.items()
        ]

    @property
    def chips(self) -> list[Choice]:
        """What narrows the words that are looked for, each with the address without it."""
        return chips(self.asked.understood, lambda query: self.asked.address(query=query))

    @property
    def empty_tabs(self) -> list[str]:
        """Where nothing was found."""
        return [tab.label for tab in self.tabs if tab.count == "0" and not tab.is_set]


def search_page(asked: Asked, tabs: Sequence[Tab], user: Someone) -> SearchPage:
    """Raises `MalformedCursor` for a place that is none, `TooSlow` where the open tab takes too long."""
    tab = tab_named(tabs, asked.kind)
    hits = _match(asked, tab, user)
    counted = _counted(asked, [each for each in tabs if each is not tab], user)
    other = next((each for each in tabs if counted.get(each.name, NONE).count), None)
    if other and not hits.count and not asked.kind:
        counted[tab.name] = NONE
        tab, hits = other, _match(asked, other, user)
    counted[tab.name] = Count(hits.count, hits.is_more)
    found = any(each.count for each in counted.values())
    facets, facets_note = _facets(asked, tab, hits, user)
    return SearchPage(
        asked=asked,
        tab=tab,
        tabs=_choices(asked, tabs, tab, counted),
        count=counted[tab.name],
        hits=hits_of(tab, hits.keys, asked.understood.tree, user),
        facets=facets,
        facets_note=facets_note,
        start=hits.start,
        previous=asked.address(kind=tab.name, before=hits.previous) if hits.previous else "",
        next=asked.address(kind=tab.name, after=hits.next) if hits.next else "",
        nothing=None if found else nothing_found(asked, tabs, user),
    )


def stopped_page(asked: Asked, tabs: Sequence[Tab]) -> SearchPage:
    """What is shown of a search that took too long."""
    tab = tab_named(tabs, asked.kind)
    return SearchPage(asked, tab, _choices(asked, tabs, tab, {}), is_too_slow=True)


def _match(asked: Asked, tab: Tab, user: Someone) -> Hits:
    wanted = Wanted(asked.sort, asked.after, asked.before)
    return match(tab.index, asked.understood.tree, visible=tab.visible, user=user, wanted=wanted)


def _counted(asked: Asked, tabs: Sequence[Tab], user: Someone) -> dict[str, Count]:
    """What is not counted in time is left out: the open tab is shown all the same."""
    askings = [Asking(asked.understood.tree, tab.index, tab.visible) for tab in tabs]
    try:
        return dict(zip((tab.name for tab in tabs), counts(askings, user), strict=True))
    except TooSlow:
        return {}


def _choices(asked: Asked, tabs: Sequence[Tab], here: Tab, counted: dict[str, Count]) -> list[Choice]:
    return [
        Choice(
            label=str(tab.label),
            address=asked.address(kind=tab.name),
            count=count_words(counted[tab.name]) if tab.name in counted else "",
            is_set=tab is here,
        )
        for tab in tabs
    ]


def _facets(asked: Asked, tab: Tab, hits: Hits, user: Someone) -> tuple[list[Narrowing], str]:
    """What narrows the hits, and what is to be said of it."""
    try:
        found = _narrowings(asked, facets_of(tab.index, hits.candidates, user))
    except TooSlow:
        return [], _("What these results are made of took too long to count.")
    if found and hits.count > FACET_CAP:
        return found, _("Counted among the last %(number)s.") % {"number": intcomma(FACET_CAP)}
    return found, ""


def _narrowings(asked: Asked, facets: Sequence[Facet]) -> list[Narrowing]:
    """Those that leave a choice, or that somebody has chosen by."""
    found = [Narrowing(each.name, each.label, _values(asked, each), each.more) for each in facets]
    return [each for each in found if len(each.values) > 1 or any(value.is_set for value in each.values)]


def _values(asked: Asked, facet: Facet) -> list[Choice]:
    """What no query can name ("not known", a tag for no language) is no choice, nor what would find nothing."""
    understood = asked.understood
    chosen = {field for field in understood.fields if field.name == facet.name}
    choices = []
    for each in filter(attrgetter("count"), facet.values):
        is_set = FieldTerm(facet.name, each.value) in chosen
        change = understood.without_field if is_set else understood.with_field
        try:
            query = change(facet.name, each.value)
        except NotAValue:
            continue
        choices.append(Choice(each.words, asked.address(query=query), intcomma(each.count), is_set))
    return choices


def chips(understood: Understood, address: Callable[[Understood], str]) -> list[Choice]:
    """What narrows the words of a query, each with the address of the query without it."""
    return [
        Choice(understood.says(part), address(understood.without(part)))
        for part in understood.parts
        if not isinstance(part, Words)
    ]


def intcomma(number: int) -> str:
    """With the marks of the language between thousands, which most numbers here do not reach."""
    return str(number) if number < THOUSAND else humanize.intcomma(number)


def count_words(count: Count) -> str:
    number = intcomma(count.count)
    return _("more than %(number)s") % {"number": number} if count.is_more else number
