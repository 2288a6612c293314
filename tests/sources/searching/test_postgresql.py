"""How entries are written on PostgreSQL: as literals, with room for what waits."""

import pytest
from django.db import connection
from django.db.transaction import atomic

from archive.models import Passage
from sources.searching.engines import engine
from sources.searching.engines.literals import lexemes, tsvector
from sources.searching.engines.shape import Entry
from sources.searching.folding import BARRIER
from sources.searching.indexes import index_of
from sources.searching.preparing import prepared

pytestmark = pytest.mark.django_db


def test_pairs_of_characters_are_lexemes_and_one_alone_is_one_too() -> None:
    assert lexemes(["人", "脸", "识", "lamp"]) == ["人脸", "脸识", "识", "lamp"]
    assert lexemes(["lamp", "人", "lamp"]) == ["lamp", "人", "lamp"]
    assert lexemes(["人", BARRIER, "脸", "ภ"]) == ["人", "", "脸ภ", "ภ"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_entries_are_written_with_room_that_ends_with_the_transaction() -> None:
    asked = "SELECT current_setting('work_mem'), current_setting('gin_pending_list_limit')"
    shape = index_of(Passage).shape
    with connection.cursor() as cursor:
        with atomic():
            engine().put(shape, [Entry(1, {"body": "lamp"})])
            cursor.execute(asked)
            assert cursor.fetchone() == ("64MB", "8MB")
            engine().remove(shape, [1], [])
        cursor.execute(asked)
        assert cursor.fetchone() == ("4MB", "4MB")


MIXED = "the lamp 人脸识别 the harbour, 人。 lamp 1,234.5 ꀀꀁ the ภาษา O'Neil 人"


@pytest.mark.postgres
@pytest.mark.parametrize("columns", [[MIXED], [MIXED, "", f"{MIXED} lamp"]])
def test_a_short_entry_is_written_as_a_long_one_is(
    monkeypatch: pytest.MonkeyPatch, columns: list[str]
) -> None:
    words = [prepared(text) for text in columns]
    short = tsvector(words)
    monkeypatch.setattr("sources.searching.engines.literals.SHORT", 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::tsvector = %s::tsvector, length(%s::tsvector)", [short, tsvector(words), short]
        )
        assert cursor.fetchone() == (True, 16)
