"""What a reference adds to a Source that is here. Nothing that is known is overwritten. Pure over loaded records."""

from typing import Any

from archive.ingest.fields import date_fields
from archive.statements import gaps_filled
from sources.addresses import url_key
from sources.citing.items import COLUMNS, SourceFields
from sources.models import Source, SourceType

CONTRIBUTORS = "contributors"


def filling(fields: SourceFields, source: Source) -> dict[str, str]:
    """Column → value, of the columns that are empty there. A source never becomes a post by it, nor a post another."""
    said = {name: getattr(fields, name) for name in COLUMNS}
    filled = gaps_filled({name: getattr(source, name) for name in COLUMNS}, said)
    if SourceType.POST in (fields.csl_type, source.csl_type):
        filled.pop("csl_type", None)
    return filled


def gaps(fields: SourceFields, source: Source) -> tuple[str, ...]:
    """The columns that would be filled; `contributors` where nobody is named there. Costs no query once loaded."""
    filled = tuple(filling(fields, source))
    return (*filled, CONTRIBUTORS) if fields.contributors and not source.contributions.all() else filled


def with_derived(columns: dict[str, Any]) -> dict[str, Any]:
    """The columns with those that follow from them."""
    derived: dict[str, Any] = {}
    if "issued" in columns:
        derived["issued"], derived["issued_on"] = date_fields(columns["issued"])
    if "url" in columns:
        derived["url_key"] = url_key(columns["url"])
    return columns | derived
