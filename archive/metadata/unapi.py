"""unAPI (version 1, unapi.info): names and lists of formats. Pure.

Zotero asks it before anything else on a page, and takes the first of the formats that it knows by name.
"""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import quoteattr

from sources.exchange.formats import written_formats
from sources.exchange.shapes import Format

# Our name → that by which programs know it; the others keep theirs.
KNOWN_AS: Final = {"zotero-rdf": "rdf_zotero", "bib": "bibtex", "endnote": "endnotexml"}
DOCS: Final = {
    "bibtex": "http://www.bibtex.org/Format/",
    "csl": "https://docs.citationstyles.org/en/stable/specification.html",
    "jsonld": "https://schema.org",
    "rdf_zotero": "http://www.zotero.org/namespaces/export#",
    "ris": "http://www.refman.com/support/risformat_intro.asp",
}


def offered() -> dict[str, Format]:
    """The formats of works by their names in unAPI, the one that loses least first."""
    named = {KNOWN_AS.get(each.name, each.name): each for each in written_formats()}
    return {"rdf_zotero": named["rdf_zotero"]} | named


def formats_document(formats: Iterable[tuple[str, Format]], of: str = "") -> str:
    """The list of formats; `of`: the identifier that they are asked for."""
    owner = f" id={quoteattr(of)}" if of else ""
    lines = [f"  <format{_attributes(name, each)}/>\n" for name, each in formats]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{owner}>\n{"".join(lines)}</formats>\n'


def _attributes(name: str, format_: Format) -> str:
    given = {"name": name, "type": format_.content_type.partition(";")[0], "docs": DOCS.get(name, "")}
    return "".join(f" {key}={quoteattr(value)}" for key, value in given.items() if value)
