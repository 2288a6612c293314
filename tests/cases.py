"""How many cases a test of any input tries."""

from django.db import connection


def cases(count: int) -> int:
    """All of them on SQLite. A quarter on PostgreSQL, where only what the engines do differently is tried again."""
    return count if connection.vendor == "sqlite" else count // 4
