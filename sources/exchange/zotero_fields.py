"""Which fields and which people Zotero has for each of its types (zotero/zotero-schema, as far as CSL names them), and
how its RDF writes them. Pure.
"""

from typing import Final

NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
# Zotero type → the element of an item, where it is not bib:Document.
ELEMENTS: Final = {
    "book": "bib:Book",
    "bookSection": "bib:BookSection",
    "hearing": "bib:Report",
    "interview": "bib:Interview",
    "journalArticle": "bib:Article",
    "letter": "bib:Letter",
    "magazineArticle": "bib:Article",
    "newspaperArticle": "bib:Article",
    "presentation": "bib:ConferenceProceedings",
    "report": "bib:Report",
    "statute": "bib:Legislation",
    "thesis": "bib:Thesis",
    "tvBroadcast": "bib:Recording",
}
# Zotero type → the element of what it is part of.
CONTAINERS: Final = {
    "blogPost": "z:Blog",
    "bookSection": "bib:Book",
    "forumPost": "z:Forum",
    "journalArticle": "bib:Journal",
    "magazineArticle": "bib:Periodical",
    "newspaperArticle": "bib:Newspaper",
    "webpage": "z:Website",
}
# Zotero type → the variables of CSL that it has a field for, beyond those that each has.
_ARCHIVED: Final = {"archive", "archive_location"}
_PERIODICAL: Final = {"container-title", "page", "ISSN"} | _ARCHIVED
HAS: Final = {
    "blogPost": {"container-title", "genre"},
    "book": {"volume", "publisher", "publisher-place", "ISBN"} | _ARCHIVED,
    "bookSection": {"container-title", "volume", "publisher", "publisher-place", "page", "ISBN"} | _ARCHIVED,
    "dataset": {"publisher", "publisher-place", "number", "DOI"} | _ARCHIVED,
    "document": {"publisher"} | _ARCHIVED,
    "forumPost": {"container-title", "genre"},
    "hearing": {"publisher", "publisher-place", "number", "page"},
    "interview": _ARCHIVED,
    "journalArticle": {"volume", "issue", "DOI"} | _PERIODICAL,
    "letter": {"genre"} | _ARCHIVED,
    "magazineArticle": {"volume", "issue"} | _PERIODICAL,
    "newspaperArticle": {"publisher-place"} | _PERIODICAL,
    "presentation": {"publisher-place", "genre"},
    "report": {"publisher", "publisher-place", "number", "page", "genre"} | _ARCHIVED,
    "statute": {"number", "page"},
    "thesis": {"publisher", "publisher-place", "genre"} | _ARCHIVED,
    "tvBroadcast": {"container-title", "publisher", "publisher-place", "number"} | _ARCHIVED,
    "webpage": {"container-title", "genre"},
}
EVERY: Final = frozenset(("title", "abstract", "language", "issued", "accessed", "URL", "note"))
# Variables of people → the element that lists them, where the type of item has such people.
PEOPLE: Final = {
    "author": "bib:authors",
    "editor": "bib:editors",
    "translator": "z:translators",
    "interviewer": "z:interviewers",
    "contributor": "bib:contributors",
}
# Who stands first is called something else than author in these.
MAKERS: Final = {
    "hearing": "bib:contributors",
    "interview": "z:interviewees",
    "presentation": "z:presenters",
    "tvBroadcast": "z:directors",
}
EDITED: Final = frozenset(("book", "bookSection", "document", "journalArticle"))
TRANSLATED: Final = EDITED | {"interview", "magazineArticle", "newspaperArticle", "report", "webpage"}
# Variable → element of an item, or of what it is part of.
PLAIN: Final = {
    "title": "dc:title",
    "abstract": "dcterms:abstract",
    "genre": "dc:type",
    "page": "bib:pages",
    "language": "z:language",
    "archive": "z:archive",
    "archive_location": "dc:coverage",
}
NUMBERS: Final = {"volume": "prism:volume", "issue": "prism:number", "number": "prism:number"}
DATES: Final = {"issued": "dc:date", "accessed": "dcterms:dateSubmitted"}
IDENTIFIERS: Final = ("DOI", "ISBN", "ISSN")


def has_people(kind: str, role: str) -> bool:
    """Whether Zotero's type has people of that role."""
    if role == "editor":
        return kind in EDITED
    if role == "translator":
        return kind in TRANSLATED
    if role == "interviewer":
        return kind == "interview"
    return role == "author" or MAKERS.get(kind) != PEOPLE[role]
