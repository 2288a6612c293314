"""`ingest()`: one article, one transaction."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Batch, User
from accounts.services import record_change, start_batch
from accounts.statistics import keep_statistics
from accounts.visibility import State
from archive import blobs
from archive.ingest.context import Context
from archive.ingest.people import People
from archive.ingest.references import References
from archive.ingest.stating import state_all
from archive.ingest.tally import Tally
from archive.ingest.texts import Texts
from archive.ingest.threads import add_threads
from archive.ingest.works import Works
from archive.matching import chosen, find_matches
from archive.models import Capture, Document, KeptAs, Passage
from archive.publishing import publish
from archive.reading.fitting import fitting
from archive.reading.proposal import Proposal, TextStatus
from sources.merging.following import current_ids
from sources.searching.indexes import index_of
from sources.turns import one_writer_at_a_time


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of one article. `is_new` is false when the same bytes were here already: then nothing was made."""

    document: Document
    is_new: bool
    tally: Tally


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an article came in: its bytes, the way they were received, and what the person decided about matches.

    Without a batch the article gets one of its own.
    """

    data: bytes
    method: str
    batch: Batch | None = None
    actor: User | None = None
    choices: Mapping[str, str] | None = None
    public: bool = False


def known_document(sha256: str) -> Document | None:
    """The Document that was read from exactly these bytes, if there is one."""
    return _read_from(Capture.objects.filter(sha256=sha256).first())


def _read_from(capture: Capture | None) -> Document | None:
    whole = Document.objects.filter(capture=capture, kept_as=KeptAs.WHOLE)
    return whole.select_related("source", "capture").first() if capture else None


def ingest(proposal: Proposal, arrival: Arrival) -> Ingested:
    """Keep the bytes, then write all records in one transaction. The same bytes again make nothing.

    Raises `ValueError` when the proposal was not read from these bytes, `OSError` when the disk refuses.
    """
    if blobs.sha256_of(arrival.data) != proposal.sha256:
        raise ValueError("the proposal was read from other bytes")
    # Before the transaction: a row must never be without its blob, a blob may be without its row.
    blobs.keep(arrival.data)
    with transaction.atomic():
        one_writer_at_a_time()
        capture = Capture.objects.filter(sha256=proposal.sha256).first()
        known = _read_from(capture)
        if known:
            return Ingested(known, False, Tally(matched=Counter(documents=1)))
        transaction.on_commit(keep_statistics)
        result = _write(_context(proposal, arrival, capture))
        if arrival.public and result.tally.matched.total():
            publish(document=result.document, actor=arrival.actor)
        return result


def rehearse(proposal: Proposal, arrival: Arrival) -> Ingested:
    """What `ingest()` would make, by doing it and rolling back. No row and no blob stays behind."""
    known = known_document(proposal.sha256)
    if known:
        return Ingested(known, False, Tally(matched=Counter(documents=1)))
    with transaction.atomic():
        one_writer_at_a_time()
        capture = Capture.objects.filter(sha256=proposal.sha256).first()
        result = _write(_context(proposal, arrival, capture))
        transaction.set_rollback(True)
    return result


def _context(proposal: Proposal, arrival: Arrival, capture: Capture | None) -> Context:
    fitted, now = fitting(proposal), timezone.now()
    batch = arrival.batch or start_batch(kind="ingest", label=proposal.name, actor=arrival.actor)
    matches = find_matches(fitted)
    context = Context(
        proposal=fitted,
        chosen=chosen(matches, current_ids(arrival.choices or {})),
        known={match.public_id: match.record for match in matches if match.record},
        batch=batch,
        actor=arrival.actor,
        state=State.PUBLIC if arrival.public else State.DRAFT,
        now=now,
        # There is one already when the text that was read from these bytes has been undone.
        capture=capture or _new_capture(proposal, arrival, batch, now),
    )
    context.tally.created["captures"] += capture is None
    context.tally.notes += [each.message for each in fitted.warnings[len(proposal.warnings) :]]
    return context


def _new_capture(proposal: Proposal, arrival: Arrival, batch: Batch, now: datetime) -> Capture:
    return Capture.objects.create(
        sha256=proposal.sha256,
        size=proposal.size,
        media_type=proposal.media_type,
        encoding=proposal.encoding,
        encoding_origin=proposal.encoding_origin[:100],
        filename=proposal.name[:255],
        method=arrival.method,
        received_at=now,
        batch=batch,
    )


def _write(context: Context) -> Ingested:
    people = People(context)
    people.add_accounts()
    works = Works(context, people)
    article = works.add_article()
    works.add_quoted_and_linked()
    works.add_posts()
    add_threads(context, works)
    works.save()
    texts = Texts(context, article)
    texts.add_posts(works)
    texts.save()
    references = References(context, article, works, texts)
    references.add_all()
    references.save()
    state_all(context, works, people, texts.article)
    for model, rows in context.findable.items():
        index = index_of(model)
        # A passage is always made here; of the others some were there before and are not to be written in vain.
        (index.add if model is Passage else index.refresh)(row.pk for row in rows)
    record_change(
        actor=context.actor,
        verb="ingested",
        record=("document", texts.article.public_id),
        changes={kind: [0, count] for kind, count in context.tally.created.items() if count},
        batch=context.batch,
    )
    return Ingested(texts.article, True, context.tally)


def with_text_status(proposal: Proposal, text_status: TextStatus) -> Proposal:
    """The same proposal, its posts and quotations stated to be verbatim, translated or paraphrased."""
    return replace(
        proposal,
        posts=tuple(replace(post, text_status=text_status) for post in proposal.posts),
        quotations=tuple(replace(each, text_status=text_status) for each in proposal.quotations),
    )
