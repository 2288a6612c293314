"""Several queries in several indexes, asked all at once: how many hits there are, some of them, or all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from sources.searching.engines import engine
from sources.searching.engines.shape import Key, Statement, TooSlow
from sources.searching.indexes import Index
from sources.searching.matching import COUNT_CAP, SECONDS, Visible, candidates, narrowed, seen_among
from sources.searching.plans import Person, Plan, plan
from sources.searching.querying.tree import Node

NOTHING: Statement = ("SELECT 1 WHERE 1 = 0", [])
WRITING = 5  # seconds that the statements of one page may take to be put together: some are megabytes long
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asking:
    """A query, and where it is asked."""

    tree: Node | None
    index: Index
    visible: Visible


@dataclass(frozen=True, slots=True)
class Count:
    """`is_more`: there are more than the `count` that was counted to."""

    count: int
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of all hits, the last made first; where `is_more`, of the `COUNT_CAP` last made."""

    keys: tuple[Any, ...]
    is_more: bool = False


def every_hit(askings: Iterable[Asking], user: Person) -> list[Found]:
    """For each what `match` counts, a query for each. Raises `TooSlow` when SQLite takes too long for all of them,
    PostgreSQL for one."""
    with engine().time_limit(SECONDS):
        found = list(in_time(_every_hit(each, user) for each in askings))
    return [Found(tuple(keys[:COUNT_CAP]), len(keys) > COUNT_CAP) for keys in found]


def in_time(made: Iterable[T]) -> Iterator[T]:
    """What is made one by one. Raises `TooSlow` where the next is asked for after `WRITING` seconds."""
    end = monotonic() + WRITING
    for each in made:
        yield each
        if monotonic() > end:
            raise TooSlow


def _every_hit(asking: Asking, user: Person) -> list[Key]:
    planned = plan(asking.index, asking.tree, user)
    return candidates(asking.index, planned, asking.visible, user) if planned else []


def counts(askings: Iterable[Asking], user: Person, cap: int = COUNT_CAP) -> list[Count]:
    """For each as `match` counts, up to `cap`, in one statement. Raises `TooSlow`."""
    statements = list(in_time(_hits(each, user, cap + 1) for each in askings))
    if not statements:
        return []
    # Named first, not where they are counted: SQLite reads no statement that is nested a hundred deep.
    named = ", ".join(f"hits{place}(key) AS ({sql})" for place, (sql, _values) in enumerate(statements))
    parts = ", ".join(f"(SELECT COUNT(*) FROM hits{place})" for place in range(len(statements)))  # noqa: S608 - of our own making
    with engine().time_limit(SECONDS), connection.cursor() as cursor:
        cursor.execute(
            f"WITH {named} SELECT {parts}", [value for _sql, values in statements for value in values]
        )
        found = cursor.fetchone()
    return [Count(min(each, cap), each > cap) for each in found]


def some_hits(askings: Sequence[Asking], user: Person, limit: int) -> list[list[Key]]:
    """For each at most `limit` keys, whichever come first, in one statement. Raises `TooSlow`."""
    found: list[list[Key]] = [[] for _each in askings]
    statements = list(in_time(_hits(each, user, limit) for each in askings))
    named = ", ".join(f"hits{place}(key) AS ({sql})" for place, (sql, _values) in enumerate(statements))
    parts = (f"SELECT {place}, CAST(key AS text) FROM hits{place}" for place in range(len(statements)))  # noqa: S608
    every = f"WITH {named} {' UNION ALL '.join(parts)}"
    with engine().time_limit(SECONDS), connection.cursor() as cursor:
        cursor.execute(every, [value for _sql, values in statements for value in values])
        for place, key in cursor.fetchall():
            found[place].append(UUID(key) if askings[place].index.shape.by_uuid else int(key))
    return found


def _hits(asking: Asking, user: Person, limit: int) -> Statement:
    planned = plan(asking.index, asking.tree, user)
    if planned is None:
        return NOTHING
    try:
        return _limited(asking, planned, user, limit)
    except EmptyResultSet:
        return NOTHING


def _limited(asking: Asking, planned: Plan, user: Person, limit: int) -> Statement:
    index, visible = asking.index, asking.visible
    if planned.asked is None:
        records = narrowed(visible, planned, user).order_by().values("pk")[:limit]
        sql, given = records.query.sql_with_params()
        return sql, given
    sql, values = engine().matching(index.shape, planned.asked)
    condition, more = seen_among(index, planned, visible, user) or ("", [])
    if condition and not planned.conditions:
        # Most hits can be seen. A subquery by itself: of the condition alone PostgreSQL likes to make a join with all records.
        condition = f"(SELECT {condition})"
    return f"{sql} {condition and 'AND ' + condition} LIMIT {limit:d}", [*values, *more]
