"""The single values of the model: each check raises NotAnAnnotation where the value is none of its kind. Pure."""

import re
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from annotations.webannotation.faults import Node
from annotations.webannotation.vocabulary import MOTIVATIONS, TEXT_DIRECTIONS

# RFC 3987: a scheme, then anything but spaces, controls and what the syntax keeps out.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\x9f<>\"{}|\\^`\ud800-\udfff]+")
# XML Schema Part 2 §3.2.7, with the zone that it leaves open and the standard asks for.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_MICROSECONDS = re.compile(r"(\.\d{6})\d+")


def string(node: Node) -> None:
    if not isinstance(node.value, str):
        raise node.fault(_("must be a string, not %(value)s.") % {"value": node.shown})
    if any("\ud800" <= letter <= "\udfff" for letter in node.value):
        raise node.fault(_("has half a character in it (a lone surrogate)."))


def iri(node: Node) -> None:
    string(node)
    if not is_iri(node.value):
        raise node.fault(_("%(value)s is no IRI.") % {"value": node.shown})


def is_iri(value: object) -> bool:
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def count(node: Node) -> None:
    """A non-negative integer (Annotation Model §4.2.5)."""
    if isinstance(node.value, bool) or not isinstance(node.value, int) or node.value < 0:
        raise node.fault(_("must be a whole number from 0 up, not %(value)s.") % {"value": node.shown})


def moment(node: Node) -> None:
    string(node)
    if read_moment(str(node.value)) is None:
        example = "2019-12-18T09:30:00Z"
        message = _("%(value)s is no date and time with its zone, such as %(example)s.")
        raise node.fault(message % {"value": node.shown, "example": example})


def read_moment(text: str) -> datetime | None:
    """An xsd:dateTime in UTC, to the microsecond; None for what is none or has no zone.

    The standard writes UTC as `Z`; another zone is understood, too.
    """
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(_MICROSECONDS.sub(r"\1", text)).astimezone(UTC)
    except (ValueError, OverflowError):  # the 30th of February; a zone that leads out of the calendar
        return None


def write_moment(at: datetime) -> str:
    """In UTC as `Z`, with as many digits as it has."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def motivation(node: Node) -> None:
    """A word of the vocabulary, or the IRI of another vocabulary's."""
    string(node)
    if node.value not in MOTIVATIONS and not is_iri(node.value):
        message = _("%(value)s is no motivation of the standard: %(known)s.")
        raise node.fault(message % {"value": node.shown, "known": ", ".join(sorted(MOTIVATIONS))})


def direction(node: Node) -> None:
    if node.value not in TEXT_DIRECTIONS:
        message = _("must be one of %(known)s, not %(value)s.")
        raise node.fault(message % {"known": ", ".join(TEXT_DIRECTIONS), "value": node.shown})
