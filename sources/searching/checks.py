"""What `manage.py check --database default` says of the search indexes."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning
from django.db import connection

from sources.searching.editions import TABLE
from sources.searching.indexes import outdated_indexes


def editions(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_options: object
) -> list[CheckMessage]:
    """A warning where an index was made by another edition. Silent where the tables are still to be made."""
    if not databases or TABLE not in connection.introspection.table_names():
        return []
    names = ", ".join(index.name for index in outdated_indexes())
    return [said_of(names)] if names else []


def said_of(names: str) -> CheckMessage:
    return Warning(
        f"Search indexes of another edition: {names}. Searches miss what is in the archive.",
        hint="Run manage.py reindex --outdated. The site may serve meanwhile.",
        id="sources.W001",
    )
