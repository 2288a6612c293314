"""The Sources of one article: itself, the posts it quotes, and what it quotes, cites or links to."""

from collections.abc import Iterable
from typing import Any

from archive.ingest.context import Context
from archive.ingest.enrich import enrich, enrich_post, log_credit
from archive.ingest.fields import attachments_of, cited_fields, fields_of, post_fields
from archive.ingest.people import People
from archive.matching import account_key
from archive.reading.proposal import FoundLink, FoundPost, FoundQuotation
from sources.addresses import is_web_address, url_key
from sources.dates import moment
from sources.models import Agent, Attachment, Contribution, Post, Source, SourceType
from sources.names import text_key


class Works:
    """Makes or finds Sources; `posts` and `sources` are by proposal key, all written when `save()` returns."""

    def __init__(self, context: Context, people: People) -> None:
        self.context = context
        self.people = people
        self.sources: dict[str, Source] = {}
        self.posts: dict[str, Post] = {}
        # Posts that were here before this article.
        self.known_posts: set[int] = set()
        self._known = self._load_chosen()
        self._by_identity: dict[tuple[str, ...], Post] = {}
        self._by_work: dict[str, Source] = {}
        self._new: list[Source] = []
        self._contributions: list[Contribution] = []
        self._new_posts: list[Post] = []
        self._attachments: list[Attachment] = []

    def add_article(self) -> Source:
        metadata = self.context.proposal.metadata
        credited = self.people.authors()
        return self._source("article", fields_of(metadata, default_type=SourceType.ARTICLE), credited)

    def add_quoted_and_linked(self) -> None:
        """One Source for each work that is quoted, linked to or cited, however often it is met."""
        for found in self.context.proposal.cited_works:
            if not found.accepted:
                continue
            key = same_work(found)
            known = self._by_work.get(key) if key and found.key not in self._known else None
            if known:
                self.sources[found.key] = known
                continue
            source = self._source(found.key, cited_fields(found), self.cited_authors(found))
            if key:
                self._by_work[key] = source

    def add_posts(self) -> None:
        for found in self.context.proposal.posts:
            if found.accepted:
                self._add_post(found)

    def save(self) -> None:
        """Write everything that is new, in an order that foreign keys allow."""
        self.people.save()
        Source.objects.bulk_create(self._new)
        Contribution.objects.bulk_create(self._contributions)
        Post.objects.bulk_create(self._new_posts)
        Attachment.objects.bulk_create(self._attachments)
        self.context.findable[Source] += self.sources.values()
        self.context.findable[Post] += [*self.posts.values(), *filter(_is_post, self.sources.values())]
        self.context.tally.created["posts"] += len(self._new_posts)
        self.context.tally.created["sources"] += len(self._new) - len(self._new_posts)

    def _load_chosen(self) -> dict[str, Source]:
        """The matched Sources by proposal key: posts that matching has read, and one query for the rest."""
        people = ("agent:", "account:")
        keys = {key: each for key, each in self.context.chosen.items() if not key.startswith(people)}
        known = self.context.known
        by_id = {each: post.source for each in keys.values() if isinstance(post := known.get(each), Post)}
        missing = set(keys.values()) - by_id.keys()
        if missing:
            sources = Source.objects.filter(public_id__in=missing).select_related(
                "post__thread", "post__account"
            )
            by_id |= {source.public_id: source for source in sources.prefetch_related("contributions")}
        return {key: by_id[each] for key, each in keys.items() if each in by_id}

    def _source(self, key: str, fields: dict[str, Any], credited: list[tuple[Agent, str]]) -> Source:
        """The matched Source, with what it lacked filled in, or a new one."""
        known = self._known.get(key)
        if known:
            self.context.tally.matched["sources"] += (
                key not in self.sources and known not in self.sources.values()
            )
            self.sources[key] = known
            enrich(self.context, known, fields)
            if credited and not known.contributions.all():
                log_credit(self.context, known, self._credit(known, credited))
            return known
        source = Source(**fields, **self.context.stamp())
        self._new.append(source)
        self._credit(source, credited)
        self.sources[key] = source
        return source

    def _credit(self, source: Source, credited: Iterable[tuple[Agent, str]]) -> list[Contribution]:
        unique = {id(agent): (agent, name) for agent, name in credited}
        new = [
            Contribution(source=source, agent=agent, position=position, credited_as=name)
            for position, (agent, name) in enumerate(unique.values())
        ]
        self._contributions += new
        return new

    def cited_authors(self, found: FoundQuotation | FoundLink) -> list[tuple[Agent, str]]:
        """(agent, name as printed) for each author of what is cited, each found or made once."""
        names = [author.value for author in found.cited.authors]
        if not names and isinstance(found, FoundQuotation) and found.author:
            names = [found.author]
        keys = [f"agent:{found.key}:{position}" for position in range(len(names))]
        return [(self.people.agent(key, name), name) for key, name in zip(keys, names, strict=True)]

    def _add_post(self, found: FoundPost) -> None:
        account = self.people.accounts.get(account_key(found.platform, found.handle))
        fields = post_fields(found)
        known = self._known.get(found.key)
        if known:
            self.context.tally.matched["posts"] += known.pk not in self.known_posts
            self.known_posts.add(known.pk)
            self.posts[found.key] = known.post
            enrich(self.context, known, fields)
            enrich_post(self.context, known.post, found)
            return
        words = text_key(self.context.proposal.words(found.span)) if found.has_text else ""
        twice = self._by_identity.get(identity(found, words))
        if twice:
            self.posts[found.key] = twice
            return
        source = Source(**fields, **self.context.stamp())
        if account and account.agent:
            self._credit(source, [(account.agent, found.display_name)])
        post = Post(
            source=source,
            account=account,
            platform=found.platform,
            platform_id=found.platform_id,
            posted_at=moment(found.posted),
            text_key=words,
            thread_number=found.thread_number,
        )
        self._by_identity[identity(found, words)] = post
        self._new.append(source)
        self._new_posts.append(post)
        self._attachments += attachments_of(post, found)
        self.posts[found.key] = post


def identity(found: FoundPost, words: str) -> tuple[str, ...]:
    """What two quotations of one post in the same article share: its id, else its account and words, else nothing."""
    if found.platform_id:
        return (found.platform, found.platform_id)
    return (account_key(found.platform, found.handle), words) if words else (found.key,)


def _is_post(source: Source) -> bool:
    return source.is_post


def same_work(found: FoundQuotation | FoundLink) -> str:
    """What findings of the same work in one article share: its address, else the note that they lead to; else ""."""
    if is_web_address(found.url):
        return url_key(found.url)
    note = found.note if isinstance(found, FoundLink) else None
    return f"note at {note.start}" if note else ""
