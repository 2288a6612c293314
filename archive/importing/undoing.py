"""What an import did to records that were here before it: for `archive.undo`."""

from django.db.models import Q

from accounts.models import AuditEntry, Batch
from archive.importing.filling import CONTRIBUTORS, with_derived
from archive.models import ImportedRow, Statement
from archive.settling import BY_HAND, UNKNOWN
from archive.statements import Facts
from sources.models import Source


def filled_by(batch: Batch) -> frozenset[int]:
    """The Sources that rows of the batch filled or made."""
    rows = ImportedRow.objects.filter(file__batch=batch, source__isnull=False)
    return frozenset(rows.values_list("source_id", flat=True))


def unimported(batch: Batch) -> Q:
    """True of a Source that no row of another import, which stands, says anything of."""
    standing = ImportedRow.objects.filter(file__batch__isnull=False, file__batch__undone_at__isnull=True)
    return ~Q(pk__in=standing.exclude(file__batch=batch).filter(source__isnull=False).values("source"))


def empty_again(batch: Batch) -> None:
    """Take back what rows of the batch filled, as far as it stands as they said; then forget what they said.

    Where others speak of the Source, `settle()` then writes what they say; a column that a person wrote stays.
    """
    rows = ImportedRow.objects.filter(file__batch=batch, source__isnull=False).select_related("source")
    for row in rows.exclude(filled=[]):
        if row.source:
            _empty(row.source, row)
    ImportedRow.objects.filter(file__batch=batch).update(facts=None)


def _empty(source: Source, row: ImportedRow) -> None:
    entries = AuditEntry.objects.filter(verb__in=BY_HAND, record_id=source.public_id)
    by_hand = {name for entry in entries for name in entry.changes}
    said = Facts.from_json(row.facts).fields if row.facts else {}
    standing = {name for name in row.filled if name in said and said[name] == getattr(source, name)}
    empty = with_derived({name: UNKNOWN.get(name, "") for name in standing - by_hand})
    if empty:
        Source.objects.filter(pk=source.pk).update(**empty)
    if CONTRIBUTORS in row.filled and CONTRIBUTORS not in by_hand:
        _uncredit(source, row)


def _uncredit(source: Source, row: ImportedRow) -> None:
    """Nobody was named there before the row, unless a text has named somebody since: then that is what it says."""
    credited = dict(Facts.from_json(row.facts).credited) if row.facts else {}
    named = list(source.contributions.values_list("agent__public_id", flat=True))
    if set(named) <= credited.keys() and not Statement.objects.filter(source=source).exists():
        source.contributions.all().delete()
