"""What is said when nothing is found: near words, words that are nowhere, and what is too much."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import RESEARCHER
from accounts.visibility import State
from tests.annotation_factories import make_tag
from tests.archive.results import answer, keep_one_of_each, text_of
from tests.factories import make_agent, make_document, make_source, make_user
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


def test_nothing_found_takes_so_many_queries_too(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keep_one_of_each()
    with django_assert_max_num_queries(MOST_QUERIES):
        answer(client, "zlampx lamqqq nowhere 羽宁 tag:x")


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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zurveillance", "surveillance"),
        ("urveillance", "surveillance"),
        ("xsurveillance", "surveillance"),
        ("usrveillance", "surveillance"),
        ("warbour", "harbour"),
        ("лорога", "дорога"),
        ("Mozur warbour", "Mozur harbour"),
    ],
)
def test_words_misspelt_in_their_first_letters_find_theirs(client: Client, typed: str, meant: str) -> None:
    make_document("Mozur on the surveillance of the harbour. Дорога.")
    index_everything()
    assert f"Did you mean {meant} ?" in text_of(answer(client, typed))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("孟键国", "孟建国"),
        ("建孟国", "孟建国"),
        ("孟鍵國 quay", "孟建国 quay"),
        ("人睑", "人脸"),
        ("脸人", "人脸"),
        ("海康畏视", "海康威视"),
    ],
)
def test_a_wrong_character_finds_the_name_that_is_meant(client: Client, typed: str, meant: str) -> None:
    make_agent("Quay 孟建国")
    make_tag("人脸")
    make_source("杭州海康威视数字技术")
    index_everything()
    assert f"Did you mean {meant} ?" in text_of(answer(client, typed))


def test_two_wrong_characters_or_another_length_are_no_neighbours(client: Client) -> None:
    make_agent("孟建国")
    index_everything()
    for typed in ("孟键囯", "孟建国人", "建国孟"):
        assert "Did you mean" not in text_of(answer(client, typed))


def test_no_near_word_tells_of_what_a_visitor_may_not_see(client: Client) -> None:
    make_agent("孟建国", state=State.DRAFT)
    make_document("The canary sang.", state=State.DRAFT)
    index_everything()
    for typed in ("孟键国", "zanary"):
        assert "Did you mean" not in text_of(answer(client, typed))
    client.force_login(make_user(RESEARCHER))
    for typed, meant in (("孟键国", "孟建国"), ("zanary", "canary")):
        assert f"Did you mean {meant} ?" in text_of(answer(client, typed))


def test_what_is_no_phrase_is_found_as_words(client: Client) -> None:
    make_document("The lamp of the quay.")
    index_everything()
    assert 'href="/search/?q=lamp+quay"' in answer(client, '"lamp quay"')
    assert 'href="/search/?q=lamp+quay"' in answer(client, '"lamp quay qqq')
