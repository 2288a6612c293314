"""The kinds of things that can be cited, and of parts that people have in them: the item types and the name variables
of CSL 1.0.2, all of them, so that nothing that is read from elsewhere loses its kind.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SourceType(models.TextChoices):
    """The item types of CSL 1.0.2. A thread is none: it is cited by its first post."""

    ARTICLE = "article", _("Article")
    ARTICLE_JOURNAL = "article-journal", _("Journal article")
    ARTICLE_MAGAZINE = "article-magazine", _("Magazine article")
    ARTICLE_NEWSPAPER = "article-newspaper", _("Newspaper article")
    BILL = "bill", _("Bill")
    BOOK = "book", _("Book")
    BROADCAST = "broadcast", _("Broadcast")
    CHAPTER = "chapter", _("Chapter")
    CLASSIC = "classic", _("Classical work")
    COLLECTION = "collection", _("Archival collection")
    DATASET = "dataset", _("Data set")
    DOCUMENT = "document", _("Document of unknown kind")
    ENTRY = "entry", _("Entry in a database")
    ENTRY_DICTIONARY = "entry-dictionary", _("Dictionary entry")
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", _("Encyclopaedia entry")
    EVENT = "event", _("Event")
    FIGURE = "figure", _("Figure")
    GRAPHIC = "graphic", _("Picture")
    HEARING = "hearing", _("Hearing")
    INTERVIEW = "interview", _("Interview")
    LEGAL_CASE = "legal_case", _("Court case")
    LEGISLATION = "legislation", _("Legislation")
    MANUSCRIPT = "manuscript", _("Manuscript")
    MAP = "map", _("Map")
    MOTION_PICTURE = "motion_picture", _("Film or video")
    MUSICAL_SCORE = "musical_score", _("Musical score")
    PAMPHLET = "pamphlet", _("Pamphlet")
    PAPER_CONFERENCE = "paper-conference", _("Conference paper")
    PATENT = "patent", _("Patent")
    PERFORMANCE = "performance", _("Performance")
    PERIODICAL = "periodical", _("Periodical")
    PERSONAL_COMMUNICATION = "personal_communication", _("Personal communication")
    POST = "post", _("Post")
    POST_WEBLOG = "post-weblog", _("Blog post")
    REGULATION = "regulation", _("Regulation")
    REPORT = "report", _("Report")
    REVIEW = "review", _("Review")
    REVIEW_BOOK = "review-book", _("Book review")
    SOFTWARE = "software", _("Software")
    SONG = "song", _("Recording")
    SPEECH = "speech", _("Speech")
    STANDARD = "standard", _("Technical standard")
    THESIS = "thesis", _("Thesis")
    TREATY = "treaty", _("Treaty")
    WEBPAGE = "webpage", _("Web page")


# The types as a person looks for them; each stands in one group.
GROUPS = (
    (_("Press and web"), (
        SourceType.ARTICLE_NEWSPAPER, SourceType.ARTICLE_MAGAZINE, SourceType.ARTICLE_JOURNAL, SourceType.ARTICLE,
        SourceType.WEBPAGE, SourceType.POST_WEBLOG, SourceType.POST, SourceType.INTERVIEW, SourceType.REVIEW,
        SourceType.PERIODICAL,
    )),
    (_("Reports, books and papers"), (
        SourceType.REPORT, SourceType.BOOK, SourceType.CHAPTER, SourceType.THESIS, SourceType.PAPER_CONFERENCE,
        SourceType.PAMPHLET, SourceType.REVIEW_BOOK, SourceType.STANDARD, SourceType.ENTRY,
        SourceType.ENTRY_DICTIONARY, SourceType.ENTRY_ENCYCLOPEDIA, SourceType.CLASSIC,
    )),
    (_("Law and government"), (
        SourceType.LEGISLATION, SourceType.BILL, SourceType.REGULATION, SourceType.TREATY, SourceType.LEGAL_CASE,
        SourceType.HEARING, SourceType.PATENT,
    )),
    (_("Words and letters"), (
        SourceType.SPEECH, SourceType.PERSONAL_COMMUNICATION, SourceType.MANUSCRIPT, SourceType.COLLECTION,
        SourceType.EVENT, SourceType.DOCUMENT,
    )),
    (_("Sound, pictures and data"), (
        SourceType.BROADCAST, SourceType.MOTION_PICTURE, SourceType.SONG, SourceType.PERFORMANCE,
        SourceType.GRAPHIC, SourceType.FIGURE, SourceType.MAP, SourceType.MUSICAL_SCORE, SourceType.DATASET,
        SourceType.SOFTWARE,
    )),
)  # fmt: skip


def grouped_types() -> list[tuple[object, list[tuple[str, object]]]]:
    """Choices in groups for a form: all types but posts, which have a form of their own."""
    return [
        (label, [(each.value, each.label) for each in types if each != SourceType.POST])
        for label, types in GROUPS
    ]


class Role(models.TextChoices):
    """The name variables of CSL 1.0.2, the frequent ones first: the order in which lists of people put them."""

    AUTHOR = "author", _("Author")
    EDITOR = "editor", _("Editor")
    TRANSLATOR = "translator", _("Translator")
    INTERVIEWER = "interviewer", _("Interviewer")
    CONTRIBUTOR = "contributor", _("Contributor")
    RECIPIENT = "recipient", _("Recipient")
    DIRECTOR = "director", _("Director")
    PRODUCER = "producer", _("Producer")
    HOST = "host", pgettext_lazy("of a broadcast", "Host")
    GUEST = "guest", pgettext_lazy("of a broadcast", "Guest")
    CHAIR = "chair", _("Chair")
    ORGANIZER = "organizer", _("Organiser")
    COMPILER = "compiler", _("Compiler")
    CONTAINER_AUTHOR = "container-author", _("Author of the whole")
    COLLECTION_EDITOR = "collection-editor", _("Editor of the series")
    EDITORIAL_DIRECTOR = "editorial-director", _("Managing editor")
    REVIEWED_AUTHOR = "reviewed-author", _("Author of what is reviewed")
    ORIGINAL_AUTHOR = "original-author", _("Author of the original")
    SERIES_CREATOR = "series-creator", _("Creator of the series")
    SCRIPT_WRITER = "script-writer", _("Script writer")
    EXECUTIVE_PRODUCER = "executive-producer", _("Executive producer")
    NARRATOR = "narrator", _("Narrator")
    PERFORMER = "performer", _("Performer")
    ILLUSTRATOR = "illustrator", _("Illustrator")
    CURATOR = "curator", _("Curator")
    COMPOSER = "composer", _("Composer")
