"""The time that an id of X carries: a check on a published date, never a replacement for it."""

from datetime import UTC, date, datetime, timedelta

EPOCH = 1_288_834_974_657
# Ids were plain counters until 4 November 2010.
FIRST = 30_000_000_000
TIME_SHIFT = 22
LARGEST = 1 << 63


def day_of(status_id: str) -> date | None:
    """The UTC day on which the id was made, or None for an id that carries no time."""
    if not status_id.isdecimal() or not FIRST <= int(status_id) < LARGEST:
        return None
    seconds = ((int(status_id) >> TIME_SHIFT) + EPOCH) / 1000
    return datetime.fromtimestamp(seconds, UTC).date()


def disagrees(status_id: str, posted: str) -> date | None:
    """The id's own day when it is more than one day away from a date (EDTF), else None."""
    made = day_of(status_id)
    try:
        stated = date.fromisoformat(posted[:10])
    except ValueError:
        return None
    return made if made and abs(made - stated) > timedelta(days=1) else None
