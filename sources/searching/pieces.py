"""What an entry is put together from: the words of a record and of the rows around it, read in one statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
from django.db.models.functions import Cast

from accounts.visibility import State
from sources.searching.engines.shape import Key

UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Piece:
    """The words in field `text` of `rows`, for column `column` of the entry whose key is in their field `key`.

    `states`: fields that must all say "public", or the words go to the column of what only those see who see drafts.
    """

    column: str
    rows: "QuerySet[Any]"
    key: str
    text: str
    states: tuple[str, ...] = ()

    def read(self, keys: Sequence[Key], number: int) -> "QuerySet[Any, Any]":
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


@dataclass(frozen=True, slots=True)
class Pieces:
    """Reads the words of `records` from `pieces`: their order is the order of the words in a column."""

    records: "QuerySet[Any]"
    pieces: tuple[Piece, ...]

    def __call__(self, keys: Sequence[Key]) -> Iterator[tuple[Key, str, str]]:
        """(key, column, words as they stand in the record), in order; for each record that is there, ("", "") first.

        One statement.
        """
        there = Piece("", self.records, "pk", "pk").read(keys, 0)
        rows = there.union(
            *(piece.read(keys, number) for number, piece in enumerate(self.pieces, start=1)), all=True
        )
        found = sorted(rows, key=lambda row: row[1:3])
        known = {key for key, number, *_rest in found if number == 0}
        for key, number, _place, column, words in found:
            if key in known:
                yield key, column, (words or "") if number else ""
