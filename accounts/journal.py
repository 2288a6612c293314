"""The audit log as a clock: a stamp that changes whenever somebody has changed something."""

from django.db import connection
from django.db.models import Max

from accounts.models import AuditEntry

# Two writers may commit in another order than they were numbered in. The oldest transaction still running is part
# of the stamp there, so what it commits later is never missed.
POSTGRESQL = "SELECT max(id) || '.' || pg_snapshot_xmin(pg_current_snapshot()) FROM accounts_auditentry"


def last_change() -> str:
    """One cheap query. Two equal stamps: no service has written in between, on either engine.

    SQLite has one writer at a time, so the last entry alone will do. What is written past the services, by hand in
    a shell, does not move the clock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL)
            return str(cursor.fetchone()[0])
    return str(AuditEntry.objects.aggregate(last=Max("pk"))["last"])
