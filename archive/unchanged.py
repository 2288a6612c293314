"""Has anything in the database changed? Asked in one cheap statement, so that a finished page can be given again.

A rule of our own about what makes a page stale would be wrong the day somebody adds a table. The engines know.
"""

import threading
from secrets import token_hex

from django.db import connection

_of_thread = threading.local()


def database_state() -> str | None:
    """Two equal answers mean that nothing was committed between the two calls; None means: cannot be told.

    Inside a transaction it never can: what it has read may be rolled back.
    """
    if connection.in_atomic_block:
        return None
    read = STATES.get(connection.vendor)
    return read() if read else None


def _sqlite_state() -> str:
    """`data_version` counts what others committed, as seen by one connection; `total_changes` what it wrote itself.

    Neither means anything for another connection, so each connection has a name.
    """
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        (version,) = cursor.fetchone()
    raw = connection.connection
    if getattr(_of_thread, "connection", None) is not raw:
        _of_thread.connection, _of_thread.name = raw, token_hex(8)
    return f"{_of_thread.name}-{version}-{raw.total_changes}"


def _postgresql_state() -> str:
    """Every transaction that writes takes a number; the same snapshot of numbers sees the same rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        (snapshot,) = cursor.fetchone()
    return str(snapshot)


STATES = {"sqlite": _sqlite_state, "postgresql": _postgresql_state}
