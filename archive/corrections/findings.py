"""One finding with the changes made to it. Pure; each function notes faults in the list it is given."""

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from archive.corrections.described import address_fault, date_fault, described, faults_in
from archive.corrections.edits import Addition, Fault, LinkEdit, PostEdit, QuotationEdit, Said
from archive.corrections.labels import Finding
from archive.corrections.places import Misplaced, Place, Places
from archive.reading.medialinks import media_and_links
from archive.reading.proposal import Found, FoundLink, FoundPost, FoundQuotation, Metadata, Span
from archive.reading.quotationmarks import find_elisions, find_insertions
from sources.people import handle_fault

AnyFound = TypeVar("AnyFound", FoundPost, FoundQuotation, FoundLink)


@dataclass(slots=True)
class Corrector:
    """Applies edits to the findings of one text and remembers what could not be applied."""

    places: Places
    faults: list[Fault] = field(default_factory=list)

    def post(self, found: FoundPost, edit: PostEdit) -> FoundPost:
        handle = edit.handle.strip().removeprefix("@")
        self._note(found.key, "handle", handle_fault(handle))
        self._note(found.key, "posted", date_fault(edit.posted))
        self._note(found.key, "url", address_fault(found.url, edit.url))
        moved = self._moved_post(found, self._span(found.key, edit.place, found.span))
        names = (
            "platform",
            "display_name",
            "posted",
            "thread",
            "thread_number",
            "thread_length",
            "platform_id",
            "url",
            "text_status",
        )
        typed = {name: getattr(edit, name) for name in names}
        return _settled(found, replace(moved, **typed, handle=handle), accepted=edit.accepted)

    def quotation(self, found: FoundQuotation, edit: QuotationEdit) -> FoundQuotation:
        values = self._cited(found, edit.said)
        cited = values["cited"]
        if "title" in edit.said:
            values["title"] = cited.title.value
        if "authors" in edit.said:
            values["author"] = ", ".join(author.value for author in cited.authors)
        moved = self._moved_quotation(found, self._span(found.key, edit.place, found.span))
        changed = replace(moved, text_status=edit.text_status, **values)
        return _settled(found, changed, accepted=edit.accepted)

    def link(self, found: FoundLink, edit: LinkEdit) -> FoundLink:
        span = self._span(found.key, edit.place, found.span)
        changed = replace(found, span=span, **self._cited(found, edit.said))
        return _settled(found, changed, accepted=edit.accepted)

    def added(self, key: str, addition: Addition) -> Finding | None:
        """The new finding, or None when its place is at fault."""
        span = self._span("add", addition.place, None)
        if span.end == 0:
            return None
        if addition.kind == "post":
            return self._moved_post(FoundPost(key, Span(0, 0)), span)
        if addition.kind == "quotation":
            return self._moved_quotation(FoundQuotation(key, Span(0, 0)), span)
        return FoundLink(key, span)

    def _note(self, key: str, name: str, message: str) -> None:
        if message:
            self.faults.append(Fault(key, name, message))

    def _span(self, key: str, place: Place, before: Span | None) -> Span:
        """Where the finding is now: the same code points when the place is the one that was shown."""
        if before and place == self.places.of(before):
            return before
        try:
            return self.places.span(place)
        except Misplaced as error:
            self._note(key, error.field, str(error))
            return before or Span(0, 0)

    def _moved_post(self, found: FoundPost, span: Span) -> FoundPost:
        """Addresses that stand in the words follow them; those that only the markup gave stay."""
        if span == found.span:
            return found
        before, now = self._addresses(found.span), self._addresses(span)
        kept = [
            tuple(dict.fromkeys((*inside, *(each for each in old if each not in outside))))
            for inside, old, outside in zip(now, (found.media, found.links), before, strict=True)
        ]
        signature = found.signature if found.signature and not _overlap(found.signature, span) else None
        return replace(found, span=span, signature=signature, media=kept[0], links=kept[1], has_text=True)

    def _addresses(self, span: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return media_and_links(self.places.text[span.start : span.end])

    def _moved_quotation(self, found: FoundQuotation, span: Span) -> FoundQuotation:
        if span == found.span:
            return found
        words = self.places.text[span.start : span.end]
        return replace(
            found,
            span=span,
            mark=found.mark if found.mark and not _overlap(found.mark, span) else None,
            elisions=find_elisions(words, span.start),
            insertions=find_insertions(words, span.start),
        )

    def _cited(self, found: FoundQuotation | FoundLink, said: Said) -> dict[str, Any]:
        """`cited` and `url` anew. The address of a finding is its own field; the page's word for it follows."""
        shown = said_of(found)
        for name, message in faults_in(shown, said):
            self._note(found.key, name, message)
        cited = described(shown, said)
        if not said or cited == shown:
            return {"cited": found.cited, "url": found.url}
        return {"cited": cited, "url": cited.url.value}


def said_of(found: FoundQuotation | FoundLink) -> Metadata:
    """What is known of the source that a finding points at, wherever the finding keeps it."""
    cited = found.cited
    if found.url:
        cited = replace(cited, url=cited.url if cited.url.value == found.url else Found(found.url, ""))
    if isinstance(found, FoundQuotation):
        if found.title and not cited.title.value:
            cited = replace(cited, title=Found(found.title, ""))
        if found.author and not cited.authors:
            cited = replace(cited, authors=(Found(found.author, ""),))
    return cited


def _settled(before: AnyFound, after: AnyFound, *, accepted: bool) -> AnyFound:
    """What a person changed is sure, and needs no reason; taking or leaving it changes nothing else."""
    if after == before:
        return replace(before, accepted=accepted)
    return replace(after, accepted=accepted, confidence=1.0, reason="")


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
