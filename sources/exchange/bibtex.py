"""BibTeX and BibLaTeX: files for LaTeX, Overleaf, JabRef and Zotero. Pure.

Titles stand in double braces, because styles change the case of what stands in one pair. The last line counts the
entries: text outside of entries is a comment.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry as Block
from bibtexparser.model import Field
from bibtexparser.writer import BibtexFormat
from django.utils.translation import ngettext

from sources.exchange.bibtex_fields import (
    BIBLATEX_CANNOT_CARRY,
    CANNOT_CARRY,
    NAMES,
    NO_TEX,
    OWN,
    Entry,
    entry_of,
    item_of,
)
from sources.exchange.bibtex_reading import read
from sources.exchange.bibtex_types import CLASSIC, MODERN, Dialect
from sources.exchange.inverted import MONTHS
from sources.exchange.rest import meaningful, rest_of, written_rest
from sources.exchange.shapes import NO_SELECTION, Format, Item, Loss, Selection
from sources.exchange.tex import tex

# Their case would be changed, or their " and " be taken for the end of one of several.
DOUBLE: Final = frozenset(
    [
        "title",
        "shorttitle",
        "booktitle",
        "journaltitle",
        "journal",
        "series",
        "publisher",
        "institution",
        "school",
        "organization",
        "howpublished",
        "location",
        "address",
    ]
)
_LAYOUT: Final = BibtexFormat()  # type: ignore[no-untyped-call]
_LAYOUT.indent = "  "


def _write(items: Iterable[Item], selection: Selection = NO_SELECTION, *, dialect: Dialect) -> Iterator[str]:
    """One entry at a time. An item that comes twice has a key of its own each time."""
    keys: set[str] = set()
    count = 0
    for item in items:
        count += 1
        kept = meaningful(item)
        entry = entry_of(kept, dialect)
        if rest := written_rest(rest_of(kept, item_of(entry, dialect)[0])):
            entry.fields[OWN] = rest
        yield _written(entry, _free(entry.key, keys), dialect) + "\n"
    entries = ngettext("%(count)d entry", "%(count)d entries", count) % {"count": count}
    yield f"% {entries}; {selection.address}".removesuffix("; ").replace("@", "%40") + "\n"


def _free(key: str, keys: set[str]) -> str:
    found, number = key, 1
    while found.lower() in keys:  # BibTeX takes capitals for the same
        number += 1
        found = f"{key}-{number}"
    keys.add(found.lower())
    return found


def _written(entry: Entry, key: str, dialect: Dialect) -> str:
    fields = [
        Field(dialect.field(name, entry.entry_type), _enclosed(name, text))
        for name, text in entry.fields.items()
    ]
    return write_string(
        Library([Block(entry.entry_type, key, fields)]), unparse_stack=[], bibtex_format=_LAYOUT
    )


def _enclosed(name: str, text: str) -> str:
    if name == "month" and text in MONTHS:
        return text  # every style defines these
    if name == "pages":
        return "{" + "--".join(map(tex, text.split("-"))) + "}"
    if name in NO_TEX or name in NAMES.values():
        return f"{{{text}}}"
    return f"{{{{{tex(text)}}}}}" if name in DOUBLE else f"{{{tex(text)}}}"


def _format(
    name: str, label: str, dialect: Dialect, losses: tuple[Loss, ...], aliases: tuple[str, ...] = ()
) -> Format:
    return Format(
        name=name,
        label=label,
        content_type="application/x-bibtex; charset=utf-8",
        suffix="bib",
        write=partial(_write, dialect=dialect),
        read=partial(read, dialect=dialect),
        aliases=aliases,
        cannot_carry=losses,
    )


BIBTEX = _format("bib", "BibTeX", CLASSIC, CANNOT_CARRY, ("bibtex",))
BIBLATEX = _format("biblatex", "BibLaTeX", MODERN, BIBLATEX_CANNOT_CARRY)
