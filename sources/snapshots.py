"""What a person may edit of a record, as plain values that survive JSON: what a form shows, history keeps and a
restored version writes. Reads only.

Words and numbers stand as in their columns. People stand as `{"agent": public id, "name": …}`, so that the log
still says who is meant when that record is gone.
"""

from collections.abc import Mapping
from typing import Any

from sources.models import Account, Agent, Contribution, Post, Source
from sources.models.record import UNKNOWN_LANGUAGE

Snapshot = dict[str, Any]

SOURCE_FIELDS = (
    "csl_type", "title", "container_title", "publisher", "publisher_place", "volume", "issue", "page", "number",
    "genre", "issued", "accessed", "url", "doi", "isbn", "language", "note",
    "title_short", "container_title_short", "volume_title", "number_of_volumes", "number_of_pages", "edition",
    "version", "chapter_number", "section", "collection_title", "collection_number", "medium", "dimensions", "scale",
    "event_title", "event_place", "event_date", "authority", "jurisdiction", "status", "original_title",
    "original_date", "reviewed_title", "reviewed_genre", "submitted", "issn", "pmid", "pmcid", "archive",
    "archive_place", "archive_collection", "archive_location", "call_number",
)  # fmt: skip
# Of the Source that a post is.
POST_SOURCE_FIELDS = ("issued", "url", "language", "note")
POST_FIELDS = ("platform", "platform_id", "thread_number")


def source_snapshot(source: Source) -> Snapshot:
    return _columns(source, SOURCE_FIELDS) | {"contributors": _contributors(source)}


def post_snapshot(post: Post) -> Snapshot:
    """The account stands as its handle: with the platform beside it that is enough to find it again."""
    return (
        _columns(post, POST_FIELDS)
        | {"account": post.account.handle if post.account else ""}
        | _columns(post.source, POST_SOURCE_FIELDS)
        | {"contributors": _contributors(post.source)}
    )


def account_snapshot(account: Account) -> Snapshot:
    agent = account.agent
    return {
        "display_name": account.display_name,
        "agent": {"agent": agent.public_id, "name": agent.name} if agent else None,
    }


def agent_snapshot(agent: Agent) -> Snapshot:
    """The first of the names is the one shown first, `Agent.name`."""
    names = [
        {"name": each.name, "language": each.language, "is_citation_form": each.is_citation_form}
        for each in agent.names.all()
    ]
    names.sort(key=lambda each: each["name"] != agent.name)
    if not names or names[0]["name"] != agent.name:
        names.insert(0, {"name": agent.name, "language": UNKNOWN_LANGUAGE, "is_citation_form": False})
    return _columns(agent, ("kind", "note")) | {"names": names}


def differences(before: Snapshot, after: Snapshot) -> dict[str, list[Any]]:
    """Field → [before, after], of the fields that both know and that are not the same."""
    return {
        name: [value, after[name]]
        for name, value in before.items()
        if name in after and _essence(value) != _essence(after[name])
    }


def _essence(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """A value without what is only there to be read: who an agent is does not change with the agent's name."""
    if isinstance(value, list):
        return [_essence(each) for each in value]
    if isinstance(value, Mapping) and value.get("agent"):
        return {name: each for name, each in value.items() if name != "name"}
    return value


def _columns(record: Source | Post | Agent, names: tuple[str, ...]) -> Snapshot:
    return {name: getattr(record, name) for name in names}


def contributor_row(each: Contribution) -> dict[str, str]:
    """One contributor of a source's snapshot."""
    return {
        "agent": each.agent.public_id,
        "name": each.agent.name,
        "role": each.role,
        "credited_as": each.credited_as,
    }


def _contributors(source: Source) -> list[dict[str, str]]:
    rows = source.contributions.select_related("agent").order_by("position", "pk")
    return [contributor_row(each) for each in rows]
