"""What has been formatted before, by content: a file of its own that any worker may use and that may be deleted.

It is no part of the site's database: nothing there changes when a page is looked at. A file that cannot be read is
made anew; what it held is formatted again.
"""

import datetime as dt
import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

MAX_BYTES = 64 * 1024 * 1024
SHARE_THAT_GOES = 4  # when it is full, the quarter that nobody has asked for the longest
MAX_WAIT = 10  # seconds, for another worker that writes
AT_A_TIME = 500  # keys of one question
SCHEMA = """CREATE TABLE IF NOT EXISTS formatted (
    key BLOB PRIMARY KEY, made BLOB NOT NULL, used TEXT NOT NULL)"""

logger = logging.getLogger(__name__)


def path() -> Path:
    return Path(settings.DATA_DIR) / "cache" / "citations.sqlite3"


def recall(keys: Sequence[bytes]) -> dict[bytes, bytes]:
    """What is kept under these keys; a key without anything is left out."""
    for _attempt in range(2):
        try:
            with _opened() as file:
                return _found(file, list(dict.fromkeys(keys)))
        except sqlite3.OperationalError as error:
            _unavailable(error)
            return {}
        except sqlite3.DatabaseError as error:
            _start_over(error)
    return {}


def keep(made: Mapping[bytes, bytes]) -> None:
    """Keep these; the same key has the same content, so that it does not matter who was first."""
    if not made:
        return
    for _attempt in range(2):
        try:
            with _opened() as file, file:
                rows = [(key, value, _today()) for key, value in made.items()]
                file.executemany("INSERT OR REPLACE INTO formatted VALUES (?, ?, ?)", rows)
                _make_room(file)
            return
        except sqlite3.OperationalError as error:
            _unavailable(error)
            return
        except sqlite3.DatabaseError as error:
            _start_over(error)


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    path().parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path(), timeout=MAX_WAIT)) as file:
        file.execute("PRAGMA auto_vacuum = FULL")  # of a new file: what is deleted leaves it
        file.execute("PRAGMA synchronous = NORMAL")  # at worst a power cut costs what can be made again
        file.execute(SCHEMA)
        yield file


def _found(file: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    stale: list[tuple[str, bytes]] = []
    for start in range(0, len(keys), AT_A_TIME):
        some = keys[start : start + AT_A_TIME]
        marks = ",".join("?" * len(some))
        rows = file.execute(f"SELECT key, made, used FROM formatted WHERE key IN ({marks})", some)  # noqa: S608
        for key, made, used in rows:
            found[key] = made
            if used != _today():
                stale.append((_today(), key))
    if stale:
        with file:  # once a day for each: reading is not writing
            file.executemany("UPDATE formatted SET used = ? WHERE key = ?", stale)
    return found


def _make_room(file: sqlite3.Connection) -> None:
    pages, size = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if pages * size > MAX_BYTES:
        share = f"SELECT count(*) / {SHARE_THAT_GOES} + 1 FROM formatted"  # noqa: S608
        oldest = f"SELECT key FROM formatted ORDER BY used LIMIT ({share})"  # noqa: S608
        file.execute(f"DELETE FROM formatted WHERE key IN ({oldest})")  # noqa: S608


def _start_over(error: sqlite3.DatabaseError) -> None:
    logger.warning("The file of formatted citations could not be read (%s): it is made anew.", error)
    for name in ("", "-wal", "-shm"):
        Path(f"{path()}{name}").unlink(missing_ok=True)


def _unavailable(error: sqlite3.OperationalError) -> None:
    logger.warning("Formatted citations are neither read nor kept this time: %s.", error)


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()
