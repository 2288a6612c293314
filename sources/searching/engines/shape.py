"""What both engines agree on: the shape of an index, its entries, what is asked of it, and how long that may take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sources.searching.terms import Term

Key = int | UUID
Statement = tuple[str, Sequence[Any]]
MOST_COLUMNS = 4  # PostgreSQL tells four weights apart


class TooSlow(Exception):
    """The search took longer than it may, and was cut off by the database."""


class TooDeep(TooSlow):
    """A query is joined and negated so deep that SQLite cannot read it (PostgreSQL can)."""


class Outdated(Exception):
    """An index without words of its own was asked to give up an entry, and nobody knows with which words it was made.

    It has to be built anew (`Index.rebuild`).
    """


@dataclass(frozen=True, slots=True)
class Column:
    """`weight`: how much a word in it counts, beside 1. `unseen`: only those who may see drafts search it."""

    name: str
    weight: float = 1.0
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How an index lies in the database, as table `search_<name>`.

    `by_uuid`: its keys are UUIDs, not integers. `keeps_words`: SQLite keeps the prepared words beside the index, so that
    an entry can be replaced; without, the index is half as large, and only for records whose words never change.
    """

    name: str
    columns: tuple[Column, ...]
    by_uuid: bool = False
    keeps_words: bool = True

    def __post_init__(self) -> None:
        if not 1 <= len(self.columns) <= MOST_COLUMNS:
            raise ValueError(f"{self.name}: an index has one to {MOST_COLUMNS} columns")
        if self.by_uuid and not self.keeps_words:
            raise ValueError(f"{self.name}: an index without words has integers for keys")

    @property
    def table(self) -> str:
        return f"search_{self.name}"

    @property
    def aside(self) -> "Shape":
        """The same, under the name that it is built by beside the one in use."""
        return replace(self, name=f"{self.name}_anew")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record's words in prepared form: token forms with one space between them, by column."""

    key: Key
    words: Mapping[str, str]

    def in_order(self, shape: Shape) -> list[str]:
        return [self.words.get(column.name, "") for column in shape.columns]


def writable(form: str) -> str:
    """A form as a database can be asked for it: half characters and NULs, which it cannot hold, as U+FFFD."""
    return form.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; `but_not` hold not. At least one part."""

    parts: "tuple[Expression, ...]"
    but_not: "tuple[Expression, ...]" = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the parts holds. At least one part."""

    parts: "tuple[Expression, ...]"


Expression = Term | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an index. `unseen`: whoever asks may see drafts, and finds words of theirs."""

    expression: Expression
    unseen: bool = False

    def columns(self, shape: Shape) -> list[Column]:
        return [column for column in shape.columns if self.unseen or not column.unseen]
