"""Search in SQLite: one FTS5 table for each index, and beside it, where needed, a narrow table of what is in it.

An index that keeps its words replaces entries by number. One that does not is contentless: FTS5 (before 3.43) removes
an entry only when told its very words, and is corrupt when told others. So the narrow table holds a digest of the
words that each entry was made with, and nothing is removed with words of another digest.
"""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import DatabaseError, OperationalError, connection

from sources.searching.engines.fts5 import digest_of, key_read, match_of, stored, tables
from sources.searching.engines.shape import Asked, Entry, Key, Outdated, Shape, Statement, TooDeep, TooSlow

STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 10_000  # of SQLite's virtual machine


def create(shape: Shape) -> None:
    with connection.cursor() as cursor:
        for statement in tables(shape):
            cursor.execute(statement)


def drop(shape: Shape) -> None:
    """Remove the index, if it is there."""
    with connection.cursor() as cursor:
        for table in (shape.table, f"{shape.table}_rows"):
            cursor.execute(f'DROP TABLE IF EXISTS "{table}"')


def take_the_place_of(shape: Shape, new: Shape) -> None:
    """Put `new` where `shape` is, and let `shape` go."""
    drop(shape)
    with connection.cursor() as cursor:
        for end in ("", "_rows"):
            cursor.execute(f'ALTER TABLE "{new.table}{end}" RENAME TO "{shape.table}{end}"')


def hold(shape: Shape) -> None:
    """Nothing to do: a transaction that writes is the only one that does."""


# Writing


def lock(shape: Shape, keys: Sequence[Key]) -> None:
    """Nothing to do: a transaction that writes is the only one that does."""


def lock_all(shape: Shape, keys: Sequence[Key]) -> None:
    """As `lock`."""


def put(shape: Shape, entries: Sequence[Entry]) -> None:
    """Make the entries, or replace them. Raises `Outdated` where an index without words has others by these keys."""
    if not shape.keeps_words:
        _put_without_words(shape, entries)
        return
    names = ", ".join(f'"{column.name}"' for column in shape.columns)
    marks = ", ".join("%s" for _column in shape.columns)
    into = f'INSERT OR REPLACE INTO "{shape.table}"(rowid, {names})'
    with connection.cursor() as cursor:
        if shape.by_uuid:
            rows = f'"{shape.table}_rows"'
            keys = [(stored(each.key),) for each in entries]
            cursor.executemany(f"INSERT OR IGNORE INTO {rows}(key) VALUES (%s)", keys)
            statement = f"{into} SELECT id, {marks} FROM {rows} WHERE key = %s"
            cursor.executemany(statement, [(*each.in_order(shape), stored(each.key)) for each in entries])
        else:
            values = [(each.key, *each.in_order(shape)) for each in entries]
            cursor.executemany(f"{into} VALUES (%s, {marks})", values)


def _put_without_words(shape: Shape, entries: Sequence[Entry]) -> None:
    there = _digests(shape.table, [each.key for each in entries])
    digests = {each.key: digest_of(each.in_order(shape)) for each in entries}
    if any(there[key] != digests[key] for key in there):
        raise Outdated(shape.name)
    new = [each for each in entries if each.key not in there]
    names = ", ".join(f'"{column.name}"' for column in shape.columns)
    marks = ", ".join("%s" for _column in shape.columns)
    with connection.cursor() as cursor:
        rows = [(each.key, digests[each.key]) for each in new]
        cursor.executemany(f'INSERT INTO "{shape.table}_rows"(id, digest) VALUES (%s, %s)', rows)
        values = [(each.key, *each.in_order(shape)) for each in new]
        cursor.executemany(f'INSERT INTO "{shape.table}"(rowid, {names}) VALUES (%s, {marks})', values)


def remove(shape: Shape, keys: Sequence[Key], entries: Sequence[Entry]) -> None:
    """Take entries out; keys that have none are passed over.

    `entries`, as made from the records now, are read for an index without words only. Raises `Outdated` when they are
    not what the index was given, or missing.
    """
    if shape.keeps_words:
        _remove_with_words(shape, keys)
        return
    there = _digests(shape.table, keys)
    given = {each.key: each.in_order(shape) for each in entries if each.key in there}
    if any(key not in given or digest_of(given[key]) != digest for key, digest in there.items()):
        raise Outdated(shape.name)
    names = ", ".join(f'"{column.name}"' for column in shape.columns)
    marks = ", ".join("%s" for _column in shape.columns)
    delete = f'INSERT INTO "{shape.table}"("{shape.table}", rowid, {names}) VALUES (\'delete\', %s, {marks})'
    with connection.cursor() as cursor:
        cursor.executemany(delete, [(key, *words) for key, words in given.items()])
        cursor.executemany(f'DELETE FROM "{shape.table}_rows" WHERE id = %s', [(key,) for key in given])


def _remove_with_words(shape: Shape, keys: Sequence[Key]) -> None:
    by_number = f'DELETE FROM "{shape.table}" WHERE rowid = %s'
    by_key = f'DELETE FROM "{shape.table}" WHERE rowid = (SELECT id FROM "{shape.table}_rows" WHERE key = %s)'
    rows = [(stored(key),) for key in keys]
    with connection.cursor() as cursor:
        cursor.executemany(by_key if shape.by_uuid else by_number, rows)
        if shape.by_uuid:
            cursor.executemany(f'DELETE FROM "{shape.table}_rows" WHERE key = %s', rows)


def purge(shape: Shape) -> None:
    """Rewrite the index, so that no word of a removed entry is left in the file: FTS5 only marks them as gone."""
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{shape.table}"("{shape.table}") VALUES (\'optimize\')')


# Checking


def wrong(shape: Shape, entries: Sequence[Entry]) -> list[Key]:
    """The keys of those entries that the index does not hold in just these words."""
    keys = [each.key for each in entries]
    if not shape.keeps_words:
        digests = _digests(shape.table, keys)
        return [each.key for each in entries if digests.get(each.key) != digest_of(each.in_order(shape))]
    names = ", ".join(f'hit."{column.name}"' for column in shape.columns)
    statement = f"SELECT {_key(shape)}, {names} FROM {_hits(shape)} WHERE {_key(shape)} IN {_values(keys)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [stored(key) for key in keys])
        held = {key_read(shape, key): list(words) for key, *words in cursor.fetchall()}
    return [each.key for each in entries if held.get(each.key) != each.in_order(shape)]


def missing(shape: Shape, records: Statement) -> list[Key]:
    """The keys of those records (a statement with a column `search_key`) that the index has no entry for."""
    column, table = _held(shape)
    held = f'SELECT 1 FROM "{table}" AS held WHERE held.{column} = record.search_key'
    return _keys_of(
        shape, f"SELECT record.search_key FROM ({records[0]}) AS record WHERE NOT EXISTS ({held})", records
    )


def orphans(shape: Shape, records: Statement) -> list[Key]:
    """The keys of those entries that have no record."""
    column, table = _held(shape)
    statement = f'SELECT held.{column} FROM "{table}" AS held WHERE held.{column} NOT IN ({records[0]})'
    return _keys_of(shape, statement, records)


def is_whole(shape: Shape) -> bool:
    """Whether FTS5 finds its own tables in order, with an entry for each row that says so."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(f'INSERT INTO "{shape.table}"("{shape.table}") VALUES (\'integrity-check\')')
        except DatabaseError:
            return False
        column, table = _held(shape)
        held, indexed = f'SELECT {column} FROM "{table}"', f'SELECT id FROM "{shape.table}_docsize"'
        if shape.by_uuid:
            held = f'SELECT id FROM "{table}"'
        cursor.execute(
            f"SELECT 1 FROM (SELECT * FROM ({held} EXCEPT {indexed}) UNION ALL "
            f"SELECT * FROM ({indexed} EXCEPT {held})) LIMIT 1"
        )
        return cursor.fetchone() is None


def _held(shape: Shape) -> tuple[str, str]:
    """The column and the table that say which keys the index has."""
    if shape.by_uuid:
        return "key", f"{shape.table}_rows"
    return ("rowid", shape.table) if shape.keeps_words else ("id", f"{shape.table}_rows")


def _keys_of(shape: Shape, statement: str, records: Statement) -> list[Key]:
    with connection.cursor() as cursor:
        cursor.execute(statement, records[1])
        return [key_read(shape, key) for (key,) in cursor.fetchall()]


def _digests(table: str, keys: Sequence[Key]) -> dict[Key, int]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id, digest FROM "{table}_rows" WHERE id IN {_values(keys)}', keys)
        return dict(cursor.fetchall())


def _values(keys: Sequence[Key]) -> str:
    return "(" + ", ".join("%s" for _key in keys) + ")"


# Finding


def matching(shape: Shape, asked: Asked) -> Statement:
    """A statement that gives the keys of all entries that match, in no order."""
    return f'SELECT {_key(shape)} FROM {_hits(shape)} WHERE hit."{shape.table}" MATCH %s', [
        match_of(shape, asked)
    ]


def newest(shape: Shape, asked: Asked, seen: Statement | None, limit: int) -> list[Key]:
    """The keys of at most `limit` matching entries, the last made first.

    `seen`: a condition on the key, which it calls `key_of(shape)`.
    """
    sql, values = matching(shape, asked)
    condition, more = seen or ("", [])
    statement = f"{sql} {condition and 'AND ' + condition} ORDER BY hit.rowid DESC LIMIT {limit:d}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *more])
        found = [key for (key,) in cursor.fetchall()]
        return [key_read(shape, key) for key in found] if shape.by_uuid else found


def scores(shape: Shape, asked: Asked, keys: Sequence[Key]) -> dict[Key, float]:
    """How well each matching entry answers (BM25 by column), higher is better. `keys` as `newest` gave them.

    Reads from the oldest of `keys` on only: ranking all entries with a common word would take a hundred times as long.
    """
    oldest = f'(SELECT id FROM "{shape.table}_rows" WHERE key = %s)' if shape.by_uuid else "%s"
    sql, values = matching(shape, asked)
    weights = ", ".join(str(column.weight) for column in shape.columns)
    ranked = sql.replace("SELECT ", f'SELECT -bm25("{shape.table}", {weights}), ', 1)
    with connection.cursor() as cursor:
        cursor.execute(f"{ranked} AND hit.rowid >= {oldest}", [*values, stored(keys[-1])])
        found = {key_read(shape, key): score for score, key in cursor.fetchall()}
    return {key: found[key] for key in keys if key in found}


def key_of(shape: Shape) -> str:
    """What a condition on matching entries calls the key."""
    return _key(shape)


def among(keys: Sequence[Key]) -> Statement:
    """The keys as a subquery: as many as there are, in one parameter."""
    return "SELECT value FROM json_each(%s)", [json.dumps(list(keys), default=stored)]


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises `TooSlow` when the statements inside take longer than this in all, `TooDeep` for one that SQLite cannot read."""
    end = time.monotonic() + seconds
    connection.ensure_connection()
    raw = connection.connection
    raw.set_progress_handler(lambda: time.monotonic() > end, STEPS_BETWEEN_LOOKS_AT_THE_CLOCK)
    try:
        yield
    except OperationalError as error:
        if "interrupted" in str(error):
            raise TooSlow from error
        if "parser stack overflow" in str(error):
            raise TooDeep from error
        raise
    finally:
        raw.set_progress_handler(None, 0)


def _hits(shape: Shape) -> str:
    table = f'"{shape.table}" AS hit'
    # CROSS JOIN: the match comes first, whatever the planner makes of it.
    return f'{table} CROSS JOIN "{shape.table}_rows" AS row ON row.id = hit.rowid' if shape.by_uuid else table


def _key(shape: Shape) -> str:
    return "row.key" if shape.by_uuid else "hit.rowid"
