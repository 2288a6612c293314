"""Threads as the texts that are left make them, by the rules of `archive.ingest.threads`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import AuditEntry
from archive.models import Document, Statement
from archive.statements import Facts, InThread
from sources.models import Post, Thread

Place = tuple[InThread, Post]


@dataclass(frozen=True, slots=True)
class SaidPlace:
    """What one text says of a post's place."""

    thread: InThread | None
    number: int | None


def rethread(touched: Iterable[int]) -> None:
    """Lay the threads of these posts, and of all that stand in one with them, anew; remove those left without a post.

    A thread with a post that a person has edited stays as it is.
    """
    touched = set(touched)
    threads = set(Thread.objects.filter(posts__in=touched).values_list("pk", flat=True))
    posts = Post.objects.filter(Q(pk__in=touched) | Q(thread__in=threads))
    by_hand = AuditEntry.objects.filter(verb__in=("edited", "restored"), record_kind="post").values(
        "record_id"
    )
    fixed = set(posts.filter(source__public_id__in=by_hand).values_list("thread", flat=True)) - {None}
    free = {post.pk: post for post in posts.exclude(thread__in=fixed).select_related("account", "thread")}
    loom = _Loom(free)
    for document, places in _by_document(free):
        loom.lay(document, places)
    Post.objects.bulk_update(free.values(), ["thread", "thread_order"])
    Thread.objects.filter(pk__in=threads - fixed, posts__isnull=True).delete()


def _by_document(posts: dict[int, Post]) -> Iterator[tuple[Document, list[tuple[SaidPlace, Post]]]]:
    """What each text says of these posts, text by text."""
    rows = (
        Statement.objects.filter(source__in=posts).select_related("document__batch").defer("document__text")
    )
    said: dict[Document, list[tuple[SaidPlace, Post]]] = defaultdict(list)
    for row in rows.order_by("document_id", "pk"):
        if post := Facts.from_json(row.facts).post:
            said[row.document].append((SaidPlace(post.thread, post.thread_number), posts[row.source_id]))
    yield from said.items()


@dataclass(slots=True)
class _Loom:
    """Lays text after text. Threads that were here are taken again before new ones are made, so that they keep their ids."""

    posts: dict[int, Post]
    numbers: dict[int, int] = field(default_factory=dict)
    before: dict[int, Thread] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for post in self.posts.values():
            if post.thread:
                self.before[post.pk] = post.thread
            post.thread, post.thread_order = None, 0

    def lay(self, document: Document, said: Sequence[tuple[SaidPlace, Post]]) -> None:
        groups: dict[str, list[Place]] = defaultdict(list)
        for place, post in said:
            if place.number:
                self.numbers.setdefault(post.pk, place.number)
            if place.thread:
                groups[place.thread.key].append((place.thread, post))
        for group in groups.values():
            group.sort(key=lambda each: each[0].position)
            if len(group) > 1 or group[0][0].basis == "numbered":
                self._join(document, group)

    def _join(self, document: Document, group: Sequence[Place]) -> None:
        said, posts = group[0][0], [post for _place, post in group]
        thread = next((post.thread for post in posts if post.thread), None)
        if thread is None:
            thread = self._thread(document, said, posts)
        elif said.length and not thread.length:
            thread.length = said.length
            thread.save(update_fields=["length"])
        for place, post in group if thread else ():
            if post.thread is None:
                post.thread, post.thread_order = thread, self.numbers.get(post.pk) or place.position

    def _thread(self, document: Document, said: InThread, posts: Sequence[Post]) -> Thread | None:
        """One that a post of it was in before, made to say what this text says; else a new one."""
        account = posts[0].account
        if account is None:
            return None
        known = (self.before[post.pk] for post in posts if post.pk in self.before)
        thread = next((each for each in known if each.pk not in self.taken), None)
        if thread is None:
            thread = Thread(account=account, batch=document.batch, created_at=document.kept_at)
        thread.basis, thread.length = said.basis, said.length
        thread.save()
        self.taken.add(thread.pk)
        return thread
