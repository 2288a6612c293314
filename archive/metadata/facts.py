"""What a page is about, as every form of metadata needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sources.citing.csl import permanent_link
from sources.citing.items import Item
from sources.csv_files import absolute
from sources.exchange.shapes import Format

DESCRIBED_AT_MOST = 300  # code points


@dataclass(frozen=True, slots=True)
class Part:
    """A row of a list: its name and its path."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class TypedLink:
    """`target` is a path or an absolute address; `rel` of the IANA registry; `media_type` where it is known."""

    target: str
    rel: str
    media_type: str = ""

    @property
    def address(self) -> str:
        return absolute(self.target) if self.target.startswith("/") else self.target


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that a page tells: nothing in it is hidden from the reader of that page.

    `path`: where the page is, without its query. `kind`: the class of schema.org of what it is about, where that is no
    work. `item`: the work that it is about. `items`: the works that it lists, each of which can be saved. `own`: more
    properties of schema.org. `links`: typed links beside those that follow from the rest. `is_lasting`: whether the page
    is what somebody would cite, which a list that is narrowed is not; `permanent` is its address then, where that is another. `formats`: those that the page answers by itself with `?format=`.
    """

    title: str
    path: str
    kind: str = "WebPage"
    description: str = ""
    item: Item | None = None
    items: Sequence[Item] = ()
    parts: Sequence[Part] = ()
    own: Mapping[str, Any] = field(default_factory=dict)
    links: Sequence[TypedLink] = ()
    is_lasting: bool = True
    permanent: str = ""
    formats: Sequence[Format] = ()

    @property
    def address(self) -> str:
        return absolute(self.path)

    @property
    def saved(self) -> Sequence[Item]:
        """The works that a program may take from this page."""
        return (self.item,) if self.item else self.items

    @property
    def summary(self) -> str:
        return in_one_line(self.description)


def in_one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= DESCRIBED_AT_MOST else f"{words[: DESCRIBED_AT_MOST - 1].rstrip()}…"


def name_words(name: Mapping[str, str]) -> str:
    """A name as it is read: `Ada van Quill`, `孟建国 [@handle]`."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "literal", "suffix")
    return " ".join(str(name[part]) for part in parts if name.get(part))


def identifiers_of(item: Item) -> list[str]:
    """Addresses and identifiers of a work, the most lasting first."""
    doi = f"https://doi.org/{item['DOI']}" if item.get("DOI") else ""
    isbn = f"urn:isbn:{item['ISBN']}" if item.get("ISBN") else ""
    return [each for each in (doi, isbn, str(item.get("URL") or ""), permanent_link(item)) if each]
