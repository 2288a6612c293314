"""One change that is made to many sources: what it makes of each. Pure over snapshots (`sources.snapshots`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sources.snapshots import Snapshot

# Fields that hold words, of which a part can be replaced.
WORDS = (
    "container_title",
    "publisher",
    "publisher_place",
    "genre",
    "title",
    "volume",
    "issue",
    "number",
    "note",
)
PLAIN = ("csl_type", "language")


class Precision(StrEnum):
    """How much of a date is kept, as letters of EDTF."""

    YEAR = "year"
    MONTH = "month"


LETTERS = {Precision.YEAR: 4, Precision.MONTH: 7}


@dataclass(frozen=True, slots=True)
class Change:
    """What is written in `field`.

    Words: `value` in place of each `find`, or of all where that is "". `csl_type`, `language`: `value`. `issued`: a
    `Precision`. `contributors`: somebody called `value` is added in `role`, behind those that are there.
    """

    field: str
    value: str = ""
    find: str = ""
    role: str = ""

    def of(self, snapshot: Snapshot) -> Snapshot:
        """The values that it writes in a source like this; nothing where it changes nothing."""
        before = snapshot[self.field]
        after = self._after(before)
        return {} if after == before else {self.field: after}

    def _after(self, before: Any) -> Any:  # noqa: ANN401 - the type is the field's
        if self.field == "contributors":
            return self._with_contributor(before)
        if self.field == "issued":
            return coarser(before, Precision(self.value))
        if self.find:
            return before.replace(self.find, self.value)
        return self.value

    def _with_contributor(self, rows: list[Snapshot]) -> list[Snapshot]:
        if any((each["name"], each["role"]) == (self.value, self.role) for each in rows):
            return rows
        return [*rows, {"agent": "", "name": self.value, "role": self.role, "credited_as": ""}]


def coarser(edtf: str, precision: Precision) -> str:
    """A date to the year or the month, with its mark of doubt; what is no plain date, or coarser already, as it is."""
    date, mark = (edtf[:-1], edtf[-1]) if edtf[-1:] in set("?~%") else (edtf, "")
    day = date.partition("T")[0]
    letters = LETTERS[precision]
    is_plain = day.replace("-", "").isdecimal() and not date.startswith("-") and "/" not in date
    return day[:letters] + mark if is_plain and len(day) > letters else edtf


@dataclass(frozen=True, slots=True)
class Row:
    """One source before and after."""

    public_id: str
    name: str
    before: Any
    after: Any


def rows_of(change: Change, snapshots: "Iterator[tuple[str, str, Snapshot]]") -> list[Row]:
    """(public id, name, snapshot) of each → those that the change does something to."""
    rows = []
    for public_id, name, snapshot in snapshots:
        if values := change.of(snapshot):
            rows.append(Row(public_id, name, snapshot[change.field], values[change.field]))
    return rows
