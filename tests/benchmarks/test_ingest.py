"""Bulk ingest beside bare `bulk_create` of the very same rows, and its memory."""

import resource
import time
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import models, transaction
from pytest_django import Settings

from accounts.models import AuditEntry, Batch
from archive import blobs
from archive.ingest import Arrival, ingest
from archive.models import Capture, Document, Passage, Reference
from archive.reading import read
from sources.models import Account, Agent, AgentName, Attachment, Contribution, Link, Post, Source, Thread
from tests.benchmarks.corpus import article

ARTICLES = 1_000
# In an order that foreign keys allow, each with the way to the batch (one for each article) that made a row.
TABLES: tuple[tuple[type[models.Model], str], ...] = (
    (Batch, "pk"),
    (Agent, "batch"),
    (AgentName, "agent__batch"),
    (Account, "batch"),
    (Source, "batch"),
    (Contribution, "source__batch"),
    (Thread, "batch"),
    (Post, "source__batch"),
    (Attachment, "post__source__batch"),
    (Link, "batch"),
    (Capture, "batch"),
    (Document, "batch"),
    (Passage, "document__batch"),
    (Reference, "document__batch"),
    (AuditEntry, "batch"),
)
Turn = list[tuple[type[models.Model], list[models.Model]]]


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


def ingest_all() -> tuple[float, list[int]]:
    """Seconds for all articles, and the peak memory (kB) after each tenth of them."""
    peaks = []
    proposals = ((data, read(data)) for data in map(article, range(ARTICLES)))
    seconds = 0.0
    for number, (data, proposal) in enumerate(proposals):
        start = time.perf_counter()
        ingest(proposal, Arrival(data=data, method="file"))
        seconds += time.perf_counter() - start
        if number % (ARTICLES // 10) == 0:
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return seconds, peaks


def rows_by_article() -> list[Turn]:
    """Every row of every table, dealt by the batch that made it."""
    turns: dict[int, Turn] = defaultdict(list)
    for table, way in TABLES:
        dealt: dict[int, list[models.Model]] = defaultdict(list)
        for row in table._default_manager.annotate(turn=models.F(way)).order_by("pk"):
            dealt[row.turn].append(row)  # type: ignore[attr-defined]
        for turn, rows in dealt.items():
            turns[turn].append((table, rows))
    return [turns[turn] for turn in sorted(turns)]


def create_all(turns: list[Turn]) -> float:
    start = time.perf_counter()
    for turn in turns:
        with transaction.atomic():
            for table, rows in turn:
                table._default_manager.bulk_create(rows)
    return time.perf_counter() - start


def test_bulk_ingest_is_a_quarter_as_fast_as_bulk_create_alone() -> None:
    ours, peaks = ingest_all()
    turns = rows_by_article()
    count = sum(len(rows) for turn in turns for _table, rows in turn)
    call_command("flush", interactive=False, verbosity=0)
    bare = create_all(turns)
    print(
        f"\n{ARTICLES} articles, {count} rows: ingest {ours:.1f} s, bulk_create alone {bare:.1f} s, "
        f"speed {bare / ours:.0%} of it; peak memory {peaks[0] / 1024:.0f} MB after the first, "
        f"{peaks[-1] / 1024:.0f} MB after the last"
    )
    assert blobs.path_of(blobs.sha256_of(article(0))).exists()
    assert bare / ours >= 0.25
    assert peaks[-1] < peaks[1] * 1.2
