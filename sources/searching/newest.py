"""What several queries find in several indexes, as one stretch of hits: those that somebody has seen for the shortest time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import Combinable
from django.utils.dateparse import parse_datetime

from sources.searching.counting import Asking, in_time
from sources.searching.engines import engine
from sources.searching.engines.shape import Key, Statement
from sources.searching.matching import SECONDS, records_of
from sources.searching.plans import Person, plan


@dataclass(frozen=True, slots=True)
class Dated:
    """A query, and the moment by which its hits are put in order: `sources.appearing`."""

    asking: Asking
    since: Combinable


@dataclass(frozen=True, slots=True)
class NewHit:
    """`place`: which of the queries found it."""

    place: int
    key: Key
    at: datetime


def newest_hits(queries: Sequence[Dated], user: Person, limit: int) -> list[NewHit]:
    """Of all that they find, exactly the last `limit`, newest first, in one statement. Raises `TooSlow`."""
    found = list(in_time((place, _newest(each, user, limit)) for place, each in enumerate(queries)))
    statements = [(place, statement) for place, statement in found if statement]
    if not statements:
        return []
    named = ", ".join(f"hits{place}(key, since) AS ({sql})" for place, (sql, _values) in statements)
    parts = (
        f"SELECT {place} AS place, CAST(key AS text) AS key, since FROM hits{place}"  # noqa: S608 - of our own making
        for place, _statement in statements
    )
    every = f"WITH {named} {' UNION ALL '.join(parts)} ORDER BY since DESC, place, key LIMIT {limit:d}"
    with engine().time_limit(SECONDS), connection.cursor() as cursor:
        cursor.execute(every, [value for _place, (_sql, values) in statements for value in values])
        rows = cursor.fetchall()
    by_uuid = [each.asking.index.shape.by_uuid for each in queries]
    return [NewHit(place, UUID(key) if by_uuid[place] else int(key), _moment(at)) for place, key, at in rows]


def _newest(query: Dated, user: Person, limit: int) -> Statement | None:
    asking = query.asking
    planned = plan(asking.index, asking.tree, user)
    if planned is None:
        return None
    hits = (
        records_of(asking.visible, user).filter(planned.condition(asking.index)).annotate(since=query.since)
    )
    try:
        sql, values = (
            hits.order_by("-since", "-pk").values_list("pk", "since")[:limit].query.sql_with_params()
        )
    except EmptyResultSet:
        return None
    return sql, values


def _moment(at: datetime | str) -> datetime:
    """SQLite, asked by hand, gives the text of a time in UTC."""
    moment = parse_datetime(at) if isinstance(at, str) else at
    if moment is None:
        raise ValueError(f"{at!r} is no time")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
