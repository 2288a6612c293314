"""Taking turns: two ingests at once must not both find a post missing and make it twice, and nobody ties anything to a
record that is being merged into another.
"""

from django.db import connection

# Any number will do, as long as nothing else in this database locks it.
INGEST_LOCK = 0x756E64657273


def one_writer_at_a_time() -> None:
    """Wait for others who write so to commit. Call it first in a transaction; the lock ends with it.

    SQLite needs nothing: its transactions begin IMMEDIATE (config/settings.py), so writers queue already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INGEST_LOCK])
