"""The only writers of the order of a list. Rows that were taken out keep their place among the others, too."""

from collections import defaultdict

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from archive.citation_lists.lists import locked, note_change
from archive.citation_lists.places import Place, Shelf, numbered, step
from archive.citation_lists.refusals import Refused
from archive.models import CitationList, ListEntry, ListSection

LONGEST_NAME = 80


@transaction.atomic
def step_entry(*, entry: ListEntry, way: str, actor: User) -> None:
    """`way`: one of `places.STEPS`, seen from where it stands now. Nothing happens at the end of the list."""
    held = locked(entry.citation_list, actor)
    entry = present(held, entry.pk)
    place = step(shelves_of(held), entry.pk, way)
    if place is not None:
        _put(held, entry, place, actor)


@transaction.atomic
def number_entry(*, entry: ListEntry, section: int | None, number: int, actor: User) -> None:
    """To the place with that number, from 1, of a section of its list. Refused for a section that is not there."""
    held = locked(entry.citation_list, actor)
    entry = present(held, entry.pk)
    _check_section(held, section)
    _put(held, entry, numbered(shelves_of(held), entry.pk, section, number), actor)


@transaction.atomic
def place_entry(*, entry: ListEntry, place: Place, actor: User) -> None:
    """After another entry, wherever somebody else may have moved that meanwhile; or first in a section."""
    held = locked(entry.citation_list, actor)
    _put(held, present(held, entry.pk), place, actor)


@transaction.atomic
def settle_order(*, citation_list: CitationList, entries: list[int], actor: User) -> None:
    """`entries` as they are shown become the order by hand, each in its section; others stay behind them."""
    held = locked(citation_list, actor)
    rank = {key: place for place, key in enumerate(entries)}
    rows = list(held.entries.order_by("position", "pk").only("pk", "position"))
    rows.sort(key=lambda each: rank.get(each.pk, len(rank)))
    for place, row in enumerate(rows):
        row.position = place
    ListEntry.objects.bulk_update(rows, ["position"], batch_size=500)
    CitationList.objects.filter(pk=held.pk).update(order="hand")
    note_change(held, actor, "edited", {"order": [held.order, "hand"]})


def shelves_of(held: CitationList) -> list[Shelf]:
    """The entries that are there, by section, in order. Two queries."""
    found: dict[int | None, list[int]] = defaultdict(list)
    rows = held.entries.present().order_by("position", "pk").values_list("section", "pk")
    for section, key in rows:
        found[section].append(key)
    sections: list[int | None] = [None, *held.sections.values_list("pk", flat=True)]
    return [Shelf(each, tuple(found[each])) for each in sections]


def present(held: CitationList, key: int) -> ListEntry:
    """The entry as it is now. Refused when it was taken out meanwhile."""
    entry = held.entries.present().filter(pk=key).select_related("source").first()
    if entry is None:
        raise Refused("", _("This entry was taken out of the list meanwhile."))
    return entry


def next_position(held: CitationList, section: int | None) -> int:
    """Behind everything in the section, what was taken out included."""
    last = held.entries.filter(section=section).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _put(held: CitationList, entry: ListEntry, place: Place, actor: User) -> None:
    """Make room and stand there: two statements, whatever the length of the list."""
    before = _number(held, entry)
    section, position = _spot(held, place)
    held.entries.filter(section=section, position__gte=position).update(position=F("position") + 1)
    held.entries.filter(pk=entry.pk).update(section=section, position=position)
    entry.section_id, entry.position = section, position
    note_change(held, actor, "moved entry", {name_of(entry): [before, _number(held, entry)]})


def _spot(held: CitationList, place: Place) -> tuple[int | None, int]:
    if place.after is not None:
        mark = held.entries.filter(pk=place.after).values_list("section", "position").first()
        if mark is None:
            raise Refused("", _("The entry that it was to stand after is not in this list."))
        return mark[0], mark[1] + 1
    _check_section(held, place.section)
    return place.section, 0


def _check_section(held: CitationList, section: int | None) -> None:
    if section is not None and not ListSection.objects.filter(citation_list=held, pk=section).exists():
        raise Refused("section", _("This section is not there any more."))


def name_of(entry: ListEntry) -> str:
    """An entry in a few words, for the log. The entry comes with its source."""
    words = entry.exact or str(entry.source)
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"


def _number(held: CitationList, entry: ListEntry) -> str:
    """Where it stands, for the log: its number in its section, and that section's heading."""
    before = held.entries.present().filter(section=entry.section_id, position__lt=entry.position).count()
    section = held.sections.filter(pk=entry.section_id).first() if entry.section_id else None
    return f"{section.heading}, {before + 1}" if section else str(before + 1)
