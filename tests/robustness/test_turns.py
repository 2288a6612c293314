"""Many ingests at once, on either engine: the posts that they share are made once."""

import threading
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from archive.ingest import service
from archive.models import Document
from sources.models import Account, Agent, Post, Thread
from tests.archive.articles import article_with, ingest_text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WRITERS, ARTICLES = 4, 8


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


def ingest_at_once() -> list[Exception]:
    """Articles that quote the same two posts, from four writers that start together."""
    start = threading.Barrier(WRITERS)
    faults: list[Exception] = []

    def work(writer: int) -> None:
        start.wait()
        try:
            for number in range(writer, ARTICLES, WRITERS):
                ingest_text(article_with(f"In report {number},"))
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_what_two_articles_share_is_made_once() -> None:
    assert ingest_at_once() == []
    assert Document.objects.whole().count() == ARTICLES
    assert (Post.objects.count(), Thread.objects.count(), Account.objects.count(), Agent.objects.count()) == (
        2,
        1,
        1,
        1,
    )


@pytest.mark.postgres
def test_writers_that_take_no_turns_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage arm: without the lock, PostgreSQL lets two of them miss each other's records."""
    monkeypatch.setattr(service, "one_writer_at_a_time", lambda: None)
    assert ingest_at_once() or Post.objects.count() > 2
