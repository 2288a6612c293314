"""Search in PostgreSQL: one table for each index, with a `tsvector` and a GIN index over it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from sources.searching.engines.literals import rank_weights, tsquery, tsvector
from sources.searching.engines.shape import Asked, Entry, Key, Shape, Statement, TooSlow

CANCELLED = "57014"  # SQLSTATE query_canceled
# What the GIN index collects before it is sorted in, and the memory to do so at once: each word that several entries have is
# then looked up once. With the 4 MB that PostgreSQL sets for both, twice as often, since what is waiting takes more room
# there. A search reads what is waiting, too: 0.06 ms for each MB. As settings of a statement they ask nothing of the server.
ROOMY = "set_config('gin_pending_list_limit', '8MB', true) AS waiting, set_config('work_mem', '64MB', true) AS room"
FOR_SEARCHING = {
    "jit": "off",  # compiling a statement takes longer than running one of ours
    # The places of some hundred thousand hits, one by one: of what finds no room only the page is kept, and all on it read.
    "work_mem": "64MB",
    # As for any disk without a head. By 4, words that 2 to 5 % of the entries have are looked for in one entry after the
    # other from the last on, which takes five times as long as to read those that have them.
    "random_page_cost": "1.1",
}
TO_THE_SAVEPOINT = "ROLLBACK TO SAVEPOINT time_limit; RELEASE SAVEPOINT time_limit"


def create(shape: Shape) -> None:
    key = "uuid" if shape.by_uuid else "bigint"
    with connection.cursor() as cursor:
        # Entries of a Chinese passage have 3 KB: kept in their row up to 8 KB, they are read at once to be ranked.
        cursor.execute(
            f'CREATE TABLE "{shape.table}" (id {key} PRIMARY KEY, words tsvector NOT NULL) '
            "WITH (toast_tuple_target = 8160)"
        )
        cursor.execute(f'CREATE INDEX "{shape.table}_words" ON "{shape.table}" USING gin (words)')


def drop(shape: Shape) -> None:
    """Remove the index, if it is there."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE IF EXISTS "{shape.table}"')


def take_the_place_of(shape: Shape, new: Shape) -> None:
    """Put `new` where `shape` is, and let `shape` go."""
    drop(shape)
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{new.table}" RENAME TO "{shape.table}"')
        for end in ("words", "pkey"):
            cursor.execute(f'ALTER INDEX "{new.table}_{end}" RENAME TO "{shape.table}_{end}"')


def hold(shape: Shape) -> None:
    """Wait for whoever writes in the index, and let nobody else do so until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{shape.table}" IN ACCESS EXCLUSIVE MODE')


# Writing


def lock(shape: Shape, keys: Sequence[Key]) -> None:
    """Keep the entries from other writers until the end of the transaction, before the records are read for them.

    Else two people who change one record's parts at once would each write an entry without the other's words.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT 1 FROM "{shape.table}" WHERE id = ANY(%s) ORDER BY id FOR UPDATE', [list(keys)]
        )


def lock_all(shape: Shape, keys: Sequence[Key]) -> None:
    """As `lock`, and whoever is just making one of these entries is waited for."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO \"{shape.table}\"(id, words) SELECT id, '' FROM unnest(%s{_array(shape)}) AS id "
            "ON CONFLICT (id) DO NOTHING",
            [list(keys)],
        )
    lock(shape, keys)


def put(shape: Shape, entries: Sequence[Entry]) -> None:
    """Make the entries, or replace them."""
    with _binding_cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{shape.table}"(id, words) SELECT id, words::tsvector FROM {ROOMY}, {_given(shape)} '
            "ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words",
            _columns(shape, entries),
        )


def _binding_cursor() -> CursorWrapper:
    """A cursor that sends parameters beside the statement: as a part of it, half a megabyte is quoted and read once more."""
    database: Any = connection  # whose type does not say that it is PostgreSQL
    database.ensure_connection()
    cursor = database.Database.Cursor(database.connection)
    made = database.make_debug_cursor if database.queries_logged else database.make_cursor
    return cast(CursorWrapper, made(cursor))


def remove(shape: Shape, keys: Sequence[Key], entries: Sequence[Entry]) -> None:
    """Take entries out; keys that have none are passed over."""
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{shape.table}" WHERE id = ANY(%s)', [list(keys)])


def purge(shape: Shape) -> None:
    """Nothing to do: what was removed goes with the next vacuum, like the rows of any table."""


# Checking


def wrong(shape: Shape, entries: Sequence[Entry]) -> list[Key]:
    """The keys of those entries that the index does not hold in just these words."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT given.id FROM {_given(shape)} LEFT JOIN "{shape.table}" AS held USING (id) '
            "WHERE held.words IS DISTINCT FROM given.words::tsvector",
            _columns(shape, entries),
        )
        return [key for (key,) in cursor.fetchall()]


def missing(shape: Shape, records: Statement) -> list[Key]:
    """The keys of those records (a statement with a column `search_key`) that the index has no entry for."""
    held = f'SELECT 1 FROM "{shape.table}" AS held WHERE held.id = record.search_key'
    return _keys_of(
        f"SELECT record.search_key FROM ({records[0]}) AS record WHERE NOT EXISTS ({held})", records
    )


def orphans(shape: Shape, records: Statement) -> list[Key]:
    """The keys of those entries that have no record."""
    there = f"SELECT 1 FROM ({records[0]}) AS record WHERE record.search_key = held.id"
    return _keys_of(f'SELECT held.id FROM "{shape.table}" AS held WHERE NOT EXISTS ({there})', records)


def is_whole(shape: Shape) -> bool:
    """Always: the index is a table like any other, and an entry a row of it."""
    return True


def _keys_of(statement: str, records: Statement) -> list[Key]:
    with connection.cursor() as cursor:
        cursor.execute(statement, records[1])
        return [key for (key,) in cursor.fetchall()]


def _array(shape: Shape) -> str:
    return "::uuid[]" if shape.by_uuid else "::bigint[]"


def _given(shape: Shape) -> str:
    """Two parameters as rows: keys, and literals by line. One long text is quoted and read faster than many short ones."""
    return f"unnest(%s{_array(shape)}, string_to_array(%s, chr(10))) AS given(id, words)"


def _columns(shape: Shape, entries: Sequence[Entry]) -> tuple[list[Key], str]:
    # With a space each: PostgreSQL makes no line at all of a single empty one.
    literals = [f"{tsvector(each.in_order(shape))} " for each in entries]
    return [each.key for each in entries], "\n".join(literals)


# Finding


def matching(shape: Shape, asked: Asked) -> Statement:
    """A statement that gives the keys of all entries that match, in no order."""
    statement = f'SELECT hit.id FROM "{shape.table}" AS hit WHERE hit.words @@ %s::tsquery'
    return statement, [tsquery(shape, asked)]


def newest(shape: Shape, asked: Asked, seen: Statement | None, limit: int) -> list[Key]:
    """The keys of at most `limit` matching entries, the highest first: among integers the last made.

    `seen`: a condition on the key, which it calls `key_of(shape)`. It is asked of the first hits one by one, which is
    right where most can be seen. Where that does not do, the planner may begin with what can be seen.
    """
    sql, values = matching(shape, asked)
    if seen is None:
        return [key for (key,) in _rows(_first(sql, limit), values)]
    some = limit + limit // 5
    condition, more = seen
    # A subquery by itself: of the condition alone the planner likes to make a join with all that can be seen.
    one_by_one = f"SELECT hit.id, (SELECT {condition}) FROM ({_first(sql, some)}) AS hit"
    hits = _rows(one_by_one, [*more, *values])
    found = sorted((key for key, is_seen in hits if is_seen), reverse=True)
    if len(hits) == some and len(found) < limit:
        return [key for (key,) in _rows(_first(f"{sql} AND {condition}", limit), [*values, *more])]
    return found[:limit]


def _first(statement: str, limit: int) -> str:
    return f"{statement} ORDER BY hit.id DESC LIMIT {limit:d}"


def _rows(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def scores(shape: Shape, asked: Asked, keys: Sequence[Key]) -> dict[Key, float]:
    """How well each of these matching entries answers (`ts_rank`, by length), higher is better."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, ts_rank('{rank_weights(shape)}', words, %s::tsquery, 1) "
            f'FROM "{shape.table}" WHERE id = ANY(%s)',
            [tsquery(shape, asked), list(keys)],
        )
        found = dict(cursor.fetchall())
    return {key: found[key] for key in keys if key in found}


def key_of(shape: Shape) -> str:
    """What a condition on matching entries calls the key."""
    return "hit.id"


def among(keys: Sequence[Key]) -> Statement:
    """The keys as a subquery: as many as there are, in one parameter."""
    return "SELECT unnest(%s)", [list(keys)]


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises `TooSlow` when one of the statements inside takes longer than this. They may only read.

    Costs no statement of its own: the limit goes to the server in front of each, and ends with it.
    """
    with connection.execute_wrapper(_Limited(seconds)):
        yield


class _Limited:
    """Runs each statement with settings for it alone.

    Outside a transaction what is sent at once is one. Inside, a savepoint is: all settings go back with it, and a
    statement that was cut off does not end the transaction.
    """

    def __init__(self, seconds: float) -> None:
        values = {"statement_timeout": f"{seconds * 1000:.0f}ms", **FOR_SEARCHING}
        each = (f"set_config('{name}', '{value}', true)" for name, value in values.items())
        settings = f"SELECT {', '.join(each)}; "
        self.alone = settings, ""
        self.within = f"SAVEPOINT time_limit; {settings}", f"; {TO_THE_SAVEPOINT}"

    def __call__(
        self,
        execute: Callable[..., object],
        sql: str,
        params: Sequence[Any] | None,
        many: bool,
        context: dict[str, Any],
    ) -> object:
        before, after = self.within if connection.in_atomic_block else self.alone
        try:
            found = execute(f"{before}{sql}{after}", params, many, context)
        except DatabaseError as error:
            _leave_the_transaction_usable()
            if getattr(error.__cause__, "sqlstate", "") == CANCELLED:
                raise TooSlow from error
            raise
        for _statement in range(before.count(";")):
            context["cursor"].nextset()  # the answers to what stands before it
        return found


def _leave_the_transaction_usable() -> None:
    """Nothing to do where the statement never came as far as the server."""
    if connection.in_atomic_block and connection.connection.info.transaction_status.name == "INERROR":
        with connection.cursor() as cursor:
            cursor.cursor.execute(TO_THE_SAVEPOINT)  # past the wrapper
