"""Making records public, and taking them back: a document with all that it needs to be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.services import record_change
from accounts.visibility import State
from archive.closing import close_unnamed, named_by
from archive.models import Document
from sources.models import Account, Agent, Source
from sources.searching.indexes import refresh_about


@dataclass(frozen=True, slots=True)
class Published:
    """How many records of each kind changed their state."""

    documents: int
    sources: int
    accounts: int
    agents: int


@transaction.atomic
def publish(*, document: Document, actor: User | None) -> Published:
    """Make a document public with its Source, what it quotes and cites, and the people behind them.

    Nothing is made public that the document does not name; a second call changes nothing and logs nothing.
    """
    sources = Source.objects.filter(Q(pk=document.source_id) | Q(links_in__references__document=document))
    source_ids = set(sources.values_list("pk", flat=True))
    documents = Document.objects.filter(Q(pk=document.pk) | Q(quoted_by__document=document))
    accounts = Account.objects.filter(posts__source__in=source_ids)
    agents = Agent.objects.filter(
        Q(contributions__source__in=source_ids) | Q(accounts__posts__source__in=source_ids)
    )
    published = Published(
        documents=_open(Document, documents.values_list("pk", flat=True)),
        sources=_open(Source, source_ids),
        accounts=_open(Account, accounts.values_list("pk", flat=True)),
        agents=_open(Agent, agents.values_list("pk", flat=True)),
    )
    if published.documents or published.sources:
        _log(document, actor, "published", State.DRAFT, State.PUBLIC)
    return published


@transaction.atomic
def withdraw(*, document: Document, actor: User | None) -> None:
    """Take a document back to draft, and with it what no other public document names."""
    if Document.objects.filter(pk=document.pk, state=State.PUBLIC).update(state=State.DRAFT):
        closed = close_unnamed(named_by(Document.objects.filter(pk=document.pk)))
        refresh_about(Document, [document.pk])
        for model, keys in closed.items():
            refresh_about(model, keys)
        _log(document, actor, "withdrew", State.PUBLIC, State.DRAFT)


def _open(model: type[Document | Source | Account | Agent], keys: Iterable[int]) -> int:
    """Make drafts public, and what they say in other records' entries findable for everybody."""
    drafts = model._default_manager.filter(pk__in=set(keys), state=State.DRAFT)
    opened = list(drafts.values_list("pk", flat=True))
    drafts.filter(pk__in=opened).update(state=State.PUBLIC, published_at=timezone.now())
    refresh_about(model, opened)
    return len(opened)


def _log(document: Document, actor: User | None, verb: str, before: State, after: State) -> None:
    record_change(
        actor=actor,
        verb=verb,
        record=("document", document.public_id),
        changes={"state": [str(before.label), str(after.label)]},
    )
