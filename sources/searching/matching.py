"""A page of hits, with how many there are.

What a person may not see is left out by the database before anything is counted, ranked or cut off.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from accounts.visibility import sees_every_state, somebody_who_sees
from sources.searching.engines import engine
from sources.searching.engines.shape import Key, Statement
from sources.searching.indexes import Index
from sources.searching.pages import Ordered, page_of
from sources.searching.plans import Person, Plan, among, plan
from sources.searching.querying.tree import Node

COUNT_CAP = 10_000  # hits counted, and offered for facets
RANK_CAP = 1_000  # of them, the last made, ranked by how well they answer
EXACT_CAP = 50  # of those, the best, asked whether they have the words just as typed
EXACT_BONUS = 1_000.0
SECONDS = 2.0
PAGE = 20

# The records that somebody may see, narrowed or not; or the function that gives them for a person. Of a function what is
# asked of each hit is put together once for all who see as much: it may ask nothing else about the person.
Visible: TypeAlias = "QuerySet[Any] | Callable[[Person], QuerySet[Any]]"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page: `sort` is "relevance", "newest" or "oldest"; `after` is the `next` of the page before, `before` the
    `previous` of the page behind.
    """

    sort: str = "relevance"
    after: str = ""
    before: str = ""
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Hits:
    """`keys`: those of one page, in order. `count`: all hits, or `COUNT_CAP` where `is_more` says that there are more.

    `candidates`: the keys of all that were counted, the last made first. `start` hits stand before this page;
    `previous` and `next` lead to the pages beside it, or are "".
    """

    keys: tuple[Any, ...] = ()
    count: int = 0
    is_more: bool = False
    candidates: tuple[Any, ...] = field(default=(), repr=False)
    start: int = 0
    previous: str = ""
    next: str = ""

    def condition(self) -> Q:
        """True of the records counted: for facets, charts, and whatever else narrows them."""
        return among(self.candidates)


def match(
    index: Index,
    tree: Node | None,
    *,
    visible: Visible,
    user: Person,
    wanted: Wanted = Wanted(),
) -> Hits:
    """One page of what matches among `visible`, which `user` may see: `Model.objects.visible_to`, narrowed or not.

    Raises `TooSlow` when the database takes longer than `SECONDS`, `MalformedCursor` for a place that is none.
    """
    planned = plan(index, tree, user)
    if planned is None:
        return Hits()
    sort = "newest" if planned.asked is None and wanted.sort == "relevance" else wanted.sort
    with engine().time_limit(SECONDS):
        found = candidates(index, planned, visible, user)
        counted = found[:COUNT_CAP]
        ordered = _ordered(index, planned, counted, sort)
    page = page_of(ordered, sort=sort, size=wanted.size, after=wanted.after, before=wanted.before)
    return Hits(
        keys=page.keys,
        count=len(counted),
        is_more=len(found) > len(counted),
        candidates=tuple(counted),
        start=page.start,
        previous=page.previous,
        next=page.next,
    )


def candidates(index: Index, planned: Plan, visible: Visible, user: Person) -> list[Key]:
    """The keys of all hits, the last made first: of more than `COUNT_CAP` one more than that. Takes as long as it takes."""
    if planned.asked is None:
        return list(
            narrowed(visible, planned, user).order_by("-pk").values_list("pk", flat=True)[: COUNT_CAP + 1]
        )
    try:
        seen = seen_among(index, planned, visible, user)
    except EmptyResultSet:
        return []
    return engine().newest(index.shape, planned.asked, seen, COUNT_CAP + 1)


def records_of(visible: Visible, user: Person) -> "QuerySet[Any]":
    return visible if isinstance(visible, QuerySet) else visible(user)


def narrowed(visible: Visible, planned: Plan, user: Person) -> "QuerySet[Any]":
    """The records that fulfil all that is not asked of words."""
    records = records_of(visible, user)
    for condition in planned.conditions:
        records = records.filter(condition)
    return records


def seen_among(index: Index, planned: Plan, visible: Visible, user: Person) -> Statement | None:
    """The condition of being among `visible` and fulfilling the plan's conditions, for each hit on its own; None when all
    records do. Raises `EmptyResultSet`.
    """
    if planned.conditions or isinstance(visible, QuerySet):
        return _seen(index, narrowed(visible, planned, user))
    return _seen_by_all(index, visible, sees_every_state(user), connection.vendor)


@lru_cache(maxsize=256)  # what is new since some moment is a function of its own
def _seen_by_all(
    index: Index, visible: Callable[[Person], "QuerySet[Any]"], sees_everything: bool, _vendor: str
) -> Statement | None:
    return _seen(index, visible(somebody_who_sees(sees_everything)))


def _seen(index: Index, records: "QuerySet[Any]") -> Statement | None:
    if not records.query.where:
        return None
    this = RawSQL(engine().key_of(index.shape), ())  # noqa: S611 - a column of our own
    sql, values = records.order_by().filter(pk=this).values("pk").query.sql_with_params()
    return f"EXISTS ({sql})", values


def _ordered(index: Index, planned: Plan, keys: Sequence[Key], sort: str) -> Ordered:
    """In the order asked for; best first where nothing else is asked."""
    if not keys:
        return Ordered()
    if sort in ("newest", "oldest") or planned.asked is None:
        return _by_date(index, keys, descending=sort != "oldest")
    scores = engine().scores(index.shape, planned.asked, keys[:RANK_CAP])
    best = sorted(scores, key=lambda key: -scores[key])  # stable: of equals the last made stays first
    for key in _exact(index, planned, best[:EXACT_CAP]):
        scores[key] += EXACT_BONUS
    best.sort(key=lambda key: -scores[key])
    rest = [key for key in keys[:RANK_CAP] if key not in scores]
    return Ordered([*best, *rest, *keys[RANK_CAP:]], scores)


def _exact(index: Index, planned: Plan, keys: Sequence[Key]) -> Iterator[Key]:
    """Those that have every word just as typed but for case. Asked only where something else is found: by what is
    written otherwise, beyond ASCII, or by how a name sounds.
    """
    typed = [word.casefold() for word in planned.typed]
    if not keys or (not index.sounds and all(word.isascii() for word in typed)):
        return
    for key, texts in index.texts(keys, unseen=planned.asked is not None and planned.asked.unseen).items():
        text = "\n".join(words for column in texts.values() for words in column).casefold()
        if all(word in text for word in typed):
            yield key


def _by_date(index: Index, keys: Sequence[Key], *, descending: bool) -> Ordered:
    """What has no date comes last either way; of one date, the last made first."""
    if not index.date:
        return Ordered(keys)
    dates = dict(index.model._default_manager.filter(among(keys)).values_list("pk", F(index.date)))
    places = {key: str(dates[key]) for key in keys if dates.get(key)}
    dated = sorted(places, key=lambda key: places[key], reverse=descending)
    return Ordered([*dated, *(key for key in keys if key not in places)], places)
