"""What the address of a results page asks for, and the addresses that differ from it in one thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.searching.querying import Understood, parse

RELEVANCE = "relevance"
SORTS: Mapping[str, str | Promise] = {
    RELEVANCE: _("best first"),
    "newest": _("newest first"),
    "oldest": _("oldest first"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`kind` names a tab, or is "" for the first that has something; `after` is where the page begins, or "",
    and `before` where it ends."""

    typed: str
    understood: Understood
    kind: str = ""
    sort: str = RELEVANCE
    before: str = ""  # where the page ends
    after: str = ""

    def address(self, *, query: Understood | None = None, **changes: str) -> str:
        """Another tab, order or query (`query`), from its first page; another page only by `after`."""
        values = {"kind": self.kind, "sort": self.sort, "after": ""} | changes
        text = self.typed if query is None else query.text()
        usual = {"", RELEVANCE}
        kept = {"q": text} | {name: value for name, value in values.items() if value not in usual}
        return f"{reverse('archive:search')}?{urlencode(kept)}"


def read_asked(given: Mapping[str, str], kinds: list[str]) -> Asked:
    """Never fails: a tab or an order that there is not is the usual one. No page can show a NUL, so none is kept."""
    typed = given.get("q", "").replace("\0", "\ufffd").strip()
    kind, sort = given.get("kind", ""), given.get("sort", "")
    return Asked(
        typed=typed,
        understood=parse(typed),
        kind=kind if kind in kinds else "",
        sort=sort if sort in SORTS else RELEVANCE,
        before=given.get("before", ""),
        after=given.get("after", ""),
    )
