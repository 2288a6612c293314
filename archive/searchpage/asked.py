"""What the address of a results page asks for, and the addresses that differ from it in one thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from django.urls import get_script_prefix, reverse
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
    and `before` where it ends.

    `saved`: the public id of the saved search that the page was opened by, or ""; `new`: "1" for what is new in it.
    """

    typed: str
    understood: Understood
    kind: str = ""
    sort: str = RELEVANCE
    before: str = ""  # where the page ends
    after: str = ""
    saved: str = ""
    new: str = ""

    def address(self, *, query: Understood | None = None, **changes: str) -> str:
        """Another tab, order or query (`query`), from its first page; another page only by `after`."""
        text = self.typed if query is None else query.text()
        values = {"kind": self.kind, "sort": self.sort, "saved": self.saved, "new": self.new} | changes
        return _address(_results(get_script_prefix()), text, values)

    @property
    def keep(self) -> str:
        """Where it is saved under a name."""
        return _address(reverse("archive:saved_new"), self.typed, self._itself)

    @property
    def atom(self) -> str:
        return self.feed("atom")

    @property
    def json(self) -> str:
        return self.feed("json")

    def feed(self, form: str) -> str:
        """The address of its feed, in one of `archive.feeds.FORMS`."""
        path = reverse("archive:search_feed", args=[form])
        return _address(path, self.typed, self._itself | {"sort": ""})

    @property
    def _itself(self) -> dict[str, str]:
        return {"kind": self.kind, "sort": self.sort}


def read_asked(given: Mapping[str, str], kinds: list[str]) -> Asked:
    """Never fails: a tab or an order that there is not is the usual one. No page can show a NUL, and no
    database look for one, so none is kept.
    """
    typed = _without_nul(given.get("q", "")).strip()
    kind, sort = given.get("kind", ""), given.get("sort", "")
    return Asked(
        typed=typed,
        understood=parse(typed),
        kind=kind if kind in kinds else "",
        sort=sort if sort in SORTS else RELEVANCE,
        before=given.get("before", ""),
        after=given.get("after", ""),
        saved=_without_nul(given.get("saved", "")),
        new="1" if given.get("new") and given.get("saved") else "",
    )


def _without_nul(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _address(path: str, query: str, values: Mapping[str, str]) -> str:
    return f"{path}?q={quote_plus(query)}{_rest(tuple(values.items()))}"


# A page has a hundred of these links, which differ in the query only.


@lru_cache(maxsize=256)
def _rest(values: tuple[tuple[str, str], ...]) -> str:
    """Without what is usual."""
    kept = [(name, value) for name, value in values if value not in {"", RELEVANCE}]
    return f"&{urlencode(kept)}" if kept else ""


@lru_cache(maxsize=8)
def _results(_script_prefix: str) -> str:
    return reverse("archive:search")
