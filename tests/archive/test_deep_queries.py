"""Queries whose fields lead far, joined and negated: answered on every page that asks them, never an error.

SQLite reads no statement that is nested a hundred deep, and a field is a few subqueries in each other.
"""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from accounts.roles import READER, RESEARCHER
from archive.models import SavedSearch
from sources.searching.engines import engine, sqlite
from sources.searching.engines.shape import TooDeep
from tests.archive.results import answer, links, text_of
from tests.factories import make_account, make_agent, make_document, make_post, make_source, make_user
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
FIELDS = [
    'from:"Ada Quill"',
    "from:@quill",
    "outlet:lantern",
    "about:lamps",
    "tag:a",
    "stance:supports",
    "has:evidence",
]
DEEP = [
    f"lamp {FIELDS[0]}",
    " OR ".join(FIELDS),
    "-(lamp (tag:a OR from:b)) quay",
    "lamp -((from:a OR tag:b) has:media)",
]


@pytest.fixture(autouse=True)
def harbour() -> None:
    agent = make_agent("Ada Quill")
    make_document("A lamp.", source=make_source("Quay", authors=[agent]))
    make_post("A lamp.", account=make_account("quill", agent=agent))
    index_everything()


@pytest.mark.parametrize("q", DEEP)
def test_a_query_of_fields_is_answered_everywhere(client: Client, q: str) -> None:
    for role in ("", RESEARCHER):
        user = make_user(role or READER)
        if role:
            client.force_login(user)
        answer(client, q)
        for kind in ("annotations", "claims"):
            answer(client, q, kind=kind)
        assert client.get("/search/feed.atom", {"q": q}).status_code in (200, 503)
        search = SavedSearch.objects.create(owner=user, name="x", query=q, is_shared=True)
        assert client.get(search.get_absolute_url(), follow=True).status_code == 200
        if role:
            assert client.get("/searches/").status_code == 200


def test_what_somebody_wrote_is_found_and_counted_for_everybody(client: Client) -> None:
    html = answer(client, DEEP[0])
    assert len(links(html)) == 2
    assert "too long" not in text_of(html)


def test_what_cannot_be_read_for_its_depth_is_said_like_what_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read() -> Any:
        raise OperationalError("parser stack overflow")

    with pytest.raises(TooDeep), sqlite_limit():
        read()


def sqlite_limit() -> Any:
    if engine() is not sqlite:
        pytest.skip("PostgreSQL has no such limit")
    return sqlite.time_limit(2)
