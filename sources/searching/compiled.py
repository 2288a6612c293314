"""Reads whose statement is put together once, and asked from then on with other keys.

Django takes several times as long to write a statement as the database to answer it where few records are found; a page
of results asks some twenty.
"""

import copy
from collections.abc import Callable, Collection
from functools import cache
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from accounts.visibility import sees_every_state, somebody_who_sees
from sources.searching.engines import engine
from sources.searching.engines.shape import Key
from sources.searching.pieces import KEYS
from sources.searching.plans import Person

Read = Callable[[Person, Collection[Key]], list[Any]]


def compiled(make: Callable[[Person, RawSQL], "QuerySet[Any]"]) -> Read:
    """A read of records for somebody, with some keys: one query, or none without keys.

    `make` is given a reader and the keys as a subquery (`pk__in=keys`), and is called once for each kind of reader: the
    reader is `somebody_who_sees` as much as the person who asks and has no records of their own, so that what belongs to
    one person can never be in what another one reads.
    """

    @cache
    def put_together(
        sees_everything: bool, vendor: str
    ) -> "tuple[QuerySet[Any], SQLCompiler, str, Any] | None":
        sql, _keys = engine().among([0])
        queryset = make(somebody_who_sees(sees_everything), RawSQL(sql, [KEYS]))  # noqa: S611 - of our own making
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            return queryset, compiler, *compiler.as_sql()
        except EmptyResultSet:
            return None

    def read(user: Person, keys: Collection[Key]) -> list[Any]:
        known = put_together(sees_every_state(user), connection.vendor) if keys else None
        if known is None:
            return []
        queryset, compiler, sql, values = known
        _sql, [given] = engine().among([*keys])
        return _asked(queryset, compiler, sql, tuple(given if each is KEYS else each for each in values))

    return read


def _asked(queryset: "QuerySet[Any]", compiler: SQLCompiler, sql: str, values: tuple[Any, ...]) -> list[Any]:
    """What the queryset gives, by a statement that is already written: for this thread, on its own connection."""
    asked = cast(Any, copy.copy(compiler))
    asked.connection = connection
    asked.as_sql = lambda *_args, **_options: (sql, values)
    fresh = queryset.all()
    cast(Any, fresh.query).get_compiler = lambda *_args, **_options: asked
    return list(fresh)
