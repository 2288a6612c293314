"""One way to edit what is known of a Subject: under a lock, over the version that the person saw, into the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_change
from annotations.models import Subject
from annotations.services.refusals import ChangedMeanwhile, Refused, storable
from sources.dates import NotADate, first_day
from sources.models import Agent
from sources.searching.indexes import refresh_about
from sources.snapshots import Snapshot, differences


@dataclass(frozen=True, slots=True)
class Part:
    """The fields of a Subject that are edited together: how they are read as plain values, and written."""

    read: Callable[[Subject], Snapshot]
    write: Callable[[Subject, Snapshot], None]


@transaction.atomic
def edited(
    subject: Subject, part: Part, values: Mapping[str, object], *, version: int | None, actor: User | None
) -> Subject:
    """Write those values that differ; the Subject as it stands then, its version one higher if any did.

    ChangedMeanwhile when `version` is given and is not the present one; Refused for a merged Subject.
    """
    subject = locked_subject(subject)
    before = part.read(subject)
    yours = {name: plain(value) for name, value in values.items()}
    if version is not None and version != subject.version:
        raise ChangedMeanwhile(opened={}, now=before, yours=yours)
    changed = differences(before, yours)
    if not changed:
        return subject
    part.write(subject, {name: values[name] for name in changed})
    bump(subject)
    refresh_about(Subject, [subject.pk])
    log(subject, actor, "edited", differences(before, part.read(subject)))
    return subject


def locked_subject(subject: Subject) -> Subject:
    """The row as it stands, kept from other writers. Refused when it was merged into another."""
    now = Subject.objects.select_for_update(of=("self",)).select_related("agent").get(pk=subject.pk)
    if now.merged_into_id:
        message = _("“%(name)s” was merged into another subject.")
        raise Refused("subject", message % {"name": now.name})
    return now


def bump(subject: Subject) -> None:
    """One version more: whoever has a form open will be told."""
    subject.version += 1
    subject.save(update_fields=["version"])


def log(
    subject: Subject, actor: User | None, verb: str, changes: dict[str, list[Any]], reason: str = ""
) -> None:
    """An entry of the audit log."""
    record_change(
        actor=actor, verb=verb, record=("subject", subject.public_id), changes=changes, reason=reason
    )


def plain(value: Any) -> Any:  # noqa: ANN401 - any field of a form
    """A value as the log keeps it: people and Subjects stand as their public id and name."""
    if isinstance(value, Agent):
        return {"agent": value.public_id, "name": value.name}
    if isinstance(value, Subject):
        return {"subject": value.public_id, "name": value.name}
    return str(value) if isinstance(value, Decimal) else value


def date_of_the_world(field: str, edtf: str) -> str:
    """The date as given. Refused when it is not EDTF."""
    try:
        first_day(storable(field, edtf, at_most=60))
    except NotADate as error:
        raise Refused(field, str(error)) from error
    return edtf
