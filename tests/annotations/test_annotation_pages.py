"""The list of annotations and the page of each."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import EDITOR, RESEARCHER
from annotations.models import Annotation, Creator, Kind, WorkState
from annotations.services.annotating import reply
from annotations.services.reviewing import accept, submit
from annotations.services.revising import revise
from tests import annotation_factories as annotated
from tests import factories as make
from tests.archive.pages import words_of
from tests.html import faults

pytestmark = pytest.mark.django_db


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert faults(html) == []
    return html


def test_the_list_leads_to_the_words(client: Client) -> None:
    annotation = annotated.make_annotation("two winters", tags=["quay"], kind=Kind.VENDOR)
    subject = annotated.make_evidence(annotation, annotated.make_subject()).subject
    annotated.make_annotation("Port Sorrel", state=WorkState.SUBMITTED)
    html = html_of(client, "/annotations/")
    document = annotation.targets.get().document
    for part in (
        "two winters", f"{document.get_absolute_url()}#a-{annotation.pk}", "¶ 2", "quay", subject.get_absolute_url(),
    ):  # fmt: skip
        assert part in html
    assert "Port Sorrel</blockquote>" not in html


@pytest.mark.parametrize(
    "query",
    [
        "kind=vendor",
        "tag=QUAY",
        "by=ada",
        "by=Ada+Quill",
        "by=Grace",
        "about=lamp",
        "document=harbour",
        "state=accepted",
    ],
)
def test_each_filter_finds_it_and_hides_the_rest(client: Client, query: str) -> None:
    document = make.make_document(source=make.make_source("A harbour at night"))
    found = annotated.make_annotation("two winters", document=document, kind=Kind.VENDOR, tags=["quay"])
    Annotation.objects.update(created_by=make.make_user(username="ada", first_name="Ada", last_name="Quill"))
    Creator.objects.create(annotation=found, name="Grace")
    annotated.make_evidence(found, annotated.make_subject("Sorrel Lamp Works"))
    other = make.make_document("Other words.", source=make.make_source("Elsewhere"))
    hidden = annotated.make_annotation("words", document=other, state=WorkState.SUBMITTED)
    client.force_login(make.make_user(RESEARCHER))
    html = html_of(client, f"/annotations/?{query}")
    assert str(found.pk) in html
    assert str(hidden.pk) not in html


@pytest.mark.parametrize("role", ["", RESEARCHER])
def test_queries_of_the_list_stay_constant(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, role: str
) -> None:
    subject = annotated.make_subject()
    for _ in range(60):
        annotated.make_evidence(annotated.make_annotation(tags=["quay"]), subject)
    if role:
        client.force_login(make.make_user(role))
    with django_assert_max_num_queries(6):
        html = html_of(client, "/annotations/")
    assert html.count('class="record"') == 50
    assert 'rel="next"' in html


def test_the_page_says_what_where_who_and_how_it_came_to_be(client: Client) -> None:
    author = make.make_user(RESEARCHER, username="ada")
    annotation = annotated.make_annotation(
        "two winters", actor=author, state=WorkState.DRAFT, note="*First*", tags=["quay"]
    )
    revise(annotation=annotation, version=1, actor=author, note="*Second*")
    reply(to=annotation, note="Which winters?", actor=author)
    evidence = annotated.make_evidence(annotation, annotated.make_subject())
    client.force_login(author)
    html = html_of(client, annotation.get_absolute_url())
    for part in (
        "two winters", "by ada", "Draft", "<em>Second</em>", "*First*", "Which winters?", "quay", "¶ 2",
        evidence.subject.get_absolute_url(), "/submit/", "/withdraw/", "/restore/1/", f"testserver{annotation.get_absolute_url()}",
    ):  # fmt: skip
        assert part in html
    assert "/accept/" not in html


def test_the_public_sees_no_versions_and_no_acts(client: Client) -> None:
    annotation = annotated.make_annotation("two winters", note="Seen.")
    html = html_of(client, annotation.get_absolute_url())
    assert "Versions" not in html
    assert 'method="post"' not in html.split("<main")[1]


def test_the_page_has_the_whole_thread_and_who_answers_whom(client: Client) -> None:
    annotation = annotated.make_annotation()
    ada, bo = (make.make_user(username=name) for name in ("ada", "bo"))
    first = reply(to=annotation, note="Is it so?", actor=ada)
    answer = reply(to=first, note="It is.", actor=bo)
    client.force_login(bo)
    html = html_of(client, annotation.get_absolute_url())
    assert html.index("Is it so?") < html.index("It is.") < html.index("Your reply")
    assert "bo to ada" in html
    assert "Is it so?" not in html_of(client, answer.get_absolute_url())


def test_what_a_person_may_not_see_is_not_there(client: Client) -> None:
    annotation = annotated.make_annotation(state=WorkState.SUBMITTED)
    assert client.get(annotation.get_absolute_url()).status_code == 404
    assert client.get("/annotations/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_acts_replies_and_versions_by_form(client: Client) -> None:
    author = make.make_user(RESEARCHER)
    client.force_login(author)
    annotation = annotated.make_annotation(actor=author, state=WorkState.DRAFT, note="First")
    page = annotation.get_absolute_url()
    client.post(f"{page}edit/", {"version": "1", "kind": "note", "note": "Second", "tags": ""})
    client.post(f"{page}restore/1/")
    client.post(f"{page}reply/", {"note": "Hm."})
    subject = annotated.make_subject("Sorrel Lamp Works")
    client.post(f"{page}evidence/", {"subject": "sorrel lamp works", "stance": "describes"})
    client.post(f"{page}submit/")
    annotation.refresh_from_db()
    assert (annotation.note, annotation.version, annotation.state) == ("First", 3, WorkState.SUBMITTED)
    assert annotation.replies.get().note == "Hm."
    assert annotation.evidence.get().subject == subject
    client.post(f"{page}evidence/{annotation.evidence.get().pk}/take-back/")
    assert not annotation.evidence.exists()
    client.post(f"{page}withdraw/", {"reason": ""})
    client.post(f"{page}withdraw/", {"reason": "A slip.", "next": "//evil.example/"})
    annotation.refresh_from_db()
    assert (annotation.state, annotation.reason) == (WorkState.WITHDRAWN, "A slip.")


def test_where_a_form_sends_people_is_on_this_site(client: Client) -> None:
    client.force_login(make.make_user(EDITOR))
    annotation = annotated.make_annotation(state=WorkState.SUBMITTED)
    address = f"{annotation.get_absolute_url()}accept/"
    assert (
        client.post(address, {"next": "//evil.example/"}).headers["Location"] == annotation.get_absolute_url()
    )
    assert client.post(address, {"next": "/review/"}).headers["Location"] == "/review/"


def test_an_act_that_is_not_allowed_is_refused_in_words(client: Client) -> None:
    client.force_login(make.make_user(RESEARCHER))
    annotation = annotated.make_annotation(state=WorkState.SUBMITTED)
    answer = client.post(f"{annotation.get_absolute_url()}accept/", follow=True)
    assert "Only an editor can do that." in answer.content.decode()
    assert client.post(f"{annotation.get_absolute_url()}explode/").status_code == 404
    annotation.refresh_from_db()
    assert annotation.state == WorkState.SUBMITTED


def test_what_became_of_it_is_told_to_those_who_work_here(client: Client) -> None:
    annotation = annotated.make_annotation(state=WorkState.DRAFT)
    submit(annotation=annotation, actor=None)
    editor = make.make_user(EDITOR, first_name="Ben", last_name="Anchor")
    accept(annotation=annotation, actor=editor)
    assert "History" not in html_of(client, annotation.get_absolute_url())
    client.force_login(editor)
    told = words_of(html_of(client, annotation.get_absolute_url()).split('id="history"')[1])
    assert (
        told.index("Ben Anchor accepted") < told.index("submitted for review") < told.index("said of these")
    )
    assert "State before: Submitted → after: Accepted" in told
