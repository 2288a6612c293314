"""Likely duplicates, found in one pass over the records at flat memory.

Profiles and keys go to a file of their own, which sorts them; under each key neighbours are compared. So the memory is
that of one batch, however large the archive, and the site's database is written once, at the end.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

import msgspec
from django.db import transaction
from django.utils import timezone

from sources.merging.likeness import FLOOR, LIKENESS, Reason
from sources.merging.profiles import Profile, Traits
from sources.merging.reading import PROFILES
from sources.models import LikelyPair, PairKind

BATCH = 500
# Under one key each record is compared with so many before it, in the order of their words: a key that thousands share
# ("2019: the new") costs what it is long, not its square.
WINDOW = 30

_TABLES = """
    CREATE TABLE profile (id TEXT PRIMARY KEY, traits TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE key (key TEXT NOT NULL, hint TEXT NOT NULL, id TEXT NOT NULL);
    CREATE TABLE pair (left TEXT NOT NULL, right TEXT NOT NULL, PRIMARY KEY (left, right)) WITHOUT ROWID;
    CREATE TABLE found (left TEXT NOT NULL, right TEXT NOT NULL, score INTEGER NOT NULL, reasons TEXT NOT NULL);
"""
_COMPARED = """
    SELECT pair.left, pair.right, one.traits, other.traits FROM pair
    JOIN profile AS one ON one.id = pair.left JOIN profile AS other ON other.id = pair.right
"""

T = TypeVar("T")


def find_duplicates(
    *,
    kinds: Iterable[str] = PairKind.values,
    progress: Callable[[str, int], None] = lambda _kind, _count: None,
) -> dict[str, int]:
    """Make the likely pairs of these kinds anew; how many there are of each.

    The same records give the same pairs. Readers see the old ones until the new are there. `progress` is called with the
    kind and the number of records read so far.
    """
    counts = {}
    for kind in kinds:
        # A private file that the system removes: "" is SQLite's name for one.
        with closing(sqlite3.connect("", isolation_level=None)) as aside:
            _gather(aside, kind, progress)
            _compare(aside, kind)
            counts[kind] = _write(kind, aside)
    return counts


def _gather(aside: sqlite3.Connection, kind: str, progress: Callable[[str, int], None]) -> None:
    aside.executescript(_TABLES)
    aside.execute("BEGIN")
    count = 0
    for some in _batches(PROFILES[kind]()):
        aside.executemany("INSERT INTO profile VALUES (?, ?)", map(_row, some))
        aside.executemany(
            "INSERT INTO key VALUES (?, ?, ?)",
            ((key, each.hint, each.public_id) for each in some for key in each.keys),
        )
        count += len(some)
        progress(kind, count)
    aside.execute("COMMIT")


def _row(profile: Profile) -> tuple[str, str]:
    return profile.public_id, msgspec.json.encode(asdict(profile.traits)).decode()


def _compare(aside: sqlite3.Connection, kind: str) -> None:
    """Pairs that share a key, each once; then those of them that are alike enough."""
    aside.execute("BEGIN")
    rows = aside.execute("SELECT key, id FROM key ORDER BY key, hint, id")
    for pair in _neighbours(rows):
        aside.execute("INSERT OR IGNORE INTO pair VALUES (?, ?)", pair)
    likeness = LIKENESS[kind]
    for left, right, one, other in aside.execute(_COMPARED):
        found = likeness(_traits(one), _traits(other))
        if found.score >= FLOOR:
            reasons = msgspec.json.encode(found.reasons).decode()
            aside.execute("INSERT INTO found VALUES (?, ?, ?, ?)", (left, right, found.score, reasons))
    aside.execute("COMMIT")


def _neighbours(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for _key, same in groupby(rows, itemgetter(0)):
        before: deque[str] = deque(maxlen=WINDOW)
        for _same, each in same:
            for other in before:
                yield (each, other) if each < other else (other, each)
            before.append(each)


def _traits(text: str) -> Traits:
    return msgspec.json.decode(text, type=Traits)


def _write(kind: str, aside: sqlite3.Connection) -> int:
    """In one transaction, and in one order, so that two runs over the same records write the same."""
    now, count = timezone.now(), 0
    with transaction.atomic():
        LikelyPair.objects.filter(kind=kind).delete()
        rows = aside.execute("SELECT * FROM found ORDER BY score, left, right")
        for some in _batches(rows):
            LikelyPair.objects.bulk_create(
                LikelyPair(
                    kind=kind,
                    left_id=left,
                    right_id=right,
                    score=score,
                    reasons=msgspec.json.decode(reasons, type=list[Reason]),
                    found_at=now,
                )
                for left, right, score, reasons in some
            )
            count += len(some)
    return count


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    some: list[T] = []
    for item in items:
        some.append(item)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some
