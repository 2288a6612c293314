"""The indexes made anew: while others write, to the same entries, with words that were removed gone from the files."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from archive.models import Document, Passage
from archive.undo import undo_batch
from sources.models import Agent, Source
from sources.searching.indexes import Index, index_of
from sources.services import Edit, edit_source
from tests.archive.articles import ARTICLE, ingest_text
from tests.factories import make_agent, make_batch, make_document, make_source
from tests.indexing import differences, index_everything

CANARY = "tangerinekingfisher"
IN_FILES = b"rinekingfisher"  # FTS5 leaves out what a word has in common with the one before it
EACH_OF_FOUR = 12


@pytest.fixture(autouse=True)
def kept(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def clear() -> None:
    """What a test that empties tables leaves behind: rows of the indexes, which are no models."""
    index_everything()


def reindex(*arguments: str) -> str:
    out = StringIO()
    call_command("reindex", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_makes_what_is_missing_and_says_how_much() -> None:
    make_document("a lamp\na quay")
    assert "passages: 2 entries made." in reindex()
    assert not differences()
    assert Passage.objects.search("lamp").count() == 1
    assert reindex("tags") == "tags: 0 entries made.\n"


@pytest.mark.django_db
def test_the_check_names_what_is_stale_missing_or_of_nothing() -> None:
    document, agent, other = make_document("a lamp"), make_agent("Ada Quill"), make_agent("Bo Reed")
    index_everything()
    assert "passages: 0 differences." in reindex("--check")
    Agent.objects.filter(pk=agent.pk).update(note="Met on the quay.")
    other.names.all().delete()
    other.delete()
    with pytest.raises(CommandError, match="2 entries are not as the records are"):
        reindex("--check", "agents")
    document.passages.all().delete()
    make_document("another lamp")
    with pytest.raises(CommandError, match="2 entries"):
        reindex("--check", "passages")
    reindex()
    assert differences() == []


@pytest.mark.django_db
def test_an_unknown_index_is_named() -> None:
    with pytest.raises(CommandError, match="There is no index lamps; there are passages, posts"):
        reindex("lamps")


@pytest.mark.django_db
def test_made_anew_is_the_same_as_kept_up() -> None:
    """Entry by entry: what upkeep wrote, a rebuild writes, too."""
    ingest_text(ARTICLE)
    assert differences() == []
    before = {
        query: set(Passage.objects.search(query)) for query in ("lamp*", "the", "harbour master", "羽安")
    }
    index_everything()
    assert differences() == []
    assert before == {query: set(Passage.objects.search(query)) for query in before}
    assert before["the"]


@pytest.mark.django_db
def test_when_words_are_cut_otherwise_than_they_were_the_index_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = make_document("a lamp\na quay")
    with monkeypatch.context() as before:
        before.setattr("sources.searching.indexes.prepared", lambda text: f"old {text}")
        index_everything()
    passages = index_of(Passage)
    assert len(passages.differences()) == 2
    passages.refresh([document.passages.first().pk])  # type: ignore[union-attr]
    if connection.vendor == "postgresql":  # where an entry is replaced like any row
        passages.rebuild()
    assert passages.differences() == []
    assert Passage.objects.search("lamp").count() == 1


def bytes_of_the_database() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert cursor.fetchone()[0] == 0
    path = Path(connection.settings_dict["NAME"])
    files = [each for each in path.parent.glob(f"{path.name}*") if each.is_file()]
    assert path in files
    return b"".join(each.read_bytes() for each in files)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("purges", [True, False])
def test_no_byte_of_a_removed_word_stays_in_the_files(monkeypatch: pytest.MonkeyPatch, purges: bool) -> None:
    """The same without the purge finds it: then the test would have seen it."""
    if connection.vendor != "sqlite":
        pytest.skip("what PostgreSQL removes goes with the next vacuum, like any row")
    clear()
    batch = make_batch()
    ingest_text(ARTICLE.replace("customs house", f"customs {CANARY}").encode(), batch=batch)
    for number in range(3):  # a second segment, so that removing is no rewriting by itself
        make_document(f"a lamp of the year {number}")
        index_of(Passage).refresh(Passage.objects.values_list("pk", flat=True))
    assert Passage.objects.search(CANARY).exists()
    assert IN_FILES in bytes_of_the_database()
    if not purges:
        monkeypatch.setattr(Index, "purge", lambda self: None)
    undo_batch(batch=batch, actor=None)
    assert (IN_FILES in bytes_of_the_database()) is not purges


def write(writer: int, source: Source, agent: Agent) -> None:
    """Articles, of which each third is undone, and edits of one record by all."""
    for number in range(EACH_OF_FOUR):
        kept = ingest_text(
            f"Report {writer} {number}\nA lamp was counted by {writer}.\nNobody was told {number}."
        )
        credit = {"name": agent.name, "role": "author", "credited_as": f"A. Q. {writer}-{number}"}
        values = {"title": f"{writer} {number}", "contributors": [credit]}
        edit_source(source=source, values=values, edit=Edit(actor=None))
        if number % 3 == 0 and kept.document.batch:
            undo_batch(batch=kept.document.batch, actor=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_nothing_is_lost_or_stale_when_four_write_while_the_index_is_made_anew() -> None:
    clear()
    agent, source = make_agent("Ada Quill"), make_source()
    make_document("\n".join(f"a lamp {number}" for number in range(1_200)))
    index_everything()
    builds = 0
    with ThreadPoolExecutor(4, thread_name_prefix="writer") as pool:
        writers = [pool.submit(closing_connection(write), number, source, agent) for number in range(4)]
        while not all(each.done() for each in writers):
            index_everything()
            builds += 1
    assert [each.exception() for each in writers] == [None] * 4
    kept = 4 * EACH_OF_FOUR * 2 // 3
    assert (Document.objects.count(), Passage.objects.search("counted").count()) == (1 + kept, kept)
    assert differences() == []
    assert builds


def closing_connection(act: Callable[..., None]) -> Callable[..., None]:
    """Each thread has a connection of its own, and nobody else to close it."""

    def acted(*arguments: object) -> None:
        try:
            act(*arguments)
        finally:
            connection.close()

    return acted
