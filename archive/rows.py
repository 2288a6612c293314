"""Rows of another table that come along with each row of a query, as one JSON column: no query of their own.

The two engines name the function that gathers them differently; nothing else differs.
"""

import json
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONArray
from django.db.models.sql.compiler import SQLCompiler

GATHER = "(SELECT {} FROM (%(subquery)s) AS listed)"
ON_SQLITE = GATHER.format("json_group_array(json(listed.item))")
ON_POSTGRESQL = GATHER.format("coalesce(jsonb_agg(listed.item), '[]'::jsonb)")
# Of what is shorter, many rows have the same: the same tags, the same subjects, most often none.
LONG = 500


class _Gathered(JSONField):
    """Reads what is short and comes again only once."""

    def from_db_value(
        self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> "list[list[Any]] | None":
        if value is None or len(value) > LONG:
            return None if value is None else json.loads(value)
        return _short(value)


@lru_cache(maxsize=4096)
def _short(value: str) -> "list[list[Any]]":
    found: list[list[Any]] = json.loads(value)
    return found


class Rows(Subquery):
    """`Rows(queryset, "number", "kind")`: a list of lists of values, in no order; [] where there are none.

    For text, numbers, true, false and null: dates and ids would come as their engine writes them. Rows may share a list,
    so it is to be read only.
    """

    output_field = _Gathered()

    def __init__(self, queryset: "QuerySet[Any]", *fields: str) -> None:
        super().__init__(queryset.order_by().values(item=JSONArray(*fields)))

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: object
    ) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, template=ON_SQLITE, **extra)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: object
    ) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, template=ON_POSTGRESQL, **extra)
