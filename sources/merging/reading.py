"""The profiles of all records of a kind, read in one pass: a batch of rows at a time is in memory. Reads only."""

from collections.abc import Callable, Iterator

from sources.merging.profiles import (
    Profile,
    Traits,
    account_keys,
    agent_keys,
    name_traits,
    plain,
    plain_handle,
    plain_isbn,
    post_keys,
    source_keys,
)
from sources.models import Account, Agent, AgentKind, PairKind, Post, Source

BATCH = 500


def source_profiles() -> Iterator[Profile]:
    rows = Source.objects.articles().order_by("pk").prefetch_related("contributions__agent")
    for source in rows.iterator(chunk_size=BATCH):
        traits = Traits(
            words=plain(source.title),
            people=tuple(sorted({plain(each.agent.name) for each in source.contributions.all()})),
            where=plain(source.container_title).removeprefix("the "),
            kind=source.csl_type,
            date=source.issued,
            doi=source.doi.casefold(),
            isbn=plain_isbn(source.isbn),
            url=source.url_key,
        )
        yield Profile(source.public_id, traits, tuple(source_keys(traits)))


def post_profiles() -> Iterator[Profile]:
    rows = Post.objects.order_by("pk").select_related("source")
    for post in rows.iterator(chunk_size=BATCH):
        traits = Traits(
            words=post.text_key,
            people=(str(post.account_id),) if post.account_id else (),
            where=post.platform,
            date=post.source.issued[:10],
            url=post.source.url_key,
            ids=(post.platform_id,) if post.platform_id else (),
        )
        yield Profile(post.source.public_id, traits, tuple(post_keys(traits)))


def agent_profiles() -> Iterator[Profile]:
    rows = Agent.objects.order_by("pk").prefetch_related("names", "accounts")
    for agent in rows.iterator(chunk_size=BATCH):
        names, sounds = name_traits([agent.name, *(each.name for each in agent.names.all())])
        traits = Traits(
            names=names,
            sounds=sounds,
            handles=tuple(sorted({plain_handle(each.handle_key) for each in agent.accounts.all()})),
            kind="" if agent.kind == AgentKind.UNKNOWN else agent.kind,
        )
        yield Profile(agent.public_id, traits, tuple(dict.fromkeys(agent_keys(traits))))


def account_profiles() -> Iterator[Profile]:
    for account in Account.objects.order_by("pk").iterator(chunk_size=BATCH):
        name = plain(account.display_name)
        traits = Traits(
            words=account.handle_key,
            names=(name,) if name else (),
            handles=tuple(filter(None, [plain_handle(account.handle_key)])),
            people=(str(account.agent_id),) if account.agent_id else (),
            where=account.platform,
        )
        yield Profile(account.public_id, traits, tuple(account_keys(traits)))


PROFILES: dict[str, Callable[[], Iterator[Profile]]] = {
    PairKind.SOURCE: source_profiles,
    PairKind.POST: post_profiles,
    PairKind.AGENT: agent_profiles,
    PairKind.ACCOUNT: account_profiles,
}
