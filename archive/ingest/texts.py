"""Documents and passages of one article: its own text, and the text of each post it quotes."""

from collections import defaultdict
from collections.abc import Iterable

from archive.blobs import sha256_of
from archive.ingest.context import Context
from archive.ingest.works import Works
from archive.models import Document, KeptAs, Passage, PassageKind, TextStatus
from archive.passages import PassageRange, passages_of, passages_within
from archive.quotecheck import Checked, check
from archive.reading.proposal import FoundPost
from sources.models import Post, Source
from sources.models.record import UNKNOWN_LANGUAGE
from sources.names import text_key


class Texts:
    """`article` and `posts` (by proposal key) are written when `save()` returns."""

    def __init__(self, context: Context, article: Source) -> None:
        self.context = context
        proposal = context.proposal
        self.article = self._document(article, proposal.text, proposal.metadata.language.value, KeptAs.WHOLE)
        self.posts: dict[str, Document] = {}
        self.checks: dict[str, Checked] = {}
        self._new = [self.article]
        self._passages = [*_rows(self.article, passages_of(proposal))]

    def add_posts(self, works: Works) -> None:
        """The kept text each quoted post is compared with: one that is here, else the words as quoted now."""
        kept = self._kept_before(works)
        for found in self.context.proposal.posts:
            if not found.accepted or not found.has_text:
                continue
            words, post = self.context.proposal.words(found.span), works.posts[found.key]
            known = closest(words, kept[post.pk], found.text_status)
            if known is None:
                known = self._quoted(works, found, words)
                _prefer_original(post, kept[post.pk], known[0])
                kept[post.pk].append(known[0])
            self.posts[found.key], self.checks[found.key] = known

    def save(self) -> None:
        Document.objects.bulk_create(self._new)
        Passage.objects.bulk_create(self._passages)
        self.context.findable[Passage] += self._passages
        tally = self.context.tally.created
        tally["documents"] += 1
        tally["quoted_documents"] += len(self._new) - 1
        tally["passages"] += len(self._passages)

    def _kept_before(self, works: Works) -> dict[int, list[Document]]:
        """Documents of the posts that were here already, by Source: one query, none when all are new."""
        kept: dict[int, list[Document]] = defaultdict(list)
        if works.known_posts:
            for document in Document.objects.filter(source__in=works.known_posts).order_by("pk"):
                kept[document.source_id].append(document)
        return kept

    def _quoted(self, works: Works, found: FoundPost, words: str) -> tuple[Document, Checked]:
        document = self._document(
            works.posts[found.key].source, words, found.language, KeptAs.QUOTATION, found.text_status
        )
        self._new.append(document)
        ranges = passages_within(self.context.proposal.blocks, found.span, PassageKind.POST)
        self._passages += _rows(document, ranges)
        return document, Checked("verbatim", 0, len(words))

    def _document(
        self, source: Source, text: str, language: str, kept_as: str, text_status: str = TextStatus.VERBATIM
    ) -> Document:
        return Document(
            source=source,
            capture=self.context.capture,
            text=text,
            text_sha256=sha256_of(text.encode()),
            language=language or UNKNOWN_LANGUAGE,
            kept_as=kept_as,
            text_status=text_status,
            state=self.context.state,
            kept_at=self.context.now,
            kept_by=self.context.actor,
            batch=self.context.batch,
        )


def _rows(document: Document, ranges: Iterable[PassageRange]) -> Iterable[Passage]:
    for each in ranges:
        yield Passage(
            document=document,
            number=each.number,
            kind=each.kind,
            level=each.level,
            start=each.start,
            end=each.end,
            text_key=text_key(document.text[each.start : each.end]),
        )


def _prefer_original(post: Post, kept: list[Document], document: Document) -> None:
    """A post known only by a paraphrase is found by its own words as soon as they are kept."""
    verbatim = TextStatus.VERBATIM
    if kept and document.text_status == verbatim and all(each.text_status != verbatim for each in kept):
        post.text_key = text_key(document.text)
        post.save(update_fields=["text_key"])


def closest(words: str, kept: list[Document], text_status: str) -> tuple[Document, Checked] | None:
    """The kept text that agrees best with the words quoted; a paraphrase is never measured against an original."""
    checked = [(each, check(words, each.text)) for each in kept if each.text_status == text_status]
    order = ("verbatim", "elided", "altered")
    return min(checked, key=lambda each: order.index(each[1].verdict), default=None)
