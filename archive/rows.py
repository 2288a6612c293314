"""Rows of another table that come along with each row of a query, as one JSON column: no query of their own.

The two engines name the function that gathers them differently, and store a UUID differently; nothing else differs.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func, JSONField, QuerySet, Subquery, TextField
from django.db.models.functions import JSONArray
from django.db.models.sql.compiler import SQLCompiler

GATHER = "(SELECT {} FROM (%(subquery)s) AS listed)"
ON_SQLITE = GATHER.format("json_group_array(json(listed.item))")
ON_POSTGRESQL = GATHER.format("coalesce(jsonb_agg(listed.item), '[]'::jsonb)")
# 8-4-4-4-12 of the 32 digits that SQLite has.
DASHED = " || '-' || ".join(
    f"substr(%(expressions)s, {at}, {size})" for at, size in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
)


class Rows(Subquery):
    """`Rows(queryset, "number", "kind")`: a list of lists of values, in no order; [] where there are none.

    For text, numbers, true, false and null: dates and ids would come as their engine writes them.
    """

    output_field = JSONField()

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


class RowsAsText(Rows):
    """The same as text, for whoever reads hundreds of them that are mostly alike."""

    output_field = TextField()  # type: ignore[assignment]


class UUIDAsText(Func):
    """The key of a row as it stands in addresses, without making an object of each."""

    output_field = CharField()
    template = "(%(expressions)s)::text"

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: object
    ) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, template=DASHED, **extra)  # type: ignore[arg-type]
