"""From a proposal to records: whole, once, and in one transaction."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry, Batch
from accounts.visibility import State
from archive import blobs
from archive.ingest import Arrival, ingest, rehearse
from archive.ingest.references import References
from archive.matching import find_matches
from archive.models import Capture, Document, KeptAs, Passage, QuoteCheck, Reference
from archive.reading import read
from archive.undo import CannotUndo, undo_batch
from sources.models import Account, Agent, Attachment, Link, Post, Source, Thread
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.factories import make_batch

pytestmark = pytest.mark.django_db

MODELS = (
    Account,
    Agent,
    AuditEntry,
    Attachment,
    Batch,
    Capture,
    Document,
    Link,
    Passage,
    Post,
    Reference,
    Source,
    Thread,
)


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


def test_an_article_becomes_linked_records() -> None:
    made = ingest_text(ARTICLE).tally.created
    assert (made["documents"], made["posts"], made["accounts"], made["agents"], made["threads"]) == (
        1,
        2,
        1,
        1,
        1,
    )
    assert (made["sources"], made["links"], made["references"], made["quoted_documents"]) == (2, 3, 3, 2)


def test_the_capture_comes_back_byte_for_byte_and_the_text_is_the_articles_own() -> None:
    document = ingest_text(ARTICLE).document
    assert blobs.read(document.capture.sha256) == ARTICLE.encode()
    assert document.text == ARTICLE.strip()
    assert document.text_sha256 == blobs.sha256_of(document.text.encode())


def test_every_passage_is_a_line_of_the_article() -> None:
    document = ingest_text(ARTICLE).document
    lines = [document.text[each.start : each.end] for each in document.passages.all()]
    assert lines == ARTICLE.strip().split("\n")


def test_a_quoted_post_is_verbatim_and_whole() -> None:
    document = ingest_text(ARTICLE).document
    for reference in document.references.filter(kind="post").select_related("target_document"):
        target = reference.target_document
        assert target is not None
        assert reference.check_result == QuoteCheck.VERBATIM
        quoted = document.text[reference.start : reference.end]
        assert quoted == target.text[reference.target_start : reference.target_end]
        assert target.kept_as == KeptAs.QUOTATION


def test_a_post_of_two_paragraphs_keeps_both_and_the_thread_its_order() -> None:
    ingest_text(ARTICLE)
    thread = Thread.objects.get()
    posts = list(thread.posts.in_thread_order())
    assert (thread.length, [post.thread_number for post in posts]) == (2, [1, 2])
    document = posts[1].source.documents.get()
    assert document.text.startswith("It talks") and document.passages.count() == 2


def test_two_scripts_are_two_names_of_one_agent() -> None:
    ingest_text(ARTICLE)
    agent = Agent.objects.get()
    assert [(each.name, each.language) for each in agent.names.all()] == [
        ("Ada Quill", "und-Latn"),
        ("羽安", "und-Hani"),
    ]


def test_what_is_not_known_stays_empty() -> None:
    source = ingest_text(ARTICLE).document.source
    assert (source.title, source.issued, source.url, source.language) == ("", "", "", "und")
    assert len(source.missing_details) == 3


def test_the_same_bytes_again_make_nothing() -> None:
    first = ingest_text(ARTICLE)
    before = counts()
    again = ingest_text(ARTICLE)
    assert counts() == before
    assert (again.is_new, again.document, again.tally.created.total()) == (False, first.document, 0)


def test_the_same_post_in_another_article_is_one_post() -> None:
    ingest_text(ARTICLE)
    second = ingest_text(article_with("Of the lamps,"))
    assert (second.tally.created["posts"], second.tally.matched["posts"]) == (0, 2)
    assert (Post.objects.count(), Thread.objects.count(), Account.objects.count(), Agent.objects.count()) == (
        2,
        1,
        1,
        1,
    )
    assert set(second.document.references.values_list("check_result", flat=True)) == {QuoteCheck.VERBATIM}


def test_a_changed_page_is_a_new_document_of_the_same_source() -> None:
    first = ingest_text(ARTICLE).document
    second = ingest_text(ARTICLE + "A later line.\n").document
    assert (second.source, second.pk == first.pk) == (first.source, False)


def test_half_of_an_article_is_only_a_suggestion() -> None:
    first = ingest_text(ARTICLE).document
    data = ARTICLE.replace("declines", "still declines").replace("first figures", "second figures").encode()
    found = [each for each in find_matches(read(data)) if each.key == "article"]
    assert [(each.public_id, each.automatic) for each in found] == [(first.source.public_id, False)]
    assert ingest_text(data).document.source != first.source


def test_a_person_may_say_that_it_is_another() -> None:
    first = ingest_text(ARTICLE).document
    second = ingest_text(ARTICLE + "A later line.\n", choices={"article": "new"}).document
    assert second.source != first.source


def test_a_post_quoted_twice_in_one_article_is_one_post() -> None:
    lines = ARTICLE.strip().split("\n")
    document = ingest_text("\n".join([*lines, "She had written before:", *lines[4:6]])).document
    first, again = document.references.filter(target_document__text__startswith="Opened")
    assert first.target_document == again.target_document
    assert Post.objects.count() == 2


def test_an_embed_twice_on_a_page_is_one_post() -> None:
    embed = (
        '<blockquote class="twitter-tweet"><p lang="en">A lamp.</p>&mdash; Ada Quill (@adaquill) '
        '<a href="https://twitter.com/adaquill/status/1367000000000000001">March 3, 2021</a></blockquote>'
    )
    ingest_text(f"<article><p>One lamp.</p>{embed}<p>The same lamp.</p>{embed}</article>", name="twice.html")
    assert Post.objects.get().platform_id == "1367000000000000001"


def test_a_post_quoted_in_other_words_is_altered() -> None:
    ingest_text(ARTICLE)
    data = article_with("Elsewhere,").replace(b"is not new", b"is brand new")
    proposal = read(data)
    post = Post.objects.get(thread_number=1)
    choices = {proposal.posts[0].key: post.source.public_id}
    document = ingest(proposal, Arrival(data=data, method="file", choices=choices)).document
    reference = document.references.get(link__target=post.source)
    assert reference.check_result == QuoteCheck.ALTERED


def test_paraphrases_are_said_to_be_and_not_checked() -> None:
    data = ARTICLE.encode()
    proposal = read(data)
    posts = tuple(replace(post, text_status="paraphrase") for post in proposal.posts)
    document = ingest(replace(proposal, posts=posts), Arrival(data=data, method="file")).document
    assert set(document.references.values_list("check_result", flat=True)) == {QuoteCheck.NOT_CHECKED}
    assert set(Document.objects.filter(kept_as="quotation").values_list("text_status", flat=True)) == {
        "paraphrase"
    }


def test_a_rejected_post_is_no_record_and_its_words_stay() -> None:
    data = ARTICLE.encode()
    proposal = read(data)
    posts = (replace(proposal.posts[0], accepted=False), proposal.posts[1])
    document = ingest(replace(proposal, posts=posts), Arrival(data=data, method="file")).document
    assert Post.objects.count() == 1
    assert document.text == ARTICLE.strip()


def test_public_or_draft() -> None:
    draft = ingest_text(ARTICLE).document
    assert {draft.state, draft.source.state} == {State.DRAFT}
    public = ingest_text(article_with("Again,"), public=True).document
    assert {public.state, public.source.state} == {State.PUBLIC}
    assert set(Post.objects.values_list("source__state", flat=True)) == {State.PUBLIC}


def test_other_bytes_than_those_read_are_refused() -> None:
    with pytest.raises(ValueError, match="other bytes"):
        ingest(read(ARTICLE.encode()), Arrival(data=b"something else", method="file"))
    assert counts()["Capture"] == 0


def test_a_rehearsal_counts_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "keep", lambda data: pytest.fail("a rehearsal wrote a blob"))
    before = counts()
    data = ARTICLE.encode()
    assert rehearse(read(data), Arrival(data=data, method="file")).tally.created["posts"] == 2
    assert counts() == before


def test_a_fault_half_way_leaves_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts()

    def fail(self: References) -> None:
        raise IntegrityError("the disk is full")

    monkeypatch.setattr(References, "save", fail)
    with pytest.raises(IntegrityError), transaction.atomic():
        ingest_text(ARTICLE)
    assert counts() == before


def test_undo_takes_everything_back() -> None:
    before = counts()
    batch = make_batch()
    ingest_text(ARTICLE, batch=batch)
    undo_batch(batch=batch, actor=None)
    left = {name: count for name, count in counts().items() if count != before[name]}
    assert left.keys() == {"AuditEntry", "Batch"}
    with pytest.raises(CannotUndo):
        undo_batch(batch=batch, actor=None)


def test_undo_keeps_what_another_article_rests_on() -> None:
    batch = make_batch()
    ingest_text(ARTICLE, batch=batch)
    other = ingest_text(article_with("Later,")).document
    undone = undo_batch(batch=batch, actor=None)
    assert undone.kept["posts"] == 2
    assert other.references.count() == 2
    assert Post.objects.count() == 2


def test_undo_empties_what_the_batch_filled_in() -> None:
    source = ingest_text(ARTICLE).document.source
    batch = make_batch()
    page = f"<html><head><meta property='og:title' content='Counting lamps'></head><body><article>{paragraphs()}</article></body></html>"
    made = ingest_text(page, name="harbour.html", batch=batch).document
    source.refresh_from_db()
    assert (made.source, source.title) == (source, "Counting lamps")
    undo_batch(batch=batch, actor=None)
    source.refresh_from_db()
    assert source.title == ""


def paragraphs() -> str:
    return "".join(f"<p>{line}</p>" for line in ARTICLE.strip().split("\n"))
