"""Types of CSL in the vocabularies of other programs. Zotero's own are in `sources.exchange.zotero_types`."""

from typing import Final

# The Bibliographic Ontology, where it has a class that says no more than we know.
BIBO: Final = {
    "article-journal": "AcademicArticle",
    "article-magazine": "Article",
    "article-newspaper": "Article",
    "bill": "Bill",
    "book": "Book",
    "chapter": "Chapter",
    "hearing": "Hearing",
    "interview": "Interview",
    "legal_case": "LegalCaseDocument",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "map": "Map",
    "motion_picture": "Film",
    "patent": "Patent",
    "personal_communication": "Letter",
    "report": "Report",
    "standard": "Standard",
    "thesis": "Thesis",
    "webpage": "Webpage",
}
# Of the DCMI Type Vocabulary; everything else is a text.
DCMI: Final = {
    "broadcast": "MovingImage",
    "collection": "Collection",
    "dataset": "Dataset",
    "event": "Event",
    "figure": "StillImage",
    "graphic": "StillImage",
    "map": "StillImage",
    "motion_picture": "MovingImage",
    "performance": "Event",
    "software": "Software",
    "song": "Sound",
}
# Where Highwire has a tag for what a work is part of.
HIGHWIRE_WHOLES: Final = {
    **dict.fromkeys(("article-journal", "article-magazine", "article-newspaper"), "journal_title"),
    **dict.fromkeys(("chapter", "entry", "entry-dictionary", "entry-encyclopedia"), "inbook_title"),
    "paper-conference": "conference_title",
}
HIGHWIRE_PUBLISHERS: Final = {
    "report": "technical_report_institution",
    "thesis": "dissertation_institution",
}
