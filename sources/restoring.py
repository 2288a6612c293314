"""Going back: the version of a record before an edit, written as a new edit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, User
from sources.history import RESTORABLE
from sources.services import Edit
from sources.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Versions:
    """Of one record: the names it has in the log, and how it is read and written."""

    kinds: tuple[str, ...]
    public_id: str
    read: Callable[[], Snapshot]
    write: Callable[[Snapshot, Edit], AuditEntry | None]


@transaction.atomic
def restore(*, versions: Versions, entry: AuditEntry, actor: User | None) -> AuditEntry | None:
    """Write the version before `entry`; None when the record is like that already.

    Raises what the edit raises: `Refused` when somebody named in that version is gone.
    """
    now = versions.read()
    values = version_before(now, versions, entry)
    reason = _("the version before %(at)s") % {"at": entry.at.strftime("%Y-%m-%d %H:%M UTC")}
    return versions.write(values, Edit(actor=actor, reason=reason, opened=now, verb="restored"))


def version_before(now: Snapshot, versions: Versions, entry: AuditEntry) -> Snapshot:
    """`now` with every edit from the newest back to `entry` undone."""
    values: dict[str, Any] = dict(now)
    newer = AuditEntry.objects.filter(
        record_kind__in=versions.kinds,
        record_id=versions.public_id,
        verb__in=RESTORABLE,
        pk__gte=entry.pk,
    )
    for each in newer.order_by("-pk"):
        values |= {name: before for name, (before, _after) in each.changes.items() if name in values}
    return values
