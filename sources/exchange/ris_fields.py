"""What the tags of RIS say: one record, read into an item and written from one. Pure.

The tags are those of the RIS specification (2011), used as EndNote and Zotero use them.
"""

import re
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.exchange.inverted import date_of, first_parts, inverted, names_of, slashed
from sources.exchange.rest import one_line
from sources.exchange.shapes import Item, Loss
from sources.exchange.variables import without_field

Record = list[tuple[str, str]]  # tag and value, in the order of the file

# Type of CSL → type of RIS. The first of several that share one is what is read back.
TYPES: Final = {
    "article": "EJOUR", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "broadcast": "MULTI", "chapter": "CHAP", "classic": "CLSWK", "dataset": "DATA",
    "document": "GEN", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "figure": "FIGURE",
    "graphic": "ART", "hearing": "HEAR", "legal_case": "CASE", "legislation": "STAT", "manuscript": "MANSCPT",
    "map": "MAP", "motion_picture": "MPCT", "musical_score": "MUSIC", "pamphlet": "PAMP",
    "paper-conference": "CPAPER", "patent": "PAT", "periodical": "JFULL", "personal_communication": "PCOMM",
    "post": "ICOMM", "post-weblog": "BLOG", "regulation": "LEGAL", "report": "RPRT", "software": "COMP",
    "song": "SOUND", "speech": "SLIDE", "standard": "STAND", "thesis": "THES", "webpage": "ELEC",
    "collection": "GEN", "entry": "DICT", "event": "GEN", "interview": "PCOMM", "performance": "GEN",
    "review": "JOUR", "review-book": "JOUR", "treaty": "GEN",
}  # fmt: skip
FIRST_OF_TYPE: Final = {ris: csl for csl, ris in reversed(TYPES.items())}
# What others write and we do not.
READ_TYPES: Final = FIRST_OF_TYPE | {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "CHART": "figure",
    "CONF": "paper-conference", "CTLG": "book", "DBASE": "dataset", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EQUA": "figure", "GOVDOC": "report", "GRANT": "report", "GRNT": "report",
    "INPR": "article-journal", "SER": "periodical", "UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript",
    "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
UNKNOWN_TYPE: Final = "document"

TEXTS: Final = {
    "title": "TI", "title-short": "ST", "container-title": "T2", "container-title-short": "J2",
    "collection-title": "T3", "publisher": "PB", "publisher-place": "CY", "volume": "VL", "issue": "IS",
    "number": "M1", "genre": "M3", "edition": "ET", "number-of-volumes": "NV", "section": "SE",
    "reviewed-title": "RI", "language": "LA", "DOI": "DO", "URL": "UR", "archive": "DB", "archive_location": "AN",
    "call-number": "CN", "source": "DP", "abstract": "AB", "annote": "RN", "keyword": "KW",
}  # fmt: skip
DATES: Final = {"issued": "DA", "accessed": "Y2"}
# Other tags for the same, of older files and other programs: read where ours is missing.
OLDER: Final = {
    "T1": "TI", "CT": "TI", "JF": "T2", "JO": "T2", "BT": "T2", "JA": "J2", "N2": "AB", "A1": "AU", "Y1": "DA",
    "PP": "CY", "LK": "UR",
}  # fmt: skip
NOTE, YEAR, FIRST_PAGE, LAST_PAGE, SERIAL, OWN, KEY, KEYWORD = "N1", "PY", "SP", "EP", "SN", "U1", "ID", "KW"
PAGES: Final = re.compile(r"(\w+)([-–])(\w+)")

ROLES: Final = ("author", "editor", "collection-editor", "interviewer", "translator")
TAGS: Final = (
    *TEXTS.values(), *DATES.values(), NOTE, YEAR, FIRST_PAGE, LAST_PAGE, SERIAL, OWN, KEY, "AU", "A2", "A3", "A4", "ED",
)  # fmt: skip

CANNOT_CARRY: Final = (
    Loss(
        "author, editor, translator",
        gettext_lazy("“Family, Given, Suffix”; what has a comma reads as a person"),
    ),
    Loss("issued, accessed", gettext_lazy("the first day; ranges, seasons and “about” are dropped")),
    Loss("title, abstract", gettext_lazy("one line")),
    Loss("ISBN, ISSN", gettext_lazy("the ISSN of what appears in a periodical, else the ISBN")),
    Loss("interviewer", gettext_lazy("the second author; others read an editor or a recipient")),
    Loss("editor", gettext_lazy("nothing, of an interview")),
    *without_field({*TEXTS, *DATES, *ROLES, "ISBN", "ISSN", "note", "page"}),
)


def record_of(item: Item) -> Record:
    """What the tags of RIS say of an item, the type first."""
    kind = str(item.get("type", ""))
    record: Record = [("TY", TYPES.get(kind, TYPES[UNKNOWN_TYPE])), (KEY, one_line(item.get("id")))]
    for role, tag in name_tags(kind).items():
        record += [(tag, inverted(name)) for name in _listed(item.get(role))]
    record += [(tag, one_line(item.get(variable))) for variable, tag in TEXTS.items()]
    record += [(tag, slashed(first_parts(item.get(variable)))) for variable, tag in DATES.items()]
    record += [(YEAR, f"{year:04}") for year in first_parts(item.get("issued"))[:1]]
    record += _pages(one_line(item.get("page")))
    record.append((SERIAL, one_line(item.get(serial_of(kind)))))
    record += [(NOTE, one_line(line)) for line in str(item.get("note", "")).split("\n")]
    return [(tag, value) for tag, value in record if value]


def name_tags(kind: str) -> dict[str, str]:
    """The tag of each role: what the second author is depends on the type."""
    if kind == "book":
        return {"author": "AU", "editor": "ED", "collection-editor": "A2", "translator": "A4"}
    if kind == "interview":
        return {"author": "AU", "interviewer": "A2", "translator": "A4"}
    return {"author": "AU", "editor": "A2", "collection-editor": "A3", "translator": "A4"}


def serial_of(kind: str) -> str:
    return "ISSN" if kind.startswith("article") or kind == "periodical" else "ISBN"


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - whatever a variable holds
    return value if isinstance(value, list) else []


def _pages(pages: str) -> Record:
    found = PAGES.fullmatch(pages)
    return [(FIRST_PAGE, found[1]), (LAST_PAGE, found[3])] if found else [(FIRST_PAGE, pages)]


def item_of(record: Record) -> tuple[Item, list[str]]:
    """What the tags say as CSL, and what of them was not read."""
    tags, problems = _gathered(record)
    kind = READ_TYPES.get(next(iter(tags.pop("TY", [])), "").upper(), "")
    if not kind:
        kind = UNKNOWN_TYPE
        problems.append(_("The type of the record is not known."))
    item: Item = {"type": kind, "id": _first(tags, KEY, problems)}
    for role, tag in ({"editor": "ED"} | name_tags(kind)).items():
        item[role] = names_of(tags.pop(tag, []))
    if kind != "book" and "ED" in tags:
        item["editor"] = [*names_of(tags.pop("ED")), *item["editor"]]
    for variable, tag in TEXTS.items():
        item[variable] = _first(tags, tag, problems) if tag != KEYWORD else ", ".join(tags.pop(tag, []))
    item |= _dates(tags, problems)
    pages = (_first(tags, tag, problems) for tag in (FIRST_PAGE, LAST_PAGE))
    item["page"] = "-".join(filter(None, pages))
    item[serial_of(kind)] = _first(tags, SERIAL, problems)
    item["note"] = "\n".join(tags.pop(NOTE, []))
    problems += [_not_read(tag, value) for tag, values in tags.items() for value in values]
    return {variable: value for variable, value in item.items() if value}, problems


def _gathered(record: Record) -> tuple[dict[str, list[str]], list[str]]:
    """The values of each tag, those of older tags under ours; and those for which ours was there already."""
    tags: dict[str, list[str]] = {}
    older: dict[str, list[str]] = {}
    for tag, value in record:
        if value:
            (older if tag in OLDER else tags).setdefault(tag, []).append(value)
    problems = []
    for tag, ours in OLDER.items():
        values = older.get(tag, [])
        if values and tags.setdefault(ours, values) != values:
            problems += [_not_read(tag, value) for value in values]
    return tags, problems


def _first(tags: dict[str, list[str]], tag: str, problems: list[str]) -> str:
    values = tags.pop(tag, [""])
    problems += [_not_read(tag, value) for value in values[1:]]
    return values[0]


def _not_read(tag: str, value: str) -> str:
    return _("Not read: %(tag)s %(value)s") % {"tag": tag, "value": value[:200]}


def _dates(tags: dict[str, list[str]], problems: list[str]) -> Item:
    """`PY` is the year of `DA`; it counts where it says another, or more."""
    year = _first(tags, YEAR, problems)
    dates = {variable: _first(tags, tag, problems) for variable, tag in DATES.items()}
    if year and not dates["issued"].startswith(year[:4]):
        problems += [_not_read(DATES["issued"], dates["issued"])] if dates["issued"] else []
        dates["issued"] = year
    item = {}
    for variable, text in dates.items():
        if text:
            item[variable], remark = date_of(text)
            problems += [_not_read(DATES[variable], remark)] if remark else []
    return item
