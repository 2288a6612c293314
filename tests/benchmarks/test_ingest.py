"""Bulk ingest beside bare `bulk_create` of the very same rows, and its memory."""

import resource
import time
from collections import defaultdict
from pathlib import Path

import pytest
from django.db import models, transaction
from pytest_django import Settings

from accounts.models import AuditEntry, Batch
from archive import blobs
from archive.ingest import Arrival, ingest
from archive.models import Capture, Document, Passage, Reference, Statement
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
    (Statement, "document__batch"),
    (AuditEntry, "batch"),
)
Turn = list[tuple[type[models.Model], list[models.Model]]]


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


def ingest_some(numbers: range) -> float:
    """Seconds for these articles, reading not counted."""
    proposals = [(data, read(data)) for data in map(article, numbers)]
    start = time.perf_counter()
    for data, proposal in proposals:
        ingest(proposal, Arrival(data=data, method="file"))
    return time.perf_counter() - start


def rows_by_article(since: int) -> list[Turn]:
    """Every row that the batches after `since` made, dealt by batch."""
    turns: dict[int, Turn] = defaultdict(list)
    for table, way in TABLES:
        dealt: dict[int, list[models.Model]] = defaultdict(list)
        made = table._default_manager.annotate(turn=models.F(way)).filter(turn__gt=since).order_by("pk")
        for row in made:
            dealt[row.turn].append(row)  # type: ignore[attr-defined]
        for turn, rows in dealt.items():
            turns[turn].append((table, rows))
    return [turns[turn] for turn in sorted(turns)]


def take_out(turns: list[Turn]) -> None:
    """Remove the rows, without a word to anything that follows from them."""
    for table, _way in reversed(TABLES):
        keys = [row.pk for turn in turns for each, rows in turn if each is table for row in rows]
        table._default_manager.filter(pk__in=keys)._raw_delete("default")


def create_again(turns: list[Turn]) -> float:
    """Seconds to put them back by `bulk_create` alone, one transaction for each article."""
    start = time.perf_counter()
    for turn in turns:
        with transaction.atomic():
            for table, rows in turn:
                table._default_manager.bulk_create(rows)
    return time.perf_counter() - start


def test_bulk_ingest_is_a_quarter_as_fast_as_bulk_create_alone() -> None:
    """In turns of fifty, so that whatever else the machine does slows both."""
    ours = bare = 0.0
    rows, peaks = 0, []
    for first in range(0, ARTICLES, 50):
        since = Batch.objects.aggregate(last=models.Max("pk"))["last"] or 0
        ours += ingest_some(range(first, first + 50))
        turns = rows_by_article(since)
        rows += sum(len(some) for turn in turns for _table, some in turn)
        take_out(turns)
        bare += create_again(turns)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(
        f"\n{ARTICLES} articles, {rows} rows: ingest {ours:.1f} s, bulk_create alone {bare:.1f} s, "
        f"speed {bare / ours:.0%} of it; peak memory {peaks[0]:.0f} MB after 50 articles, {peaks[-1]:.0f} MB after all"
    )
    assert blobs.path_of(blobs.sha256_of(article(0))).exists()
    assert Document.objects.whole().count() == ARTICLES
    assert bare / ours >= 0.25
    assert peaks[-1] < peaks[0] * 1.2
