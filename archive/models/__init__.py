"""Kept text: captures as received, documents as read, passages, references, and drafts of proposals."""

from archive.models.capture import Capture, CaptureMethod
from archive.models.citation_list import CitationList, ListAccess, ListEntry, ListOrder, ListSection
from archive.models.document import Document, KeptAs, Passage, PassageKind, TextStatus
from archive.models.draft import Draft, OutdatedDraft
from archive.models.imported import Import, ImportedRow
from archive.models.list_version import FrozenEntry, ListVersion
from archive.models.reference import QuoteCheck, Reference, ReferenceKind
from archive.models.saved import SavedSearch, SearchMark
from archive.models.statement import Statement

__all__ = [
    "Capture",
    "CaptureMethod",
    "CitationList",
    "Document",
    "Draft",
    "FrozenEntry",
    "Import",
    "ImportedRow",
    "KeptAs",
    "ListAccess",
    "ListEntry",
    "ListOrder",
    "ListSection",
    "ListVersion",
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
