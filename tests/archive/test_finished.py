"""A finished page is given again only while it is still true."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.roles import RESEARCHER
from accounts.visibility import State
from archive.models import Document
from archive.unchanged import database_state
from sources.models import Source
from sources.searching.engines.shape import TooSlow
from tests import factories as make
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db(transaction=True)
Counted = Callable[..., Any]


@pytest.fixture
def document() -> Document:
    return make.make_document("Lamps.", source=make.make_source("First title"))


def read(client: Client, document: Document) -> str:
    return client.get(document.get_absolute_url()).content.decode()


def test_the_second_reader_costs_one_statement(
    client: Client, document: Document, django_assert_num_queries: Counted
) -> None:
    page = read(client, document)
    with django_assert_num_queries(1):
        assert read(Client(), document) == page
    with django_assert_num_queries(1):
        assert client.head(document.get_absolute_url()).status_code == 200


def test_its_typed_links_come_again(
    client: Client, document: Document, django_assert_num_queries: Counted
) -> None:
    first = client.get(document.get_absolute_url())["Link"]
    with django_assert_num_queries(1):
        assert Client().get(document.get_absolute_url())["Link"] == first
    assert f'{document.get_absolute_url()}>; rel="cite-as"' in first


def test_a_change_shows_at_once(client: Client, document: Document) -> None:
    read(client, document)
    Source.objects.update(title="Second title")
    assert "Second title" in read(client, document)


def test_a_change_by_another_connection_shows_at_once(client: Client, document: Document) -> None:
    read(client, document)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE sources_source SET title = 'Second title'")
    finally:
        other.close()
    assert "Second title" in read(client, document)


def test_what_is_withdrawn_is_gone_at_once(client: Client, document: Document) -> None:
    read(client, document)
    Document.objects.update(state=State.DRAFT)
    assert client.get(document.get_absolute_url()).status_code == 404
    assert client.get(document.get_absolute_url()).status_code == 404


def test_who_is_known_gets_a_page_of_their_own(client: Client, document: Document) -> None:
    public = read(client, document)
    client.force_login(make.make_user(RESEARCHER, username="quinn"))
    assert "quinn" in read(client, document)
    assert "Edit its details" in read(client, document)
    assert read(Client(), document) == public


def test_each_host_gets_its_own_address(client: Client, document: Document) -> None:
    read(client, document)
    assert (
        "http://127.0.0.1/documents/"
        in client.get(document.get_absolute_url(), headers={"host": "127.0.0.1"}).content.decode()
    )


def test_a_new_connection_never_answers_for_an_old_one(document: Document) -> None:
    before = database_state()
    assert before == database_state()
    connection.close()
    if connection.vendor == "sqlite":
        assert database_state() != before


def test_a_transaction_cannot_tell(document: Document) -> None:
    with transaction.atomic():
        assert database_state() is None


def test_results_are_given_again_while_they_are_true(
    client: Client, django_assert_num_queries: Counted
) -> None:
    make.make_document("A lamp was lit.")
    index_everything()
    page = client.get("/search/", {"q": "lamp"}).content
    with django_assert_num_queries(1):
        assert client.get("/search/", {"q": "lamp"}).content == page
    make.make_document("Another lamp was lit.")
    index_everything()
    assert client.get("/search/", {"q": "lamp"}).content != page


@pytest.mark.parametrize(
    "slow",
    ["archive.searchpage.page.counts", "archive.searchpage.page.facets_of", "archive.searchpage.page.match"],
)
def test_results_that_were_cut_off_are_asked_for_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    def too_slow(*_given: object, **_options: object) -> None:
        raise TooSlow

    for language in ("en", "zh"):
        make.make_document("A lamp was lit.", language=language, source=make.make_source(f"In {language}"))
    index_everything()
    with monkeypatch.context() as patched:
        patched.setattr(slow, too_slow)
        cut = client.get("/search/", {"q": "lamp"})
    assert "no-store" in cut["Cache-Control"]
    whole = client.get("/search/", {"q": "lamp"})
    assert whole.content != cut.content
    assert "no-store" not in whole.get("Cache-Control", "")


def test_a_table_of_results_is_no_page(client: Client) -> None:
    make.make_document("A lamp was lit.")
    index_everything()
    for _again in range(2):
        table = client.get("/search/", {"q": "lamp", "format": "csv"})
        assert b"lamp" in b"".join(table.streaming_content)  # type: ignore[attr-defined]


def test_a_style_of_citing_changes_no_page(
    client: Client, document: Document, django_assert_num_queries: Counted
) -> None:
    read(client, document)
    client.cookies["citation_look"] = "apa~en-US"
    with django_assert_num_queries(1):
        read(client, document)
