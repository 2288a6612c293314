"""Which records a proposal is joined with, as chosen on the ingest desk."""

import pytest
from django.test import Client

from accounts.models import User
from archive.models import Draft
from sources.models import Account, Agent, Post
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.archive.desk import draft_for, form_of, words_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(client: Client) -> User:
    person = make_user()
    client.force_login(person)
    return person


def test_records_that_are_here_are_offered_and_can_be_refused(client: Client, researcher: User) -> None:
    ingest_text(ARTICLE)
    draft = draft_for(client, article_with("Elsewhere"))
    page = words_of(client.get(draft.get_absolute_url()))
    assert "Is this post here already?" in page
    assert "same account and the same words" in page
    post = Post.objects.order_by("pk").first()
    assert post
    form = form_of(draft)
    assert form["match-p1"] == post.source.public_id
    client.post(draft.get_absolute_url(), {**form, "match-p1": "new", "match-account:x:adaquill": "stranger"})
    draft.refresh_from_db()
    assert draft.matches["p1"] == "new"
    assert "match-account:x:adaquill" not in draft.matches
    client.post(f"{draft.get_absolute_url()}confirm/", {"version": draft.version})
    assert (Post.objects.count(), Account.objects.count(), Agent.objects.count()) == (3, 1, 1)


def test_there_is_no_second_account_of_a_handle(client: Client, researcher: User) -> None:
    ingest_text(ARTICLE)
    draft = draft_for(client, article_with("Elsewhere"))
    form = form_of(draft)
    assert "Here already: @adaquill" in words_of(client.get(draft.get_absolute_url()))
    client.post(draft.get_absolute_url(), {**form, "match-account:x:adaquill": "new"})
    draft.refresh_from_db()
    assert "account:x:adaquill" not in draft.matches
    Draft.objects.update(matches={"account:x:adaquill": "new"})  # as an older draft may say
    client.post(f"{draft.get_absolute_url()}confirm/", {"version": draft.version})
    assert Account.objects.count() == 1


def test_two_findings_of_one_post_make_one_record(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    both = {"p1__platform_id": "77", "p2__platform_id": "77", "then": "confirm"}
    answer = client.post(draft.get_absolute_url(), form_of(draft, **both), follow=True)
    assert "1 post 1 thread" in words_of(answer)
    client.post(f"{draft.get_absolute_url()}confirm/", {"version": 2})
    assert Post.objects.count() == 1


def test_a_choice_for_an_author_goes_with_the_author(client: Client, researcher: User) -> None:
    ingest_text(ARTICLE)
    draft = draft_for(client, article_with("Elsewhere"))
    client.post(draft.get_absolute_url(), form_of(draft, metadata__authors="Ada Quill\nBo Wick"))
    draft.refresh_from_db()
    client.post(draft.get_absolute_url(), {**form_of(draft), "match-agent:author:0": "new"})
    draft.refresh_from_db()
    assert draft.matches["agent:author:0"] == "new"
    client.post(draft.get_absolute_url(), form_of(draft, metadata__authors="Bo Wick\nAda Quill"))
    draft.refresh_from_db()
    assert "agent:author:0" not in draft.matches
