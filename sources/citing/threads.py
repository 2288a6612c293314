"""A thread as one citation: its first post stands for it, as for a text that goes on elsewhere. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sources.citing.csl import fields_of, item_from
from sources.citing.items import Item
from sources.dates import Extent, NotADate, extent
from sources.models import Platform

GENRES: Final = {
    Platform.X.value: "Twitter thread",
    Platform.MASTODON.value: "Mastodon thread",
    Platform.BLUESKY.value: "Bluesky thread",
    Platform.TELEGRAM.value: "Telegram thread",
    Platform.OTHER.value: "Social media thread",
}


def thread_item(posts: Sequence[Item], *, public_id: str, address: str) -> Item:
    """The item of the first of these posts, dated from the first to the last of them. There is at least one.

    `posts` are the items of its posts in their order; `public_id` and `address` are those of the thread.
    """
    fields = [fields_of(each) for each in posts]
    first = fields[0]
    genre = GENRES[first.post.platform] if first.post else ""
    dated = replace(first, issued=span(each.issued for each in fields), genre=first.genre or genre)
    return item_from(dated, public_id=public_id, address=address, text=str(posts[0].get("title", "")))


def span(dates: Iterable[str]) -> str:
    """From the first day to the last, as EDTF: one date where all are the same, `""` where none is known."""
    given = sorted({date for date in dates if date})
    if len(given) < 2:  # noqa: PLR2004 - no range
        return "".join(given)
    days = [day for day in map(_days, given) if day]
    if not days:
        return ""
    first, last = min(day.first for day in days).isoformat(), max(day.last for day in days).isoformat()
    return first if first == last else f"{first}/{last}"


def _days(edtf: str) -> Extent | None:
    try:
        return extent(edtf)
    except NotADate:
        return None
