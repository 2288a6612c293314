"""What a post has beside the fields of its form: its place in a thread, the key of its words, what it carries."""

from typing import Any

from sources.merging.wholes import Whole
from sources.models import Attachment, Post, Source, Thread

COLUMNS = ("thread_id", "thread_order", "text_key")


def join_posts(kept: Source, rows: list[Whole]) -> dict[str, Any]:
    """Give the post that stays what it lacks of the other's, which is out of its table; what was given, for parting."""
    others = [row["fields"] for row in rows if row["model"] == Post._meta.label_lower]
    if not others:
        return {}
    post, other = kept.post, others[0]
    before = {name: getattr(post, name) for name in COLUMNS}
    if post.thread_id is None and Thread.objects.filter(pk=other["thread"]).exists():
        post.thread_id, post.thread_order = other["thread"], other["thread_order"]
    post.text_key = post.text_key or other["text_key"]
    post.save(update_fields=["thread", "thread_order", "text_key"])
    carried = [row["fields"] for row in rows if row["model"] == Attachment._meta.label_lower]
    return {
        "columns": {name: [value, getattr(post, name)] for name, value in before.items()},
        "attachments": _carry(post, carried),
    }


def part_posts(kept: Source, given: dict[str, Any]) -> None:
    """Take back what the merge gave, unless it has become something else since."""
    if not given:
        return
    post = kept.post
    for name, (before, after) in given["columns"].items():
        if getattr(post, name) == after:
            setattr(post, name, before)
    if post.thread_id and not Thread.objects.filter(pk=post.thread_id).exists():
        post.thread_id = None
    post.save(update_fields=["thread", "thread_order", "text_key"])
    post.attachments.filter(url__in=given["attachments"]).delete()


def _carry(post: Post, carried: list[dict[str, Any]]) -> list[str]:
    has = set(post.attachments.values_list("url", flat=True))
    new = [each for each in carried if each["url"] not in has]
    Attachment.objects.bulk_create(
        Attachment(post=post, kind=each["kind"], url=each["url"], position=len(has) + place)
        for place, each in enumerate(new)
    )
    return [each["url"] for each in new]
