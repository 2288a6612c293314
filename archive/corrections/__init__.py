"""What a person changes in a proposal, applied to it. Pure: no database, no request."""

from archive.corrections.apply import correct
from archive.corrections.carrying import Carried, carried_over
from archive.corrections.described import author_lines
from archive.corrections.edits import (
    ADDED,
    BY_HAND,
    NEW_THREAD,
    Addition,
    CannotCorrect,
    Edits,
    Fault,
    LinkEdit,
    PostEdit,
    QuotationEdit,
)
from archive.corrections.findings import said_of
from archive.corrections.labels import Finding, findings, kind_of, labels
from archive.corrections.places import Misplaced, Place, Places

__all__ = [
    "ADDED",
    "BY_HAND",
    "NEW_THREAD",
    "Addition",
    "CannotCorrect",
    "Carried",
    "Edits",
    "Fault",
    "Finding",
    "LinkEdit",
    "Misplaced",
    "Place",
    "Places",
    "PostEdit",
    "QuotationEdit",
    "author_lines",
    "carried_over",
    "correct",
    "findings",
    "kind_of",
    "labels",
    "said_of",
]
