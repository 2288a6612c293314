"""What the rules of a style ask for and its file cannot say, or pandoc reads otherwise. Pure.

docs/citations.md lists each with its reason. Rules of one style hold for that style as it comes along; what editors
upload is printed as it is written, but for `uninverted` and the handles of posts.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

from sources.citing.items import ARCHIVE
from sources.citing.posts import with_short_title
from sources.citing.stylefile import Style
from sources.names import HAN

Item = Mapping[str, Any]

SAYS_NOTHING = {"id", "custom"}  # of the work itself
KEPT_HERE = {"archive", "archive_location"}
AND = "and|und|et|y|和|與|与|及|&amp;"
SAME_AS_AUTHOR = ("publisher", "container-title")
HANDLE = re.compile(r"\[@[^\s\[\]]+\]\Z|\A@\S+\Z")
ROUND = str.maketrans("[]", "()")
HAN_ET_AL = re.compile(f"(?<=[{HAN}]) (?=等)")


def printed(item: Item, style: Style) -> dict[str, Any]:
    """What the style may print of a work.

    That a work is kept here is no part of its reference: where it appeared is. Pages give our own link beside it.
    """
    kept_here = KEPT_HERE if item.get("archive") == ARCHIVE else set()
    told = {name: value for name, value in item.items() if name not in SAYS_NOTHING | kept_here}
    if style.id == "apa":
        return _apa(told)
    if style.id == "ieee" and told.get("URL"):
        told.setdefault(
            "medium", "Online"
        )  # pandoc leaves "[Online]" out where no variable is in the brackets
    if style.id == "mla" and told.get("type") == "speech" and "issued" in told:
        told.setdefault("event-date", told["issued"])  # the only date that it prints of a speech
    return told


def mended_entry(entry: str, item: Item, style: Style) -> str:
    """An entry of the bibliography, or a whole note."""
    for handle in _handles(item):
        entry = entry.replace(
            handle.upper(), handle, 1
        )  # not of a name, and not to be put in capitals with it
        shown = handle.translate(ROUND) if style.id.startswith("chicago-") else handle
        entry = entry.replace(f", {handle}", f" {shown}", 1).replace(f" {handle}", f" {shown}", 1)
    return uninverted(entry, item) if style.inverts_first else entry


def mended_mention(mention: str, item: Item, style: Style) -> str:
    """A citation in the text, or the note of a work cited before: names stand without their handles."""
    for handle in _handles(item) if "@" in mention else ():
        mention = mention.replace(f" {handle}", "", 1)
    return HAN_ET_AL.sub("", mention) if style.follows_items else mention


def uninverted(entry: str, item: Item) -> str:
    """Without the comma that stands behind an inverted name, where the first of two names is not inverted.

    `Lu Xiaozhou, and Noor Brook` for a name that is given whole: the style says "always" because it counts on names
    being turned round.
    """
    names: list[dict[str, Any]] = next(
        (item[role] for role in ("author", "editor", "translator", "director") if item.get(role)), []
    )
    if len(names) != 2 or "literal" not in names[0]:  # noqa: PLR2004 - more than two are a list with commas
        return entry
    first = re.escape(html.escape(str(names[0]["literal"])))
    return re.sub(rf"^({first}), (?=(?:{AND}) )", r"\1 ", entry)


def _apa(item: dict[str, Any]) -> dict[str, Any]:
    """A post under its first 20 words (§ 10.15); no publisher or site that is the author (§ 9.29)."""
    authors = [name.get("literal") for name in item.get("author", [])]
    same = {
        name for name in SAME_AS_AUTHOR if len(authors) == 1 and item.get(name) and item[name] == authors[0]
    }
    return with_short_title({name: value for name, value in item.items() if name not in same})


def _handles(item: Item) -> list[str]:
    """`[@quill]` of each author that has one beside a name, `@quill` of one that has no other; escaped as in HTML."""
    ends = (str(name.get("suffix") or name.get("literal") or "") for name in item.get("author", []))
    return [html.escape(match[0]) for end in ends if (match := HANDLE.search(end))]
