"""The help page of the search says what the parser does."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from sources.search_help import FIELDS, REPAIRED, SCRIPTS, WORDS, Example, FieldHelp, field_helps
from sources.searching.querying import known_fields, parse
from sources.templatetags.search_links import search_address
from tests.html import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def help_page(client: Client) -> str:
    answer = client.get(reverse("sources:search_help"))
    assert answer.status_code == 200
    return answer.content.decode()


def plain(html: str) -> str:
    """Without the spans that say where Han begins and ends."""
    return html.replace('<span lang="und-Hani">', "").replace("</span>", "")


@pytest.mark.parametrize("example", [*WORDS, *FIELDS, *SCRIPTS, *REPAIRED], ids=lambda example: example.query)
def test_each_example_is_a_link_with_its_reading(example: Example, help_page: str) -> None:
    understood = parse(example.query)
    assert f'href="{escape(search_address(example.query))}"' in help_page
    assert f"<td>{escape(understood.reading)}" in plain(help_page)
    for note in understood.notes:
        assert escape(str(note)) in plain(help_page)


@pytest.mark.parametrize("example", [*WORDS, *FIELDS, *SCRIPTS], ids=lambda example: example.query)
def test_what_is_recommended_is_well_formed(example: Example) -> None:
    assert example.understood.notes == ()
    assert example.understood.finds


@pytest.mark.parametrize("example", REPAIRED, ids=lambda example: example.query)
def test_what_was_repaired_is_said(example: Example) -> None:
    assert example.understood.notes


@pytest.mark.parametrize("shown", list(field_helps()), ids=lambda shown: shown.field.name)
def test_each_field_is_there_with_an_example_and_all_its_values(shown: FieldHelp, help_page: str) -> None:
    assert shown.understood.notes == ()
    assert parse(shown.query) == shown.understood
    assert [term.name for term in shown.understood.fields] == [shown.field.name]
    assert f'href="{escape(search_address(shown.query))}"' in help_page
    for alias in shown.field.aliases:
        assert f"<code>{alias}:</code>" in plain(help_page)
    for value in shown.field.values:
        assert f"<code>{value}</code>" in help_page


def test_no_field_is_left_out(help_page: str) -> None:
    assert help_page.count('<tr id="field-') == len(list(known_fields()))


def test_the_page_is_valid_and_asks_the_database_nothing(
    client: Client, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    with django_assert_num_queries(0):
        answer = client.get(reverse("sources:search_help"))
    assert faults(answer.content.decode()) == []


@pytest.mark.parametrize("query", ["a b", 'tag:"x & y" -é', "人脸 OR 張三", "%2F+#?=&"])
def test_an_address_carries_any_query(query: str) -> None:
    assert parse_qs(urlsplit(search_address(query)).query) == {"q": [query]}
    assert search_address(parse(query)) == search_address(parse(query).text())
