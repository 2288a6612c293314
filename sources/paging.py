"""Keyset paging: a page is found by the last row seen, so page 1,000 costs what page 1 costs.

A list is ordered by columns that an index holds in that order; those of a related row are named over the foreign key
(`source__title`) and cost a join. What has no value in the first of them
comes last, on both engines: it is read as a second stretch of rows, because PostgreSQL and SQLite sort NULL at
opposite ends and neither can seek across it.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    F,
    Field,
    Func,
    Model,
    Q,
    QuerySet,
    TextField,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Lower

from sources.models.record import RowCount

M = TypeVar("M", bound=Model)

PAGE_SIZE = 50
# Counting further than this would cost more than the page itself.
COUNT_LIMIT = 10_000
LARGEST_INTEGER = 2**63 - 1


class MalformedCursor(ValueError):
    """The text in the address does not say where a page begins."""


@dataclass(frozen=True, slots=True)
class Order:
    """`fields` in order of weight, all running the same way; together they are unique.

    `unknown` is true of the rows that have no value in the first field; they come last either way round.
    `computed`: the type of those fields that no column holds and the queryset annotates; those in `expressions` the
    order annotates itself.
    """

    fields: tuple[str, ...]
    descending: bool = False
    unknown: Q | None = None
    computed: "Mapping[str, Field[Any, Any]]" = field(default_factory=dict)
    expressions: Mapping[str, Func] = field(default_factory=dict)

    def field_of(self, model: type[Model], name: str) -> "Field[Any, Any]":
        """What reads and writes the values of one of its fields."""
        return self.computed.get(name) or _field(model, name)

    def sorted(self, rows: QuerySet[M]) -> QuerySet[M]:
        """All the rows in this order, in one query: for those who take the whole list."""
        first, *rest = ((F(name).desc if self.descending else F(name).asc) for name in self.fields)
        last_unknown = {"nulls_last": True} if self.unknown is not None else {}
        rows = rows.annotate(**self.expressions)
        return rows.order_by(first(**last_unknown), *(each() for each in rest))

    def stretches(self, backwards: bool) -> list[tuple[bool, Q]]:
        """The parts that the list is read in: whether it holds the unknown, and the condition of being in it."""
        if self.unknown is None:
            return [(False, Q())]
        parts = [(False, ~self.unknown), (True, self.unknown)]
        return parts[::-1] if backwards else parts


@dataclass(frozen=True, slots=True)
class Cursor:
    """A row seen, as its values in the fields of an order; the page lies after it, or before it."""

    values: tuple[Any, ...]
    backwards: bool = False

    @property
    def is_unknown(self) -> bool:
        return self.values[0] in (None, "")


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Rows of one page. `after` and `before` are cursors for the neighbours, "" where there is none."""

    rows: list[M]
    total: int
    after: str
    before: str

    @property
    def is_counted(self) -> bool:
        """False when there are more than `COUNT_LIMIT` rows, and `total` only says so."""
        return self.total <= COUNT_LIMIT


# By name, capitals or not; an index over the same expression answers it. What follows in the alphabet the database says.
BY_NAME = Order(
    ("name_in_order", "pk"),
    computed={"name_in_order": TextField()},
    expressions={"name_in_order": Lower("name")},
)


class _Row(Func):
    template = "(%(expressions)s)"


def read_cursor(text: str, order: Order, model: type[Model], *, backwards: bool) -> Cursor:
    """The cursor that `_write_cursor` wrote. Raises `MalformedCursor` for anything else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"==="))
        if not isinstance(values, list) or len(values) != len(order.fields):
            raise MalformedCursor(text)
        fields = [order.field_of(model, name) for name in order.fields]
        cursor = Cursor(tuple(map(_checked, fields, values)), backwards)
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError) as error:
        raise MalformedCursor(text) from error
    if (cursor.is_unknown and order.unknown is None) or None in cursor.values[1:]:
        raise MalformedCursor(text)
    return cursor


def page_of(rows: QuerySet[M], order: Order, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page[M]:
    """One page in one query, in two where known and unknown values meet, and one for each prefetch.

    Annotations of `rows` must be subqueries: an aggregate would be computed for every row before the first is shown.
    """
    found = _window(rows, order, cursor, size + 1)
    shown, more = found[:size], len(found) > size
    if not shown:
        return Page([], _count(rows) if cursor else 0, after="", before="")
    # Once for the page, not once for each stretch. The lookups of a queryset have no public name.
    prefetch_related_objects(shown, *rows._prefetch_related_lookups)  # type: ignore[attr-defined]
    backwards = cursor is not None and cursor.backwards
    if backwards:
        shown.reverse()
    return Page(
        rows=shown,
        total=shown[0]._total,  # type: ignore[attr-defined]
        after=_write_cursor(shown[-1], order) if more or backwards else "",
        before=_write_cursor(shown[0], order) if (more if backwards else cursor) else "",
    )


def _window(rows: QuerySet[M], order: Order, cursor: Cursor | None, limit: int) -> list[M]:
    """At most `limit` rows beyond the cursor, nearest first."""
    counted: QuerySet[Any] = rows.prefetch_related(None).annotate(
        **order.expressions, _total=RowCount(_first_keys(rows))
    )
    found: list[M] = []
    for stretch in _stretches(counted, order, cursor):
        found.extend(stretch[: limit - len(found)])
        if len(found) == limit:
            break
    return found


def _stretches(rows: QuerySet[M], order: Order, cursor: Cursor | None) -> Iterator[QuerySet[M]]:
    """The rows beyond the cursor, in order: first those known where it stands, then what lies past them."""
    backwards = cursor is not None and cursor.backwards
    descending = order.descending != backwards
    sorting = [f"-{name}" if descending else name for name in order.fields]
    parts = order.stretches(backwards)
    if cursor and len(parts) > 1 and parts[0][0] != cursor.is_unknown:
        parts = parts[1:]
    for place, (_, condition) in enumerate(parts):
        stretch = rows.filter(condition).order_by(*sorting)
        if cursor and place == 0:
            stretch = stretch.filter(_beyond(cursor, order, rows.model), _within(cursor, order))
        yield stretch


def _within(cursor: Cursor, order: Order) -> Q:
    """What follows from `_beyond`, said again of an expression: SQLite seeks one alone in an index, and none in a row."""
    first = order.fields[0]
    if first not in order.expressions:
        return Q()
    bound = "lte" if order.descending != cursor.backwards else "gte"
    return Q(**{f"{first}__{bound}": cursor.values[0]})


def _beyond(cursor: Cursor, order: Order, model: type[Model]) -> Func:
    """Row comparison, which both engines answer by a seek in the index."""
    skip = 1 if cursor.is_unknown and order.unknown is not None else 0
    names, values = order.fields[skip:], cursor.values[skip:]
    given = [
        Value(value, output_field=order.field_of(model, name))
        for name, value in zip(names, values, strict=True)
    ]
    sign = "<" if order.descending != cursor.backwards else ">"
    return Func(
        _Row(*map(F, names)),
        _Row(*given),
        template="%(expressions)s",
        arg_joiner=f" {sign} ",
        output_field=BooleanField(),
    )


def _first_keys(rows: QuerySet[M]) -> QuerySet[M, Any]:
    return rows.order_by().values("pk")[: COUNT_LIMIT + 1]


def _count(rows: QuerySet[M]) -> int:
    return _first_keys(rows).count()


def _write_cursor(row: Model, order: Order) -> str:
    values = [attrgetter(name.replace("__", "."))(row) for name in order.fields]
    text = json.dumps(values, default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    """The column that `name` leads to, over foreign keys: `source__title`."""
    *path, last = name.split("__")
    for step in path:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return model._meta.pk if last == "pk" else model._meta.get_field(last)  # type: ignore[return-value]


def _checked(field: "Field[Any, Any]", value: object) -> Any:  # noqa: ANN401 - the type is the field's
    """A value fit for the column. Raises what `read_cursor` turns into `MalformedCursor`."""
    value = field.to_python(value)
    if isinstance(value, int) and not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
        raise MalformedCursor(value)
    if isinstance(value, str) and "\0" in value.encode().decode():  # a lone surrogate cannot be encoded
        raise MalformedCursor(value)
    return value
