"""Drafts: started from bytes, corrected by version, confirmed into records or discarded."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Batch, User
from accounts.visibility import State
from archive import blobs
from archive.drafts import (
    ChangedMeanwhile,
    Input,
    Started,
    confirm_draft,
    discard_draft,
    save_corrections,
    start_draft,
)
from archive.matching import NEW
from archive.models import Capture, Document, Draft
from archive.reading.proposal import Found, Proposal, UnreadableInput
from sources.models import Account, Post
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher() -> User:
    return make_user()


def start(actor: User, data: bytes = ARTICLE.encode(), **given: str) -> Started:
    return start_draft(given=Input(data=data, method="upload", name="harbour.txt", **given), actor=actor)


def draft_of(actor: User, data: bytes = ARTICLE.encode()) -> Draft:
    draft = start(actor, data).draft
    assert draft
    return draft


def titled(draft: Draft, title: str) -> Proposal:
    proposal = draft.read()
    return replace(proposal, metadata=replace(proposal.metadata, title=Found(title, "corrected by hand")))


def test_an_input_becomes_a_draft_with_its_bytes(researcher: User) -> None:
    started = start(researcher, url="https://example.org/lamps")
    assert started.is_new
    assert started.draft
    assert blobs.read(started.draft.sha256) == ARTICLE.encode()
    assert started.draft.read().metadata.url == Found("https://example.org/lamps", "given")
    assert not Document.objects.exists()


def test_the_same_bytes_open_the_draft_with_its_corrections(researcher: User) -> None:
    draft = draft_of(researcher)
    save_corrections(draft=draft, version=1, proposal=titled(draft, "Lamps"), matches={})
    again = start(researcher)
    assert (again.is_new, again.draft) == (False, draft)
    assert again.draft
    assert again.draft.title == "Lamps"


def test_another_person_has_a_draft_of_their_own(researcher: User) -> None:
    assert draft_of(researcher) != draft_of(make_user())


def test_bytes_that_are_kept_already_point_at_the_document(researcher: User) -> None:
    document = ingest_text(ARTICLE).document
    started = start(researcher)
    assert (started.draft, started.known, started.is_new) == (None, document, False)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("data", [b"", b"  \n ", b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n"])
def test_what_cannot_be_read_leaves_nothing(researcher: User, data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        start(researcher, data)
    assert not Draft.objects.exists()
    assert not blobs.path_of(blobs.sha256_of(data)).exists()


def test_an_older_version_overwrites_nothing(researcher: User) -> None:
    draft = draft_of(researcher)
    save_corrections(draft=draft, version=1, proposal=titled(draft, "First tab"), matches={"p1": NEW})
    with pytest.raises(ChangedMeanwhile):
        save_corrections(draft=draft, version=1, proposal=titled(draft, "Second tab"), matches={})
    draft.refresh_from_db()
    assert (draft.title, draft.version, draft.matches) == ("First tab", 2, {"p1": NEW})


def test_confirming_makes_records_and_clears_the_desk(researcher: User) -> None:
    result = confirm_draft(draft=draft_of(researcher), version=1, actor=researcher)
    assert result.is_new
    assert result.document.kept_by == researcher
    assert result.document.state == State.DRAFT
    batch = Batch.objects.get()
    assert (batch.kind, batch.label, batch.created_by) == ("ingest", "harbour.txt", researcher)
    assert Post.objects.count() == 2
    assert not Draft.objects.exists()


def test_confirming_in_public(researcher: User) -> None:
    result = confirm_draft(draft=draft_of(researcher), version=1, actor=researcher, public=True)
    assert result.document.state == State.PUBLIC
    assert set(Account.objects.values_list("state", flat=True)) == {State.PUBLIC}


def test_an_older_version_is_not_confirmed(researcher: User) -> None:
    draft = draft_of(researcher)
    save_corrections(draft=draft, version=1, proposal=titled(draft, "Newer"), matches={})
    with pytest.raises(ChangedMeanwhile):
        confirm_draft(draft=draft, version=1, actor=researcher)
    assert not Document.objects.exists()
    assert Draft.objects.exists()


def test_a_draft_is_confirmed_once(researcher: User) -> None:
    draft = draft_of(researcher)
    confirm_draft(draft=draft, version=1, actor=researcher)
    with pytest.raises(ChangedMeanwhile):
        confirm_draft(draft=draft, version=1, actor=researcher)
    assert Document.objects.whole().count() == 1


def test_bytes_kept_in_the_meantime_make_no_batch(researcher: User) -> None:
    draft = draft_of(researcher)
    known = ingest_text(ARTICLE).document
    batches = Batch.objects.count()
    result = confirm_draft(draft=draft, version=1, actor=researcher)
    assert (result.is_new, result.document) == (False, known)
    assert Batch.objects.count() == batches
    assert not Draft.objects.exists()


def test_a_lost_blob_confirms_nothing(researcher: User) -> None:
    draft = draft_of(researcher)
    blobs.path_of(draft.sha256).unlink()
    with pytest.raises(FileNotFoundError):
        confirm_draft(draft=draft, version=1, actor=researcher)
    assert Draft.objects.exists()
    assert not Batch.objects.exists()


@pytest.mark.parametrize(("choice", "posts"), [(None, 2), (NEW, 3)])
def test_matches_are_joined_unless_a_person_says_otherwise(
    researcher: User, choice: str | None, posts: int
) -> None:
    ingest_text(ARTICLE)
    draft = draft_of(researcher, article_with("Seen elsewhere"))
    matches = {} if choice is None else {"p1": choice}
    save_corrections(draft=draft, version=1, proposal=draft.read(), matches=matches)
    confirm_draft(draft=draft, version=2, actor=researcher)
    assert Post.objects.count() == posts
    assert Account.objects.count() == 1


def test_discarding_is_logged_and_leaves_the_archive_alone(researcher: User) -> None:
    draft = draft_of(researcher)
    discard_draft(draft=draft, actor=researcher)
    assert not Draft.objects.exists()
    assert not Capture.objects.exists()
    entry = AuditEntry.objects.get(verb="discarded")
    assert (entry.actor, entry.record_kind, entry.record_id) == (researcher, "draft", draft.public_id)


def test_summaries_name_drafts_without_their_text(
    researcher: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = draft_of(researcher)
    save_corrections(draft=draft, version=1, proposal=titled(draft, "Lamps 灯"), matches={})
    draft_of(researcher, b"Another text entirely.")
    with django_assert_num_queries(1):
        titles = {each.title for each in Draft.objects.summaries()}
    assert titles == {"Lamps 灯", "harbour.txt"}
