"""Which fields a citation of each type needs: one table, for forms, lists, badges and the queue of details. Pure.

`required`: without it a citation is not complete. `wanted`: most styles print it. `used`: a style may print it; the
rest of a Source's fields have no place in a citation of that type. A need is met by any one of its fields.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.kinds import SourceType

AnyOf = tuple[str, ...]  # columns of a Source, or PEOPLE: one that is filled will do

PEOPLE: Final = "contributors"  # of a Source, in any role
ALWAYS_USED: Final = "csl_type title container_title issued url language publisher accessed note"


@dataclass(frozen=True, slots=True)
class Cited:
    """How one type is cited."""

    required: tuple[AnyOf, ...]
    wanted: tuple[AnyOf, ...]
    used: frozenset[str]


def cited(required: str, wanted: str = "", used: str = "") -> Cited:
    """From names of columns with blanks between; `volume/doi`: one of the two will do."""
    needs = [tuple(tuple(need.split("/")) for need in words.split()) for words in (required, wanted)]
    named = (name for need in (*needs[0], *needs[1]) for name in need)
    return Cited(needs[0], needs[1], frozenset({*ALWAYS_USED.split(), *used.split(), *named}))


WORK: Final = "title contributors issued"
BY_A_BODY: Final = "title contributors/publisher/authority issued"  # what a body of people may have made
PART: Final = f"{WORK} container_title"
PERIODICAL: Final = (
    "volume issue page section edition publisher_place issn doi container_title_short title_short "
)
BOOK: Final = (
    "edition volume volume_title number_of_volumes number_of_pages collection_title collection_number publisher_place "
    "isbn doi original_title original_date medium title_short "
)
SHOWN: Final = "medium dimensions number genre publisher_place event_title event_place event_date "
LAW: Final = "authority jurisdiction number section volume page status genre publisher_place title_short "
HELD: Final = "archive archive_location archive_collection archive_place call_number "

TYPES: Final[Mapping[str, Cited]] = {
    SourceType.ARTICLE: cited(WORK, "url", "number genre status doi version"),
    SourceType.ARTICLE_JOURNAL: cited(
        PART, "volume/doi page/number/doi", PERIODICAL + "number status pmid pmcid medium"
    ),
    SourceType.ARTICLE_MAGAZINE: cited(PART, "page/url", PERIODICAL + "genre"),
    SourceType.ARTICLE_NEWSPAPER: cited(PART, "page/url", PERIODICAL + "genre"),
    SourceType.BILL: cited("title issued", "number authority/jurisdiction", LAW),
    SourceType.BOOK: cited(WORK, "publisher", BOOK),
    SourceType.BROADCAST: cited("title issued", "container_title/publisher", SHOWN + "volume"),
    SourceType.CHAPTER: cited(PART, "page/chapter_number publisher", BOOK),
    SourceType.CLASSIC: cited("title contributors", "", BOOK + "section"),
    SourceType.COLLECTION: cited("title", "archive/archive_location/url", HELD + "genre"),
    SourceType.DATASET: cited(BY_A_BODY, "url/doi", "version genre medium number status"),
    SourceType.DOCUMENT: cited(WORK, "", HELD + "number genre medium number_of_pages"),
    SourceType.ENTRY: cited("title container_title", "url", "number genre version"),
    SourceType.ENTRY_DICTIONARY: cited("title container_title", "", BOOK + "page"),
    SourceType.ENTRY_ENCYCLOPEDIA: cited("title container_title issued", "", BOOK + "page"),
    SourceType.EVENT: cited("title/event_title issued/event_date", "event_place", SHOWN),
    SourceType.FIGURE: cited(WORK, "", SHOWN + HELD + "page"),
    SourceType.GRAPHIC: cited(WORK, "", SHOWN + HELD),
    SourceType.HEARING: cited(
        "title issued/event_date", "authority/event_title/container_title", LAW + "event_title event_place"
    ),
    SourceType.INTERVIEW: cited("contributors issued", "", SHOWN + HELD + "page"),
    SourceType.LEGAL_CASE: cited("title issued authority", "number/volume", LAW + "container_title_short"),
    SourceType.LEGISLATION: cited("title issued", "authority/jurisdiction", LAW + "chapter_number"),
    SourceType.MANUSCRIPT: cited(WORK, "archive/archive_location", HELD + "genre number_of_pages"),
    SourceType.MAP: cited(BY_A_BODY, "publisher", HELD + "scale edition genre publisher_place dimensions"),
    SourceType.MOTION_PICTURE: cited(WORK, "publisher/url", SHOWN + "version original_date"),
    SourceType.MUSICAL_SCORE: cited(WORK, "", BOOK + "genre"),
    SourceType.PAMPHLET: cited(BY_A_BODY, "", BOOK + HELD + "genre"),
    SourceType.PAPER_CONFERENCE: cited(
        f"{WORK} container_title/event_title", "", BOOK + "page event_place event_date"
    ),
    SourceType.PATENT: cited(f"{WORK} number", "authority/jurisdiction", LAW + "submitted"),
    SourceType.PERFORMANCE: cited(WORK, "event_place/event_title", SHOWN + "original_date"),
    SourceType.PERIODICAL: cited("title", "issued publisher", PERIODICAL),
    SourceType.PERSONAL_COMMUNICATION: cited("contributors issued", "medium/genre", HELD),
    SourceType.POST: cited("contributors issued", "url"),
    SourceType.POST_WEBLOG: cited(PART, "url", "genre"),
    SourceType.REGULATION: cited("title issued", "authority/jurisdiction", LAW + "chapter_number"),
    SourceType.REPORT: cited(
        BY_A_BODY,
        "publisher/url",
        "number genre section page version status doi isbn publisher_place number_of_pages event_title "
        "collection_title collection_number",
    ),
    SourceType.REVIEW: cited(
        "title/reviewed_title contributors issued container_title", "", PERIODICAL + "reviewed_genre"
    ),
    SourceType.REVIEW_BOOK: cited("title/reviewed_title contributors issued container_title", "", PERIODICAL),
    SourceType.SOFTWARE: cited(BY_A_BODY, "version url/doi", "genre medium"),
    SourceType.SONG: cited(WORK, "publisher/url", SHOWN + "volume"),
    SourceType.SPEECH: cited("title contributors issued/event_date", "event_title/event_place", SHOWN + HELD),
    SourceType.STANDARD: cited(BY_A_BODY, "number", BOOK + "status"),
    SourceType.THESIS: cited(
        WORK, "publisher genre", HELD + "publisher_place number number_of_pages doi submitted title_short"
    ),
    SourceType.TREATY: cited("title issued", "volume/number/url", LAW + "container_title_short"),
    SourceType.WEBPAGE: cited(WORK, "url", "genre section version"),
}

# A need in words, where its first field is not called so in a sentence.
WORDS: Final[Mapping[str, Promise]] = {
    PEOPLE: _("author"),
    "title": _("title"),
    "issued": _("date"),
    "container_title": _("published in"),
    "publisher": _("publisher"),
    "authority": _("authority"),
    "number": _("number"),
    "url": _("address"),
    "volume": _("volume"),
    "page": _("pages"),
    "archive": _("held by"),
    "event_title": _("event"),
    "event_place": _("place of the event"),
    "version": _("version"),
    "genre": _("genre"),
    "medium": _("medium"),
}


def missing(csl_type: str, filled: Iterable[str]) -> list[AnyOf]:
    """What a citation of this type must have and has not.

    `filled`: the columns that are known, and `PEOPLE` where somebody is.
    """
    return _unmet(TYPES[csl_type].required, filled)


def wanted(csl_type: str, filled: Iterable[str]) -> list[AnyOf]:
    """What most styles print of this type, and is not known."""
    return _unmet(TYPES[csl_type].wanted, filled)


def types_that_require() -> dict[AnyOf, list[str]]:
    """Each need with the types that have it: the table turned round, for a query."""
    types: dict[AnyOf, list[str]] = defaultdict(list)
    for csl_type, how in TYPES.items():
        for need in how.required:
            types[need].append(str(csl_type))
    return dict(types)


def need_words(need: AnyOf) -> str:
    """What to look for, in one or two words: the first of the fields that would do."""
    return str(WORDS[need[0]])


def _unmet(needs: Iterable[AnyOf], filled: Iterable[str]) -> list[AnyOf]:
    known = set(filled)
    return [need for need in needs if known.isdisjoint(need)]
