"""The records that can lie on the editing desk: how each is found, shown, read and written."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from accounts.models import AuditEntry, User
from sources.forms import AccountForm, AgentForm, EditForm, PostForm, SourceForm
from sources.models import Account, Agent, Post, Source
from sources.restoring import Versions
from sources.services import Edit, edit_account, edit_agent, edit_post, edit_source
from sources.snapshots import Snapshot, account_snapshot, agent_snapshot, post_snapshot, source_snapshot

Someone = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Desk:
    """One record with its form. `write` raises what the services raise."""

    record: Source | Post | Account | Agent
    form: type[EditForm]
    template: str
    kinds: tuple[str, ...]
    public_id: str
    read: Callable[[], Snapshot]
    write: Callable[[Snapshot, Edit], AuditEntry | None]

    @property
    def versions(self) -> Versions:
        return Versions(self.kinds, self.public_id, self.read, self.write)


def source_desk(user: Someone, public_id: str) -> Desk:
    """Raises `Http404`, as all of these, when there is none that this person may see."""
    source = get_object_or_404(Source.objects.visible_to(user).articles(), public_id=public_id)
    return Desk(
        record=source,
        form=SourceForm,
        template="sources/source_edit.html",
        kinds=("source",),
        public_id=public_id,
        read=lambda: source_snapshot(source),
        write=lambda values, edit: edit_source(source=source, values=values, edit=edit),
    )


def post_desk(user: Someone, public_id: str) -> Desk:
    posts = Post.objects.visible_to(user).select_related("source", "account")
    post = get_object_or_404(posts, source__public_id=public_id)
    return Desk(
        record=post,
        form=PostForm,
        template="sources/post_edit.html",
        kinds=("post", "source"),
        public_id=public_id,
        read=lambda: post_snapshot(post),
        write=lambda values, edit: edit_post(post=post, values=values, edit=edit),
    )


def account_desk(user: Someone, platform: str, handle: str) -> Desk:
    accounts = Account.objects.visible_to(user).select_related("agent")
    account = get_object_or_404(accounts, platform=platform, handle_key=handle.casefold())
    return Desk(
        record=account,
        form=AccountForm,
        template="sources/account_edit.html",
        kinds=("account",),
        public_id=account.public_id,
        read=lambda: account_snapshot(account),
        write=lambda values, edit: edit_account(account=account, values=values, edit=edit),
    )


def agent_desk(user: Someone, public_id: str) -> Desk:
    agent = get_object_or_404(Agent.objects.visible_to(user), public_id=public_id)
    return Desk(
        record=agent,
        form=AgentForm,
        template="sources/agent_edit.html",
        kinds=("agent",),
        public_id=public_id,
        read=lambda: agent_snapshot(agent),
        write=lambda values, edit: edit_agent(agent=agent, values=values, edit=edit),
    )
