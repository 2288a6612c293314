"""The only writers of metadata that people edit. Kept text is out of their reach.

Every edit runs under a lock on its row and writes its history in the same transaction. `values` are those of the
record's snapshot (`sources.snapshots`); fields left out stay as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Batch, User
from accounts.services import record_change
from sources.addresses import url_key
from sources.citing.items import DATES
from sources.dates import first_day, moment
from sources.languages import tidy_tag
from sources.models import Account, Agent, AgentName, Contribution, Post, Source, Thread
from sources.names import name_key
from sources.people import Refused, account_named, agent_named
from sources.searching.indexes import refresh_about
from sources.snapshots import (
    POST_FIELDS,
    POST_SOURCE_FIELDS,
    SOURCE_FIELDS,
    Snapshot,
    account_snapshot,
    agent_snapshot,
    differences,
    post_snapshot,
    source_snapshot,
)
from sources.turns import one_writer_at_a_time


class ChangedMeanwhile(Exception):
    """Somebody else changed the record since the form was opened; `now` is what it has become."""

    def __init__(self, now: Snapshot) -> None:
        super().__init__("changed meanwhile")
        self.now = now


@dataclass(frozen=True, slots=True)
class Edit:
    """Who edits and why. `opened`: the snapshot that the person saw; None when there was none to see. `batch`: of many."""

    actor: User | None
    reason: str = ""
    opened: Snapshot | None = None
    verb: str = "edited"
    batch: Batch | None = None


@transaction.atomic
def edit_source(*, source: Source, values: Snapshot, edit: Edit) -> AuditEntry | None:
    """Write the metadata of a Source; None when nothing changed.

    Raises `ChangedMeanwhile`, `NotADate`, and `Refused` for a name that cannot be resolved.
    """
    one_writer_at_a_time()
    source = Source.objects.select_for_update().get(pk=source.pk)

    def write(changed: Snapshot) -> None:
        _write_source(source, {name: changed[name] for name in SOURCE_FIELDS if name in changed})
        if "contributors" in changed:
            _write_contributors(source, changed["contributors"], edit.actor)
        refresh_about(Source, [source.pk])

    return _edited(("source", source.public_id), lambda: source_snapshot(source), values, edit, write)


@transaction.atomic
def edit_post(*, post: Post, values: Snapshot, edit: Edit) -> AuditEntry | None:
    """Write the metadata of a post and of the Source that it is; None when nothing changed.

    Its time follows its date. Raises as `edit_source`, and `Refused` when another post has its id.
    """
    one_writer_at_a_time()
    post = Post.objects.select_for_update(of=("self",)).select_related("source", "account").get(pk=post.pk)

    def write(changed: Snapshot) -> None:
        _write_source(post.source, {name: changed[name] for name in POST_SOURCE_FIELDS if name in changed})
        if "contributors" in changed:
            _write_contributors(post.source, changed["contributors"], edit.actor)
        _write_post(post, changed, edit.actor)
        refresh_about(Source, [post.pk])

    return _edited(("post", post.source.public_id), lambda: post_snapshot(post), values, edit, write)


@transaction.atomic
def edit_account(*, account: Account, values: Snapshot, edit: Edit) -> AuditEntry | None:
    """Write an account's name and whom it belongs to; platform and handle are what it is, and stay.

    None when nothing changed. Raises `ChangedMeanwhile` and `Refused`.
    """
    one_writer_at_a_time()
    account = Account.objects.select_for_update(of=("self",)).select_related("agent").get(pk=account.pk)

    def write(changed: Snapshot) -> None:
        if "display_name" in changed:
            account.display_name = changed["display_name"]
        if "agent" in changed:
            row = changed["agent"]
            account.agent = _agent_of(row, account.state, edit.actor) if row else None
        before = {agent.pk for agent in Agent.objects.filter(accounts=account)}
        account.save(update_fields=["display_name", "agent"])
        refresh_about(Account, [account.pk])
        refresh_about(Agent, before)

    return _edited(("account", account.public_id), lambda: account_snapshot(account), values, edit, write)


@transaction.atomic
def edit_agent(*, agent: Agent, values: Snapshot, edit: Edit) -> AuditEntry | None:
    """Write an agent's kind, note and names; the first name is the one shown first.

    None when nothing changed. Raises `ChangedMeanwhile`, and `Refused` for names that contradict each other.
    """
    one_writer_at_a_time()
    agent = Agent.objects.select_for_update().get(pk=agent.pk)

    def write(changed: Snapshot) -> None:
        for name in {"kind", "note"} & changed.keys():
            setattr(agent, name, changed[name])
        if "names" in changed:
            _write_names(agent, changed["names"])
        agent.save(update_fields=["kind", "note", "name"])
        refresh_about(Agent, [agent.pk])

    return _edited(("agent", agent.public_id), lambda: agent_snapshot(agent), values, edit, write)


def _edited(
    record: tuple[str, str],
    read: Callable[[], Snapshot],
    values: Snapshot,
    edit: Edit,
    write: Callable[[Snapshot], None],
) -> AuditEntry | None:
    """Compare, write what differs, and log what then is different."""
    before = read()
    if edit.opened is not None and differences(edit.opened, before):
        raise ChangedMeanwhile(before)
    wanted = {name: after for name, (_before, after) in differences(before, values).items()}
    if not wanted:
        return None
    write(wanted)
    changes = differences(before, read())
    if not changes:  # a known name, written another way
        return None
    return record_change(
        actor=edit.actor,
        verb=edit.verb,
        record=record,
        changes=changes,
        reason=edit.reason,
        batch=edit.batch,
    )


def _write_source(source: Source, changed: Snapshot) -> None:
    """The columns, and those that follow from them."""
    if not changed:
        return
    for name, value in changed.items():
        setattr(source, name, value)
    source.issued_on = first_day(source.issued)
    for name in DATES:
        first_day(getattr(source, name))
    source.url_key = url_key(source.url)
    source.language = _tag(source.language)
    source.save(update_fields=[*changed, "issued_on", "url_key", "language"])


def _write_post(post: Post, changed: Snapshot, actor: User | None) -> None:
    for name in POST_FIELDS:
        if name in changed:
            setattr(post, name, changed[name])
    # A log entry of an ingest holds the number as text.
    post.thread_number = int(post.thread_number) if post.thread_number else None
    if "issued" in changed:
        post.posted_at = moment(post.source.issued)
    if {"account", "platform"} & changed.keys():
        handle = changed.get("account", post.account.handle if post.account else "")
        post.account = account_named(handle, platform=post.platform, state=post.source.state, actor=actor)
    _refuse_second(post)
    post.save(update_fields=[*POST_FIELDS, "posted_at", "account"])
    if "thread_number" in changed and post.thread:
        _put_in_order(post.thread)


def _refuse_second(post: Post) -> None:
    same = Post.objects.filter(platform=post.platform, platform_id=post.platform_id).exclude(pk=post.pk)
    if post.platform_id and (other := same.select_related("source").first()):
        message = _("The post %(id)s has this id on this platform already.")
        raise Refused("platform_id", message % {"id": other.source.public_id})


def _put_in_order(thread: Thread) -> None:
    """By the author's numbers; a post without one keeps its place behind the post that it stood behind."""
    posts = list(thread.posts.order_by("thread_order", "pk"))
    last = 0
    places = {}
    for post in posts:
        last = post.thread_number or last
        places[post.pk] = last
    for order, post in enumerate(sorted(posts, key=lambda each: places[each.pk])):
        post.thread_order = order
    Post.objects.bulk_update(posts, ["thread_order"])


def _write_contributors(source: Source, rows: Sequence[Snapshot], actor: User | None) -> None:
    credits = [(_agent_of(row, source.state, actor), row) for row in rows]
    if len({(agent.pk, row["role"]) for agent, row in credits}) < len(credits):
        raise Refused("contributors", _("A contributor stands twice in the same role."))
    source.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(
            source=source, agent=agent, role=row["role"], credited_as=row["credited_as"], position=position
        )
        for position, (agent, row) in enumerate(credits)
    )


def _agent_of(row: Snapshot, state: str, actor: User | None) -> Agent:
    return agent_named(row["name"], known_id=row.get("agent", ""), state=state, actor=actor)


def _write_names(agent: Agent, rows: Sequence[Snapshot]) -> None:
    rows = [{**row, "language": _tag(row["language"])} for row in rows]
    forms = [row["language"] for row in rows if row["is_citation_form"]]
    if not rows:
        raise Refused("names", _("An agent needs a name."))
    if len({row["name"] for row in rows}) < len(rows):
        raise Refused("names", _("A name stands twice."))
    if len(set(forms)) < len(forms):
        raise Refused("names", _("A language has one citation form at most."))
    agent.names.all().delete()
    AgentName.objects.bulk_create(
        AgentName(agent=agent, key=name_key(row["name"]), position=position, **row)
        for position, row in enumerate(rows)
    )
    agent.name = rows[0]["name"]


def _tag(language: str) -> str:
    tag = tidy_tag(language)
    if tag is None:
        raise Refused("language", _("“%(tag)s” is not a language tag.") % {"tag": language})
    return tag
