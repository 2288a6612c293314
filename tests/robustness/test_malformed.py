"""Whatever a file holds: it is kept exactly, or refused in words with nothing written. Never a traceback."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from accounts.models import Batch
from archive import blobs
from archive.management.commands import ingest as command
from archive.models import Capture, Document
from archive.reading import Proposal
from sources.models import Account, Agent, Link, Post, Source, Thread
from tests.robustness.malformed import malformed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MODELS = (Account, Agent, Batch, Capture, Document, Link, Post, Source, Thread)


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path


def rows() -> int:
    return sum(model._default_manager.count() for model in MODELS)


def outcome(path: Path) -> str:
    """`kept`, or the words of the refusal; a refusal must leave no row and no blob."""
    before = rows()
    err = StringIO()
    try:
        call_command("ingest", str(path), "--json", stdout=StringIO(), stderr=err)
    except CommandError:
        assert rows() == before
        assert not blobs.path_of(blobs.sha256_of(path.read_bytes())).exists()
        return err.getvalue()
    return "kept"


def test_two_hundred_malformed_inputs(store: Path) -> None:
    outcomes: dict[str, str] = {}
    for name, data in malformed():
        path = store / name
        path.write_bytes(data)
        outcomes[name] = outcome(path)
        path.unlink()
    refused = {name: words for name, words in outcomes.items() if words != "kept"}
    print(f"\n{len(outcomes)} inputs: {len(outcomes) - len(refused)} kept, {len(refused)} refused in words")
    assert len(outcomes) == 200
    assert all(name in words and len(words) > len(name) + 20 for name, words in refused.items())
    must_refuse = {
        "empty.txt",
        "blank.txt",
        "nul.txt",
        "nul.html",
        "picture.txt",
        "report.pdf",
        "report.docx",
        "page.warc",
    }
    assert must_refuse <= refused.keys()
    for document in Document.objects.filter(kept_as="whole").select_related("capture"):
        assert blobs.read(document.capture.sha256)
        assert all(document.text[each.start : each.end].strip() for each in document.passages.all())


def test_a_reader_that_crashes_is_seen(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage arm: were a reader to fail without words, the run above would say so."""

    def crash(data: bytes, **_: str) -> Proposal:
        raise IndexError("string index out of range")

    monkeypatch.setattr(command, "read", crash)
    path = store / "any.txt"
    path.write_text("The lamp counts.")
    with pytest.raises(IndexError):
        outcome(path)
