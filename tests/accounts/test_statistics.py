"""What SQLite's planner knows: counted where tables have grown, and not again while they have not."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts import statistics
from accounts.statistics import keep_statistics
from sources.models import Source
from tests.archive.articles import ingest_text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(statistics, "MANY", 20)
    yield
    if connection.vendor == "sqlite" and counted():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_stat1")


def counted() -> dict[str, int]:
    """How many rows the planner thinks there are, by table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return {}
        cursor.execute("SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl")
        return dict(cursor.fetchall())


def make(count: int) -> None:
    Source.objects.bulk_create(Source(title="Lamp", csl_type="book") for _each in range(count))


@pytest.fixture
def on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts by itself")


@pytest.mark.usefixtures("on_sqlite")
def test_what_has_grown_is_counted_once() -> None:
    made = Source.objects.count()
    make(100)
    assert keep_statistics()
    assert counted()["sources_source"] == made + 100
    assert not keep_statistics()
    make(100)
    assert not keep_statistics()
    make(300)
    assert keep_statistics()
    assert counted()["sources_source"] >= 500


@pytest.mark.usefixtures("on_sqlite")
def test_nothing_is_counted_within_a_transaction() -> None:
    with transaction.atomic():
        make(100)
        assert not keep_statistics()


@pytest.mark.usefixtures("on_sqlite")
def test_keeping_an_article_and_reindexing_see_to_it() -> None:
    make(100)
    ingest_text("A lamp was lit.\n\nIt burned.")
    assert counted()["sources_source"] >= 100
    make(1_000)
    call_command("reindex", "sources")
    assert counted()["sources_source"] >= 1_000


def test_postgresql_is_left_to_itself() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("on PostgreSQL only")
    make(100)
    assert not keep_statistics()
