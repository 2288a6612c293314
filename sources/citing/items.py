"""What one citation says: as an item of CSL-JSON 1.0.2, and as the fields of a Source. Shapes only; pure.

The variables are those of the CSL specification, appendix IV, as its input schema (csl-data.json) spells them.
"""

from dataclasses import dataclass, fields
from typing import Any, Final

from sources.models import AgentKind, Role, SourceType
from sources.models.record import UNKNOWN_LANGUAGE

# One object of CSL-JSON. Names: {"family", "given", …} or {"literal"}; dates: {"date-parts", "season", "circa"}.
Item = dict[str, Any]

ARCHIVE: Final = "Undersight"  # what `archive` says of everything that is kept here
OWN: Final = "undersight"  # our part of `custom`: what CSL has no variable for

# Column of Source → variable of CSL, where both are one text.
TEXTS: Final = {
    "title": "title",
    "container_title": "container-title",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "genre": "genre",
    "url": "URL",
    "doi": "DOI",
    "isbn": "ISBN",
    "note": "note",
    "title_short": "title-short",
    "container_title_short": "container-title-short",
    "volume_title": "volume-title",
    "number_of_volumes": "number-of-volumes",
    "number_of_pages": "number-of-pages",
    "edition": "edition",
    "version": "version",
    "chapter_number": "chapter-number",
    "section": "section",
    "collection_title": "collection-title",
    "collection_number": "collection-number",
    "medium": "medium",
    "dimensions": "dimensions",
    "scale": "scale",
    "event_title": "event-title",
    "event_place": "event-place",
    "authority": "authority",
    "jurisdiction": "jurisdiction",
    "status": "status",
    "original_title": "original-title",
    "reviewed_title": "reviewed-title",
    "reviewed_genre": "reviewed-genre",
    "issn": "ISSN",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "archive": "archive",
    "archive_place": "archive-place",
    "archive_collection": "archive_collection",
    "archive_location": "archive_location",
    "call_number": "call-number",
}
# Column of Source, in EDTF → variable of CSL.
DATES: Final = {
    "issued": "issued",
    "accessed": "accessed",
    "original_date": "original-date",
    "event_date": "event-date",
    "submitted": "submitted",
}


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A name in a role. `language` is BCP 47, with the script that is seen where no more is known: `und-Hani`."""

    role: str
    name: str
    language: str = UNKNOWN_LANGUAGE
    kind: str = AgentKind.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class PostFields:
    """What a post has beyond its Source. `account` is its handle, without the @; `display_name` that of the account."""

    platform: str
    account: str = ""
    display_name: str = ""
    platform_id: str = ""
    thread_number: int | None = None


@dataclass(frozen=True, slots=True)
class SourceFields:
    """The columns of a Source under their own names; `""` is "not known". Dates are EDTF.

    `contributors` stand in the order of `Role`, within a role in the order of the source: all that CSL keeps.
    """

    csl_type: str = SourceType.DOCUMENT.value
    title: str = ""
    container_title: str = ""
    publisher: str = ""
    publisher_place: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    number: str = ""
    genre: str = ""
    issued: str = ""
    accessed: str = ""
    url: str = ""
    doi: str = ""
    isbn: str = ""
    language: str = UNKNOWN_LANGUAGE
    note: str = ""
    title_short: str = ""
    container_title_short: str = ""
    volume_title: str = ""
    number_of_volumes: str = ""
    number_of_pages: str = ""
    edition: str = ""
    version: str = ""
    chapter_number: str = ""
    section: str = ""
    collection_title: str = ""
    collection_number: str = ""
    medium: str = ""
    dimensions: str = ""
    scale: str = ""
    event_title: str = ""
    event_place: str = ""
    event_date: str = ""
    authority: str = ""
    jurisdiction: str = ""
    status: str = ""
    original_title: str = ""
    original_date: str = ""
    reviewed_title: str = ""
    reviewed_genre: str = ""
    submitted: str = ""
    issn: str = ""
    pmid: str = ""
    pmcid: str = ""
    archive: str = ""
    archive_place: str = ""
    archive_collection: str = ""
    archive_location: str = ""
    call_number: str = ""
    contributors: tuple[NamedIn, ...] = ()
    post: PostFields | None = None


COLUMNS: Final = tuple(
    each.name for each in fields(SourceFields) if each.name not in ("contributors", "post")
)
ROLES: Final = {role: place for place, role in enumerate(Role.values)}
