"""Undoing an import: what it made goes, what it filled is empty again, and what others say of the same records stays."""

from pathlib import Path

import pytest

from accounts.models import Batch
from archive.ingest import Arrival, ingest
from archive.reading import read
from archive.undo import undo_batch
from sources.models import Account, Agent, Contribution, Post, Source
from sources.services import Edit, edit_source
from sources.snapshots import source_snapshot
from tests.archive.importing.test_import_command import BOOK, LAMPS, TWEET, run
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def test_undoing_takes_back_what_was_made_and_what_was_filled(tmp_path: Path) -> None:
    source = make_source(url="https://lantern.example/lamps")
    before = source_snapshot(source)
    result = run(tmp_path, [LAMPS, TWEET, BOOK])
    undo_batch(batch=Batch.objects.get(public_id=result["batch"]), actor=None)
    source.refresh_from_db()
    assert source_snapshot(source) == before
    assert list(Source.objects.all()) == [source]
    assert (
        Agent.objects.count(),
        Account.objects.count(),
        Post.objects.count(),
        Contribution.objects.count(),
    ) == (0, 0, 0, 0)
    again = run(tmp_path, [LAMPS, TWEET, BOOK])
    assert again["made"] == result["made"]


def test_undoing_leaves_what_a_person_has_written_since(tmp_path: Path) -> None:
    source = make_source(url="https://lantern.example/lamps")
    result = run(tmp_path, [LAMPS])
    values = source_snapshot(Source.objects.get()) | {"volume": "8"}
    edit_source(source=source, values=values, edit=Edit(None))
    undo_batch(batch=Batch.objects.get(public_id=result["batch"]), actor=None)
    source.refresh_from_db()
    assert source.volume == "8"


def test_what_a_second_import_filled_stays_when_the_first_is_undone(tmp_path: Path) -> None:
    first = run(tmp_path, [BOOK])
    second = run(tmp_path, [{"type": "book", "title": "Light", "ISBN": "9783161484100", "volume": "2"}])
    assert second["made"]["filled"] == 1
    undo_batch(batch=Batch.objects.get(public_id=first["batch"]), actor=None)
    source = Source.objects.get()
    assert (source.title, source.volume, source.publisher) == ("Light", "2", "")
    undo_batch(batch=Batch.objects.get(public_id=second["batch"]), actor=None)
    assert not Source.objects.exists()


ARTICLE_PAGE = """<html><head><title>The lamps that watched a harbour</title>
<link rel="canonical" href="https://lantern.example/lamps"><meta property="og:site_name" content="The Sorrel Lantern">
</head><body><article><h1>The lamps that watched a harbour</h1>
<p>For two winters the lamps of Port Sorrel did more than give light, and nobody on the quay was told.</p>
<p>Ada Quill, who mended them, said that she had seen nothing of it in all those years of work.</p></article></body></html>"""


def keep_article() -> Batch:
    proposal = read(ARTICLE_PAGE.encode(), name="lamps.html", url="https://lantern.example/lamps")
    batch = ingest(proposal, Arrival(data=ARTICLE_PAGE.encode(), method="file")).document.batch
    assert batch is not None
    return batch


def test_an_ingest_that_is_undone_leaves_what_the_import_said(tmp_path: Path) -> None:
    run(tmp_path, [LAMPS])
    before = source_snapshot(Source.objects.get())
    batch = keep_article()
    assert Source.objects.get().documents.exists()
    undo_batch(batch=batch, actor=None)
    assert source_snapshot(Source.objects.get()) == before


def test_an_import_that_is_undone_leaves_what_the_article_said(tmp_path: Path) -> None:
    keep_article()
    before = source_snapshot(Source.objects.get())
    result = run(tmp_path, [LAMPS])
    assert result["made"]["filled"] == 1 and Source.objects.get().volume == "7"
    undo_batch(batch=Batch.objects.get(public_id=result["batch"]), actor=None)
    assert source_snapshot(Source.objects.get()) == before


def test_an_article_keeps_the_source_that_an_import_made(tmp_path: Path) -> None:
    result = run(tmp_path, [LAMPS])
    keep_article()
    undo_batch(batch=Batch.objects.get(public_id=result["batch"]), actor=None)
    source = Source.objects.get()
    assert (source.title, source.volume, source.documents.count()) == (LAMPS["title"], "", 1)
