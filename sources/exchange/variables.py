"""The variables of CSL 1.0.2 (its input schema, csl-data.json), by what they hold; and which a format has no field for."""

from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext_lazy as _

from sources.exchange.shapes import Loss

NAMES: Final = (
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator", "interviewer",
    "narrator", "organizer", "original-author", "performer", "producer", "recipient", "reviewed-author",
    "script-writer", "series-creator", "translator",
)  # fmt: skip
DATES: Final = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
TEXTS: Final = (
    "abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority",
    "call-number", "chapter-number", "citation-key", "collection-number", "collection-title", "container-title",
    "container-title-short", "dimensions", "division", "DOI", "edition", "event-place", "event-title", "genre", "ISBN",
    "ISSN", "issue", "jurisdiction", "keyword", "language", "medium", "note", "number", "number-of-pages",
    "number-of-volumes", "original-publisher", "original-publisher-place", "original-title", "page", "page-first",
    "part", "part-title", "PMCID", "PMID", "printing", "publisher", "publisher-place", "references",
    "reviewed-genre", "reviewed-title", "scale", "section", "source", "status", "supplement", "title", "title-short",
    "URL", "version", "volume", "volume-title", "year-suffix",
)  # fmt: skip
OBJECTS: Final = ("custom", "categories")
ALL: Final = (*NAMES, *DATES, *TEXTS, *OBJECTS)


def without_field(carried: Collection[str]) -> tuple[Loss, ...]:
    """The variables that a format has no field for, in our table of losses: other programs get nothing of them."""
    return tuple(Loss(variable, _("nothing")) for variable in ALL if variable not in carried)
