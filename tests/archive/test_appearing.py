"""Since when somebody can see a record: what is made public counts from then, for those who could not see it before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from accounts.roles import EDITOR, RESEARCHER
from accounts.visibility import State
from annotations.models import Annotation, WorkState
from annotations.services.reviewing import accept, send_back
from annotations.services.subjects import publish_subject, withdraw_subject
from archive.models import Document
from archive.publishing import publish, withdraw
from archive.searchpage.tabs import all_tabs
from sources.models import Account, Agent, Source, Thread
from tests.annotation_factories import make_annotation, make_subject
from tests.factories import make_account, make_agent, make_document, make_source, make_thread, make_user

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
ANYBODY = AnonymousUser()


def since(kind: str, user: User | AnonymousUser = ANYBODY) -> list[datetime]:
    """Of all records under that tab which this person sees."""
    tab = next(each for each in all_tabs() if each.name == kind)
    assert tab.appeared
    seen: Any = tab.visible(user).annotate(since=tab.appeared(user))
    return list(seen.values_list("since", flat=True))


def is_new(kind: str, user: User | AnonymousUser = ANYBODY) -> list[bool]:
    return [at > timezone.now() - timedelta(minutes=1) for at in since(kind, user)]


def age() -> None:
    """As if everything had been made long ago."""
    for model in (Account, Agent, Source, Thread, Annotation):
        model.objects.update(created_at=LONG_AGO)


def old_document(state: str = State.DRAFT, **fields: Any) -> Document:
    author = make_agent("Ada Quill", state=state)
    document = make_document(
        "A lamp.", source=make_source(authors=[author], state=state), state=state, kept_at=LONG_AGO, **fields
    )
    age()
    return document


def test_what_was_public_from_the_start_is_as_old_as_it_is() -> None:
    old_document(State.PUBLIC)
    assert since("passages") == since("sources") == since("people") == [LONG_AGO]


def test_a_published_text_is_new_with_all_that_came_with_it_but_not_to_those_who_saw_it() -> None:
    document = old_document()
    publish(document=document, actor=None)
    assert is_new("passages") == is_new("sources") == is_new("people") == [True]
    colleague = make_user(RESEARCHER)
    assert (
        since("passages", colleague)
        == since("sources", colleague)
        == since("people", colleague)
        == [LONG_AGO]
    )


def test_what_is_taken_back_and_published_again_is_new_again() -> None:
    document = old_document()
    publish(document=document, actor=None)
    Document.objects.update(published_at=LONG_AGO)
    Source.objects.update(published_at=LONG_AGO)
    assert since("passages") == [LONG_AGO]
    withdraw(document=document, actor=None)
    assert since("passages") == []
    publish(document=document, actor=None)
    assert is_new("passages") == is_new("sources") == [True]


def test_a_passage_is_no_older_than_the_source_that_hides_it() -> None:
    old_document(State.PUBLIC)
    Source.objects.update(published_at=timezone.now())
    assert is_new("passages") == [True]


def test_an_accepted_annotation_is_new_to_the_public() -> None:
    said = make_annotation("lamp", document=old_document(State.PUBLIC), state=WorkState.SUBMITTED)
    age()
    editor = make_user(EDITOR)
    accept(annotation=said, actor=editor)
    assert is_new("annotations") == [True]
    assert since("annotations", editor) == [LONG_AGO]
    Annotation.objects.update(accepted_at=LONG_AGO)
    send_back(annotation=said, reason="Look again.", actor=editor)
    assert since("annotations") == []


def test_an_annotation_comes_to_be_seen_with_its_text() -> None:
    document = old_document()
    make_annotation("lamp", document=document)
    age()
    publish(document=document, actor=None)
    assert is_new("annotations") == [True]


def test_a_subject_is_new_when_it_is_published() -> None:
    subject = make_subject("Lamp Works", state=State.DRAFT, created_at=LONG_AGO)
    publish_subject(subject=subject, actor=None)
    assert is_new("vendors") == [True]
    subject.refresh_from_db()
    first = subject.published_at
    withdraw_subject(subject=subject, actor=None)
    publish_subject(subject=subject, actor=None)
    subject.refresh_from_db()
    assert first is not None and subject.published_at is not None and subject.published_at > first


def test_a_thread_is_as_old_as_the_first_of_its_posts_that_is_seen() -> None:
    make_thread(account=make_account("quayside"))
    age()
    assert since("threads") == since("posts")[:1] == [LONG_AGO]
    Source.objects.update(published_at=timezone.now())
    assert is_new("threads") == [True]
    assert is_new("posts") == [True, True, True]


def test_every_kind_but_tags_can_be_new() -> None:
    assert [each.name for each in all_tabs() if each.appeared is None] == ["tags"]
