"""Threads after posts were changed: who is in one, in which order, and how long it says it is. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from archive.corrections.edits import NEW_THREAD, Fault
from archive.reading.proposal import FoundPost, FoundThread


def regrouped(
    posts: Sequence[FoundPost], before: Sequence[FoundThread]
) -> tuple[tuple[FoundPost, ...], tuple[FoundThread, ...], list[Fault]]:
    """Posts and threads that agree with each other; rejected posts are in none, though they remember theirs."""
    named = _named(posts, {thread.key for thread in before})
    lengths = {thread.key: thread.length for thread in before}
    faults: list[Fault] = []
    threads = []
    for key in dict.fromkeys(post.thread for post in named if post.thread):
        members = sorted((post for post in named if post.thread == key and post.accepted), key=_order)
        faults += _strangers(members)
        length, fault = _length(members, lengths.get(key))
        faults += fault
        if members:
            numbered = any(post.thread_number is not None for post in members)
            first, keys = members[0], tuple(post.key for post in members)
            basis = "numbered" if numbered else "consecutive"
            threads.append(FoundThread(key, first.handle, first.platform, keys, length, basis))  # type: ignore[arg-type]
        lengths[key] = length
    agreeing = (replace(post, thread_length=lengths[post.thread]) if post.thread else post for post in named)
    return tuple(agreeing), tuple(threads), faults


def _named(posts: Sequence[FoundPost], taken: set[str]) -> list[FoundPost]:
    """Each post that asks for a new thread gets a key that none has."""
    used = taken | {post.thread for post in posts}
    named = []
    for post in posts:
        if post.thread == NEW_THREAD:
            key = next(f"t{count}" for count in range(1, len(used) + 2) if f"t{count}" not in used)
            used.add(key)
            named.append(replace(post, thread=key))
        else:
            named.append(post)
    return named


def _order(post: FoundPost) -> tuple[bool, int, int]:
    return (post.thread_number is None, post.thread_number or 0, post.span.start)


def _strangers(members: Sequence[FoundPost]) -> list[Fault]:
    """A thread is one account's; the post that is another's is at fault, not the rest of them."""
    accounts = [(post.platform, post.handle.casefold()) for post in members]
    if len(set(accounts)) <= 1:
        return []
    common = max(accounts, key=accounts.count)
    message = _("All posts of a thread are by one account; the others of this thread are by @%(handle)s.")
    return [
        Fault(post.key, "thread", message % {"handle": common[1]})
        for post, account in zip(members, accounts, strict=True)
        if account != common
    ]


def _length(members: Sequence[FoundPost], before: int | None) -> tuple[int | None, list[Fault]]:
    """What the posts say; a length that was changed on one of them holds for all."""
    stated = {post.thread_length: post for post in members}
    changed = set(stated) - {before, None}
    if len(changed) > 1:
        message = _("Two posts of this thread say that it has different lengths.")
        return before, [Fault(stated[max(filter(None, changed))].key, "thread_length", message)]
    if changed:
        return changed.pop(), []
    return (None if set(stated) == {None} else before), []
