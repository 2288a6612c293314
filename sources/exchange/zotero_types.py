"""Types of items: Zotero's beside those of CSL 1.0.2, as Zotero's own schema joins them. Pure."""

import re
from typing import Final

# Types of CSL that Zotero has none for; `article` says no more than "something written".
WITHOUT: Final = (
    "article", "classic", "collection", "entry", "event", "figure", "musical_score", "pamphlet", "performance",
    "periodical", "regulation", "review", "review-book", "treaty",
)  # fmt: skip
# CSL → Zotero, where an item of that type is written.
ZOTERO_TYPES: Final = {
    **dict.fromkeys(WITHOUT, "document"),
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "bill": "bill",
    "book": "book",
    "broadcast": "tvBroadcast",
    "chapter": "bookSection",
    "dataset": "dataset",
    "document": "document",
    "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle",
    "graphic": "artwork",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "personal_communication": "letter",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "report": "report",
    "software": "computerProgram",
    "song": "audioRecording",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
# Types of Zotero that no type of CSL is written as.
_READ_ONLY: Final = {
    "email": "personal_communication",
    "instantMessage": "personal_communication",
    "podcast": "broadcast",
    "preprint": "article",
    "radioBroadcast": "broadcast",
    "videoRecording": "motion_picture",
}
_OTHER_WORDS: Final = {
    "article": "article",
    "blog": "post-weblog",
    "interview": "interview",
    "newspaper": "article-newspaper",
    "newsarticle": "article-newspaper",
    "socialmediapost": "post",
    "toot": "post",
    "tweet": "post",
    "website": "webpage",
}
_APART: Final = re.compile(r"[\W_]+")


def plain(word: str) -> str:
    """The name of a type as people write it: letters and digits alone, small."""
    return _APART.sub("", word.casefold())


# Any name of a type, made plain → the type of CSL.
CSL_TYPES: Final = {
    **{plain(word): name for word, name in _OTHER_WORDS.items()},
    **{plain(word): name for name, word in ZOTERO_TYPES.items() if name not in WITHOUT},
    **{plain(word): name for word, name in _READ_ONLY.items()},
    **{plain(name): name for name in ZOTERO_TYPES},
}
