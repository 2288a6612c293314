"""Undo, seen from what a person may have done since: and the pages of batches."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Batch, User
from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.services import record_change
from archive.batches import made_by, may_undo, rehearse_undo
from archive.ingest import Arrival, ingest, with_text_status
from archive.models import Capture, Document
from archive.reading import read
from archive.undo import CannotUndo, undo_batch
from sources.models import Account, Agent, Link, Post, Source, Thread
from sources.names import text_key
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.factories import make_batch, make_user
from tests.html import faults

pytestmark = pytest.mark.django_db
RECORDS = (Document, Source, Post, Thread, Account, Agent, Link, Capture)


@pytest.fixture
def batch() -> Batch:
    """An ingest of the article: 1 document, 4 sources of which 2 are posts, 1 thread, 1 account, 1 agent."""
    batch = make_batch(created_by=make_user())
    ingest_text(ARTICLE, batch=batch)
    return batch


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in RECORDS}


def edit_by_hand(source: Source) -> None:
    """What the edit form does, as far as undo looks at it."""
    Source.objects.filter(pk=source.pk).update(note="Seen on the quay.")
    log_edit(source, "note")


def log_edit(source: Source, field: str, *, kind: str = "source") -> None:
    record_change(actor=None, verb="edited", record=(kind, source.public_id), changes={field: ["", "…"]})


def test_what_a_person_has_edited_stays(batch: Batch) -> None:
    quoted = Source.objects.get(links_in__references__kind="quotation")
    edit_by_hand(quoted)
    undone = undo_batch(batch=batch, actor=None)
    assert list(Source.objects.all()) == [quoted]
    assert (undone.kept["sources"], undone.removed["sources"], undone.removed["posts"]) == (1, 1, 2)


def test_authors_credited_to_a_known_source_go_with_the_batch_unless_edited_since() -> None:
    """One article links to the other, which comes later and says who wrote it."""
    ingest_page(
        '<p>As <a href="https://lantern.example/lamps">the report</a> says, the lamps are out again.</p>'
    )
    linked = Source.objects.get(url="https://lantern.example/lamps")
    report = (
        '<link rel="canonical" href="https://lantern.example/lamps"><meta name="author" content="Ada Quill">'
    )
    for edited in (False, True):
        batch = make_batch()
        ingest_page(f"{report}<p>The lamps of the town are out.</p>", batch=batch)
        assert [each.agent.name for each in linked.contributions.all()] == ["Ada Quill"]
        entry = (
            AuditEntry.objects.about("source", linked.public_id).filter(batch=batch, verb="enriched").first()
        )
        assert entry is not None and list(entry.changes) == ["contributors"]
        if edited:
            linked.contributions.update(credited_as="A. Quill")
            log_edit(linked, "contributors")
        undone = undo_batch(batch=batch, actor=None)
        assert (undone.removed["agents"], undone.kept["agents"]) == ((0, 1) if edited else (1, 0))
        assert linked.contributions.count() == Agent.objects.count() == (1 if edited else 0)


def ingest_page(html: str, batch: Batch | None = None) -> None:
    data = f"<!doctype html><html><body><article>{html}</article></body></html>".encode()
    ingest(read(data), Arrival(data=data, method="file", batch=batch or make_batch()))


def test_a_post_that_stays_is_counted_as_a_post(batch: Batch) -> None:
    ingest_text(article_with("Later,"))
    undone = undo_batch(batch=batch, actor=None)
    assert (undone.kept["posts"], undone.removed["posts"]) == (2, 0)
    assert undone.kept["sources"] + undone.removed["sources"] == 2


def test_a_field_changed_since_is_not_emptied() -> None:
    """The second file says the id of a post; somebody corrects it; the undo of that file leaves it."""
    ingest_text(ARTICLE)
    batch = make_batch()
    data = article_with("Later,")
    proposal = read(data)
    numbered = [replace(post, platform_id=f"10{at}") for at, post in enumerate(proposal.posts)]
    ingest(replace(proposal, posts=tuple(numbered)), Arrival(data=data, method="file", batch=batch))
    first, second = Post.objects.order_by("platform_id")
    assert (first.platform_id, second.platform_id) == ("100", "101")
    Post.objects.filter(pk=first.pk).update(platform_id="999")
    log_edit(first.source, "platform_id", kind="post")
    undo_batch(batch=batch, actor=None)
    assert sorted(Post.objects.values_list("platform_id", flat=True)) == ["", "999"]


def test_a_post_is_found_by_the_words_that_are_left() -> None:
    """Kept first as a paraphrase, then in its own words: whichever goes, it is found by those that stay."""
    said, paraphrase = "Opened a lamp. (1/x)", "She looked into a lamp. (1/x)"
    signed = "\n— Ada Quill (@adaquill) March 3, 2021"
    for first_goes in (True, False):
        batches = [make_batch(), make_batch()]
        for words, status, batch in zip((paraphrase, said), ("paraphrase", "verbatim"), batches, strict=True):
            data = f"She said:\n{words}{signed}\n".encode()
            proposal = with_text_status(read(data), status)  # type: ignore[arg-type]
            ingest(proposal, Arrival(data=data, method="file", batch=batch))
        assert Post.objects.get().text_key == text_key(said)
        undo_batch(batch=batches[0 if first_goes else 1], actor=None)
        assert Post.objects.get().text_key == text_key(said if first_goes else paraphrase)
        undo_batch(batch=batches[1 if first_goes else 0], actor=None)
        assert not Post.objects.exists()


def test_an_account_is_named_as_the_first_that_is_left_names_it() -> None:
    first, second = make_batch(), make_batch()
    ingest_text("Seen:\nA lamp.\n— Ada Quill (@adaquill) March 3, 2021\n", batch=first)
    ingest_text("Read:\nA lamp.\n— A. Quill of the quay (@AdaQuill) March 3, 2021\n", batch=second)
    assert Account.objects.get().display_name == "Ada Quill"
    undo_batch(batch=first, actor=None)
    assert Account.objects.get().display_name == "A. Quill of the quay"
    undo_batch(batch=second, actor=None)
    assert not Account.objects.exists() and not Agent.objects.exists()


def test_a_second_undo_is_refused(batch: Batch) -> None:
    undo_batch(batch=batch, actor=None)
    with pytest.raises(CannotUndo, match="undone on"):
        undo_batch(batch=batch, actor=None)
    with pytest.raises(CannotUndo):
        rehearse_undo(batch)


def test_a_rehearsal_says_what_would_go_and_changes_nothing(batch: Batch) -> None:
    ingest_text(article_with("Later,"))
    before = counts()
    would = rehearse_undo(batch)
    assert counts() == before
    batch.refresh_from_db()
    assert batch.undone_at is None
    assert (would.kept["posts"], would.kept["sources"], would.kept["accounts"]) == (2, 0, 1)
    assert undo_batch(batch=batch, actor=None) == would


def test_what_a_batch_made_is_listed_by_kind(batch: Batch) -> None:
    made = {each.kind: each.count for each in made_by(batch, make_user())}
    assert made == {"documents": 1, "sources": 2, "posts": 2, "threads": 1, "accounts": 1, "agents": 1}
    assert made_by(batch, make_user("")) == []


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [("", False, False), (READER, False, False), (RESEARCHER, True, False), (EDITOR, True, True)],
)
def test_researchers_undo_their_own_and_editors_any(role: str, own: bool, other: bool) -> None:
    person = make_user(role)
    assert may_undo(person, make_batch(created_by=person)) is own
    assert may_undo(person, make_batch(created_by=make_user())) is other
    assert may_undo(person, make_batch()) is other


def address(name: str, batch: Batch) -> str:
    return reverse(f"archive:{name}", args=[batch.public_id])


def test_a_batch_is_undone_from_its_page(client: Client, batch: Batch) -> None:
    assert isinstance(batch.created_by, User)
    client.force_login(batch.created_by)
    page = client.get(address("batch_detail", batch)).content.decode()
    assert faults(page) == []
    assert "2 posts" in page
    asked = client.get(address("batch_undo", batch)).content.decode()
    assert faults(asked) == []
    assert "2 posts" in asked
    assert Post.objects.count() == 2
    done = client.post(address("batch_undo", batch), follow=True).content.decode()
    assert faults(done) == []
    assert "Nothing of it is left" in done
    assert not Post.objects.exists()
    again = client.post(address("batch_undo", batch), follow=True).content.decode()
    assert "This batch was undone on" in again


def test_the_page_names_what_would_stay(client: Client, batch: Batch) -> None:
    edit_by_hand(Source.objects.get(links_in__references__kind="quotation"))
    client.force_login(make_user(EDITOR))
    page = client.get(address("batch_undo", batch)).content.decode()
    assert "Would stay" in page
    assert "somebody has edited them since" in page


def test_nobody_undoes_the_work_of_others(client: Client, batch: Batch) -> None:
    assert client.post(address("batch_undo", batch)).status_code == 302
    client.force_login(make_user(READER))
    assert client.get(address("batch_detail", batch)).status_code == 403
    client.force_login(make_user(RESEARCHER))
    assert client.get(address("batch_detail", batch)).status_code == 200
    assert client.post(address("batch_undo", batch)).status_code == 403
    assert Post.objects.count() == 2


def test_the_list_of_batches_costs_the_same_at_any_length(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = make_user()
    client.force_login(person)
    for number in range(55):
        make_batch(label=f"harbour {number}.txt", created_by=person)
    with django_assert_max_num_queries(6):
        page = client.get(reverse("archive:batch_list")).content.decode()
    assert faults(page) == []
    assert "harbour 54.txt" in page
    assert "harbour 2.txt" not in page
