"""Threads of the posts of one article: joined to a known one when a post of it is here already."""

from archive.ingest.context import Context
from archive.ingest.works import Works
from archive.reading.proposal import FoundThread
from sources.models import Post, Thread


def add_threads(context: Context, works: Works) -> None:
    """Give each post its thread and its place in it. Call before posts are saved for the first time."""
    for found in context.proposal.threads:
        posts = [works.posts[key] for key in found.posts if key in works.posts]
        if len(posts) == 0 or (len(posts) == 1 and found.basis == "consecutive"):
            continue
        thread = _known_thread(context, found, posts) or _new_thread(context, found, posts)
        if thread:
            _place(thread, posts)


def _known_thread(context: Context, found: FoundThread, posts: list[Post]) -> Thread | None:
    known = next((post.thread for post in posts if post.thread), None)
    if known:
        context.tally.matched["threads"] += 1
        if found.length and not known.length:
            known.length = found.length
            known.save(update_fields=["length"])
    return known


def _new_thread(context: Context, found: FoundThread, posts: list[Post]) -> Thread | None:
    account = posts[0].account
    if account is None:
        return None
    context.tally.created["threads"] += 1
    thread = Thread.objects.create(
        account=account, basis=found.basis, length=found.length, batch=context.batch, created_at=context.now
    )
    context.findable[Thread].append(thread)
    return thread


def _place(thread: Thread, posts: list[Post]) -> None:
    """New posts get their place now; those here already are saved, if they had none."""
    for position, post in enumerate(posts, start=1):
        if post.thread is not None:
            continue
        post.thread = thread
        post.thread_order = post.thread_number or position
        if not post._state.adding:
            post.save(update_fields=["thread", "thread_order"])
