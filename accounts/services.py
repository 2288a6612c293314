"""The only writers of people, of batches and of the audit log."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import AuditEntry, Batch, User


@transaction.atomic
def make_user(*, username: str, password: str, role: str, actor: User | None) -> User:
    """A person who can sign in and is in the group `role`. Raises Group.DoesNotExist for an unknown role."""
    user = User.objects.create_user(username=username, password=password)
    user.groups.add(Group.objects.get(name=role))
    record_change(actor=actor, verb="make", record=("user", username), changes={"role": ["", role]})
    return user


@transaction.atomic
def set_password(*, user: User, password: str, actor: User | None) -> None:
    """Give a person a new password; the log says that it changed, not what it is. Ends their sessions."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record_change(actor=actor, verb="set password", record=("user", user.username))


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
