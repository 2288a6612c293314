"""Keeping what an article says of each Source, beside the records that come of it."""

from collections.abc import Iterator
from typing import Any

from archive.ingest.context import Context
from archive.ingest.fields import attachments_of, cited_fields, fields_of, post_fields
from archive.ingest.people import People
from archive.ingest.works import Works
from archive.matching import account_key
from archive.models import Document, Statement
from archive.reading.proposal import FoundPost
from archive.statements import Facts, InThread, SaidOfPost
from sources.models import Agent, Post, Source, SourceType

DERIVED = ("issued_on", "url_key")


def state_all(context: Context, works: Works, people: People, document: Document) -> None:
    """A statement for the article and for each accepted finding. Call when all records are saved."""
    rows = [
        Statement(document=document, source=source, facts=facts.to_json())
        for source, facts in _statements(context, works, people)
    ]
    Statement.objects.bulk_create(rows)


def _statements(context: Context, works: Works, people: People) -> Iterator[tuple[Source, Facts]]:
    proposal = context.proposal
    own = fields_of(proposal.metadata, default_type=SourceType.ARTICLE)
    yield works.sources["article"], Facts(_columns(own), _credited(people.authors()))
    for found in proposal.cited_works:
        if found.accepted:
            credited = _credited(works.cited_authors(found))
            yield works.sources[found.key], Facts(_columns(cited_fields(found)), credited)
    places = _places(context)
    for post in proposal.posts:
        if post.accepted:
            yield works.posts[post.key].source, _of_post(post, people, places.get(post.key))


def _of_post(found: FoundPost, people: People, place: InThread | None) -> Facts:
    account = people.accounts.get(account_key(found.platform, found.handle))
    credited = [(account.agent, found.display_name)] if account and account.agent else []
    said = SaidOfPost(
        display_name=found.display_name,
        posted=found.posted,
        platform_id=found.platform_id,
        thread_number=found.thread_number,
        thread=place,
        attachments=tuple((each.kind, each.url) for each in attachments_of(Post(), found)),
        language=found.language,
        status=found.text_status if found.has_text else "",
    )
    return Facts(_columns(post_fields(found)), _credited(credited), said)


def _places(context: Context) -> dict[str, InThread]:
    return {
        key: InThread(thread.key, thread.basis, thread.length, position)
        for thread in context.proposal.threads
        for position, key in enumerate(thread.posts, start=1)
    }


def _columns(fields: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items() if name not in DERIVED}


def _credited(credited: list[tuple[Agent, str]]) -> tuple[tuple[str, str], ...]:
    """Each agent once, under the first name."""
    names: dict[str, str] = {}
    for agent, name in credited:
        names.setdefault(agent.public_id, name)
    return tuple(names.items())
