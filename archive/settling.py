"""Records as the texts that are left have it: what is to be done with a Source when one of its texts is undone.

A Source, the post that it is and the threads of posts rest on statements (`archive.models.Statement`). Taking a text out
takes its statements out; what stays is what the others say, in the order in which they came, as if the one had never
been here. What a person has edited since stays as they left it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import Any

from accounts.models import AuditEntry
from archive.ingest.fields import date_fields
from archive.models import ImportedRow, Statement
from archive.statements import Facts, SaidOfPost, first_said, merged
from archive.threading import rethread
from sources.addresses import url_key
from sources.citing.items import COLUMNS
from sources.dates import moment
from sources.merging.following import called
from sources.models import Account, Agent, Attachment, Contribution, Post, Role, Source, SourceType
from sources.models.record import UNKNOWN_LANGUAGE

BY_HAND = ("edited", "restored")
EARLIEST = datetime.min.replace(tzinfo=UTC)  # of a text that no batch made
UNKNOWN = {"csl_type": SourceType.DOCUMENT.value, "language": UNKNOWN_LANGUAGE}


def settle(sources: Iterable[int]) -> None:
    """Write each of these Sources, its post and their threads anew. Those of which nothing is said stay as they are."""
    said = _said_of(sources)
    imported = _ever_imported(said)
    records = {each.pk: each for each in Source.objects.filter(pk__in=said).select_related("post__account")}
    by_hand = _edited_fields(records.values())
    agents = _agents([facts for each in said.values() for facts in each])
    for key, facts in said.items():
        source, fixed = records[key], by_hand[records[key].public_id]
        _settle_columns(source, facts, fixed, COLUMNS if key in imported else ())
        if "contributors" not in fixed:
            _settle_credit(source, facts, agents)
        if source.is_post and (posts := [each.post for each in facts if each.post]):
            _settle_post(source.post, posts, fixed)
    rethread({key for key, record in records.items() if record.is_post})


def _said_of(sources: Iterable[int]) -> dict[int, list[Facts]]:
    """What the texts and the imported rows that are here say, by Source, in the order in which they came."""
    keys = set(sources)
    said: list[tuple[datetime, int, int, Any]] = []
    for row in Statement.objects.filter(source__in=keys).select_related("document__batch"):
        came = row.document.batch.created_at if row.document.batch else EARLIEST
        said.append((came, row.document_id, row.source_id, row.facts))
    rows = ImportedRow.objects.filter(
        source__in=keys, file__batch__undone_at__isnull=True, facts__isnull=False
    )
    for each in rows.select_related("file__batch"):
        said.append((each.file.batch.created_at, each.number, each.source_id, each.facts))  # type: ignore[union-attr, arg-type]
    by_source: dict[int, list[Facts]] = defaultdict(list)
    for _came, _place, source, facts in sorted(said, key=lambda each: each[:2]):
        by_source[source].append(Facts.from_json(facts))
    return by_source


def _ever_imported(sources: Iterable[int]) -> set[int]:
    """Those with columns that no text speaks of: what an import put there goes with it."""
    return set(ImportedRow.objects.filter(source__in=set(sources)).values_list("source_id", flat=True))


def _edited_fields(records: Iterable[Source]) -> Mapping[str, set[str]]:
    """Public id → the fields that a person has written."""
    fields: dict[str, set[str]] = defaultdict(set)
    ids = [record.public_id for record in records]
    for entry in AuditEntry.objects.filter(verb__in=BY_HAND, record_id__in=ids):
        fields[entry.record_id] |= entry.changes.keys()
    return fields


def _agents(statements: Iterable[Facts]) -> dict[str, Agent]:
    ids = {agent for facts in statements for agent, _name in facts.credited}
    return called(Agent, ids)


def _settle_columns(source: Source, facts: Sequence[Facts], fixed: set[str], also: Iterable[str]) -> None:
    """`also`: columns that are empty where nothing is said of them."""
    said = {name: UNKNOWN.get(name, "") for name in also} | merged(facts)
    columns: dict[str, Any] = {name: value for name, value in said.items() if name not in fixed}
    if "issued" in columns:
        columns["issued"], columns["issued_on"] = date_fields(columns["issued"])
    if "url" in columns:
        columns["url_key"] = url_key(columns["url"])
    changed = {name: value for name, value in columns.items() if getattr(source, name) != value}
    if changed:
        Source.objects.filter(pk=source.pk).update(**changed)


def _settle_credit(source: Source, facts: Sequence[Facts], agents: Mapping[str, Agent]) -> None:
    """A post is credited by the text that it came with, anything else by the first that names somebody."""
    named = facts[:1] if source.is_post else [each for each in facts if each.credited][:1]
    wanted = [
        (agents[key], name, role)
        for each in named
        for (key, name), role in zip(each.credited, each.roles or repeat(Role.AUTHOR.value), strict=False)
        if key in agents
    ]
    known = [
        (each.agent, each.credited_as, each.role) for each in source.contributions.select_related("agent")
    ]
    if wanted == known:
        return
    source.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(source=source, agent=agent, position=position, credited_as=name, role=role)
        for position, (agent, name, role) in enumerate(wanted)
    )


def _settle_post(post: Post, said: Sequence[SaidOfPost], fixed: set[str]) -> None:
    columns: dict[str, Any] = {
        "platform_id": first_said(each.platform_id for each in said) or "",
        "posted_at": first_said(moment(each.posted) for each in said),
        "thread_number": first_said(each.thread_number for each in said),
    }
    follows = {"posted_at": "issued"}
    changed = {name: value for name, value in columns.items() if follows.get(name, name) not in fixed}
    Post.objects.filter(pk=post.pk).update(**changed)
    _settle_attachments(post, said[0].attachments)


def _settle_attachments(post: Post, wanted: Sequence[tuple[str, str]]) -> None:
    known = list(post.attachments.order_by("position").values_list("kind", "url"))
    if known == list(wanted):
        return
    post.attachments.all().delete()
    Attachment.objects.bulk_create(
        Attachment(post=post, kind=kind, url=url, position=position)
        for position, (kind, url) in enumerate(wanted)
    )


def settle_accounts(accounts: Iterable[Account]) -> None:
    """The name shown with each is that of the first text that quotes a post of it, unless a person wrote it."""
    written = AuditEntry.objects.filter(verb__in=BY_HAND, record_kind="account").values("record_id")
    kept = Account.objects.filter(pk__in=[each.pk for each in accounts]).exclude(public_id__in=written)
    for account in kept:
        rows = Statement.objects.filter(source__post__account=account).order_by("document_id", "pk")
        first = next((post for row in rows[:1] if (post := Facts.from_json(row.facts).post)), None)
        if first and first.display_name != account.display_name:
            Account.objects.filter(pk=account.pk).update(display_name=first.display_name)
