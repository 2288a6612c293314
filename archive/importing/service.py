"""The only writers of imports: a file comes on the desk, choices are made, then its records, all in one transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Batch, BatchKind, User
from accounts.services import record_change, start_batch
from accounts.visibility import State
from archive import blobs
from archive.importing.fitting import fitting
from archive.importing.judging import Judged, judged
from archive.importing.people import People
from archive.importing.reading import File, Reading, Row, read_file
from archive.importing.records import Records
from archive.models import Import, ImportedRow
from archive.models.imported import Choice
from sources.citing.csl import fields_of
from sources.citing.items import SourceFields
from sources.turns import one_writer_at_a_time

Chosen = tuple[ImportedRow, SourceFields]

AT_ONCE = 500
REMEMBERED = 20  # files of a person that are asked for their columns


class ChangedMeanwhile(Exception):
    """The file was changed, taken or discarded since it was looked at, or what is here was; nothing was written."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file, or would: records made and filled by kind, and its rows by what becomes of them.

    `batch` is None where nothing was made: then there is nothing to undo.
    """

    made: Counter[str]
    rows: Counter[str]
    batch: Batch | None = None


def start_import(*, file: File, actor: User | None) -> Import:
    """Keep the bytes, read them, compare each row with what is here, and put all of it on the desk.

    Raises `Unreadable`, and then wrote nothing; `OSError` when the disk refuses.
    """
    reading = _as_before(read_file(file), file, actor)
    blobs.keep(file.data)
    with transaction.atomic():
        imported = Import.objects.create(
            name=file.name[:255], sha256=blobs.sha256_of(file.data), created_by=actor, **_how_read(reading)
        )
        _write_rows(imported, reading.rows, actor)
    return imported


def _as_before(reading: Reading, file: File, actor: User | None) -> Reading:
    """A table with the headings of an earlier one is read with the columns that this person gave that one."""
    headings = [heading for heading, _variable in reading.columns]
    if not headings or file.columns:
        return reading
    for columns in Import.objects.filter(created_by=actor).values_list("columns", flat=True)[:REMEMBERED]:
        if [heading for heading, _variable in columns] == headings:
            return read_file(replace(file, columns=tuple(variable for _heading, variable in columns)))
    return reading


@transaction.atomic
def read_again(*, imported: Import, version: int, columns: Sequence[str], actor: User | None) -> Import:
    """Read the kept bytes with other columns; choices made so far are gone.

    Raises `ChangedMeanwhile`; `FileNotFoundError` or `blobs.DamagedBlob` when the bytes are not what they were.
    """
    current = _current(imported, version)
    file = File(blobs.read(current.sha256), current.name, current.format, tuple(columns))
    reading = read_file(file)
    for name, value in _how_read(reading).items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    current.rows.all().delete()
    _write_rows(current, reading.rows, actor)
    return current


@transaction.atomic
def choose(*, imported: Import, version: int, choices: Mapping[int, str]) -> Import:
    """Write what a person chose, by number of row; what a row does not offer is left as it was.

    Raises `ChangedMeanwhile`.
    """
    current = _current(imported, version)
    changed = []
    for row in current.rows.all():
        choice = choices.get(row.number, row.choice)
        if choice != row.choice and choice in row.choices:
            row.choice = choice
            changed.append(row)
    ImportedRow.objects.bulk_update(changed, ["choice"], batch_size=AT_ONCE)
    current.version += 1
    current.save(update_fields=["version"])
    return current


@transaction.atomic
def choose_all(*, imported: Import, version: int, verdict: str, choice: str) -> Import:
    """The same for every row of a verdict ("": of any) that offers it. Raises `ChangedMeanwhile`."""
    rows = imported.rows.filter(verdict=verdict) if verdict else imported.rows.all()
    numbers = rows.values_list("number", flat=True)
    return choose(imported=imported, version=version, choices=dict.fromkeys(numbers, choice))


@transaction.atomic
def discard_import(*, imported: Import, version: int, actor: User | None) -> None:
    """Take a file off the desk; its bytes stay until somebody tidies the disk. Raises `ChangedMeanwhile`."""
    current = _current(imported, version)
    record_change(actor=actor, verb="discarded", record=("import", current.public_id))
    current.delete()


@transaction.atomic
def take_import(*, imported: Import, version: int, actor: User | None, public: bool = False) -> Imported:
    """Make and fill what was chosen, in one batch: all of it or nothing. The rows are kept with it.

    Every row is compared with what is here once more. Raises `ChangedMeanwhile` where that says something else now.
    """
    one_writer_at_a_time()
    current = _current(imported, version)
    chosen = _chosen(current, actor)
    batch = start_batch(kind=BatchKind.IMPORT, label=str(current), actor=actor)
    made = _make(chosen, batch, actor, public=public)
    if not made.total():
        batch.delete()
        return Imported(made, tally_of(current))
    current.batch = batch
    current.version += 1
    current.save(update_fields=["batch", "version"])
    counts = {kind: [0, count] for kind, count in made.items() if count}
    record = ("import", current.public_id)
    record_change(actor=actor, verb="imported", record=record, changes=counts, batch=batch)
    return Imported(made, tally_of(current), batch)


def rehearse_import(imported: Import, actor: User | None) -> Imported:
    """What `take_import()` would make, by doing it and rolling back. Raises `ChangedMeanwhile`."""
    with transaction.atomic():
        result = take_import(imported=imported, version=imported.version, actor=actor)
        transaction.set_rollback(True)
    return Imported(result.made, result.rows)


@transaction.atomic
def judge_again(*, imported: Import, actor: User | None) -> int:
    """Compare the rows on the desk with what is here now; how many are seen differently. Their choices start anew.

    Raises `ChangedMeanwhile` where the file is on the desk no more.
    """
    current = Import.objects.select_for_update().waiting().filter(pk=imported.pk).first()
    if current is None:
        raise ChangedMeanwhile(_("Somebody has imported or discarded this file meanwhile."))
    changed = [(row, each) for row, each in _compared(current, actor) if _differs(row, each)]
    for row, each in changed:
        for name, value in _verdict(each).items():
            setattr(row, name, value)
    names = ["verdict", "reason", "match", "is_certain", "choice"]
    ImportedRow.objects.bulk_update([row for row, _each in changed], names, batch_size=AT_ONCE)
    current.version += bool(changed)
    current.save(update_fields=["version"])
    return len(changed)


def tally_of(imported: Import) -> Counter[str]:
    """Rows by what is chosen for them; `unreadable` for those that nothing can be made of."""
    return Counter(choice or "unreadable" for choice in imported.rows.values_list("choice", flat=True))


def _current(imported: Import, version: int) -> Import:
    current = Import.objects.select_for_update().waiting().filter(pk=imported.pk, version=version).first()
    if current is None:
        raise ChangedMeanwhile(
            _("This file was changed elsewhere in the meantime, in another tab or by another person.")
        )
    return current


def _how_read(reading: Reading) -> dict[str, object]:
    return {
        "format": reading.format,
        "encoding": reading.encoding[:40],
        "problems": list(reading.problems),
        "columns": [list(each) for each in reading.columns],
    }


def _write_rows(imported: Import, rows: Sequence[Row], actor: User | None) -> None:
    ImportedRow.objects.bulk_create(
        (
            ImportedRow(
                file=imported,
                number=each.row.number,
                raw=each.row.raw,
                item=each.row.item,
                key=each.row.key,
                problems=list(each.row.problems),
                **_verdict(each),
            )
            for each in judged(rows, actor)
        ),
        batch_size=AT_ONCE,
    )


def _verdict(each: Judged) -> dict[str, object]:
    return {
        "verdict": each.verdict,
        "reason": each.reason[:500],
        "match": each.match,
        "is_certain": each.is_certain,
        "choice": each.usual or "",
    }


def _compared(imported: Import, actor: User | None) -> list[tuple[ImportedRow, Judged]]:
    loaded = imported.rows.select_related("match__post").prefetch_related("match__contributions")
    stored = list(loaded.iterator(chunk_size=AT_ONCE))
    rows = [Row(each.number, each.raw, each.item, _fields(each), tuple(each.problems)) for each in stored]
    return list(zip(stored, judged(rows, actor), strict=True))


def _fields(row: ImportedRow) -> SourceFields | None:
    return fitting(fields_of(row.item), row.item)[0] if row.item is not None else None


def _differs(row: ImportedRow, each: Judged) -> bool:
    match = each.match.pk if each.match else None
    return (row.verdict, row.match_id, row.is_certain) != (each.verdict, match, each.is_certain)


def _chosen(imported: Import, actor: User | None) -> list[Chosen]:
    """The rows that something is to be made of. Raises `ChangedMeanwhile` where any row is seen differently now."""
    compared = _compared(imported, actor)
    if any(_differs(row, each) for row, each in compared):
        raise ChangedMeanwhile(_("What is here has changed since the rows were compared with it."))
    return [
        (row, each.row.fields)
        for row, each in compared
        if each.row.fields and (row.choice == Choice.TAKE or (row.choice == Choice.FILL and row.match))
    ]


def _make(chosen: Sequence[Chosen], batch: Batch, actor: User | None, *, public: bool) -> Counter[str]:
    stamp = {
        "state": State.PUBLIC if public else State.DRAFT,
        "batch": batch,
        "created_at": timezone.now(),
    }
    people = People((fields for _row, fields in chosen), stamp)
    records = Records(batch, actor, stamp, people)
    for row, fields in chosen:
        records.add(row, fields)
    return records.save()
