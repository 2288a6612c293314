"""Publishing: a document with all that it names, and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from archive.models import Document, Reference
from archive.publishing import publish, withdraw
from sources.models import Account, Agent, Source
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_publishing_opens_the_document_and_what_it_names() -> None:
    document = ingest_text(ARTICLE).document
    other = ingest_text(article_with("Elsewhere the same lamps.")).document
    published = publish(document=document, actor=make_user(EDITOR))
    assert Document.objects.visible_to(NOBODY).whole().get() == document
    # 2 posts with their texts, 1 quotation, the article itself
    assert (published.documents, published.sources, published.accounts, published.agents) == (3, 4, 1, 1)
    references = Reference.objects.visible_to(NOBODY)
    assert references.filter(document=document).count() == 3
    assert not references.filter(document=other).exists()
    assert Account.objects.visible_to(NOBODY).count() == Agent.objects.visible_to(NOBODY).count() == 1


def test_publishing_twice_changes_and_logs_nothing() -> None:
    document = ingest_text(ARTICLE).document
    publish(document=document, actor=None)
    again = publish(document=document, actor=None)
    assert (again.documents, again.sources, again.accounts, again.agents) == (0, 0, 0, 0)
    assert AuditEntry.objects.filter(verb="published").count() == 1


def test_withdrawing_takes_back_the_document_and_all_that_only_it_names() -> None:
    document = ingest_text(ARTICLE, public=True).document
    withdraw(document=document, actor=None)
    withdraw(document=document, actor=None)
    document.refresh_from_db()
    assert document.state == State.DRAFT
    for model in (Document, Source, Account, Agent):
        assert not model.objects.visible_to(NOBODY).exists(), model
    assert AuditEntry.objects.filter(verb="withdrew").count() == 1
    publish(document=document, actor=None)
    assert Source.objects.visible_to(NOBODY).count() == 4


def test_withdrawing_leaves_what_another_public_document_names() -> None:
    document = ingest_text(ARTICLE, public=True).document
    other = ingest_text(article_with("Elsewhere the same lamps."), public=True).document
    draft = ingest_text(article_with("Nobody has read this yet.")).document
    withdraw(document=document, actor=None)
    # Two posts with their texts and whoever wrote them; the first article and the report that only it quotes are gone.
    assert set(Source.objects.visible_to(NOBODY)) == {
        other.source,
        *Source.objects.filter(post__isnull=False),
    }
    assert Document.objects.visible_to(NOBODY).count() == 3
    assert Account.objects.visible_to(NOBODY).count() == Agent.objects.visible_to(NOBODY).count() == 1
    withdraw(document=other, actor=None)
    assert Reference.objects.filter(document=draft).exists()
    assert not Source.objects.visible_to(NOBODY).exists()


@pytest.mark.parametrize("name", ["archive:document_publish", "archive:document_withdraw"])
@pytest.mark.parametrize(("role", "status"), [("", 302), (READER, 403), (RESEARCHER, 403), (EDITOR, 302)])
def test_only_those_who_publish_may(client: Client, name: str, role: str, status: int) -> None:
    document = ingest_text(ARTICLE).document
    if role:
        client.force_login(make_user(role))
    answer = client.post(reverse(name, args=[document.public_id]))
    assert answer.status_code == status
    document.refresh_from_db()
    changed = role == EDITOR and name.endswith("publish")
    assert document.state == (State.PUBLIC if changed else State.DRAFT)
    assert client.get(reverse(name, args=[document.public_id])).status_code == 405


def test_the_page_says_what_was_published(client: Client) -> None:
    document = ingest_text(ARTICLE).document
    client.force_login(make_user(EDITOR))
    answer = client.post(reverse("archive:document_publish", args=[document.public_id]), follow=True)
    assert "Public now, with 6 records that it names." in answer.content.decode()
