"""An item as cells of a table, and cells as an item. Pure.

Columns are named after the variables of CSL. A cell holds words: names as `Family, Given`, several with `;` between
them, a name in one piece in braces where it has a comma or a semicolon itself; dates as EDTF.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from sources.exchange.date_texts import date_of_text, date_text_in
from sources.exchange.shapes import Item
from sources.exchange.zotero_types import CSL_TYPES, plain

NAMES: Final = ("author", "editor", "translator", "interviewer", "contributor")
DATES: Final = ("issued", "accessed")
COLUMNS: Final = (
    "id", "type", "title", *NAMES, "container-title", "publisher", "publisher-place", "volume", "issue", "page",
    "number", "genre", *DATES, "URL", "DOI", "ISBN", "ISSN", "language", "archive", "archive_location", "note",
)  # fmt: skip
# Where several columns are one variable, these come together; of the others the first that says something counts.
TOGETHER: Final = {**dict.fromkeys(NAMES, "; "), "note": "\n", "keyword": "; "}
NOT_TAKEN: Final = ""

# What columns are called elsewhere, in letters and digits alone: in Zotero's CSV, in lists that people keep.
_CALLED: Final = {
    "id": "id citationkey key",
    "type": "type itemtype csltype documenttype 类型 類型",
    "title": "title headline name 标题 標題 题名 題名",
    "author": "author authors creator creators by byline 作者",
    "editor": "editor editors 编辑 編輯 编者",
    "translator": "translator translators 译者 譯者",
    "interviewer": "interviewer interviewers",
    "contributor": "contributor contributors",
    "container-title": "containertitle publicationtitle publishedin publication journal newspaper magazine website"
    " sitename booktitle outlet media 刊名 媒体 媒體",
    "publisher": "publisher institution 出版社 出版者",
    "publisher-place": "publisherplace place placeofpublication 出版地",
    "volume": "volume vol 卷",
    "issue": "issue 期",
    "page": "page pages 页 頁 页码",
    "number": "number reportnumber",
    "genre": "genre",
    "issued": "issued date published datepublished publicationdate 日期 发布日期 發布日期",
    "accessed": "accessed accessdate dateaccessed consulted retrieved",
    "URL": "url link address href webaddress 网址 網址 链接 連結",
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "language": "language lang 语言 語言",
    "abstract": "abstract abstractnote summary 摘要",
    "keyword": "keyword keywords tags manualtags",
    "archive": "archive",
    "archive_location": "archivelocation",
    "note": "note notes extra comment comments 备注 備註",
}  # fmt: skip
_VARIABLES: Final = {word: name for name, words in _CALLED.items() for word in words.split()}
VARIABLES: Final = tuple(_CALLED)
_YEARS: Final = ("publicationyear", "year", "年份")
# A name in braces, or anything up to the next semicolon.
_ONE_NAME: Final = re.compile(r"\s*(?:\{(?P<whole>[^{}]*)\}|(?P<parts>[^;{}]+))\s*(?:;|$)")


def guessed(header: Sequence[str]) -> list[str]:
    """The variable of each column, by its heading; `NOT_TAKEN` where no guess is safe.

    A year counts where no column is a date. "Type" beside "Item Type" is the kind of post or report, as in Zotero.
    """
    words = [plain(each) for each in header]
    columns = [_VARIABLES.get(each, NOT_TAKEN) for each in words]
    if "itemtype" in words and "type" in words:
        columns[words.index("type")] = "genre"
    if "issued" not in columns:
        columns = ["issued" if word in _YEARS else name for word, name in zip(words, columns, strict=True)]
    return columns


def cells_of(item: Item) -> dict[str, str]:
    """Column → cell, for the columns that the item says something of."""
    return {name: words for name in COLUMNS if (words := _cell(name, item))}


def _cell(name: str, item: Item) -> str:
    value = item.get(name)
    if name in NAMES:
        return "; ".join(filter(None, map(_name_words, value or ())))
    if name in DATES:
        return date_text_in(item, name)
    return "" if value is None else str(value)


def _name_words(name: Mapping[str, str]) -> str:
    """Particles stand with the part that they belong to, a suffix behind the given name."""
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"), name.get("suffix"))))
    if family and given and not set(family + given) & set(",;{}"):
        return f"{family}, {given}"
    whole = name.get("literal") or " ".join(filter(None, (given, family)))
    whole = whole.replace("{", "(").replace("}", ")")
    return f"{{{whole}}}" if set(whole) & set(",;") else whole


def names_in(words: str) -> list[dict[str, str]]:
    """The names of one cell, as CSL has them; a name without a comma is one in one piece."""
    return [name for found in _ONE_NAME.finditer(words) if (name := _name(found["whole"], found["parts"]))]


def _name(whole: str | None, parts: str | None) -> dict[str, str]:
    family, _comma, given = (part.strip() for part in (parts or "").partition(","))
    if family and given:
        return {"family": family, "given": given}
    literal = (whole or "").strip() or family or given
    return {"literal": literal} if literal else {}


def item_of_cells(columns: Sequence[str], cells: Sequence[str]) -> tuple[Item, tuple[str, ...]]:
    """The item that a row says, and what of it could not be read, as sentences; {} for a row that says nothing."""
    said: dict[str, str] = {}
    for name, words in _said(columns, cells):
        if name in said and name in TOGETHER:
            said[name] += TOGETHER[name] + words
        else:
            said.setdefault(name, words)
    item: Item = {}
    problems = []
    for name, words in said.items():
        value, problem = _value(name, words)
        if value:
            item[name] = value
        if problem:
            problems.append(problem)
    if item:
        item.setdefault("type", "document")
    return item, tuple(problems)


def _said(columns: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, words in zip(columns, cells, strict=False):
        if name != NOT_TAKEN and words.strip():
            yield name, words.strip()


def _value(name: str, words: str) -> tuple[Any, str]:
    """A value of CSL and the problem with it, "" where there is none."""
    if name == "type":
        known = CSL_TYPES.get(plain(words))
        return known or "document", "" if known else _("“%(type)s” is no type that we know.") % {
            "type": words
        }
    if name in NAMES:
        return names_in(words), ""
    if name in DATES:
        value = date_of_text(words)
        return value, "" if value else _("“%(date)s” is not read as a date.") % {"date": words}
    return words, ""
