"""Texts of posts that outlive the article they were first read from: each is kept anew, as the next article quotes it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from accounts.visibility import State
from archive.blobs import sha256_of
from archive.ingest.texts import closest
from archive.models import Document, KeptAs, Passage, PassageKind, Reference, Statement
from archive.passages import passages_within
from archive.quotecheck import Checked
from archive.reading.proposal import Block, Span
from archive.statements import Facts
from sources.models import Post
from sources.models.record import UNKNOWN_LANGUAGE
from sources.names import text_key


def requote(going: "QuerySet[Document]") -> list[Passage]:
    """Let no article that stays rest on texts that go: each rests on another kept text of the post, else on a new one of
    the words that it quotes itself, as if it had come first. The passages of new texts.
    """
    resting = Reference.objects.filter(target_document__in=going).exclude(document__in=going)
    kept: dict[int, list[Document]] = defaultdict(list)
    sources = resting.values("link__target")
    for document in Document.objects.filter(source__in=sources).exclude(pk__in=going).order_by("pk"):
        kept[document.source_id].append(document)
    made: list[Passage] = []
    ordered = resting.select_related("document__batch", "link", "target_document").order_by(
        "document_id", "pk"
    )
    for reference in list(ordered):
        made += _rest_elsewhere(reference, kept[reference.link.target_id])
    return made


def _rest_elsewhere(reference: Reference, kept: list[Document]) -> Iterable[Passage]:
    """Point the reference at the closest of the kept texts, or at a new one, which is then kept too."""
    old = reference.target_document
    if old is None:
        return ()
    words, status = reference.document.text[reference.start : reference.end], old.text_status
    known, passages = closest(words, kept, status), list[Passage]()
    if known is None:
        known = _quoted(reference, words, status), Checked("verbatim", 0, len(words))
        kept.append(known[0])
        passages = list(_passages(reference, known[0]))
        Passage.objects.bulk_create(passages)
    document, checked = known
    if document.state != reference.document.state == State.PUBLIC:
        # What a public article quotes is public, whoever quoted it first.
        document.state, document.published_at = State.PUBLIC, timezone.now()
        document.save(update_fields=["state", "published_at"])
    reference.target_document = document
    reference.target_start, reference.target_end = checked.start, checked.end
    if reference.check_result in ("verbatim", "elided", "altered"):
        reference.check_result = checked.verdict
    reference.save(update_fields=["target_document", "target_start", "target_end", "check_result"])
    return passages


def _quoted(reference: Reference, words: str, status: str) -> Document:
    """The words as this article quotes them, as they would have been kept with it."""
    article = reference.document
    return Document.objects.create(
        source_id=reference.link.target_id,
        capture_id=article.capture_id,
        text=words,
        text_sha256=sha256_of(words.encode()),
        language=_language(reference),
        kept_as=KeptAs.QUOTATION,
        text_status=status,
        state=article.state,
        kept_at=article.kept_at,
        kept_by_id=article.kept_by_id,
        batch=article.batch,
    )


def _language(reference: Reference) -> str:
    said = Statement.objects.filter(document=reference.document_id, source=reference.link.target_id)
    posts = (Facts.from_json(each.facts).post for each in said)
    return next((post.language for post in posts if post and post.language), UNKNOWN_LANGUAGE)


def _passages(reference: Reference, document: Document) -> Iterator[Passage]:
    rows = reference.document.passages.order_by("number")
    blocks = [Block("paragraph", each.start, each.end) for each in rows]
    span = Span(reference.start, reference.end)
    for each in passages_within(blocks, span, PassageKind.POST):
        key = text_key(document.text[each.start : each.end])
        yield Passage(
            document=document,
            number=each.number,
            kind=each.kind,
            level=each.level,
            start=each.start,
            end=each.end,
            text_key=key,
        )


def find_by_kept_words(posts: Iterable[int]) -> None:
    """A post is found by its own words where they are kept, else by the first that are, else by none."""
    texts: dict[int, list[Document]] = defaultdict(list)
    for document in Document.objects.filter(source__in=set(posts)).order_by("pk"):
        texts[document.source_id].append(document)
    for post in Post.objects.filter(pk__in=set(posts)):
        own = sorted(texts[post.pk], key=lambda each: each.text_status != "verbatim")
        key = text_key(own[0].text) if own else ""
        if key != post.text_key:
            Post.objects.filter(pk=post.pk).update(text_key=key)
