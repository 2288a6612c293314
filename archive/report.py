"""What an ingest says of itself: one plain object per file, for programs, and one line, for people. Pure."""

from typing import Any

from archive.ingest import Ingested
from archive.passages import passages_of
from archive.reading.proposal import FoundPost, FoundQuotation, FoundThread, Proposal


def as_object(*, file: str, proposal: Proposal, ingested: Ingested, dry_run: bool = False) -> dict[str, Any]:
    """The object that `manage.py ingest --json` prints for one file; offsets are code points, half-open.

    In a dry run `document` and `source` are null: nothing was made that they could name.
    """
    metadata = proposal.metadata
    shown = None if dry_run and ingested.is_new else ingested.document
    return {
        "file": file,
        "document": shown.public_id if shown else None,
        "source": shown.source.public_id if shown else None,
        "sha256": proposal.sha256,
        "is_new": ingested.is_new,
        "dry_run": dry_run,
        **ingested.tally.as_dict(),
        "title": metadata.title.value,
        "authors": [author.value for author in metadata.authors],
        "container": metadata.container.value,
        "issued": metadata.issued.value,
        "url": metadata.url.value,
        "language": metadata.language.value,
        "encoding": proposal.encoding,
        "passages": _passages(proposal),
        "posts": [_post(proposal, post) for post in proposal.posts if post.accepted],
        "threads": [_thread(each) for each in proposal.threads],
        "quotations": [_quotation(proposal, each) for each in proposal.quotations if each.accepted],
        "links": _links(proposal),
        "warnings": [
            *({"code": each.code, "message": each.message} for each in proposal.warnings),
            *({"code": "kept-as-known", "message": note} for note in ingested.tally.notes),
        ],
    }


def _passages(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number,
            "kind": each.kind,
            "start": each.start,
            "end": each.end,
            "text": proposal.text[each.start : each.end],
        }
        for each in passages_of(proposal)
    ]


def _post(proposal: Proposal, post: FoundPost) -> dict[str, Any]:
    return {
        "key": post.key,
        "platform": post.platform,
        "account": post.handle,
        "name": post.display_name,
        "posted": post.posted,
        "thread": post.thread or None,
        "thread_number": post.thread_number,
        "thread_length": post.thread_length,
        "platform_id": post.platform_id,
        "url": post.url,
        "start": post.span.start,
        "end": post.span.end,
        "text": proposal.words(post.span) if post.has_text else "",
        "text_status": post.text_status,
        "media": list(post.media),
        "links": list(post.links),
        "confidence": post.confidence,
        "reason": post.reason,
    }


def _thread(thread: FoundThread) -> dict[str, Any]:
    return {"key": thread.key, "account": thread.handle, "length": thread.length, "posts": list(thread.posts)}


def _quotation(proposal: Proposal, quotation: FoundQuotation) -> dict[str, Any]:
    return {
        "key": quotation.key,
        "start": quotation.span.start,
        "end": quotation.span.end,
        "text": proposal.words(quotation.span),
        "source_mark": proposal.words(quotation.mark) if quotation.mark else "",
        "source": {
            "url": quotation.url or quotation.cited.url.value,
            "title": quotation.title or quotation.cited.title.value,
            "author": quotation.author,
        },
        "confidence": quotation.confidence,
        "reason": quotation.reason,
    }


def _links(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "key": link.key,
            "relation": link.relation,
            "start": link.span.start,
            "end": link.span.end,
            "text": proposal.words(link.span),
            "url": link.url,
            "label": link.label,
        }
        for link in proposal.links
        if link.accepted
    ]
