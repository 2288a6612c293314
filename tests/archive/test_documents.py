"""The register of documents: who sees what, filters, orders, pages, and its cost."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.roles import READER, RESEARCHER
from accounts.visibility import State
from archive.models import KeptAs, TextStatus
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = re.compile(r'<h2 class="record__title"><a href="[^"]*">([^<]*)</a>')


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/documents/{query}")
    assert response.status_code == 200
    html = response.content.decode()
    assert faults(html) == []
    return TITLE.findall(html)


def keep(title: str, *, day: int = 0, **fields: Any) -> None:
    of_document = {
        name: fields.pop(name) for name in ("language", "text_status", "kept_as") if name in fields
    }
    make.make_document(
        source=make.make_source(title, **fields), kept_at=START + timedelta(days=day), **of_document
    )


@pytest.mark.parametrize("role", ["", READER, RESEARCHER])
def test_queries_stay_constant(
    client: Client, django_assert_max_num_queries: Callable[..., Any], role: str
) -> None:
    for number in range(60):
        keep(f"Title {number}", day=number)
    if role:
        client.force_login(make.make_user(role))
    with django_assert_max_num_queries(9):  # three of them for what programs read: archive.metadata
        assert len(titles(client)) == 50


def test_drafts_are_for_those_who_work_here(client: Client) -> None:
    keep("Public")
    make.make_document("Draft text.", source=make.make_source("Hidden"), state=State.DRAFT)
    make.make_document("Of a draft.", source=make.make_source("Hidden too", state=State.DRAFT))
    assert titles(client) == ["Public"]
    assert titles(client, "?state=draft") == ["Public"]
    client.force_login(make.make_user(RESEARCHER))
    assert len(titles(client)) == 3
    assert titles(client, "?state=draft") == ["Hidden"]


def test_texts_known_by_quotation_come_only_when_asked_for(client: Client) -> None:
    keep("Whole")
    keep("Quoted", kept_as=KeptAs.QUOTATION)
    assert titles(client) == ["Whole"]
    assert titles(client, "?kept_as=quotation") == ["Quoted"]
    assert sorted(titles(client, "?kept_as=all")) == ["Quoted", "Whole"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?outlet=lantern", ["In the Lantern"]),
        ("?language=zh", ["In Chinese"]),
        ("?text_status=paraphrase", ["Retold"]),
        ("?needs_details=on", ["Undated"]),
        ("?language=%7B%7D&outlet=nowhere", []),
    ],
)
def test_filters_narrow(client: Client, query: str, found: list[str]) -> None:
    people = [make.make_agent()]
    keep("In the Lantern", container_title="The Sorrel Lantern", authors=people)
    keep("In Chinese", container_title="灯塔报", language="zh-Hans", authors=people)
    keep("Retold", container_title="The Quay", text_status=TextStatus.PARAPHRASE, authors=people)
    keep("Undated", container_title="The Quay", issued="", issued_on=None, authors=people)
    assert titles(client, query) == found


def test_orders(client: Client) -> None:
    keep("B", day=1, issued="2018")
    keep("A", day=2, issued="2020")
    keep("C", day=3, issued="", issued_on=None)
    assert titles(client) == ["C", "A", "B"]
    assert titles(client, "?sort=kept-first") == ["B", "A", "C"]
    assert titles(client, "?sort=issued") == ["A", "B", "C"]
    assert titles(client, "?sort=title") == ["A", "B", "C"]


@pytest.mark.parametrize("sort", ["kept", "issued", "title"])
def test_pages_hold_every_document_once_there_and_back(client: Client, sort: str) -> None:
    for number in range(120):
        dated = {"issued": f"20{number % 20:02}"} if number % 3 else {"issued": "", "issued_on": None}
        keep(f"T{number % 7}" if number % 5 else "", day=number % 10, **dated)
    seen, address = [], f"?sort={sort}"
    for _ in range(3):
        html = client.get(f"/documents/{address}").content.decode()
        seen.append(re.findall(r'record__title"><a href="(/documents/\w+/)"', html))
        back = re.search(r'rel="prev" href="([^"]+)"', html)
        address = (re.search(r'rel="next" href="([^"]+)"', html) or [""] * 2)[1].replace("&amp;", "&")
    assert [len(each) for each in seen] == [50, 50, 20]
    assert len({each for page in seen for each in page}) == 120
    assert back
    html = client.get(f"/documents/{back[1].replace('&amp;', '&')}").content.decode()
    assert re.findall(r'record__title"><a href="(/documents/\w+/)"', html) == seen[1]


@pytest.mark.parametrize(
    "query", ["?after=x", "?before=W10", "?sort=nonsense", "?kept_as=%F0%9F%98%80", "?state=x"]
)
def test_nonsense_in_the_address_is_no_fault(client: Client, query: str) -> None:
    keep("Here")
    assert titles(client, query) == ["Here"]


def test_an_empty_archive_teaches(client: Client) -> None:
    assert b"Nothing is kept here yet" in client.get("/documents/").content
    client.force_login(make.make_user(RESEARCHER))
    assert b'href="/ingest/"' in client.get("/documents/").content


def test_filters_that_find_nothing_say_so(client: Client) -> None:
    keep("Here")
    html = client.get("/documents/?outlet=nowhere").content.decode()
    assert "No document fits all of these filters" in html
    assert "Published in: nowhere" in html


def test_untitled_documents_show_how_they_begin(client: Client) -> None:
    keep("")
    assert "“The lamps that watched a harbour" in client.get("/documents/").content.decode()
