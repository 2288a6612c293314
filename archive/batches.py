"""What batches made, and what undoing one would do. Reads only: what is tried out is rolled back."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Batch, User
from accounts.roles import may
from archive.models import Document
from archive.undo import Undone, undo_batch
from sources.models import Account, Agent, Source, Thread

# Records of one kind shown on the page of a batch, before it only says how many more there are.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Made:
    """Records of one kind that a batch made and that are still here."""

    kind: str
    count: int
    records: list[Any]

    @property
    def more(self) -> int:
        return self.count - len(self.records)


def made_by(batch: Batch, user: User | AnonymousUser) -> list[Made]:
    """What of a batch is still here, by kind; one query for each kind, one more where there are many."""
    posts = Source.objects.visible_to(user).filter(post__isnull=False)
    kinds: list[tuple[str, QuerySet[Any]]] = [
        ("documents", Document.objects.visible_to(user).whole().select_related("source").defer("text")),
        ("sources", Source.objects.visible_to(user).filter(post__isnull=True)),
        ("posts", posts.select_related("post__account")),
        ("threads", Thread.objects.visible_to(user).select_related("account")),
        ("accounts", Account.objects.visible_to(user)),
        ("agents", Agent.objects.visible_to(user)),
    ]
    made = [_made(kind, records.filter(batch=batch).order_by("pk")) for kind, records in kinds]
    return [each for each in made if each.count]


def _made(kind: str, records: "QuerySet[Any]") -> Made:
    shown = list(records[: SHOWN + 1])
    count = records.count() if len(shown) > SHOWN else len(shown)
    return Made(kind, count, shown[:SHOWN])


def rehearse_undo(batch: Batch) -> Undone:
    """What `undo_batch()` would remove and keep, by doing it and rolling back. Raises `CannotUndo`."""
    with transaction.atomic():
        result = undo_batch(batch=batch, actor=None)
        transaction.set_rollback(True)
    return result


def may_undo(user: User | AnonymousUser, batch: Batch) -> bool:
    """One's own batches for those who ingest, everybody's for those who may undo any."""
    own = batch.created_by_id is not None and batch.created_by_id == user.pk
    return may(user, "undo_any_batch") or (own and may(user, "ingest"))
