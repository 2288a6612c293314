"""A frozen version as one reader may see it, and how the list differs from it now, in words."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from archive.citation_lists.reading import CitedSection, Listed, place_address, texts_of_posts
from archive.models import CitationList, FrozenEntry, ListVersion
from sources.citing.csl import own_part
from sources.citing.posts import title_of
from sources.citing.styles import UnknownStyle, style_named
from sources.history import field_label

Someone = User | AnonymousUser
# Variables of CSL that say where the record is, not what it is.
NOT_SAID = ("id", "archive", "archive_location", "custom")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """An entry of a version. `words`: those of its passage, cut from the text for this reader.

    `is_withheld`: its strings hold words of a post that this reader may not see any more; then `main` is "".
    """

    entry: FrozenEntry
    is_withheld: bool = False

    @property
    def main(self) -> SafeString:
        entry = self.entry
        if self.is_withheld:
            return SafeString("")
        note = entry.full_note if entry.document_id or not entry.bibliography else ""
        return mark_safe(note or entry.bibliography or entry.in_text)  # noqa: S308 - as `sources.citing` gave it

    @property
    def words(self) -> str:
        return self.entry.words or ""  # type: ignore[attr-defined]

    @property
    def passages(self) -> str:
        return f"¶ {self.entry.locator}" if self.entry.locator else ""

    @property
    def address(self) -> str:
        return place_address(self.entry)


@dataclass(frozen=True, slots=True)
class FrozenPart:
    heading: str
    lines: list[FrozenLine]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs now. `what`: which entry, or "" for the list as a whole."""

    words: str
    what: str = ""


def frozen_parts(version: ListVersion, user: Someone) -> list[FrozenPart]:
    """What of it this person may see now, under its headings. A fixed number of queries."""
    entries = _entries(version, user)
    withheld = _withheld(entries, user)
    lines = [FrozenLine(each, each.pk in withheld) for each in entries]
    return [
        FrozenPart(heading, list(those))
        for heading, those in groupby(lines, key=lambda each: each.entry.heading)
    ]


def told(parts: Sequence[FrozenPart]) -> list[FrozenPart]:
    """Without what is withheld: what a file of the version holds."""
    return [FrozenPart(each.heading, [line for line in each.lines if not line.is_withheld]) for each in parts]


def differences(
    version: ListVersion, now: CitationList, sections: Sequence[CitedSection], user: Someone
) -> list[Change]:
    """From the version to the list as it is now, for this person; empty where nothing differs.

    `sections`: the list as `cited_sections(…, named_for=AnonymousUser())` reads it, as the version was made.
    """
    before = {_place(each): each for each in _entries(version, user)}
    after = {_place(each.entry): (section, each) for section in sections for each in section.entries}
    return [
        *_of_list(version, now),
        *(Change(_("added"), name_of(after[key][1].citation.item)) for key in after if key not in before),
        *(Change(_("taken out"), name_of(before[key].item)) for key in before if key not in after),
        *_moved(
            [each for each in before if each in after], [each for each in after if each in before], before
        ),
        *(change for key in before if key in after for change in _of_entry(before[key], *after[key])),
    ]


def name_of(item: Mapping[str, Any]) -> str:
    """A work in a few words: its title, else where it is."""
    words = str(item.get("title") or item.get("URL") or item.get("genre") or item.get("id", ""))
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"


def _entries(version: ListVersion, user: Someone) -> list[FrozenEntry]:
    seen = version.entries.visible_to(user).with_words().select_related("document", "source")
    return list(seen.order_by("position"))


def _withheld(entries: Iterable[FrozenEntry], user: Someone) -> set[int]:
    """Those that say words of a post which no text of it that this person may see has. One query."""
    quoting = [each for each in entries if "title" in own_part(each.item).get("derived", ())]
    texts = texts_of_posts({each.source_id for each in quoting}, user)
    seen = {source: {title_of(text) for text in those} for source, those in texts.items()}
    return {each.pk for each in quoting if each.item["title"] not in seen.get(each.source_id, ())}


def _place(entry: Any) -> tuple[Any, ...]:  # noqa: ANN401 - an entry, frozen or not
    return (entry.source_id, entry.document_id, entry.start, entry.end)


def _of_list(version: ListVersion, now: CitationList) -> Iterator[Change]:
    for name in ("title", "intro", "locale"):
        if getattr(version, name) != getattr(now, name):
            label = CitationList._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            yield Change(_("another %(field)s") % {"field": label})
    if version.style != now.style:
        styles = {"before": style_title(version.style), "after": style_title(now.style)}
        yield Change(_("in another style: %(after)s instead of %(before)s") % styles)
    if version.order != now.order:
        yield Change(_("ordered %(order)s") % {"order": now.get_order_display()})


def style_title(id: str) -> str:
    """The id itself where the style is gone."""
    try:
        return style_named(id).title
    except UnknownStyle:
        return id


def _moved(before: list[Any], after: list[Any], entries: Mapping[Any, FrozenEntry]) -> Iterator[Change]:
    """The fewest entries that moved: those outside the longest row that has kept its order."""
    rank = {key: place for place, key in enumerate(after)}
    kept = set(_longest_rising([rank[key] for key in before]))
    for key in before:
        if rank[key] not in kept:
            place = _("moved to place %(number)d of those that are left") % {"number": rank[key] + 1}
            yield Change(place, name_of(entries[key].item))


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The longest subsequence that rises; the numbers differ. O(n log n): patience sorting."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        previous.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(number)
            ends.append(at)
        else:
            tails[place], ends[place] = number, at
    row, at = [], ends[-1] if ends else -1
    while at >= 0:
        row.append(numbers[at])
        at = previous[at]
    return row[::-1]


def _of_entry(before: FrozenEntry, section: CitedSection, after: Listed) -> Iterator[Change]:
    name = name_of(before.item)
    if before.heading != section.heading:
        where = {"heading": section.heading or _("the part before the first heading")}
        yield Change(_("now under “%(heading)s”") % where, name)
    if before.note != after.entry.note:
        yield Change(_("another note") if after.entry.note else _("without its note"), name)
    if fields := changed_fields(before.item, after.citation.item):
        labels = ", ".join(field_label(each.replace("-", "_")) for each in fields)
        yield Change(_("its record says something else: %(fields)s") % {"fields": labels}, name)


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The variables of CSL that differ, in the order of the alphabet, but for those made up of others."""
    derived = {*own_part(dict(before)).get("derived", ()), *own_part(dict(after)).get("derived", ())}
    names = sorted({*before, *after}.difference(NOT_SAID, derived))
    return [each for each in names if before.get(each) != after.get(each)]
