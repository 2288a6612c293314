"""An index that another edition of the code made is found out, said wherever somebody looks, and made anew."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from sources.models import Agent
from sources.searching import editions
from sources.searching.indexes import index_of, outdated_indexes
from tests.factories import make_agent
from tests.indexing import differences, index_everything

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return [index.name for index in outdated_indexes()]


def said(command: str, *arguments: str, **options: object) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_an_archive_that_is_made_now_is_of_this_edition() -> None:
    """By its migrations alone."""
    assert names() == []
    assert "no issues" in said("check", databases=["default"])


def test_another_edition_is_said_until_its_index_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    make_agent("Ada Quill")
    index_everything()
    monkeypatch.setattr(editions, "ENTRIES", editions.ENTRIES + 1)
    assert len(names()) == 9
    assert "agents: was made by another edition" in differences()
    with pytest.raises(CommandError, match="1 entries are not as the records are"):
        said("reindex", "--check", "agents")
    assert "Search indexes of another edition: passages, posts," in said("check", databases=["default"])
    assert said("reindex", "--outdated", "agents") == "agents: 1 entries made.\n"
    assert "agents" not in names() and "accounts" in names()
    assert "passages: 0 entries made." in said("reindex", "--outdated")
    assert (names(), said("reindex", "--outdated")) == ([], "")


def test_an_index_that_was_never_made_whole_is_of_another_edition() -> None:
    """Upkeep writes entries of what changes, and says nothing of the rest."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_editions WHERE name = 'agents'")
    index_of(Agent).refresh([make_agent("Ada Quill").pk])
    assert names() == ["agents"]


def test_a_rebuild_that_breaks_off_leaves_the_edition_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    make_agent("Ada Quill")
    monkeypatch.setattr(editions, "ENTRIES", editions.ENTRIES + 1)

    def stop(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_of(Agent).rebuild(stop)
    assert "agents" in names()
