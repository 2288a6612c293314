"""Undoing a batch: what it made goes, unless something else has come to rest on it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Batch, User
from accounts.services import record_change
from archive.elsewhere import held_elsewhere, made_elsewhere
from archive.models import Capture, Document, KeptAs, Passage, Reference
from archive.searched import passages
from archive.turns import one_writer_at_a_time
from sources.models import Account, Agent, Link, Post, Source, Thread
from sources.searching.indexes import all_indexes, refresh_about
from sources.snapshots import Snapshot, differences, source_snapshot

# Columns that follow another one, and what they are when it is empty.
DERIVED: dict[str, dict[str, object]] = {"url": {"url_key": ""}, "issued": {"issued_on": None}}


class CannotUndo(Exception):
    """The batch was undone before, or made what is never deleted; the message says which."""


@dataclass(frozen=True, slots=True)
class Undone:
    """Counts by kind of record: what was removed, and what stays since other records rest on it."""

    removed: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def undo_batch(*, batch: Batch, actor: User | None) -> Undone:
    """Remove the batch's records in the order of their dependence; blobs stay (`manage.py verify` lists them).

    Kept are records that another batch or an annotation rests on and records whose metadata a person has edited
    since. Raises `CannotUndo` on a second call, and for a batch of the annotation desk.
    """
    one_writer_at_a_time()
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at:
        raise CannotUndo(
            _("This batch was undone on %(date)s.") % {"date": batch.undone_at.date().isoformat()}
        )
    if made_elsewhere(batch):
        raise CannotUndo(
            _("What this batch made is never deleted: each of its records is withdrawn on its own.")
        )
    result = Undone()
    shown = _shown_elsewhere(batch)
    _revert_enrichments(batch)
    for kind, records, free in _steps(batch):
        _remove(result, kind, records, free)
    for model, keys in shown.items():
        refresh_about(model, keys)
    for index in all_indexes():
        index.purge()
    batch.undone_at, batch.undone_by = timezone.now(), actor
    batch.save(update_fields=["undone_at", "undone_by"])
    counts = {kind: [count, 0] for kind, count in result.removed.items()}
    record_change(actor=actor, verb="undid", record=("batch", batch.public_id), changes=counts, batch=batch)
    return result


def _steps(batch: Batch) -> "list[tuple[str, QuerySet[Model], Q]]":
    """(kind, the batch's records, the condition under which one is free to go), dependants first."""
    edited = AuditEntry.objects.filter(verb__in=("edited", "restored")).values("record_id")
    unedited = ~Q(public_id__in=edited)
    own = {"batch": batch}
    rest = Q(documents__isnull=True, links_in__isnull=True, links_out__isnull=True)
    steps: list[tuple[str, QuerySet[Model], Q]] = [
        ("documents", Document.objects.filter(**own, kept_as=KeptAs.WHOLE), Q(quoted_by__isnull=True)),
        ("links", Link.objects.filter(**own), Q(references__isnull=True)),
        (
            "quoted_documents",
            Document.objects.filter(**own, kept_as=KeptAs.QUOTATION),
            Q(quoted_by__isnull=True),
        ),
        ("sources", Source.objects.filter(**own), rest & unedited),
        ("threads", Thread.objects.filter(**own), Q(posts__isnull=True)),
        ("accounts", Account.objects.filter(**own), Q(posts__isnull=True, threads__isnull=True) & unedited),
        (
            "agents",
            Agent.objects.filter(**own),
            Q(contributions__isnull=True, accounts__isnull=True) & unedited,
        ),
        ("captures", Capture.objects.filter(**own), Q(documents__isnull=True)),
    ]
    return steps


def _shown_elsewhere(batch: Batch) -> dict[type[Model], list[int]]:
    """The records whose entries in the search indexes change or go with the batch, while all of them are there."""
    own = {"batch": batch}
    enriched = AuditEntry.objects.filter(batch=batch, verb="enriched").values("record_id")
    sources = Source.objects.filter(Q(**own) | Q(documents__batch=batch) | Q(public_id__in=enriched))
    agents = Agent.objects.filter(Q(**own) | Q(accounts__batch=batch))
    shown: dict[type[Model], QuerySet[Any]] = {
        Source: sources,
        Post: Post.objects.filter(source__in=sources),
        Thread: Thread.objects.filter(**own),
        Account: Account.objects.filter(**own),
        Agent: agents,
    }
    return {model: list(records.values_list("pk", flat=True)) for model, records in shown.items()}


def _remove(result: Undone, kind: str, records: "QuerySet[Model]", free: Q) -> None:
    ids = list(records.filter(free).exclude(held_elsewhere(records.model)).values_list("pk", flat=True))
    result.kept[kind] += records.count() - len(ids)
    result.removed[kind] += len(ids)
    if records.model is Document:
        passages.remove(Passage.objects.filter(document__in=ids).values_list("pk", flat=True))
    if kind == "documents":
        result.removed["references"] += Reference.objects.filter(document__in=ids).count()
    if kind == "sources":
        _count_posts(result, records, ids)
    records.filter(pk__in=ids).delete()


def _count_posts(result: Undone, sources: "QuerySet[Model]", removed: list[int]) -> None:
    """A post is a source too, but people count it as a post."""
    posts = Post.objects.filter(source__in=sources.values("pk"))
    going = posts.filter(pk__in=removed).count()
    staying = posts.count() - going
    result.removed.update(posts=going, sources=-going)
    result.kept.update(posts=staying, sources=-staying)


def _revert_enrichments(batch: Batch) -> None:
    """Empty the fields that this batch filled, where nobody has changed them since."""
    for entry in AuditEntry.objects.filter(batch=batch, verb="enriched"):
        for name, (_before, after) in entry.changes.items():
            if name == "contributors":
                _revert_credit(entry, after)
            else:
                _revert(entry, name, after)


def _revert_credit(entry: AuditEntry, after: list[Snapshot]) -> None:
    for source in Source.objects.filter(public_id=entry.record_id):
        if not differences(source_snapshot(source), {"contributors": after}):
            source.contributions.all().delete()


def _revert(entry: AuditEntry, name: str, after: str) -> None:
    records: QuerySet[Post] | QuerySet[Source]
    if entry.record_kind == "post":
        records = Post.objects.filter(source__public_id=entry.record_id)
        empty: dict[str, object] = {name: "" if name == "platform_id" else None}
    else:
        records = Source.objects.filter(public_id=entry.record_id)
        before = entry.changes[name][0]
        empty = {name: before, **DERIVED.get(name, {})}
    for record in records:
        if str(getattr(record, name)) == after:
            records.filter(pk=record.pk).update(**empty)
