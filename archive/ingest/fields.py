"""From findings to the columns of records, which hold them: see `archive.reading.fitting`. Pure but for unsaved rows."""

import datetime as dt
from typing import Any

from archive.reading.proposal import FoundLink, FoundPost, FoundQuotation, Metadata
from sources.addresses import is_web_address, url_key
from sources.dates import NotADate, first_day
from sources.models import Attachment, AttachmentKind, Post, SourceType
from sources.models.record import UNKNOWN_LANGUAGE


def fields_of(metadata: Metadata, *, default_type: str) -> dict[str, Any]:
    """Columns of a Source from what was found; a date that is not EDTF is left out, never bent."""
    issued, issued_on = date_fields(metadata.issued.value)
    address = metadata.url.value if is_web_address(metadata.url.value) else ""
    return {
        "csl_type": metadata.csl_type.value or default_type,
        "title": metadata.title.value,
        "container_title": metadata.container.value,
        "publisher": metadata.publisher.value,
        "issued": issued,
        "issued_on": issued_on,
        "url": address,
        "url_key": url_key(address),
        "language": metadata.language.value or UNKNOWN_LANGUAGE,
    }


def cited_fields(found: FoundQuotation | FoundLink) -> dict[str, Any]:
    """Columns for something quoted or linked to: an address is a web page, words alone a document unknown."""
    default = SourceType.WEBPAGE if found.url else SourceType.DOCUMENT
    fields = fields_of(found.cited, default_type=default)
    if is_web_address(found.url):
        fields |= {"url": found.url, "url_key": url_key(found.url)}
    if isinstance(found, FoundQuotation) and not fields["title"]:
        fields["title"] = found.title
    return fields


def post_fields(found: FoundPost) -> dict[str, Any]:
    issued, issued_on = date_fields(found.posted)
    address = found.url if is_web_address(found.url) else ""
    return {
        "csl_type": SourceType.POST,
        "issued": issued,
        "issued_on": issued_on,
        "url": address,
        "url_key": url_key(address),
        "language": found.language or UNKNOWN_LANGUAGE,
    }


def date_fields(value: str) -> tuple[str, dt.date | None]:
    """A date as stated with its first day; both empty when it is not EDTF."""
    try:
        return value, first_day(value)
    except NotADate:
        return "", None


def attachments_of(post: Post, found: FoundPost) -> list[Attachment]:
    """Media first, then links, each address once."""
    kinds = {**dict.fromkeys(found.media, AttachmentKind.MEDIA)}
    for url in found.links:
        kinds.setdefault(url, AttachmentKind.LINK)
    return [
        Attachment(post=post, kind=kind, url=url, position=position)
        for position, (url, kind) in enumerate(kinds.items())
    ]
