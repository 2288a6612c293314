"""One change to many sources, in one transaction; and all of it taken back.

It is a batch of its own: its entries in the log say what each source was before.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Batch, BatchKind, User
from accounts.services import record_change, start_batch
from sources.merging.changes import Change, Row, rows_of
from sources.models import Source
from sources.people import Refused
from sources.services import Edit, edit_source
from sources.snapshots import SOURCE_FIELDS, Snapshot, contributor_row, differences, source_snapshot
from sources.turns import one_writer_at_a_time

MOST = 1000  # sources at a time: a page can show and a person look through no more


class OtherRows(Exception):
    """The sources are not what was seen in the preview."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Public ids: of what is as it was before, and of what somebody has changed since and stays so."""

    restored: list[str]
    left: list[str]


def preview(sources: "QuerySet[Source]", change: Change) -> list[Row]:
    """What the change would do, in two queries whatever their number. Writes nothing."""
    rows = sources.order_by("pk").prefetch_related("contributions__agent")
    return rows_of(change, ((each.public_id, str(each), _snapshot(each)) for each in rows))


def digest(rows: Sequence[Row], change: Change) -> str:
    """What a person saw: two equal ones mean that the same would be written over the same."""
    seen = [[row.public_id, row.before, row.after] for row in rows]
    return hashlib.sha256(json.dumps([change.field, seen], sort_keys=True).encode()).hexdigest()


@transaction.atomic
def change_all(
    *, sources: "QuerySet[Source]", change: Change, seen: str, actor: User | None, reason: str
) -> Batch:
    """Make the change that was seen (`digest`). Raises `OtherRows` when it would be another one now, and `Refused`."""
    one_writer_at_a_time()
    rows = preview(sources, change)
    if digest(rows, change) != seen:
        raise OtherRows
    if not rows:
        raise Refused("value", _("Nothing would change."))
    label = _("%(field)s of %(count)d sources") % {"field": change.field, "count": len(rows)}
    batch = start_batch(kind=BatchKind.FORM, label=label, actor=actor)
    for source in _called([row.public_id for row in rows]):
        values = change.of(source_snapshot(source))
        edit_source(source=source, values=values, edit=Edit(actor, reason, batch=batch))
    record_change(
        actor=actor,
        verb="changed many",
        record=("batch", batch.public_id),
        changes={"sources": [0, len(rows)]},
        reason=reason,
        batch=batch,
    )
    return batch


@transaction.atomic
def take_back(*, batch: Batch, actor: User | None) -> TakenBack:
    """Write again what each source said before, where it still says what the batch wrote. Raises `Refused` the second time."""
    one_writer_at_a_time()
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.undone_at:
        raise Refused("batch", _("This was taken back already."))
    result = TakenBack([], [])
    entries = {each.record_id: each for each in changes_of(batch)}
    for source in _called(entries):
        entry = entries.pop(source.public_id)
        values = {name: before for name, (before, _after) in entry.changes.items()}
        written = {name: after for name, (_before, after) in entry.changes.items()}
        if differences(written, source_snapshot(source)):
            result.left.append(source.public_id)
            continue
        edit_source(source=source, values=values, edit=Edit(actor, str(batch), verb="restored"))
        result.restored.append(source.public_id)
    result.left.extend(entries)  # merged into another since, or gone
    batch.undone_at, batch.undone_by = timezone.now(), actor
    batch.save(update_fields=["undone_at", "undone_by"])
    counts = {"sources": [len(result.restored), 0]}
    record_change(actor=actor, verb="undid", record=("batch", batch.public_id), changes=counts, batch=batch)
    return result


def changes_of(batch: Batch) -> "QuerySet[AuditEntry]":
    """Its entries in the log, one for each source."""
    return batch.entries.filter(record_kind="source", verb="edited").order_by("pk")


def changed_many(batch: Batch) -> bool:
    """Whether the batch is one change to many sources."""
    return batch.kind == BatchKind.FORM and changes_of(batch).exists()


def _called(ids: Iterable[str]) -> "QuerySet[Source]":
    return Source.objects.filter(public_id__in=list(ids)).order_by("pk")


def _snapshot(source: Source) -> Snapshot:
    """As `source_snapshot`, of a source that came with its contributions."""
    rows = sorted(source.contributions.all(), key=lambda each: (each.position, each.pk))
    columns = {name: getattr(source, name) for name in SOURCE_FIELDS}
    return columns | {"contributors": [contributor_row(each) for each in rows]}
