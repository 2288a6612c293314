"""Rows of an import as a page shows them: what each says, and what filling would add. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from archive.importing.filling import CONTRIBUTORS, gaps
from archive.importing.fitting import fitting
from archive.models import Import, ImportedRow
from archive.models.imported import Verdict
from sources.citing.csl import fields_of
from sources.citing.items import SourceFields
from sources.models import Source, SourceType
from sources.paging import Order

IN_ORDER = Order(("number",))


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`fields` is None for what cannot be read. `gaps` are the names of fields that filling would add to the match."""

    row: ImportedRow
    fields: SourceFields | None
    gaps: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return (self.fields.title or self.fields.url) if self.fields else ""

    @property
    def people(self) -> str:
        return ", ".join(each.name for each in self.fields.contributors) if self.fields else ""

    @property
    def kind(self) -> str:
        return str(SourceType(self.fields.csl_type).label) if self.fields else ""


def rows_of(imported: Import, verdict: str = "") -> "QuerySet[ImportedRow]":
    """With the records that they speak of; of one verdict where one is named."""
    rows = imported.rows.select_related("match__post", "source__post", "file")
    rows = rows.prefetch_related("match__contributions__agent", "source__contributions")
    return rows.filter(verdict=verdict) if verdict in Verdict.values else rows


def shown(rows: Iterable[ImportedRow]) -> list[ShownRow]:
    return [_shown(row) for row in rows]


def _shown(row: ImportedRow) -> ShownRow:
    if row.item is None:
        return ShownRow(row, None)
    fields = fitting(fields_of(row.item), row.item)[0]
    if row.match is None or row.source_id:
        return ShownRow(row, fields, tuple(map(_label, row.filled)))
    return ShownRow(row, fields, tuple(map(_label, gaps(fields, row.match))))


def _label(column: str) -> str:
    if column == CONTRIBUTORS:
        return _("people")
    return str(Source._meta.get_field(column).verbose_name)  # type: ignore[union-attr]


def verdicts_of(imported: Import) -> list[tuple[Verdict, int]]:
    """How many rows of each verdict there are, in the order of verdicts; those that there are none of left out."""
    counted = dict(imported.rows.order_by().values_list("verdict").annotate(Count("pk")))
    return [(verdict, counted[verdict]) for verdict in Verdict if counted.get(verdict)]
