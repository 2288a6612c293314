"""Corrections of a proposal made by another version of the reading, as far as they hold for a new one of the same bytes. Pure.

The older proposal is only looked at as data: each piece of it that still has the shape it should have is carried over
through the same `correct()` that a form goes through, so that nothing gets in that a person could not have typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from archive.corrections.apply import correct
from archive.corrections.described import author_lines
from archive.corrections.edits import (
    ADDED,
    BY_HAND,
    AddedKind,
    Addition,
    CannotCorrect,
    Edits,
    LinkEdit,
    PostEdit,
    QuotationEdit,
    Said,
)
from archive.corrections.findings import said_of
from archive.corrections.labels import Finding, findings
from archive.corrections.places import Place, Places
from archive.reading.proposal import FoundLink, FoundPost, FoundQuotation, Metadata, Proposal, Span

_OPENING: Final = 40
_OF_ARTICLE: Final = ("title", "container", "publisher", "issued", "url", "language", "csl_type")
_OF_CITED: Final = ("title", "container", "issued", "url")
_OF_POST: Final = (
    "platform",
    "handle",
    "display_name",
    "posted",
    "thread_number",
    "platform_id",
    "url",
    "text_status",
)


@dataclass(frozen=True, slots=True)
class Carried:
    """A newly read proposal with the corrections that still apply.

    `keys` maps the keys of older findings to those of the same findings now; `lost` names, in words, every correction
    that has no place any more.
    """

    proposal: Proposal
    keys: Mapping[str, str]
    lost: tuple[str, ...]


def carried_over(old: Mapping[str, Any], fresh: Proposal) -> Carried:
    """`old` is the JSON of a proposal of any version, corrected; `fresh` what is read from the same bytes now."""
    carrying = _Carrying(str(old.get("text", "")), fresh)
    carrying.article(old.get("metadata"))
    for name, kind in (("posts", FoundPost), ("quotations", FoundQuotation), ("links", FoundLink)):
        for item in _rows(old.get(name)):
            carrying.finding(item, kind)
    return Carried(carrying.proposal, carrying.keys, tuple(carrying.lost))


@dataclass(slots=True)
class _Carrying:
    """Carries over one correction after the other; what is refused is noted and changes nothing."""

    text: str
    proposal: Proposal
    keys: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def article(self, old: object) -> None:
        for name, value in _typed(old).items():
            if not self._corrected(Edits(metadata={name: value})):
                self.lost.append(f"{name}: {value}")

    def finding(self, item: Mapping[str, Any], kind: type[Finding]) -> None:
        found = _as(item, kind)
        span = self._span(found.span) if found else None
        if found is None or span is None:
            self._lose(item)
            return
        twin = next((each for each in findings(self.proposal) if _same(each, found, span)), None)
        if twin:
            self.keys[found.key] = twin.key
        if not _touched(item):
            return
        key = twin.key if twin else self._added(found, span) if found.key.startswith(ADDED) else ""
        if key:
            self.keys[found.key] = key
        if not key or not self._corrected(_edits(key, found, twin, Places(self.proposal).of(span))):
            self._lose(item)

    def _corrected(self, edits: Edits) -> bool:
        try:
            self.proposal = correct(self.proposal, edits)
        except CannotCorrect:
            return False
        return True

    def _added(self, found: Finding, span: Span) -> str:
        """The key of the finding, added where it stood; "" when it cannot stand there."""
        known = {each.key for each in findings(self.proposal)}
        place = Places(self.proposal).of(span)
        if not self._corrected(Edits(addition=Addition(_kind(found), place))):
            return ""
        return next((each.key for each in findings(self.proposal) if each.key not in known), "")

    def _span(self, old: Span) -> Span | None:
        """Where those words stand now; None when they are not there, or there more than once."""
        if self.text == self.proposal.text:
            return old
        words = self.text[old.start : old.end]
        at = self.proposal.text.find(words) if words else -1
        if at < 0 or at != self.proposal.text.rfind(words):
            return None
        return Span(at, at + len(words))

    def _lose(self, item: Mapping[str, Any]) -> None:
        """Only what a person did is lost: what was read before is read again."""
        if not _touched(item):
            return
        span = _as(item.get("span"), Span)
        words = " ".join(self.text[span.start : span.end].split()) if span else ""
        self.lost.append(_("the finding “%(words)s…”") % {"words": words[:_OPENING]})


def _edits(key: str, found: Finding, twin: Finding | None, place: Place) -> Edits:
    """What a form would send that says of `key` what was said of the older finding. Threads are as read now."""
    if isinstance(found, FoundPost):
        values = {name: getattr(found, name) for name in _OF_POST}
        if isinstance(twin, FoundPost):
            values |= {"thread": twin.thread, "thread_length": twin.thread_length}
        return Edits(posts={key: PostEdit(place=place, accepted=found.accepted, **values)})
    said: Said = {name: getattr(said_of(found), name).value for name in _OF_CITED}
    said = {**said, "authors": author_lines(said_of(found))}
    if isinstance(found, FoundLink):
        return Edits(links={key: LinkEdit(place=place, accepted=found.accepted, said=said)})
    status = found.text_status
    edit = QuotationEdit(place=place, accepted=found.accepted, said=said, text_status=status)
    return Edits(quotations={key: edit})


def _typed(old: object) -> dict[str, str]:
    """The fields of the article that a person typed; all authors when one of them was."""
    if not isinstance(old, Mapping):
        return {}
    metadata = {name: _as({name: old.get(name)}, Metadata) for name in (*_OF_ARTICLE, "authors")}
    typed = {
        name: getattr(part, name).value
        for name in _OF_ARTICLE
        if (part := metadata[name]) and getattr(part, name).origin == BY_HAND
    }
    authors = metadata["authors"]
    if authors and any(each.origin == BY_HAND for each in authors.authors):
        typed["authors"] = author_lines(authors)
    return typed


def _touched(item: Mapping[str, Any]) -> bool:
    """Whether a person may have changed, rejected or added it: what they said is sure and needs no reason."""
    by_hand = str(item.get("key", "")).startswith(ADDED) or item.get("accepted") is False
    return by_hand or (item.get("confidence") == 1 and not item.get("reason"))


def _same(one: Finding, other: Finding, span: Span) -> bool:
    return type(one) is type(other) and one.span.start < span.end and span.start < one.span.end


def _kind(found: Finding) -> AddedKind:
    if isinstance(found, FoundPost):
        return "post"
    return "quotation" if isinstance(found, FoundQuotation) else "link"


def _rows(value: object) -> Sequence[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []


def _as(value: object, kind: type[Any]) -> Any:  # noqa: ANN401 - an instance of `kind`
    """The value as that kind, None when it has another shape; what only the older version knew is passed over."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return None
