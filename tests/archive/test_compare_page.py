"""Two texts side by side, as a page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.visibility import State
from archive.models import Document, ReferenceKind
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db
LAMPS = "The lamps on the quay of Brack were out for nine nights before anyone wrote it down."


@pytest.fixture
def article() -> Document:
    return make.make_document(
        f"What the harbour says.\n{LAMPS}\nNobody answered.", source=make.make_source("Lamps")
    )


@pytest.fixture
def post(article: Document) -> Document:
    post = make.make_post(LAMPS)
    make.make_reference(article, post.source, LAMPS, kind=ReferenceKind.POST)
    return Document.objects.get(source=post.source)


def page_of(client: Client, **query: str) -> str:
    html = client.get(reverse("archive:compare"), query).content.decode()
    assert faults(html) == []
    return html


def test_what_both_say_is_marked_on_either_side(client: Client, article: Document, post: Document) -> None:
    html = page_of(client, a=article.public_id, b=post.public_id)
    assert 'id="a-run-1" href="#b-run-1"' in html
    assert 'id="b-run-1" href="#a-run-1"' in html
    assert f"</a>{LAMPS[:-1]}</mark>" in html
    assert "left, ¶ 2" in html
    assert "right, ¶ 1" in html
    assert "100 % of its words stand in the other" in html


def test_versions_show_what_differs(client: Client, article: Document) -> None:
    newer = make.make_document(article.text.replace("nine", "ten"), source=article.source)
    html = page_of(client, a=article.public_id, b=newer.public_id)
    assert "compare--apart" in html
    assert "compare--apart" not in page_of(client, a=article.public_id, b=newer.public_id, mark="both")


@pytest.mark.parametrize("form", ["{id}", "/posts/{id}/", "https://archive.example/posts/{id}/?x=1#p1"])
def test_a_post_is_named_by_its_id_or_address(
    client: Client, article: Document, post: Document, form: str
) -> None:
    html = page_of(client, a=article.public_id, b=form.format(id=post.source.public_id))
    assert 'id="b-run-1"' in html


def test_with_one_text_those_near_it_are_offered(client: Client, article: Document, post: Document) -> None:
    newer = make.make_document("Another text of it.", source=article.source)
    html = page_of(client, a=article.public_id)
    same, quoted = f"b={newer.public_id}", f"b={post.public_id}"
    assert html.index(same) < html.index(quoted)
    assert "errorlist" not in html


def test_wrong_names_are_said_and_kept(client: Client, article: Document) -> None:
    html = page_of(client, a=article.public_id, b="/documents/nowhere/")
    assert "No text is kept here under this id or address." in html
    assert "/documents/nowhere/" in html
    assert "This is the same text" in page_of(
        client, a=article.public_id, b=f"/documents/{article.public_id}/"
    )
    assert client.get(reverse("archive:compare"), {"a": "\0", "b": "x" * 9_999}).status_code == 200


def test_drafts_are_compared_by_those_who_see_them(client: Client, article: Document) -> None:
    draft = make.make_document(LAMPS, source=make.make_source("Draft", state=State.DRAFT), state=State.DRAFT)
    assert "No text is kept here" in page_of(client, a=article.public_id, b=draft.public_id)
    client.force_login(make.make_user())
    assert 'id="b-run-1"' in page_of(client, a=article.public_id, b=draft.public_id)


def test_the_number_of_queries_is_constant(
    client: Client, django_assert_max_num_queries: Callable[..., Any], article: Document, post: Document
) -> None:
    with django_assert_max_num_queries(4):
        page_of(client, a=article.public_id, b=post.public_id)
