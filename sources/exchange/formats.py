"""The registry of formats: what the menus of export offer, and what an address may name."""

from sources.exchange import bibtex, csljson, endnote, jsonld, ris, tables, zotero
from sources.exchange.shapes import Format

FORMATS: tuple[Format, ...] = (
    csljson.FORMAT,
    bibtex.BIBTEX,
    bibtex.BIBLATEX,
    ris.FORMAT,
    endnote.FORMAT,
    zotero.FORMAT,
    tables.CSV,
    tables.XLSX,
    jsonld.FORMAT,
)


class UnknownFormat(ValueError):
    """No format has that name."""


def format_named(name: str) -> Format:
    """Raises `UnknownFormat`."""
    for each in FORMATS:
        if name == each.name or name in each.aliases:
            return each
    raise UnknownFormat(name)


def written_formats() -> list[Format]:
    """Those that sources can be exported in, in the order of the menu."""
    return [each for each in FORMATS if each.write]


def read_formats() -> list[Format]:
    """Those that can be imported."""
    return [each for each in FORMATS if each.read]
