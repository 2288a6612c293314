"""What was merged stays so: texts that come later, forms, searches, drafts and undoing a batch all know of it."""

import pytest

from archive.ingest import Ingested
from archive.undo import undo_batch
from sources.merging.following import current_ids
from sources.merging.parting import part_records
from sources.models import Account, Agent, Merge, Post, Source
from sources.people import account_named, agent_named
from tests import factories as make
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.indexing import differences, index_everything
from tests.sources.merging.world import editor, merged, two_accounts, two_articles

pytestmark = pytest.mark.django_db


def undone(result: Ingested) -> None:
    assert result.document.batch
    undo_batch(batch=result.document.batch, actor=None)


def test_a_later_text_with_an_old_handle_meets_the_account_that_stayed() -> None:
    ingest_text(ARTICLE)
    kept = make.make_account("ada_of_the_quay")
    merged(kept, Account.objects.get(handle="adaquill"))
    ingest_text(article_with("Elsewhere"))
    assert list(Account.objects.all()) == [kept]
    assert set(Post.objects.values_list("account", flat=True)) == {kept.pk}


def test_a_later_text_that_cites_an_old_address_meets_the_source_that_stayed() -> None:
    one, other = two_articles()
    merged(one, other)
    page = '<article><h1>Later</h1><p>As they say in <a href="https://example.net/1">the lamps</a>, once more.</p></article>'
    result = ingest_text(page, name="later.html")
    assert result.document.references.get().link.target == one


def test_a_choice_that_an_older_draft_made_leads_to_what_is_there_now() -> None:
    one, other = two_articles()
    merged(one, other)
    assert current_ids({"article": other.public_id, "p1": "new"}) == {
        "article": one.public_id,
        "p1": "new",
    }


def test_forms_that_name_a_merged_record_mean_the_one_that_stayed() -> None:
    one, other = make.make_agent("Ada Quill"), make.make_agent("A. Quill")
    merged(one, other)
    assert agent_named("A. Quill", known_id=other.public_id, state="public", actor=None) == one
    kept, gone = two_accounts()
    merged(kept, gone)
    assert account_named("@AdaQuill", platform="x", state="public", actor=None) == kept


@pytest.mark.parametrize("query", ["adaquill", "from:@adaquill"])
def test_a_search_by_the_old_handle_finds_the_account_that_stayed(query: str) -> None:
    one, other = two_accounts()
    index_everything()
    merged(one, other)
    assert list(Account.objects.search(query, editor())) == [one]
    assert differences() == []


def test_a_search_by_the_old_address_finds_the_source_that_stayed() -> None:
    one, other = two_articles()
    merged(one, other)
    assert one in Source.objects.search("example.net/1", editor())
    part_records(merge=Merge.objects.get(), actor=None)
    assert one not in Source.objects.search("example.net/1", editor())
    assert differences() == []


def test_undoing_the_ingest_of_what_was_merged_leaves_the_one_that_stayed() -> None:
    kept = make.make_source("Kept")
    result = ingest_text(ARTICLE)
    merged(kept, result.document.source)
    undone(result)
    kept.refresh_from_db()
    assert kept.title == "Kept"
    assert not kept.documents.exists()
    assert differences() == []


def test_undoing_the_ingest_of_the_one_that_stayed_leaves_it_with_what_was_merged_into_it() -> None:
    result = ingest_text(ARTICLE)
    index_everything()
    source = result.document.source
    other = make.make_source("Other", publisher="Quay Press", state="draft")
    merge = merged(source, other)
    undone(result)
    source.refresh_from_db()
    assert part_records(merge=merge, actor=None).record.publisher == "Quay Press"
    assert differences() == []


def test_credit_of_a_text_goes_to_the_agent_that_stayed_when_another_text_is_undone() -> None:
    ingest_text(ARTICLE)
    later = ingest_text(article_with("Elsewhere"))
    kept = make.make_agent("Ada of the Quay")
    for agent in Agent.objects.exclude(pk=kept.pk):
        merged(kept, agent)
    undone(later)
    assert {post.source.contributions.get().agent for post in Post.objects.all()} == {kept}
