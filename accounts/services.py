"""The only writers of batches and of the audit log."""

from typing import Any

from accounts.models import AuditEntry, Batch, User


def start_batch(*, kind: str, label: str, actor: User | None) -> Batch:
    """Open a unit of work; the records it makes carry it."""
    return Batch.objects.create(kind=kind, label=label[:300], created_by=actor)


def record_change(
    *,
    actor: User | None,
    verb: str,
    record: tuple[str, str],
    changes: dict[str, list[Any]] | None = None,
    reason: str = "",
    batch: Batch | None = None,
) -> AuditEntry:
    """Log one act. `record` is (kind, public id); call it inside the transaction of the act itself."""
    kind, public_id = record
    return AuditEntry.objects.create(
        actor=actor,
        verb=verb,
        record_kind=kind,
        record_id=public_id,
        changes=changes or {},
        reason=reason,
        batch=batch,
    )
