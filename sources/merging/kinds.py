"""The kinds of records that can be merged: how each is found, read and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from accounts.models import AuditEntry, User
from sources.models import Account, Agent, PairKind, Source
from sources.services import Edit, edit_account, edit_agent, edit_post, edit_source
from sources.snapshots import Snapshot, account_snapshot, agent_snapshot, post_snapshot, source_snapshot

Mergeable = Source | Agent | Account
Someone = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Kind:
    """`field`: the key of `Merge` that leads to the record that stays. `read` and `write` are those of its form."""

    name: PairKind
    model: type[Model]
    field: str
    read: Callable[[Any], Snapshot]
    write: Callable[[Any, Snapshot, Edit], AuditEntry | None]

    def again(self, record: Mergeable) -> Any:  # noqa: ANN401 - one of the three
        """The record as it is now."""
        return self.model._default_manager.get(pk=record.pk)


KINDS = {
    PairKind.SOURCE: Kind(
        PairKind.SOURCE,
        Source,
        "kept_source",
        source_snapshot,
        lambda record, values, edit: edit_source(source=record, values=values, edit=edit),
    ),
    PairKind.POST: Kind(
        PairKind.POST,
        Source,
        "kept_source",
        lambda record: post_snapshot(record.post),
        lambda record, values, edit: edit_post(post=record.post, values=values, edit=edit),
    ),
    PairKind.AGENT: Kind(
        PairKind.AGENT,
        Agent,
        "kept_agent",
        agent_snapshot,
        lambda record, values, edit: edit_agent(agent=record, values=values, edit=edit),
    ),
    PairKind.ACCOUNT: Kind(
        PairKind.ACCOUNT,
        Account,
        "kept_account",
        account_snapshot,
        lambda record, values, edit: edit_account(account=record, values=values, edit=edit),
    ),
}


def kind_of(record: Mergeable) -> Kind:
    """A Source of type post is a post."""
    if isinstance(record, Source):
        return KINDS[PairKind.POST if hasattr(record, "post") else PairKind.SOURCE]
    return KINDS[PairKind.AGENT if isinstance(record, Agent) else PairKind.ACCOUNT]


def record_called(public_id: str, user: Someone) -> Mergeable | None:
    """The record of that public id, of whichever kind, among those that this person may see."""
    if not public_id.isalnum():
        return None
    sources = Source.objects.visible_to(user).select_related("post__account").filter(public_id=public_id)
    agents = Agent.objects.visible_to(user).filter(public_id=public_id)
    accounts = Account.objects.visible_to(user).select_related("agent").filter(public_id=public_id)
    return sources.first() or agents.first() or accounts.first()
