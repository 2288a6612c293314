"""A list as one reader may see it: its entries in their order, under their headings, each as it is cited.

Every caller that shows, exports or freezes a list reads it here. A fixed number of queries, whatever its length.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from accounts.visibility import State, visible_states
from archive.citation_lists.orders import Keys, in_order
from archive.models import CitationList, Document, FrozenEntry, ListEntry, ListOrder, ListSection, Reference
from sources.citing.csl import item_of
from sources.citing.formatted import Citation
from sources.models import Source

Someone = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it is cited. `words`: those of a passage, as this reader may see them; "" for a whole source."""

    entry: ListEntry
    citation: Citation
    words: str

    @property
    def source(self) -> Source:
        return self.entry.source

    @property
    def passages(self) -> str:
        """`¶ 12` or `¶ 12–13`; "" for a whole source."""
        return f"¶ {self.citation.locator}" if self.citation.locator else ""

    @property
    def address(self) -> str:
        """Of the source, or of the very passage."""
        return place_address(self.entry)

    @property
    def is_draft(self) -> bool:
        """Whether the public does not see it."""
        entry = self.entry
        states = [entry.source.state] + ([entry.document.state] if entry.document else [])
        return State.DRAFT in states


@dataclass(frozen=True)
class CitedSection:
    """`section` is None for what stands before the first heading. It may have no entries."""

    section: ListSection | None
    entries: list[Listed]

    @property
    def heading(self) -> str:
        return self.section.heading if self.section else ""

    @cached_property
    def key(self) -> int | None:
        return self.section.pk if self.section else None


def list_citations(citation_list: CitationList, user: Someone) -> list[Citation]:
    """What this person may see of the list, in its order; headings are left out. `cited_sections` has both."""
    return [each.citation for section in cited_sections(citation_list, user) for each in section.entries]


def cited_sections(
    citation_list: CitationList, user: Someone, *, order: str = "", named_for: Someone | None = None
) -> list[CitedSection]:
    """The sections with what this person may see in them, the one without a heading first.

    `order`: another than the list's own. `named_for`: whose eyes decide which names and words of posts the items hold,
    where that is somebody else.
    """
    entries = entries_of(citation_list, user)
    items = items_of([each.source for each in entries], named_for or user)
    listed = [_listed(each, items) for each in entries]
    order = order or citation_list.order
    keys = Keys(order, _first_cited(citation_list, entries, user, order))
    by_section: dict[int | None, list[Listed]] = defaultdict(list)
    for each in listed:
        by_section[each.entry.section_id].append(each)
    sections: list[ListSection | None] = [None, *citation_list.sections.all()]
    return [CitedSection(each, in_order(by_section[each.pk if each else None], keys)) for each in sections]


def entries_of(citation_list: CitationList, user: Someone) -> list[ListEntry]:
    """As ordered by hand; each with its source for citing, and the words that it names."""
    rows = ListEntry.objects.visible_to(user).present().filter(citation_list=citation_list)
    return with_sources(rows.with_words().in_place().select_related("document"))


def with_sources(rows: "QuerySet[ListEntry]") -> list[ListEntry]:
    """Each with its source for citing. Not prefetched: for SQLite, Django writes a condition for each row then."""
    entries = list(rows)
    sources = Source.objects.for_citing().in_bulk([each.source_id for each in entries])
    for each in entries:
        each.source = sources[each.source_id]
    return entries


def items_of(sources: Iterable[Source], user: Someone) -> "dict[int, dict[str, object]]":
    """The CSL item of each source by key, with the names and the words of posts that this person may see. One query."""
    known = {each.pk: each for each in sources}
    shown, texts = visible_states(user), _words_of_posts(known.values(), user)
    return {
        key: item_of(
            each,
            address=f"{settings.BASE_URL}{each.get_absolute_url()}",
            text=texts.get(key, ""),
            shown=shown,
        )
        for key, each in known.items()
    }


def place_address(entry: ListEntry | FrozenEntry) -> str:
    """Of the source, or of the very passage in its text. The entry comes `with_words()`."""
    if entry.document is None:
        return entry.source.get_absolute_url()
    number = entry.first_passage  # type: ignore[union-attr]
    return f"{entry.document.get_absolute_url()}#p{number}" if number else entry.document.get_absolute_url()


def locator_of(entry: ListEntry) -> str:
    """The ¶ that its words stand in, `12` or `12–13`; "" for a whole source. The entry comes `with_words()`."""
    first, last = entry.first_passage, entry.last_passage  # type: ignore[attr-defined]
    if entry.document_id is None or first is None:
        return ""
    return str(first) if last in (first, None) else f"{first}–{last}"


def _listed(entry: ListEntry, items: "dict[int, dict[str, object]]") -> Listed:
    citation = Citation(items[entry.source_id], locator=locator_of(entry))
    return Listed(entry, citation, entry.words or "")  # type: ignore[attr-defined]


def texts_of_posts(sources: Collection[int], user: Someone) -> dict[int, list[str]]:
    """Of each post the texts that this person may see, the closest to the original first. The one place that reads them."""
    found: dict[int, list[str]] = defaultdict(list)
    seen = Document.objects.visible_to(user).filter(source__in=sources).closest_to_the_original()
    for source, text in seen.values_list("source", "text"):
        found[source].append(text)
    return found


def _words_of_posts(sources: Iterable[Source], user: Someone) -> dict[int, str]:
    posts = [each.pk for each in sources if each.is_post]
    return {key: texts[0] for key, texts in texts_of_posts(posts, user).items()}


def _first_cited(
    citation_list: CitationList, entries: Sequence[ListEntry], user: Someone, order: str
) -> dict[int, tuple[int, int]]:
    """Of each source, where a text of the list first cites it: the place of that text on the list, and in the text."""
    if order != ListOrder.FIRST_CITATION:
        return {}
    places: dict[int, int] = {}
    for place, each in enumerate(entries):
        places.setdefault(each.source_id, place)
    rows = Reference.objects.visible_to(user).filter(document__source__in=places, link__target__in=places)
    found: dict[int, tuple[int, int]] = {}
    for citing, cited, start in rows.values_list("document__source", "link__target", "start"):
        here = (places[citing], start)
        found[cited] = min(found.get(cited, here), here)
    return found
