"""Two at once: where two Subjects meet, and where one Document speaks of one Subject."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.company import LONGEST_SHOWN, in_document
from annotations.models import Subject
from archive.models import Document
from tests.annotation_factories import make_subject, mark
from tests.annotations.desk import address, researcher
from tests.archive.pages import seen, words_of
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db
TEXT = "Works sold cameras to the Police.\nThe Police denies it.\nWorks and the Police again."


@pytest.fixture
def works() -> Subject:
    return make_subject("Works 灯厂")


@pytest.fixture
def police() -> Subject:
    return make_subject("Police", kind="agency")


@pytest.fixture
def document(works: Subject, police: Subject) -> Document:
    """The first and the last passage speak of both, the second of the Police alone."""
    document = make_document(TEXT)
    mark("Works", works, document)
    mark("Works", works, document, skip=1)
    for number in range(3):
        mark("Police", police, document, skip=number)
    return document


def together(first: Subject, second: Subject, client: Client | None = None) -> str:
    return seen(client or Client(), address("pair_detail", first, second.kind, second.slug))


@pytest.mark.usefixtures("document")
def test_a_pair_has_the_passages_that_speak_of_both(works: Subject, police: Subject) -> None:
    for html in (together(works, police), together(police, works)):
        words = words_of(html)
        assert "2 passages" in words
        assert "Works sold cameras to the Police ." in words  # both are marked
        assert "Works and the Police again." in words
        assert "denies" not in words


def test_each_mark_in_a_passage_leads_to_its_words(
    works: Subject, police: Subject, document: Document
) -> None:
    html = together(works, police)
    for evidence in works.evidence.all():
        assert f"{document.get_absolute_url()}#a-{evidence.annotation_id}" in html
    assert f"{document.get_absolute_url()}#p3" in html


def test_a_passage_shows_its_marks_the_narrowest_on_top_and_is_cut_when_long(works: Subject) -> None:
    document = make_document("Works sold 👁️ lamps. " + "Filler. " * 300)
    mark("Works sold 👁️ lamps", works, document, kind="claim")
    mark("👁️", works, document, kind="technology")
    marked, *_rest = in_document(works, document, make_user())
    pieces = marked.pieces
    assert pieces[:3] == [("Works sold ", "claim"), ("👁️", "technology"), (" lamps", "claim")]
    assert pieces[-1] == ("…", "")
    assert "".join(words for words, _kind in pieces[:-1]) == document.text[:LONGEST_SHOWN]


def test_a_pair_shows_nothing_that_one_may_not_see(works: Subject, police: Subject) -> None:
    hidden = make_document("Works and Police in secret.", state=State.DRAFT)
    for words, subject in (("Works", works), ("Police", police)):
        mark(words, subject, hidden)
    open_text = make_document("Works and Police, open.")
    mark("Works", works, open_text)
    mark("Police", police, open_text, state="submitted")
    assert "No passage yet" in together(works, police)
    inside = words_of(together(works, police, researcher()))
    assert "in secret" in inside
    assert "2 passages" in inside


def test_there_is_no_pair_with_a_draft_or_with_nothing(works: Subject) -> None:
    draft = make_subject("Draft", state=State.DRAFT)
    assert Client().get(address("pair_detail", works, draft.kind, draft.slug)).status_code == 404
    assert Client().get(address("pair_detail", works, "vendors", "nobody")).status_code == 404


def test_a_document_speaks_of_a_subject_in_these_passages(police: Subject, document: Document) -> None:
    mark("Elsewhere", police, make_document("Elsewhere the Police."))
    words = words_of(seen(Client(), address("subject_in_document", police, document.public_id)))
    assert "3 passages" in words
    assert "The Police denies it." in words
    assert "Elsewhere" not in words


def test_of_a_draft_document_nothing_is_said(police: Subject) -> None:
    hidden = make_document("Police in secret.", state=State.DRAFT)
    mark("Police", police, hidden)
    where = address("subject_in_document", police, hidden.public_id)
    assert Client().get(where).status_code == 404
    assert "in secret" in seen(researcher(), where)


def test_pages_of_pairs_ask_as_often_whatever_they_hold(
    works: Subject, police: Subject, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(20):
        document = make_document(TEXT)
        mark("Works", works, document)
        mark("Police", police, document)
    with django_assert_max_num_queries(10):
        Client().get(
            reverse("annotations:pair_detail", args=["vendors", works.slug, "agencies", police.slug])
        )
