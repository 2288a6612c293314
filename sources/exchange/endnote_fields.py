"""What the elements of an EndNote record say: read into an item and written from one. Pure.

The elements are those of EndNote's own XML, used as EndNote and Zotero use them. An element keeps its line breaks.
"""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.exchange.inverted import dashed, date_of, first_parts, inverted, names_of, worded
from sources.exchange.rest import one_line
from sources.exchange.shapes import Item, Loss
from sources.exchange.variables import without_field

Record = dict[
    str, list[str]
]  # the way to an element, as in `titles/title` → the texts of all that stand there

# Type of CSL → name and number of the reference type. The first of several that share one is what is read back.
TYPES: Final = {
    "article": ("Electronic Article", 43), "article-journal": ("Journal Article", 17),
    "article-magazine": ("Magazine Article", 19), "article-newspaper": ("Newspaper Article", 23),
    "bill": ("Bill", 4), "book": ("Book", 6), "broadcast": ("Film or Broadcast", 21), "chapter": ("Book Section", 5),
    "classic": ("Classical Work", 49), "dataset": ("Dataset", 59), "document": ("Generic", 13),
    "entry-dictionary": ("Dictionary", 52), "entry-encyclopedia": ("Encyclopedia", 53), "figure": ("Figure", 37),
    "graphic": ("Artwork", 2), "hearing": ("Hearing", 14), "legal_case": ("Case", 7), "legislation": ("Statute", 31),
    "manuscript": ("Manuscript", 36), "map": ("Map", 20), "musical_score": ("Music", 61), "pamphlet": ("Pamphlet", 24),
    "paper-conference": ("Conference Paper", 47), "patent": ("Patent", 25), "periodical": ("Serial", 57),
    "personal_communication": ("Personal Communication", 26), "post-weblog": ("Blog", 56),
    "regulation": ("Legal Rule or Regulation", 50), "report": ("Report", 27), "software": ("Computer Program", 9),
    "standard": ("Standard", 58), "thesis": ("Thesis", 32), "webpage": ("Web Page", 12),
    "collection": ("Generic", 13), "entry": ("Dictionary", 52), "event": ("Generic", 13),
    "interview": ("Personal Communication", 26), "motion_picture": ("Film or Broadcast", 21),
    "performance": ("Generic", 13), "post": ("Web Page", 12), "review": ("Journal Article", 17),
    "review-book": ("Journal Article", 17), "song": ("Music", 61), "speech": ("Conference Paper", 47),
    "treaty": ("Generic", 13),
}  # fmt: skip
UNKNOWN_TYPE: Final = "document"
READ_TYPES: Final = {name.lower(): csl for csl, (name, _number) in reversed(TYPES.items())} | {
    "aggregated database": "dataset", "ancient text": "classic", "audiovisual material": "motion_picture",
    "catalog": "book", "chart or table": "figure", "conference proceedings": "paper-conference", "edited book": "book",
    "electronic book": "book", "electronic book section": "chapter", "equation": "figure",
    "government document": "report", "grant": "report", "interview": "interview", "journal": "article-journal",
    "online database": "dataset", "online multimedia": "webpage", "podcast": "broadcast", "press release": "report",
    "social media": "post", "television episode": "broadcast", "unpublished work": "manuscript",
}  # fmt: skip
READ_NUMBERS: Final = {str(number): csl for csl, (_name, number) in reversed(TYPES.items())}

# Variable → the way to its element. Values of one line; those of MANY_LINES keep theirs.
TEXTS: Final = {
    "title": "titles/title", "container-title": "titles/secondary-title", "collection-title": "titles/tertiary-title",
    "title-short": "titles/short-title", "container-title-short": "periodical/abbr-1", "page": "pages",
    "volume": "volume", "issue": "issue", "number": "number", "number-of-volumes": "num-vols", "edition": "edition",
    "section": "section", "keyword": "keywords/keyword", "publisher-place": "pub-location", "publisher": "publisher",
    "archive_location": "accession-num", "call-number": "call-num", "DOI": "electronic-resource-num",
    "abstract": "abstract", "note": "notes", "annote": "research-notes", "genre": "work-type",
    "reviewed-title": "reviewed-item", "archive": "remote-database-name", "source": "remote-database-provider",
    "language": "language", "URL": "urls/web-urls/url",
}  # fmt: skip
MANY_LINES: Final = frozenset({"abstract", "note", "annote"})
PEOPLE: Final = {
    "authors": "author", "secondary-authors": "editor", "tertiary-authors": "collection-editor",
    "subsidiary-authors": "translator",
}  # fmt: skip
KEY, SERIAL, OWN = "foreign-keys/key", "isbn", "custom7"
YEAR, DATE, ACCESSED = "dates/year", "dates/pub-dates/date", "access-date"
REF_TYPE, RECORD_NUMBER = "ref-type", "rec-number"
# Of others: the same under another name, read where ours is missing.
OLDER: Final = {
    "periodical/full-title": "titles/secondary-title", "titles/alt-title": "titles/secondary-title",
    "urls/related-urls/url": "urls/web-urls/url", "label": "foreign-keys/key",
}  # fmt: skip
# The order of EndNote's own files, by the first step of a way.
ORDER: Final = (
    RECORD_NUMBER, "foreign-keys", REF_TYPE, "contributors", "titles", "periodical", "pages", "volume", "number",
    "issue", "num-vols", "edition", "section", "keywords", "dates", "pub-location", "publisher", SERIAL,
    "accession-num", "call-num", "electronic-resource-num", "abstract", "notes", "research-notes", "work-type",
    "reviewed-item", "remote-database-name", "remote-database-provider", "language", "urls", ACCESSED, OWN,
)  # fmt: skip
# Numbers of the file and of the database that wrote it.
IGNORED: Final = frozenset({RECORD_NUMBER, "database", "source-app"})

CANNOT_CARRY: Final = (
    Loss(
        "author, editor, translator",
        gettext_lazy("“Family, Given, Suffix”; what has a comma reads as a person"),
    ),
    Loss("issued, accessed", gettext_lazy("the first day; ranges, seasons and “about” are dropped")),
    Loss("title", gettext_lazy("one line")),
    Loss("number", gettext_lazy("nothing, of what appears in a periodical")),
    Loss("ISBN, ISSN", gettext_lazy("the ISSN of what appears in a periodical, else the ISBN")),
    Loss("interviewer", gettext_lazy("the second author; others read an editor or a recipient")),
    Loss("editor", gettext_lazy("nothing, of an interview")),
    *without_field({*TEXTS, *PEOPLE.values(), "interviewer", "issued", "accessed", "ISBN", "ISSN"}),
)


def record_of(item: Item) -> Record:
    """What the elements say of an item; of `REF_TYPE` its name."""
    kind = str(item.get("type", ""))
    record: Record = {REF_TYPE: [TYPES.get(kind, TYPES[UNKNOWN_TYPE])[0]], KEY: [one_line(item.get("id"))]}
    for group, role in people_of(kind).items():
        names = item.get(role)
        record[author_in(group)] = [inverted(name) for name in names] if isinstance(names, list) else []
    for variable, way in texts_of(kind).items():
        value = item.get(variable)
        record[way] = [value if variable in MANY_LINES and isinstance(value, str) else one_line(value)]
    issued = first_parts(item.get("issued"))
    record |= {YEAR: [f"{year:04}" for year in issued[:1]], DATE: [dashed(issued)] if len(issued) > 1 else []}
    record |= {
        ACCESSED: [dashed(first_parts(item.get("accessed")))],
        SERIAL: [one_line(item.get(serial_of(kind)))],
    }
    said = {way: [text for text in texts if text.strip()] for way, texts in record.items()}
    return {way: said[way] for way in sorted(said, key=_place) if said[way]}


def item_of(record: Record) -> tuple[Item, list[str]]:
    """What the elements say as CSL, and what of them was not read."""
    left = {way: list(texts) for way, texts in record.items() if way not in IGNORED}
    for older, ours in OLDER.items():
        if older in left and left.setdefault(ours, left[older]) == left[older]:
            del left[older]
    kind, problems = _kind_of(left.pop(REF_TYPE, [""])[0])
    item: Item = {"type": kind, "id": _first(left, KEY)}
    item |= {role: names_of(left.pop(author_in(group), [])) for group, role in people_of(kind).items()}
    item["keyword"] = ", ".join(left.pop(TEXTS["keyword"], []))
    item |= {name: _first(left, way) for name, way in texts_of(kind).items() if name != "keyword"}
    if not item.get("issue"):
        item["issue"] = _first(left, TEXTS["issue"])
    item[serial_of(kind)] = _first(left, SERIAL)
    item["issued"] = _issued(left)
    if accessed := _first(left, ACCESSED):
        item["accessed"], _remark = date_of(accessed)
    problems += [_not_read(way, text) for way, texts in left.items() for text in texts]
    return {variable: value for variable, value in item.items() if value}, problems


def people_of(kind: str) -> dict[str, str]:
    """Who the second author is depends on the type."""
    return PEOPLE | ({"secondary-authors": "interviewer"} if kind == "interview" else {})


def texts_of(kind: str) -> dict[str, str]:
    """In a periodical EndNote calls the issue a number."""
    if not in_periodical(kind):
        return TEXTS
    return {name: way for name, way in TEXTS.items() if name != "number"} | {"issue": TEXTS["number"]}


def serial_of(kind: str) -> str:
    return "ISSN" if in_periodical(kind) else "ISBN"


def in_periodical(kind: str) -> bool:
    return kind.startswith("article") or kind == "periodical"


def author_in(group: str) -> str:
    return f"contributors/{group}/author"


def _place(way: str) -> int:
    return ORDER.index(way.partition("/")[0])


def _kind_of(named: str) -> tuple[str, list[str]]:
    """By the name of a reference type, or its number where it has none."""
    if kind := READ_TYPES.get(named.lower()) or READ_NUMBERS.get(named):
        return kind, []
    return UNKNOWN_TYPE, [_("The type of the record is not known: %(name)s.") % {"name": named or "–"}]


def _first(left: Record, way: str) -> str:
    """The first text; the others stay with what is left."""
    texts = left.pop(way, [])
    if len(texts) > 1:
        left[way] = texts[1:]
    return texts[0] if texts else ""


def _issued(left: Record) -> Item:
    """The date where it has the year, else the year with a month and day in words beside it."""
    year, text = _first(left, YEAR).strip(), _first(left, DATE).strip()
    if year and not text.startswith(year):
        found = worded(year, text) if text else None
        if found is None and text:
            left[DATE] = [text, *left.get(DATE, [])]
        return found or date_of(year)[0]
    return date_of(text)[0] if text else {}


def _not_read(way: str, text: str) -> str:
    return _("Not read: %(way)s %(text)s") % {"way": way, "text": text[:200]}
