"""The queue of editors."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import EDITOR, RESEARCHER
from annotations.models import WorkState
from annotations.services.annotating import reply
from tests import annotation_factories as annotated
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make.make_user(EDITOR))
    return client


def test_only_editors_review(client: Client) -> None:
    assert client.get("/review/").status_code == 302
    client.force_login(make.make_user(RESEARCHER))
    assert client.get("/review/").status_code == 403


def test_what_waits_stands_in_its_words_the_longest_wait_first(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for words in ("two winters", "Port Sorrel", "Nobody"):
        annotated.make_annotation(words, state=WorkState.SUBMITTED, tags=["quay"])
    annotated.make_annotation("lamps", state=WorkState.DRAFT)
    with django_assert_max_num_queries(7):
        html = editor.get("/review/").content.decode()
    assert faults(html) == []
    places = [html.index(f">{words}</mark>") for words in ("two winters", "Port Sorrel", "Nobody")]
    assert places == sorted(places)
    assert "the lamps of Port Sorrel" in html
    assert html.count("data-accept") == 3


def test_accepting_goes_on_with_the_queue(editor: Client) -> None:
    annotation = annotated.make_annotation(state=WorkState.SUBMITTED)
    answer = editor.post(
        f"{annotation.get_absolute_url()}accept/", {"version": "1", "next": "/review/"}, follow=True
    )
    assert "Nothing waits" in answer.content.decode()
    annotation.refresh_from_db()
    assert annotation.state == WorkState.ACCEPTED


def test_nobody_accepts_words_that_they_have_not_read(editor: Client) -> None:
    annotation = annotated.make_annotation(state=WorkState.SUBMITTED)
    editor.post(
        f"{annotation.get_absolute_url()}edit/",
        {"version": "1", "kind": "note", "note": "Changed", "tags": ""},
    )
    answer = editor.post(f"{annotation.get_absolute_url()}accept/", {"version": "1"}, follow=True)
    assert "Somebody else has saved this" in answer.content.decode()
    annotation.refresh_from_db()
    assert annotation.state == WorkState.SUBMITTED


def test_returning_needs_a_reason(editor: Client) -> None:
    annotation = annotated.make_annotation(state=WorkState.SUBMITTED)
    address = f"{annotation.get_absolute_url()}send-back/"
    assert "Return with a reason" in editor.get(f"{address}?next=/review/").content.decode()
    assert "This field is required" in editor.post(address, {"reason": ""}).content.decode()
    editor.post(address, {"reason": "Which lamp?"})
    annotation.refresh_from_db()
    assert (annotation.state, annotation.reason) == (WorkState.RETURNED, "Which lamp?")


def test_a_reply_waits_like_anything_else(editor: Client) -> None:
    annotation = annotated.make_annotation(note="Seen on the quay.")
    answer = reply(to=annotation, note="Which quay?", actor=None)
    html = editor.get("/review/").content.decode()
    assert faults(html) == []
    assert "Which quay?" in html
    assert f'href="{annotation.get_absolute_url()}"' in html
    editor.post(f"{answer.get_absolute_url()}accept/", {"version": "1"})
    assert "Which quay?" in Client().get(annotation.get_absolute_url()).content.decode()
    assert "Nothing waits" in editor.get("/review/").content.decode()
