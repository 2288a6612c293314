"""The same words elsewhere: on the pages of documents, sources, agents, Subjects and tags."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.visibility import State
from annotations.echoes import echoes_of
from annotations.models import Annotation
from archive.models import Document
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.factories import make_agent, make_document, make_source

pytestmark = pytest.mark.django_db

SAID = "The lamps count people, whoever asks."


def texts() -> tuple[Document, Document]:
    """Two articles that say the same in one paragraph, the second with other spacing and capitals."""
    author = make_agent("Ada Quill")
    first = make_document(f"One lamp.\n{SAID}", source=make_source("First", authors=[author]))
    second = make_document(f"{SAID.upper()}\nAnother lamp.", source=make_source("Second"))
    return first, second


def test_a_marked_passage_is_found_in_another_text() -> None:
    first, second = texts()
    annotation = make_annotation("count people", document=first)
    (echo,) = echoes_of(Annotation.objects.filter(pk=annotation.pk), AnonymousUser())
    assert (echo.document, echo.number, echo.words) == (second, 1, SAID.upper())


def test_nothing_is_found_where_nothing_is_the_same() -> None:
    first, _second = texts()
    annotation = make_annotation("One lamp", document=first)
    assert echoes_of(Annotation.objects.filter(pk=annotation.pk), AnonymousUser()) == []
    assert echoes_of(Annotation.objects.none(), AnonymousUser()) == []


def test_a_draft_that_says_the_same_is_not_told() -> None:
    first, second = texts()
    annotation = make_annotation("count people", document=first)
    Document.objects.filter(pk=second.pk).update(state=State.DRAFT)
    assert echoes_of(Annotation.objects.filter(pk=annotation.pk), AnonymousUser()) == []


def test_every_kind_of_page_tells_it(client: Client) -> None:
    first, second = texts()
    annotation = make_annotation("count people", document=first, tags=["lamps"])
    subject = make_subject("Lamp Works")
    make_evidence(annotation, subject)
    (author,) = (each.agent for each in first.source.contributions.all())
    tag = annotation.tags.get()
    pages = [
        f"/documents/{first.public_id}/subjects/",
        first.source.get_absolute_url(),
        author.get_absolute_url(),
        subject.get_absolute_url(),
        tag.get_absolute_url(),
    ]
    link = f'href="{second.get_absolute_url()}#p1"'
    assert [page for page in pages if link not in client.get(page).content.decode()] == []
