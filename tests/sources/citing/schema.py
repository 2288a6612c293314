"""What the input schema of CSL 1.0.2 (csl-data.json) asks of an item, as far as facts go: its variables, their types.

No small package carries the schema itself; this says the same in our own words. It is stricter in one thing: a date
is an object, as the schema has it, and never empty.
"""

from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPES = _words(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage"
)
NAMES = _words(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host interviewer illustrator narrator organizer original-author "
    "performer producer recipient reviewed-author script-writer series-creator translator"
)
DATES = _words("accessed available-date event-date issued original-date submitted")
TEXT_ONLY = _words(
    "citation-key language journalAbbreviation shortTitle abstract annote archive archive_collection archive_location "
    "archive-place authority call-number citation-label collection-title container-title container-title-short "
    "dimensions division DOI event event-title event-place genre ISBN ISSN jurisdiction keyword medium note "
    "original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place "
    "references reviewed-genre reviewed-title scale section source status title title-short URL version volume-title "
    "volume-title-short year-suffix"
)
TEXT_OR_NUMBER = _words(
    "id chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part printing supplement volume"
)
NAME_TEXTS = _words("family given dropping-particle non-dropping-particle suffix literal")
NAME_MARKS = _words("comma-suffix static-ordering parse-names")
DATE_PARTS = _words("date-parts season circa literal raw")


def faults(item: dict[str, Any]) -> list[str]:
    """What the schema would refuse, one line each; empty for a valid item."""
    found = [f"{name} is missing" for name in ("type", "id") if name not in item]
    return found + [fault for name, value in item.items() if (fault := _fault(name, value))]


def _fault(name: str, value: object) -> str:
    if name == "type":
        good = value in TYPES
    elif name in NAMES:
        good = isinstance(value, list) and all(_is_name(each) for each in value)
    elif name in DATES:
        good = _is_date(value)
    elif name in TEXT_OR_NUMBER:
        good = _is_text_or_number(value)
    elif name == "categories":
        good = isinstance(value, list) and all(isinstance(each, str) for each in value)
    else:
        good = isinstance(value, str) if name in TEXT_ONLY else name == "custom" and isinstance(value, dict)
    return "" if good else f"{name}: {value!r}"


def _is_name(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, str)
        if name in NAME_TEXTS
        else name in NAME_MARKS and isinstance(each, str | int | float)
        for name, each in value.items()
    )


def _is_date(value: object) -> bool:
    if not isinstance(value, dict) or not value or not value.keys() <= DATE_PARTS:
        return False
    parts = value.get("date-parts", [[1]])
    return isinstance(parts, list) and 1 <= len(parts) <= 2 and all(_is_part(each) for each in parts)


def _is_part(value: object) -> bool:
    return (
        isinstance(value, list) and 1 <= len(value) <= 3 and all(_is_text_or_number(each) for each in value)
    )


def _is_text_or_number(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
