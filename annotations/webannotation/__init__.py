"""Annotations as the W3C Web Annotation Data Model writes them, read and written. Pure: no database, no requests."""

from annotations.webannotation.faults import NotAnAnnotation, NotHeldHere, Refusal
from annotations.webannotation.parts import Bearing, Creator, Incoming, TextTarget, WebAnnotation
from annotations.webannotation.reading import addresses_of_rest, items_of, parse, read
from annotations.webannotation.vocabulary import CONTEXT_DOCUMENT, CONTEXT_PATH, MEDIA_TYPE
from annotations.webannotation.writing import canonical, contexts, page_lines, write, write_item, write_page

__all__ = [
    "CONTEXT_DOCUMENT",
    "CONTEXT_PATH",
    "MEDIA_TYPE",
    "Bearing",
    "Creator",
    "Incoming",
    "NotAnAnnotation",
    "NotHeldHere",
    "Refusal",
    "TextTarget",
    "WebAnnotation",
    "addresses_of_rest",
    "canonical",
    "contexts",
    "items_of",
    "page_lines",
    "parse",
    "read",
    "write",
    "write_item",
    "write_page",
]
