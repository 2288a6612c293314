"""The first page: counts, the newest, and ways in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.roles import READER, RESEARCHER
from accounts.visibility import State
from archive.views.home import counts
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["", READER, RESEARCHER])
def test_queries_stay_constant(
    client: Client, django_assert_max_num_queries: Callable[..., Any], role: str
) -> None:
    for number in range(8):
        make.make_quoted_post(f"Lamp {number} is out.")
    if role:
        client.force_login(make.make_user(role))
    with django_assert_max_num_queries(8):
        html = client.get("/").content.decode()
    assert faults(html) == []
    assert html.count('class="record"') == 5
    assert html.count('class="brief"') == 5


def test_only_what_a_person_may_see_is_counted_and_shown(client: Client) -> None:
    make.make_quoted_post("Lamp 1 is out.")
    make.make_post(
        "A secret lamp.", state=State.DRAFT, account=make.make_account("hidden", state=State.DRAFT)
    )
    make.make_document(
        "Secret.", source=make.make_source("The secret plan", state=State.DRAFT), state=State.DRAFT
    )
    anybody, researcher = make.make_user(READER), make.make_user(RESEARCHER)
    assert counts(anybody) == {"documents": 1, "sources": 1, "posts": 1, "accounts": 1, "agents": 1}
    assert counts(researcher) == {"documents": 2, "sources": 2, "posts": 2, "accounts": 2, "agents": 1}
    html = client.get("/").content.decode()
    assert "secret" not in html
    assert "Lamp 1 is out." in html


def test_an_empty_archive_teaches_how_to_begin(client: Client) -> None:
    html = client.get("/").content.decode()
    assert faults(html) == []
    assert "Nothing is kept here yet" in html
    assert "manage.py ingest" in html


def test_the_navigation_marks_where_one_is(client: Client) -> None:
    assert b'<a href="/documents/" aria-current="page">' in client.get("/documents/").content
    assert b'aria-current="true"' in client.get(make.make_document().get_absolute_url()).content


def test_every_entry_of_the_navigation_leads_somewhere(client: Client) -> None:
    client.force_login(make.make_user(RESEARCHER))
    navigation = client.get("/").content.decode().split("<nav")[1].split("</nav>")[0]
    addresses = re.findall(r'href="([^"]*)"', navigation)
    assert len(set(addresses)) == 19
    assert [client.get(each).status_code for each in addresses] == [200] * len(addresses)


def test_ingest_is_offered_to_those_who_may(client: Client) -> None:
    assert b'href="/ingest/"' not in client.get("/").content
    client.force_login(make.make_user(RESEARCHER))
    assert client.get("/").content.count(b'href="/ingest/"') == 3
