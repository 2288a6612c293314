"""The only writers of what is on a list: add, note, take out, put back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from archive.citation_lists.lists import MOST_ENTRIES, locked, note_change
from archive.citation_lists.ordering import name_of, next_position, present
from archive.citation_lists.refusals import Refused
from archive.citation_lists.wanted import Wanted, place_of
from archive.models import CitationList, Document, ListEntry, ListSection
from sources.models import Source

RESTORABLE_DAYS = 30
TEXTS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Added:
    """How many were added, and how many were on the list already."""

    new: int
    known: int

    @property
    def words(self) -> str:
        said = [ngettext("%(count)d entry added", "%(count)d entries added", self.new) % {"count": self.new}]
        if self.known:
            there = ngettext("%(count)d is on it already", "%(count)d are on it already", self.known)
            said.append(there % {"count": self.known})
        return "; ".join(said) + "."


@transaction.atomic
def add_entries(
    *, citation_list: CitationList, wanted: Sequence[Wanted], actor: User, section: ListSection | None = None
) -> Added:
    """At the end of a section (without one: of what stands before the first), in order; nothing stands there twice.

    All or none. Refused when the list would become too long, when other words stand at a range than those given, and
    when a Document is not of the Source given or the actor may not see one of them.
    """
    held = locked(citation_list, actor)
    if section is not None and section.citation_list_id != held.pk:
        raise Refused("section", _("This section is not there any more."))
    _purge(held)
    known = {place_of(each) for each in held.entries.present()}
    new = {each.place: each for each in wanted if each.place not in known}
    _check_room(len(known) + len(new))
    _check_words(list(new.values()), actor)
    first = next_position(held, section.pk if section else None)
    entries = [_entry(held, section, first + at, each, actor) for at, each in enumerate(new.values())]
    ListEntry.objects.bulk_create(entries)
    added = Added(len(new), len(wanted) - len(new))
    if entries:
        note_change(held, actor, "added entries", {"entries": [len(known), len(known) + len(entries)]})
    return added


@transaction.atomic
def note_entry(*, entry: ListEntry, note: str, was: str, actor: User) -> None:
    """`was`: the note as the actor saw it. Refused, and nothing is written, when somebody else has changed it since."""
    held = locked(entry.citation_list, actor)
    entry = present(held, entry.pk)
    if entry.note == note:
        return
    if entry.note != was:
        now = _("Somebody else wrote meanwhile: “%(note)s”. Send yours again to put it in its place.")
        raise Refused("note", now % {"note": entry.note})
    entry.note = note
    entry.save(update_fields=["note"])
    note_change(held, actor, "noted entry", {"note": [was, note]})


@transaction.atomic
def remove_entry(*, entry: ListEntry, actor: User) -> None:
    """It can be put back, in its place and with its note, for `RESTORABLE_DAYS`."""
    held = locked(entry.citation_list, actor)
    changed = held.entries.present().filter(pk=entry.pk).update(removed_at=timezone.now())
    if changed:
        note_change(held, actor, "removed entry", {"entry": [name_of(entry), ""]})


@transaction.atomic
def restore_entry(*, entry: ListEntry, actor: User) -> None:
    """As it was before it was taken out. Refused when it is gone for good, or was added anew meanwhile."""
    held = locked(entry.citation_list, actor)
    kept = held.entries.filter(pk=entry.pk).select_related("source").first()
    if kept is None:
        raise Refused("", _("It was taken out too long ago to be put back."))
    if kept.removed_at is None:
        return
    if any(place_of(each) == place_of(kept) for each in held.entries.present().filter(source=kept.source)):
        raise Refused("", _("It is on the list already: somebody added it anew."))
    _check_room(held.entries.present().count() + 1)
    held.entries.filter(pk=kept.pk).update(removed_at=None)
    note_change(held, actor, "put back entry", {"entry": ["", name_of(kept)]})


def _entry(
    held: CitationList, section: ListSection | None, position: int, wanted: Wanted, actor: User
) -> ListEntry:
    return ListEntry(
        citation_list=held,
        section=section,
        position=position,
        source_id=wanted.source,
        document_id=wanted.document,
        start=wanted.start,
        end=wanted.end,
        exact=wanted.exact,
        annotation=wanted.annotation,
        added_by=actor,
    )


def _purge(held: CitationList) -> None:
    """What was taken out long ago goes for good, and nothing is held by it any more."""
    long_ago = timezone.now() - timedelta(days=RESTORABLE_DAYS)
    held.entries.filter(removed_at__lt=long_ago).delete()


def _check_room(count: int) -> None:
    if count > MOST_ENTRIES:
        raise Refused(
            "list",
            _("A list has at most %(most)d entries; this would be %(count)d.")
            % {"most": MOST_ENTRIES, "count": count},
        )


def _check_words(wanted: Sequence[Wanted], actor: User) -> None:
    """Every Source and Document is seen by the actor, and the words are those of the text."""
    sources = {each.source for each in wanted}
    if Source.objects.visible_to(actor).filter(pk__in=sources).count() != len(sources):
        raise Refused("", _("One of these sources is not here any more."))
    by_text: dict[int, list[Wanted]] = defaultdict(list)
    for each in wanted:
        if each.document is not None:
            by_text[each.document].append(each)
    seen = Document.objects.visible_to(actor).filter(pk__in=by_text).only("pk", "source", "text")
    read = 0
    for document in seen.iterator(chunk_size=TEXTS_AT_ONCE):
        read += 1
        for each in by_text[document.pk]:
            _check_range(document, each)
    if read < len(by_text):
        raise Refused("", _("One of these texts is not here any more."))


def _check_range(document: Document, wanted: Wanted) -> None:
    if document.source_id != wanted.source:
        raise Refused("", _("One of these texts is not here any more."))
    if not wanted.exact or document.text[wanted.start : wanted.end] != wanted.exact:
        words = _("Other words stand there: “%(words)s” was not found.")
        raise Refused("", words % {"words": wanted.exact[:60]})
