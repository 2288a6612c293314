"""The accounts that a proposal's posts are by, each with the records it and its owner may be."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.desk.choices import Choice
from archive.matching import account_key
from archive.reading.proposal import Proposal
from sources.models import Platform


@dataclass(frozen=True, slots=True)
class Person:
    """One account with its accepted posts counted; without a candidate it becomes a new record. `platform` is in words."""

    handle: str
    platform: str
    display_name: str
    posts: int
    account: Choice | None
    agent: Choice | None


def people_of(proposal: Proposal, choices: Mapping[str, Choice]) -> list[Person]:
    """In the order of their first posts."""
    by_key: dict[str, list[int]] = {}
    for at, post in enumerate(proposal.posts):
        if post.accepted and post.handle:
            by_key.setdefault(account_key(post.platform, post.handle), []).append(at)
    return [
        Person(
            handle=proposal.posts[places[0]].handle,
            platform=str(Platform(proposal.posts[places[0]].platform).label),
            display_name=proposal.posts[places[0]].display_name,
            posts=len(places),
            account=choices.get(key),
            agent=choices.get(f"agent:{key}"),
        )
        for key, places in by_key.items()
    ]
