"""Undoing a batch: what it made goes, unless something else has come to rest on it; then it is what the others say of it."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Batch, User
from accounts.services import record_change
from archive.closing import Named, close_unnamed, named_by
from archive.elsewhere import held_elsewhere, made_elsewhere
from archive.importing.undoing import empty_again, filled_by, unimported
from archive.models import Capture, Document, KeptAs, Passage, Reference
from archive.requoting import find_by_kept_words, requote
from archive.searched import passages
from archive.settling import BY_HAND, settle, settle_accounts
from sources.models import Account, Agent, Link, Merge, Post, Source, Thread
from sources.searching.indexes import all_indexes, refresh_about
from sources.turns import one_writer_at_a_time

# How many of the steps come before what is shared is settled: threads and people rest on what that leaves.
TEXTS_AND_SOURCES = 4


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
    result = _take_out(batch)
    batch.undone_at, batch.undone_by = timezone.now(), actor
    batch.save(update_fields=["undone_at", "undone_by"])
    counts = {kind: [count, 0] for kind, count in result.removed.items()}
    record_change(actor=actor, verb="undid", record=("batch", batch.public_id), changes=counts, batch=batch)
    return result


def _take_out(batch: Batch) -> Undone:
    """Remove what the batch made, and make what it shares with others what the others have it."""
    result, changed = Undone(), set[str]()
    going = _going(batch)
    named = named_by(going)
    shared = named.sources | filled_by(batch)
    shown = _shown(batch, named, shared)
    made = requote(going)
    steps = _steps(batch)
    for step in steps[:TEXTS_AND_SOURCES]:
        _remove(result, batch, *step)
    find_by_kept_words(named.sources)
    empty_again(batch)
    settle(shared)
    settle_accounts(Account.objects.filter(pk__in=named.accounts))
    for step in steps[TEXTS_AND_SOURCES:]:
        _remove(result, batch, *step)
    close_unnamed(named)
    shown[Thread] += Thread.objects.filter(posts__in=named.sources).values_list("pk", flat=True)
    passages.refresh(each.pk for each in made)
    if result.removed["documents"] or result.removed["quoted_documents"]:
        changed.add(passages.name)
    for model, keys in shown.items():
        changed.update(index.name for index in refresh_about(model, keys))
    for index in all_indexes():
        if index.name in changed:
            index.purge()
    return result


def _going(batch: Batch) -> "QuerySet[Document]":
    """The texts that go: not those held by an annotation, nor the words of posts that were kept with such a one."""
    own, held = Document.objects.filter(_own(batch)), held_elsewhere(Document)
    staying = own.filter(held, kept_as=KeptAs.WHOLE)
    return own.exclude(held).exclude(capture__in=staying.values("capture"))


def _shown(batch: Batch, named: Named, shared: frozenset[int]) -> dict[type[Model], list[int]]:
    """The records whose entries in the search indexes change or go with the batch, while all of them are there."""
    own = _own(batch)
    threads = Thread.objects.filter(own | Q(posts__in=named.sources))
    sources = {*Source.objects.filter(own).values_list("pk", flat=True), *shared}
    return {
        Source: sorted(sources),
        Post: list(Post.objects.filter(pk__in=sources).values_list("pk", flat=True)),
        Thread: list(threads.values_list("pk", flat=True)),
        Account: [*Account.objects.filter(own).values_list("pk", flat=True), *named.accounts],
        Agent: [*Agent.objects.filter(own).values_list("pk", flat=True), *named.agents],
    }


def _own(batch: Batch) -> Q:
    """The batch's records, and what earlier undone batches had to leave since others rested on it."""
    return Q(batch=batch) | Q(batch__undone_at__isnull=False)


def _steps(batch: Batch) -> "list[tuple[str, QuerySet[Model], Q]]":
    """(kind, records, the condition under which one is free to go), dependants first."""
    edited = AuditEntry.objects.filter(verb__in=BY_HAND).values("record_id")
    unedited, own = ~Q(public_id__in=edited), _own(batch)
    unquoted = Q(quoted_by__isnull=True)
    rest = Q(documents__isnull=True, links_in__isnull=True, links_out__isnull=True) & _unmerged("kept_source")
    steps: list[tuple[str, QuerySet[Model], Q]] = [
        ("documents", Document.objects.filter(own, kept_as=KeptAs.WHOLE), unquoted),
        ("links", Link.objects.filter(own), Q(references__isnull=True)),
        ("quoted_documents", Document.objects.filter(own, kept_as=KeptAs.QUOTATION), unquoted),
        ("sources", Source.objects.filter(own), rest & unedited & unimported(batch)),
        ("threads", Thread.objects.filter(own), Q(posts__isnull=True)),
        (
            "accounts",
            Account.objects.filter(own),
            Q(posts__isnull=True, threads__isnull=True) & unedited & _unmerged("kept_account"),
        ),
        (
            "agents",
            Agent.objects.filter(own),
            Q(contributions__isnull=True, accounts__isnull=True) & unedited & _unmerged("kept_agent"),
        ),
        ("captures", Capture.objects.filter(own), Q(documents__isnull=True)),
    ]
    return steps


def _unmerged(kept: str) -> Q:
    """Nothing was merged into it: what was would be gone with it."""
    return ~Q(pk__in=Merge.objects.standing().filter(**{f"{kept}__isnull": False}).values(kept))


def _remove(result: Undone, batch: Batch, kind: str, records: "QuerySet[Model]", free: Q) -> None:
    """What is free of the records goes; of those that stay only the batch's own are counted."""
    going = records.filter(free).exclude(held_elsewhere(records.model))
    ids = list(going.values_list("pk", flat=True))
    result.removed[kind] += len(ids)
    result.kept[kind] += records.filter(batch=batch).exclude(pk__in=ids).count()
    if records.model is Document:
        passages.remove(Passage.objects.filter(document__in=ids).values_list("pk", flat=True))
    if kind == "documents":
        result.removed["references"] += Reference.objects.filter(document__in=ids).count()
    if kind == "sources":
        _count_posts(result, records.filter(batch=batch), ids)
    records.model._default_manager.filter(pk__in=ids).delete()


def _count_posts(result: Undone, own: "QuerySet[Model]", removed: list[int]) -> None:
    """A post is a source too, but people count it as a post."""
    going = Post.objects.filter(pk__in=removed).count()
    staying = Post.objects.filter(source__in=own.values("pk")).exclude(pk__in=removed).count()
    result.removed.update(posts=going, sources=-going)
    result.kept.update(posts=staying, sources=-staying)
