"""Types of entries and names of languages, in BibTeX and in BibLaTeX. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

UNKNOWN_TYPE: Final = "document"
MISC: Final = "misc"

# Type of CSL → type of entry; what is not here is `misc`.
BIBTEX: Final = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "entry": "incollection", "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection", "manuscript": "unpublished", "pamphlet": "booklet",
    "paper-conference": "inproceedings", "report": "techreport", "review": "article", "review-book": "article",
    "speech": "unpublished", "thesis": "phdthesis",
}  # fmt: skip
BIBLATEX: Final = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "broadcast": "video", "chapter": "incollection", "classic": "book", "collection": "collection",
    "dataset": "dataset", "entry": "inreference", "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference", "figure": "image", "graphic": "artwork", "legal_case": "jurisdiction",
    "legislation": "legislation", "manuscript": "unpublished", "motion_picture": "movie", "musical_score": "music",
    "pamphlet": "booklet", "paper-conference": "inproceedings", "patent": "patent", "performance": "performance",
    "periodical": "periodical", "personal_communication": "letter", "post": "online", "post-weblog": "online",
    "regulation": "legal", "report": "report", "review": "review", "review-book": "review", "software": "software",
    "song": "audio", "speech": "unpublished", "standard": "standard", "thesis": "thesis", "treaty": "legal",
    "webpage": "online",
}  # fmt: skip
# Type of entry → type of CSL, for both and for what others write.
READ: Final = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book", "bookinbook": "chapter",
    "booklet": "pamphlet", "collection": "collection", "conference": "paper-conference", "dataset": "dataset",
    "electronic": "webpage", "image": "figure", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "jurisdiction": "legal_case",
    "legal": "treaty", "legislation": "legislation", "letter": "personal_communication", "manual": "book",
    "mastersthesis": "thesis", "misc": UNKNOWN_TYPE, "movie": "motion_picture", "music": "musical_score",
    "mvbook": "book", "mvcollection": "collection", "mvproceedings": "book", "mvreference": "book",
    "online": "webpage", "patent": "patent", "performance": "performance", "periodical": "periodical",
    "phdthesis": "thesis", "proceedings": "book", "reference": "book", "report": "report", "review": "review",
    "software": "software", "standard": "standard", "suppbook": "chapter", "suppcollection": "chapter",
    "suppperiodical": "article-journal", "techreport": "report", "thesis": "thesis", "unpublished": "manuscript",
    "video": "broadcast", "www": "webpage",
}  # fmt: skip
SUBTYPES: Final = {"article-magazine": "magazine", "article-newspaper": "newspaper"}

ARTICLES: Final = frozenset({"article", "review", "suppperiodical", "periodical"})
IN_BOOKS: Final = frozenset(
    {
        "bookinbook",
        "inbook",
        "incollection",
        "inproceedings",
        "conference",
        "inreference",
        "suppbook",
        "suppcollection",
    }
)
BOOKS: Final = IN_BOOKS | {
    "book", "collection", "manual", "mvbook", "mvcollection", "mvproceedings", "mvreference", "proceedings", "reference",
}  # fmt: skip
OF_INSTITUTIONS: Final = frozenset({"report", "techreport", "thesis", "phdthesis", "mastersthesis"})

# Language tag → the name that LaTeX's babel knows it by; other tags stand as they are.
LANGUAGES: Final = {
    "ar": "arabic", "cs": "czech", "de": "ngerman", "en": "english", "en-GB": "british", "en-US": "american",
    "es": "spanish", "fa": "persian", "fr": "french", "it": "italian", "ja": "japanese", "ko": "korean", "nl": "dutch",
    "pl": "polish", "pt": "portuguese", "pt-BR": "brazilian", "ru": "russian", "tr": "turkish", "uk": "ukrainian",
    "zh": "chinese",
}  # fmt: skip
LANGUAGES_READ: Final = {name: tag for tag, name in LANGUAGES.items()} | {
    "german": "de", "usenglish": "en-US", "ukenglish": "en-GB", "francais": "fr", "farsi": "fa", "brazil": "pt-BR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dialect:
    """What sets BibTeX and BibLaTeX apart. `names`: our name of a field → theirs, where it differs.

    `has_dates`: one field holds a whole date as EDTF; else year, month and day have one each.
    """

    types: Mapping[str, str]
    names: Mapping[str, str]
    has_dates: bool

    def entry_type(self, kind: str) -> str:
        return self.types.get(kind, MISC)

    def field(self, name: str, entry_type: str) -> str:
        if name == "institution" and entry_type == "phdthesis":
            return "school"
        return self.names.get(name, name)


CLASSIC: Final = Dialect(
    BIBTEX, {"journaltitle": "journal", "location": "address", "annotation": "annote"}, has_dates=False
)
MODERN: Final = Dialect(BIBLATEX, {}, has_dates=True)
# Names of fields in the older dialect and in other programs → ours.
OLDER: Final = {
    "address": "location", "annote": "annotation", "archiveprefix": "eprinttype", "hyphenation": "langid",
    "journal": "journaltitle", "key": "sortkey", "language": "langid", "primaryclass": "eprintclass",
    "school": "institution", "urlaccessdate": "urldate", "lastchecked": "urldate", "keyword": "keywords",
}  # fmt: skip
