"""What the fields of BibTeX and BibLaTeX say: one entry, read into an item and written from one. Pure.

The fields are those of BibTeX's own styles and of the BibLaTeX manual (3.20), under the names of the latter; `url`,
`urldate` and `doi` are understood by styles of both. Values are plain text here: `sources.exchange.bibtex` makes TeX
of them. Names are TeX already, because braces are part of what they say.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.citing.dates import csl_date, edtf_of
from sources.dates import NotADate
from sources.exchange.bibtex_names import read_names, written_names
from sources.exchange.bibtex_types import (
    ARTICLES,
    BOOKS,
    IN_BOOKS,
    LANGUAGES,
    LANGUAGES_READ,
    MISC,
    OF_INSTITUTIONS,
    READ,
    SUBTYPES,
    UNKNOWN_TYPE,
    Dialect,
)
from sources.exchange.inverted import MONTHS, dashed, date_of, first_parts, worded
from sources.exchange.rest import one_line
from sources.exchange.shapes import Item, Loss
from sources.exchange.variables import without_field

TEXTS: Final = {
    "title": "title", "title-short": "shorttitle", "collection-title": "series", "volume": "volume",
    "edition": "edition", "version": "version", "publisher-place": "location", "genre": "type", "note": "note",
    "abstract": "abstract", "annote": "annotation", "keyword": "keywords", "call-number": "library",
    "number-of-volumes": "volumes", "number-of-pages": "pagetotal", "chapter-number": "chapter",
    "container-title-short": "shortjournal", "event-title": "eventtitle", "event-place": "venue",
    "original-title": "origtitle", "original-publisher": "origpublisher", "original-publisher-place": "origlocation",
    "status": "pubstate", "archive": "archive",
}  # fmt: skip
MANY_LINES: Final = frozenset({"note", "abstract", "annotation"})
VERBATIM: Final = {
    "URL": "url", "DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid", "PMCID": "pmcid",
    "archive_location": "archive_location",
}  # fmt: skip
DATES: Final = {
    "issued": "date",
    "accessed": "urldate",
    "original-date": "origdate",
    "event-date": "eventdate",
}
NAMES: Final = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
OWN: Final = "x-csl"
NO_TEX: Final = frozenset(
    {*VERBATIM.values(), *DATES.values(), "year", "month", "day", "langid", "entrysubtype", OWN}
)
NO_KEY: Final = re.compile(r"[^A-Za-z0-9:_.+-]+")
PAGES: Final = re.compile(r" ?-+ ?|[–—]")

_LOSSES: Final = (
    Loss("issue, number", gettext_lazy("an article has an issue only, a book neither, all else a number")),
    Loss("title", gettext_lazy("one line")),
    Loss("particles of names", gettext_lazy("all are a “von”")),
    Loss("URL, DOI, ISBN, ISSN", gettext_lazy("braces and backslashes are percent-encoded or left out")),
    Loss("language", gettext_lazy("LaTeX's name of the language where it has one")),
)
_CARRIED: Final = {
    *TEXTS,
    *VERBATIM,
    *NAMES,
    "collection-number",
    "issue",
    "number",
    "language",
    "page",
    "publisher",
    "container-title",
}
CANNOT_CARRY: Final = (
    Loss("issued, accessed", gettext_lazy("the first day; ranges, seasons and “about” are dropped")),
    *_LOSSES,
    *without_field({*_CARRIED, "issued", "accessed"}),
)
BIBLATEX_CANNOT_CARRY: Final = (
    Loss("issued, accessed", gettext_lazy("nothing, where EDTF cannot say it")),
    *_LOSSES,
    *without_field({*_CARRIED, *DATES}),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its type without the @, its key, and its fields."""

    entry_type: str
    key: str
    fields: dict[str, str]


def entry_of(item: Item, dialect: Dialect) -> Entry:
    """What the fields say of an item."""
    kind = str(item.get("type", ""))
    entry_type = dialect.entry_type(kind)
    fields = {field: written_names(item.get(role)) for role, field in NAMES.items()}
    for variable, field in TEXTS.items():
        value = item.get(variable)
        lines = value.split("\n") if field in MANY_LINES and isinstance(value, str) else [value]
        fields[field] = "\n".join(map(one_line, lines))
    fields |= {field: verbatim(one_line(item.get(variable)), field) for variable, field in VERBATIM.items()}
    fields |= {field: one_line(item.get(variable)) for variable, field in placed(entry_type, dialect).items()}
    fields["pages"] = PAGES.sub("-", one_line(item.get("page")))
    fields["entrysubtype"] = SUBTYPES.get(kind, "")
    language = verbatim(one_line(item.get("language")), "langid")
    fields["langid"] = LANGUAGES.get(language, language)
    fields |= dates_of(item, dialect)
    key = NO_KEY.sub("-", one_line(item.get("id"))) or "x"
    return Entry(entry_type, key, {field: text for field, text in fields.items() if text.strip()})


def placed(entry_type: str, dialect: Dialect) -> dict[str, str]:
    """The fields that depend on the type: where it appeared, who published it, and its number."""
    found = {"publisher": "institution" if entry_type in OF_INSTITUTIONS else "publisher"}
    if entry_type in IN_BOOKS:
        found["container-title"] = "booktitle"
    elif entry_type == "online":
        found["container-title"] = "organization"
    else:
        found["container-title"] = "howpublished" if entry_type == MISC else "journaltitle"
    if entry_type in ARTICLES:
        return found | {"issue": "number"}
    if entry_type in BOOKS:
        return found | {"collection-number": "number"}
    return found | {"number": "number"} | ({"issue": "issue"} if dialect.has_dates else {})


def verbatim(value: str, field: str) -> str:
    """A value that is no TeX: it must hold none. An address has its own way to say a brace."""
    if field in ("url", "archive_location"):
        return re.sub(r"[{}\\\s]", lambda found: quote(found[0]), value)
    return "" if re.search(r"[{}\\]", value) else value


def dates_of(item: Item, dialect: Dialect) -> dict[str, str]:
    if dialect.has_dates:
        return {field: _edtf(item.get(variable)) for variable, field in DATES.items()}
    year, month, day = (*first_parts(item.get("issued")), 0, 0, 0)[:3]
    return {
        "year": f"{year:04}" if first_parts(item.get("issued")) else "",
        "month": MONTHS[month - 1] if month else "",
        "day": str(day) if day else "",
        "urldate": dashed(first_parts(item.get("accessed"))),
    }


def _edtf(date: object) -> str:
    try:
        return verbatim(edtf_of(date), "date") if date else ""
    except NotADate:
        return ""


def item_of(entry: Entry, dialect: Dialect) -> tuple[Item, list[str]]:
    """What the fields say as CSL, and what of them was not read."""
    left, problems = dict(entry.fields), []
    kind = READ.get(entry.entry_type, "")
    if not kind:
        problems.append(_("The type of the entry is not known: @%(name)s.") % {"name": entry.entry_type})
    subtype = left.get("entrysubtype", "")
    if kind == "article-journal" and subtype in SUBTYPES.values():
        kind = f"article-{left.pop('entrysubtype')}"
    item: Item = {"type": kind or UNKNOWN_TYPE, "id": entry.key}
    for role, field in NAMES.items():
        item[role], unread = read_names(left.pop(field, ""))
        problems += unread
    item |= {variable: left.pop(field, "") for variable, field in (TEXTS | VERBATIM).items()}
    if subtitle := left.pop("subtitle", ""):
        item["title"] = ": ".join(filter(None, (item["title"], subtitle)))
    item |= _read_places(entry.entry_type, dialect, left)
    item["page"] = PAGES.sub("-", left.pop("pages", ""))
    language = left.pop("langid", "")
    item["language"] = LANGUAGES_READ.get(language.lower(), language)
    item |= _read_dates(left)
    problems += [_not_read(field, text) for field, text in left.items()]
    return {variable: value for variable, value in item.items() if value}, problems


def _read_places(entry_type: str, dialect: Dialect, left: dict[str, str]) -> Item:
    """By the fields of the type, then by those that others use for the same."""
    found = {variable: left.pop(field, "") for variable, field in placed(entry_type, dialect).items()}
    for variable, fields in (
        ("container-title", ("journaltitle", "booktitle")),
        ("publisher", ("publisher", "institution", "organization", "howpublished")),
        ("issue", ("issue",)),
    ):
        for field in fields:
            if not found.get(variable):
                found[variable] = left.pop(field, "")
    return found


def _read_dates(left: dict[str, str]) -> Item:
    """Whole dates where there are any, else from year, month and day."""
    found = {variable: _read_date(text) for variable, field in DATES.items() if (text := left.pop(field, ""))}
    if "issued" in found or "year" not in left:
        return found
    year, month, day = left.pop("year"), left.pop("month", ""), left.pop("day", "")
    number = (
        MONTHS.index(month.lower()) + 1 if month.lower() in MONTHS else int(month) if month.isdecimal() else 0
    )
    if not number and (date := worded(year, re.sub(r"[\s~.]+", " ", month))):
        return found | {"issued": date}
    return found | {
        "issued": date_of("-".join(filter(None, (year, str(number or ""), day if number else ""))))[0]
    }


def _read_date(text: str) -> Item:
    try:
        return csl_date(edtf_of(text.replace("\u00a0", "~"))) or {}
    except NotADate:
        return date_of(text)[0]


def _not_read(field: str, text: str) -> str:
    return _("Not read: %(field)s = %(text)s") % {"field": field, "text": text[:200]}
