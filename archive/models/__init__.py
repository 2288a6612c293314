"""Kept text: captures as received, documents as read, passages, references, and drafts of proposals."""

from archive.models.capture import Capture, CaptureMethod
from archive.models.document import Document, KeptAs, Passage, PassageKind, TextStatus
from archive.models.draft import Draft, OutdatedDraft
from archive.models.reference import QuoteCheck, Reference, ReferenceKind
from archive.models.saved import SavedSearch, SearchMark
from archive.models.statement import Statement

__all__ = [
    "Capture",
    "CaptureMethod",
    "Document",
    "Draft",
    "KeptAs",
    "OutdatedDraft",
    "Passage",
    "PassageKind",
    "QuoteCheck",
    "Reference",
    "ReferenceKind",
    "SavedSearch",
    "SearchMark",
    "Statement",
    "TextStatus",
]
