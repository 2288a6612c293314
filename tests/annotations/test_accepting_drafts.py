"""An annotation that is evidence for a draft: the queue says so, and one step accepts the one and publishes the other."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, User
from accounts.roles import EDITOR, RESEARCHER
from accounts.visibility import State
from annotations.models import Annotation, Claim, Subject, WorkState
from annotations.services.refusals import ChangedMeanwhile, NotAllowed
from annotations.services.reviewing import accept_and_publish, send_back
from annotations.services.subjects import withdraw_subject
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject
from tests.archive.pages import words_of
from tests.factories import make_user
from tests.html import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> User:
    user = make_user(EDITOR)
    client.force_login(user)
    return user


def waiting(*subjects: Subject, **fields: Any) -> Annotation:
    annotation = make_annotation(state=WorkState.SUBMITTED, **fields)
    for subject in subjects:
        make_evidence(annotation, subject)
    return annotation


def draft_claim(name: str = "The lamps listened.") -> Claim:
    return make_claim(name, state=State.DRAFT)


def test_the_queue_says_that_the_claim_is_a_draft(client: Client, editor: User) -> None:
    waiting(draft_claim().subject, make_subject("Sorrel Works"))
    waiting(make_subject("Public Works"))
    html = client.get("/review/").content.decode()
    assert faults(html) == []
    words = words_of(html)
    assert words.count("is a draft:") == 1
    assert "Its claim is a draft: The lamps listened. Accepted alone, the note is public" in words
    assert html.count("data-publish") == 1
    assert "Accept and publish the claim" in words


def test_one_press_accepts_and_publishes_and_goes_on(client: Client, editor: User) -> None:
    claim, annotation = draft_claim(), waiting()
    make_evidence(annotation, claim.subject)
    where = f"{annotation.get_absolute_url()}accept-and-publish/"
    assert f'formaction="{where}"' in client.get("/review/").content.decode()
    answer = client.post(where, {"version": "1", "next": "/review/"}, follow=True)
    words = words_of(answer.content.decode())
    assert "Accepted, and what it is evidence for is public now, too." in words
    assert "Nothing waits" in words
    assert "The lamps listened." in words_of(Client().get(claim.subject.get_absolute_url()).content.decode())


def test_each_act_is_in_the_log_and_can_be_taken_back(editor: User) -> None:
    first, second, public = draft_claim(), make_subject(state=State.DRAFT), make_subject("Known")
    annotation = waiting(first.subject, second, public)
    accepted = accept_and_publish(annotation=annotation, actor=editor, version=1)
    assert accepted.state == WorkState.ACCEPTED
    assert set(Subject.objects.values_list("state", flat=True)) == {State.PUBLIC}
    entries = AuditEntry.objects.filter(actor=editor, verb__in=["accepted", "published"])
    assert sorted(entries.values_list("verb", "record_id")) == sorted(
        [
            ("accepted", str(annotation.pk)),
            ("published", first.subject.public_id),
            ("published", second.public_id),
        ]
    )
    send_back(annotation=annotation, reason="Not yet.", actor=editor)
    withdraw_subject(subject=first.subject, actor=editor)
    first.subject.refresh_from_db()
    assert first.subject.state == State.DRAFT


def test_what_cannot_be_accepted_publishes_nothing(client: Client, editor: User) -> None:
    claim = draft_claim()
    annotation = waiting(claim.subject)
    with pytest.raises(ChangedMeanwhile):
        accept_and_publish(annotation=annotation, actor=editor, version=2)
    Annotation.objects.update(state=WorkState.WITHDRAWN, reason="Wrong lamp.")
    with pytest.raises(NotAllowed):
        accept_and_publish(annotation=annotation, actor=editor)
    where = f"{annotation.get_absolute_url()}accept-and-publish/"
    words = words_of(client.post(where, {"version": "1"}, follow=True).content.decode())
    assert "Only a draft or what was submitted can be accepted. This one is: Withdrawn." in words
    claim.subject.refresh_from_db()
    assert claim.subject.state == State.DRAFT


def test_a_researcher_neither_sees_the_button_nor_can_press_it(client: Client) -> None:
    claim, researcher = draft_claim(), make_user(RESEARCHER)
    annotation = waiting(claim.subject, actor=researcher)
    client.force_login(researcher)
    assert "accept-and-publish" not in client.get(annotation.get_absolute_url()).content.decode()
    answer = client.post(f"{annotation.get_absolute_url()}accept-and-publish/", follow=True)
    assert "Only an editor can publish what it is about." in words_of(answer.content.decode())
    claim.subject.refresh_from_db()
    annotation.refresh_from_db()
    assert (claim.subject.state, annotation.state) == (State.DRAFT, WorkState.SUBMITTED)


def test_the_page_of_the_annotation_offers_it_too(client: Client, editor: User) -> None:
    annotation = waiting(draft_claim().subject, make_subject(state=State.DRAFT))
    html = client.get(annotation.get_absolute_url()).content.decode()
    assert faults(html) == []
    assert "Accept and publish all 2" in words_of(html)
    client.post(f"{annotation.get_absolute_url()}accept/", {"version": "1"})
    assert "is a draft:" not in words_of(client.get(annotation.get_absolute_url()).content.decode())


def test_drafts_cost_the_queue_one_query(
    client: Client, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(4):
        waiting(draft_claim().subject)
    with django_assert_max_num_queries(8):
        assert client.get("/review/").content.decode().count("data-publish") == 4
