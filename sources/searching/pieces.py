"""What an entry is put together from: the words of a record and of the rows around it, read in one statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    Q,
    QuerySet,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from accounts.visibility import State
from sources.searching.engines import engine
from sources.searching.engines.shape import Key

UNSEEN = "unseen"
KEYS = object()  # stands in a statement where the keys will


class Text(NamedTuple):
    """Words as they stand in a record, for a column of its entry; `is_name`: they are found by their sound, too."""

    key: Key
    column: str
    words: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The words in field `text` of `rows`, for column `column` of the entry whose key is in their field `key`.

    `states`: fields that must all say "public", or the words go to the column of what only those see who see drafts.
    `is_name`: they name a person, an organisation or a place.
    """

    column: str
    rows: "QuerySet[Any]"
    key: str
    text: str
    states: tuple[str, ...] = ()
    is_name: bool = False

    def read(self, keys: RawSQL, number: int) -> "QuerySet[Any, Any]":
        """Rows of key, number, place, column and words."""
        is_uuid = isinstance(self.rows.model._meta.pk, UUIDField)
        place = Value(0, output_field=BigIntegerField()) if is_uuid else F("pk")
        return (
            self.rows.filter(**{f"{self.key}__in": keys})
            .order_by()
            .values_list(F(self.key), Value(number), place, self._column(), Cast(self.text, TextField()))
        )

    def _column(self) -> Value | Case:
        if not self.states:
            return Value(self.column, output_field=CharField())
        is_public = Q(**{f"{state}": State.PUBLIC for state in self.states})
        return Case(When(is_public, then=Value(self.column)), default=Value(UNSEEN), output_field=CharField())


@dataclass(frozen=True, eq=False)
class Pieces:
    """Reads the words of `records` from `pieces`: their order is the order of the words in a column."""

    records: "QuerySet[Any]"
    pieces: tuple[Piece, ...]

    def __call__(self, keys: Sequence[Key]) -> Iterator[Text]:
        """The words, in order; for each record that is there one without column and words comes first.

        One statement.
        """
        sql, values = self._statement
        given = engine().among(keys)[1]
        with connection.cursor() as cursor:
            cursor.execute(sql, [each for value in values for each in (given if value is KEYS else [value])])
            found = sorted(cursor.fetchall(), key=itemgetter(1, 2))
        known = {key for key, number, *_rest in found if number == 0}
        is_uuid = isinstance(self.records.model._meta.pk, UUIDField)
        are_names = (False, *(piece.is_name for piece in self.pieces))
        for key, number, _place, column, words in found:
            if key in known:
                text = (words or "") if number else ""
                yield Text(UUID(str(key)) if is_uuid else key, column, text, are_names[number])

    @cached_property
    def _statement(self) -> tuple[str, Sequence[Any]]:
        """Put together once: it takes Django longer than the database needs to answer it."""
        keys = RawSQL(engine().among([])[0], (KEYS,))  # noqa: S611 - a parameter
        there = Piece("", self.records, "pk", "pk").read(keys, 0)
        parts = (piece.read(keys, number) for number, piece in enumerate(self.pieces, start=1))
        return there.union(*parts, all=True).query.sql_with_params()
