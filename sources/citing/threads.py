"""A thread as one citation: its first post stands for it, as for a text that goes on elsewhere. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from sources.citing.csl import EVERYBODY, item_from, source_fields
from sources.citing.items import Item
from sources.dates import Extent, NotADate, extent
from sources.models import Platform, Source

GENRES: Final = {
    Platform.X.value: "Twitter thread",
    Platform.MASTODON.value: "Mastodon thread",
    Platform.BLUESKY.value: "Bluesky thread",
    Platform.TELEGRAM.value: "Telegram thread",
    Platform.OTHER.value: "Social media thread",
}


def item_of_thread(
    posts: Sequence[Source],
    *,
    public_id: str,
    address: str,
    text: str = "",
    shown: Collection[str] = EVERYBODY,
) -> Item:
    """The item of the first of these posts, dated from the first to the last of them. There is at least one.

    `posts` come in the order of the thread, as for `item_of`; `public_id` and `address` are those of the thread, `text`
    the words of its first post.
    """
    fields = source_fields(posts[0], shown=shown)
    genre = GENRES[fields.post.platform] if fields.post else ""
    dated = replace(fields, issued=span(post.issued for post in posts), genre=fields.genre or genre)
    return item_from(dated, public_id=public_id, address=address, text=text)


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
