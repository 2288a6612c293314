"""What breaks the named invariants of citation lists and imports, each of them and nothing else."""

from collections.abc import Callable
from typing import Any

from archive.models import (
    CitationList,
    Document,
    FrozenEntry,
    Import,
    ImportedRow,
    ListEntry,
    ListSection,
    ListVersion,
)
from sources.models import Source
from tests.archive.listed import make_citation_list
from tests.factories import make_document, make_source, make_user


def entry(citation_list: CitationList | None = None, **fields: Any) -> ListEntry:
    citation_list = citation_list or make_citation_list()
    values = {"source": fields.get("source") or make_source(), "added_by": citation_list.owner} | fields
    return ListEntry.objects.create(citation_list=citation_list, **values)


def words(document: Document | None = None) -> dict[str, Any]:
    document = document or make_document("A lamp.")
    return {"source": document.source, "document": document, "start": 2, "end": 6, "exact": "lamp"}


def version(citation_list: CitationList | None = None, **fields: Any) -> ListVersion:
    citation_list = citation_list or make_citation_list()
    values = {"number": 1, "made_by": citation_list.owner, "sha256": "0" * 64} | fields
    return ListVersion.objects.create(citation_list=citation_list, **values)


def frozen(made: ListVersion | None = None, source: Source | None = None, **fields: Any) -> FrozenEntry:
    values = {"position": 0, "item": {}, "sha256": "0" * 64} | fields
    return FrozenEntry.objects.create(version=made or version(), source=source or make_source(), **values)


def row(file: Import | None = None, **fields: Any) -> ImportedRow:
    file = file or Import.objects.create(sha256="0" * 64, format="ris")
    return ImportedRow.objects.create(
        file=file, **({"number": 1, "verdict": "new", "choice": "take"} | fields)
    )


def twice_a_source() -> None:
    first = entry()
    entry(first.citation_list, source=first.source)


def twice_the_words() -> None:
    place = words()
    first = entry(**place)
    entry(first.citation_list, **place)


def twice_a_number() -> None:
    version(version().citation_list)


def twice_a_place() -> None:
    frozen(frozen().version)


def twice_a_row() -> None:
    row(row().file)


BREAKERS: dict[str, Callable[[], object]] = {
    "citationlist_has_title": lambda: make_citation_list(title=""),
    "citationlist_has_style": lambda: CitationList.objects.create(title="A", locale="en-US", owner=make_user()),
    "citationlist_has_locale": lambda: CitationList.objects.create(title="A", style="apa", owner=make_user()),
    "citationlist_key_is_a_key": lambda: CitationList.objects.create(
        title="A", style="apa", locale="en-US", share_key="", owner=make_user()
    ),
    "citationlist_order_known": lambda: CitationList.objects.create(
        title="A", style="apa", locale="en-US", order="chance", owner=make_user()
    ),
    "citationlist_access_known": lambda: CitationList.objects.create(
        title="A", style="apa", locale="en-US", access="secret", owner=make_user()
    ),
    "listsection_has_heading": lambda: ListSection.objects.create(citation_list=make_citation_list(), heading=""),
    "listentry_whole_or_passage": lambda: entry(**words() | {"end": 2}),
    "listentry_annotation_has_words": lambda: entry(annotation="00000000-0000-0000-0000-000000000001"),
    "listentry_source_once": twice_a_source,
    "listentry_passage_once": twice_the_words,
    "listversion_number_once": twice_a_number,
    "listversion_counts_from_one": lambda: version(number=0),
    "frozenentry_place_once": twice_a_place,
    "frozenentry_whole_or_passage": lambda: frozen(start=1),
    "importedrow_once_in_file": twice_a_row,
    "importedrow_verdict_known": lambda: row(verdict="sure"),
    "importedrow_choice_known": lambda: row(choice="burn"),
    "importedrow_readable_has_choice": lambda: row(choice=""),
}  # fmt: skip
