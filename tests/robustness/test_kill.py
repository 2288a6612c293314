"""Kill -9 of the server in the middle of a hundred ingests: what was confirmed is whole, what was not is nothing."""

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from tests.benchmarks.corpus import article
from tests.robustness.site import ROOT, Person, Server, environment, free_port, manage

pytestmark = [pytest.mark.slow]

ARTICLES, POSTS, PARAGRAPHS = 100, 5, 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    manage(tmp_path, "migrate", "--verbosity", "0")
    manage(tmp_path, "collectstatic", "--no-input", "--verbosity", "0")
    return tmp_path


def faults(folder: Path) -> dict[str, int]:
    """What may not be there after a crash, counted from the database file itself, with none of our code."""
    blobs = {path.name: path for path in (folder / "data" / "blobs").rglob("*") if path.is_file()}
    with closing(sqlite3.connect(folder / "data" / "undersight.sqlite3")) as database:
        captures = {row[0] for row in database.execute("SELECT sha256 FROM archive_capture")}

        def count(query: str) -> int:
            return int(database.execute(query).fetchone()[0])

        return {
            "rows without their blob": len(captures - blobs.keys()),
            "captures without a document": count(
                "SELECT count(*) FROM archive_capture c WHERE NOT EXISTS "
                "(SELECT 1 FROM archive_document d WHERE d.capture_id = c.id AND d.kept_as = 'whole')"
            ),
            "documents with a part missing": count(
                "SELECT count(*) FROM archive_document d WHERE d.kept_as = 'whole' AND ("
                f"(SELECT count(*) FROM archive_passage p WHERE p.document_id = d.id) <> {PARAGRAPHS + 1 + 2 * POSTS} "
                f"OR (SELECT count(*) FROM archive_reference r WHERE r.document_id = d.id) <> {POSTS})"
            ),
            "posts without words": count(
                "SELECT count(*) FROM sources_post p WHERE NOT EXISTS "
                "(SELECT 1 FROM archive_document d WHERE d.source_id = p.source_id)"
            ),
            "broken keys": len(database.execute("PRAGMA foreign_key_check").fetchall()),
            "damage": int(database.execute("PRAGMA integrity_check").fetchone()[0] != "ok"),
        }


def kept_texts(folder: Path) -> set[str]:
    """SHA-256 of the text of every article that is here."""
    with closing(sqlite3.connect(folder / "data" / "undersight.sqlite3")) as database:
        return {
            row[0]
            for row in database.execute("SELECT text_sha256 FROM archive_document WHERE kept_as = 'whole'")
        }


def article_text(number: int) -> bytes:
    return article(number, paragraphs=PARAGRAPHS, posts=POSTS)


class Writers:
    """People who paste and confirm article after article until the server is gone."""

    def __init__(self, base: str, accounts: list[tuple[str, str]], todo: Iterator[int]) -> None:
        self.base = base
        self.todo = todo
        self.lock = threading.Lock()
        self.confirmed: list[int] = []
        self.refused: list[str] = []
        self.threads = [threading.Thread(target=self._work, args=account) for account in accounts]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def wait_for(self, enough: int) -> None:
        """Until so many were confirmed. Fails when the writers have stopped before."""
        while len(self.confirmed) < enough:
            assert not self.refused, self.refused
            assert any(each.is_alive() for each in self.threads), "the writers stopped by themselves"
            time.sleep(0.02)

    def join(self) -> None:
        for thread in self.threads:
            thread.join()

    def _work(self, username: str, password: str) -> None:
        try:
            person = Person(self.base)
            person.log_in(username, password)
            while (number := self._next()) is not None:
                person.open("/ingest/")
                person.send("form[data-start]", pasted=article_text(number).decode())
                person.send("#desk", ("then", "confirm"))
                person.send("main form.form")
                assert "/documents/" in person.address, person.address
                self.confirmed.append(number)
        except urllib.error.HTTPError as error:
            self.refused.append(f"{error.code} {error.geturl()}")
        except OSError:
            return  # the server is gone, as planned

    def _next(self) -> int | None:
        with self.lock:
            return next(self.todo, None)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], tuple[Server, list[tuple[str, str]]]]]:
    """Starts the site and tells who may sign in; whatever happens, no server outlives the test."""
    servers: list[Server] = []

    def starting() -> tuple[Server, list[tuple[str, str]]]:
        port = free_port()
        lines = manage(folder, "demo_users", "--reset", port=port).splitlines()
        people = [(line.split()[0], line.split()[1]) for line in lines if len(line.split()) == 2]
        servers.append(Server(folder, port))
        return servers[-1], people

    yield starting
    for server in servers:
        server.kill()


def test_kill_in_the_middle_of_a_hundred_ingests(
    folder: Path, start: Callable[[], tuple[Server, list[tuple[str, str]]]]
) -> None:
    chance = random.Random(9)  # noqa: S311
    todo = iter(range(ARTICLES))
    print()
    for _ in range(3):
        server, people = start()
        writers = Writers(server.base, people, todo)
        writers.start()
        writers.wait_for(5 + chance.randrange(10))
        server.kill()
        writers.join()
        kept = kept_texts(folder)
        lost = [
            number for number in writers.confirmed if sha256(article_text(number)).hexdigest() not in kept
        ]
        print(f"killed after {len(writers.confirmed)} confirmed ingests: {len(lost)} lost, {faults(folder)}")
        assert not any(faults(folder).values())
        assert not lost
    print(f"{len(kept)} whole documents after three kills")


def test_a_writer_that_keeps_the_blob_last_is_seen(folder: Path) -> None:
    """The sabotage arm: the same check after a writer that commits first is killed before it keeps the bytes."""
    careless = Path(__file__).with_name("careless.py")
    done = subprocess.run([sys.executable, careless], cwd=ROOT, env=environment(folder, 8000), check=False)
    assert done.returncode == -signal.SIGKILL
    assert faults(folder)["rows without their blob"] == 1
