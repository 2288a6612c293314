"""Suggestions on a page of their own and in the reader: for those who annotate, and counted as said by nobody."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import READER
from accounts.visibility import State
from annotations.models import Annotation, Dismissal, Subject, SubjectKind, WorkState
from annotations.offering import SHOWN
from archive.models import Document
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.factories import make_document, make_user
from tests.html import faults

pytestmark = pytest.mark.django_db
TEXT = "Gates by Cisco stood on the quay.\nNobody asked Cisco <b> or JVT about them."
DATA = {"accept": "application/json"}


@pytest.fixture
def user() -> User:
    return make_user()


@pytest.fixture
def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def document() -> Document:
    return make_document(TEXT)


@pytest.fixture
def cisco() -> Subject:
    return make_subject("Cisco")


def address(document: Document) -> str:
    return f"{document.get_absolute_url()}suggestions/"


def answer(document: Document, words: str, subject: Subject, skip: int = 0) -> str:
    start = -1
    for _each in range(skip + 1):
        start = document.text.index(words, start + 1)
    return f"{start}-{start + len(words)}-{subject.public_id}"


def test_the_page_shows_each_name_with_its_passage_and_the_words_around_it(
    desk: Client, document: Document, cisco: Subject
) -> None:
    make_subject("JVT", kind=SubjectKind.TECHNOLOGY)
    html = desk.get(address(document)).content.decode()
    assert faults(html) == []
    assert html.count('name="accept"') == html.count('name="dismiss"') == 3
    assert '¶ 1</a> <span lang="en">Gates by <mark class="suggestion__name">Cisco</mark> stood on' in html
    assert (
        '¶ 2</a> <span lang="en">Nobody asked Cisco &lt;b&gt; or <mark class="suggestion__name">JVT</mark>'
        in html
    )
    assert f'value="{answer(document, "Cisco", cisco, 1)}"' in html
    assert f'href="{cisco.get_absolute_url()}"' in html


def test_the_page_teaches_when_there_is_nothing(desk: Client, document: Document) -> None:
    html = desk.get(address(document)).content.decode()
    assert faults(html) == []
    assert "Names and aliases are added on the pages of vendors" in html


def test_a_button_accepts_and_another_dismisses_and_that_can_be_undone(
    desk: Client, document: Document, cisco: Subject
) -> None:
    page = desk.post(address(document), {"accept": answer(document, "Cisco", cisco)}, follow=True)
    assert "Annotated: “Cisco” is Cisco." in page.content.decode()
    annotation = Annotation.objects.get()
    assert (annotation.state, annotation.evidence.get().subject) == (WorkState.SUBMITTED, cisco)
    page = desk.post(address(document), {"dismiss": answer(document, "Cisco", cisco, 1)}, follow=True)
    html = page.content.decode()
    assert faults(html) == []
    assert "“Cisco” is not Cisco" in html
    assert 'name="accept"' not in html
    assert f'name="undismiss" value="{Dismissal.objects.get().pk}"' in html
    page = desk.post(address(document), {"undismiss": Dismissal.objects.get().pk}, follow=True)
    assert page.content.decode().count('name="accept"') == 1
    assert not Dismissal.objects.exists()


def test_from_the_reader_it_goes_back_there(desk: Client, document: Document, cisco: Subject) -> None:
    values = {"accept": answer(document, "Cisco", cisco), "back": "reader"}
    response = desk.post(address(document), values)
    assert response["Location"] == f"{document.get_absolute_url()}#suggestions"


def test_a_script_gets_data(desk: Client, document: Document, cisco: Subject) -> None:
    jvt = [make_subject("JVT"), make_subject("JVT", kind=SubjectKind.TECHNOLOGY)]
    accepted = desk.post(address(document), {"accept": answer(document, "Cisco", cisco)}, headers=DATA)
    assert accepted.json()["address"] == Annotation.objects.get().get_absolute_url()
    both = {"dismiss": [answer(document, "JVT", each) for each in jvt]}
    dismissed = desk.post(address(document), both, headers=DATA).json()
    assert dismissed["said"] == "Dismissed: “JVT” is not JVT, JVT here."
    assert sorted(dismissed["undo"]) == sorted(Dismissal.objects.values_list("pk", flat=True))
    assert desk.post(address(document), {"undismiss": dismissed["undo"]}, headers=DATA).json() == {
        "said": "Offered again."
    }
    assert not Dismissal.objects.exists()
    again = desk.post(address(document), {"accept": answer(document, "Cisco", cisco)}, headers=DATA)
    assert again.json() == {"said": "“Cisco” is annotated with “Cisco” already.", "is_refused": True}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "accept or dismiss"),
        ({"accept": ""}, "is no suggestion of this text"),
        ({"accept": "0-5"}, "is no suggestion of this text"),
        ({"accept": "9-14-nobody"}, "is no suggestion of this text"),
        ({"accept": "99999999999999999999-5-{cisco}"}, "is no suggestion of this text"),
        ({"accept": "0-5-{cisco}"}, "is no name of"),
        ({"accept": "14-9-{cisco}"}, "Other words stand"),
        ({"dismiss": "900-905-{cisco}"}, "Other words stand"),
        ({"dismiss": "9-14-{draft}\0"}, "is no suggestion of this text"),
        ({"undismiss": "1"}, "undone it already"),
        ({"undismiss": "x" * 999}, "undone it already"),
    ],
)
def test_bad_answers_are_told_apart_from_good_ones(
    desk: Client, document: Document, cisco: Subject, values: dict[str, str], words: str
) -> None:
    sent = {name: value.replace("{cisco}", cisco.public_id) for name, value in values.items()}
    page = desk.post(address(document), sent, follow=True)
    assert (page.status_code, words in page.content.decode()) == (200, True)
    data = desk.post(address(document), sent, headers=DATA).json()
    assert (data["is_refused"], words in data["said"]) == (True, True)
    assert (Annotation.objects.count(), Dismissal.objects.count()) == (0, 0)


def test_one_of_several_that_cannot_be_dismissed_leaves_all(
    desk: Client, document: Document, cisco: Subject
) -> None:
    both = {"dismiss": [answer(document, "Cisco", cisco), answer(document, "JVT", cisco)]}
    assert desk.post(address(document), both, headers=DATA).json()["is_refused"]
    assert not Dismissal.objects.exists()


def test_only_those_who_annotate_may_see_and_answer(document: Document, cisco: Subject) -> None:
    values = {"accept": answer(document, "Cisco", cisco)}
    nobody, reader = Client(), Client()
    reader.force_login(make_user(READER))
    login = f"/login/?{urlencode({'next': address(document)}, safe='/')}"
    for response in (nobody.get(address(document)), nobody.post(address(document), values)):
        assert (response.status_code, response["Location"]) == (302, login)
    assert (
        reader.get(address(document)).status_code == reader.post(address(document), values).status_code == 403
    )
    for client in (nobody, reader):
        assert "suggestion" not in client.get(document.get_absolute_url()).content.decode()
    assert not Annotation.objects.exists()


def test_a_text_that_is_not_there_is_not_found(desk: Client) -> None:
    assert desk.get("/documents/nothing/suggestions/").status_code == 404


def test_a_draft_subject_is_offered_to_those_who_see_drafts(desk: Client, document: Document) -> None:
    draft = make_subject("Cisco", state=State.DRAFT)
    assert draft.public_id in desk.get(address(document)).content.decode()


def test_a_long_list_goes_on_further_in_the_text(
    desk: Client, cisco: Subject, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    document = make_document("\n".join(f"Line {number} about Cisco." for number in range(SHOWN + 30)))
    with django_assert_max_num_queries(10):
        html = desk.get(address(document)).content.decode()
    assert (html.count('name="accept"'), f"({SHOWN + 30})" in html) == (SHOWN, True)
    further = document.text.index("Cisco", document.text.index(f"Line {SHOWN} about"))
    assert f'href="?from={further}"' in html
    html = desk.get(address(document), {"from": further}).content.decode()
    assert html.count('name="accept"') == 30
    for typed in ("x", "-1", "9" * 30, "١"):
        assert desk.get(address(document), {"from": typed}).content.decode().count('name="accept"') == SHOWN


def test_in_the_reader_they_are_marked_and_listed_apart_from_annotations(
    desk: Client, document: Document, cisco: Subject
) -> None:
    make_subject("JVT"), make_subject("JVT", kind=SubjectKind.TECHNOLOGY)
    make_evidence(make_annotation("Cisco", document=document), cisco)
    html = desk.get(document.get_absolute_url()).content.decode()
    assert faults(html) == []
    start = document.text.index("Cisco", document.text.index("Nobody"))
    assert f'class="m m--suggestion m--0" id="s-{start}-{start + 5}"' in html
    assert "suggestion: JVT (Vendor) or JVT (Technology):" in html
    assert "(<span data-count>2</span>)" in html
    assert html.count('name="accept"') == 3


def test_the_reader_shows_a_bounded_number_and_says_how_many_more(desk: Client, cisco: Subject) -> None:
    document = make_document("\n".join(f"Line {number} about Cisco." for number in range(SHOWN + 30)))
    html = desk.get(document.get_absolute_url()).content.decode()
    assert (html.count("m--suggestion"), html.count('name="accept"')) == (SHOWN, SHOWN)
    assert "30 more further on in the text are shown" in html


def test_nothing_counts_until_it_is_accepted(desk: Client, document: Document, cisco: Subject) -> None:
    desk.get(document.get_absolute_url())
    desk.get(address(document))
    assert (Annotation.objects.count(), cisco.evidence.count()) == (0, 0)
    assert "1 annotation" not in desk.get(cisco.get_absolute_url()).content.decode()
