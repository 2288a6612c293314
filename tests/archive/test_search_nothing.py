"""What is said when nothing is found: near words, words that are nowhere, and what is too much."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.annotation_factories import make_tag
from tests.archive.results import answer, keep_one_of_each, text_of
from tests.factories import make_document
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


def test_nothing_found_takes_so_many_queries_too(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keep_one_of_each()
    with django_assert_max_num_queries(MOST_QUERIES):
        answer(client, "zlampx lamqqq nowhere tag:x")


def test_misspelt_words_find_their_neighbours(client: Client) -> None:
    make_document("The surveillance of the harbour.")
    make_tag("Überwachung")
    index_everything()
    assert 'q=surveillance+harbour">' in answer(client, "surveilance harbour")
    assert 'q=%C3%9Cberwachung">' in answer(client, "Uberwachnug")


def test_what_is_too_much_can_be_left_out(client: Client) -> None:
    make_document("The lamp.\nThe quay.")
    index_everything()
    html = answer(client, "lamp quay")
    assert 'href="/search/?q=lamp"' in html
    assert 'href="/search/?q=quay"' in html


def test_words_that_are_nowhere_are_named(client: Client) -> None:
    make_document("A lamp on the quay.")
    index_everything()
    html = answer(client, "lamp qqq")
    assert "Nowhere here: qqq" in text_of(html)
    assert 'href="/search/?q=lamp"' in html
