"""The values that cross from reading to ingesting: a proposal, never a record.

All offsets are Unicode code points, half-open, into `Proposal.text`. Dates of the
world are EDTF (Library of Congress, level 1). Languages are BCP 47, `""` when unknown.
Every value survives a trip through JSON: `to_json()` and `from_json()`.
"""

from dataclasses import dataclass
from typing import Any, Literal

import msgspec

BlockKind = Literal[
    "paragraph", "heading", "quotation", "list_item", "caption", "table_row", "preformatted", "footnote"
]
Platform = Literal["x", "mastodon", "bluesky", "telegram", "other"]
TextStatus = Literal["verbatim", "translated", "paraphrase"]
Relation = Literal["links_to", "cites"]
ThreadBasis = Literal["numbered", "consecutive"]


class UnreadableInput(ValueError):
    """The input cannot be kept as it is. `code` is stable, the message is for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of metadata and where it was found; both are `""` when nothing was."""

    value: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the input says of itself. `issued` is EDTF, `csl_type` a CSL 1.0.2 type."""

    title: Found = Found()
    authors: tuple[Found, ...] = ()
    container: Found = Found()
    publisher: Found = Found()
    issued: Found = Found()
    url: Found = Found()
    language: Found = Found()
    csl_type: Found = Found()


@dataclass(frozen=True, slots=True)
class Block:
    """One passage to be. `level` is the depth of a heading (1-6), else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A quoted post: `span` holds its own words only, `signature` the attribution line.

    `has_text` is false for an embed that is only a link. `thread` is the key of a
    `FoundThread`, or "". `posted` is EDTF: a date, or a UTC time when the page gives one.
    """

    key: str
    span: Span
    signature: Span | None = None
    platform: Platform = "other"
    handle: str = ""
    display_name: str = ""
    posted: str = ""
    platform_id: str = ""
    url: str = ""
    language: str = ""
    has_text: bool = True
    thread: str = ""
    thread_number: int | None = None
    thread_length: int | None = None
    media: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    text_status: TextStatus = "verbatim"
    confidence: float = 1.0
    reason: str = ""
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class FoundThread:
    """Posts of one account that belong together, in order. `length` as stated, if it is."""

    key: str
    handle: str
    platform: Platform
    posts: tuple[str, ...]
    length: int | None = None
    basis: ThreadBasis = "numbered"


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A block quotation: `span` without its source mark, `mark` the `[Source]` itself.

    `cited` is what the page states, in its markup, about the source quoted.
    """

    key: str
    span: Span
    mark: Span | None = None
    url: str = ""
    title: str = ""
    author: str = ""
    elisions: tuple[Span, ...] = ()
    insertions: tuple[Span, ...] = ()
    text_status: TextStatus = "verbatim"
    confidence: float = 1.0
    reason: str = ""
    accepted: bool = True
    cited: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link in running text, or a footnote: then `note` is the note's own block and `label` its mark.

    `cited` is what the page states, in its markup, about the source cited.
    """

    key: str
    span: Span
    url: str = ""
    relation: Relation = "links_to"
    note: Span | None = None
    label: str = ""
    confidence: float = 1.0
    reason: str = ""
    accepted: bool = True
    cited: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something a person should look at; `span` says where, when it has a place."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that one input was found to hold. `text` is NFC, its blocks joined by newlines."""

    name: str
    media_type: str
    encoding: str
    encoding_origin: str
    sha256: str
    size: int
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    posts: tuple[FoundPost, ...] = ()
    threads: tuple[FoundThread, ...] = ()
    quotations: tuple[FoundQuotation, ...] = ()
    links: tuple[FoundLink, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()

    @property
    def cited_works(self) -> "tuple[FoundQuotation | FoundLink, ...]":
        """Everything that points at a source other than a post: quotations, then links and footnotes."""
        return (*self.quotations, *self.links)

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dicts, fit for a JSON column."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Proposal":
        """Raises `msgspec.ValidationError` when the data is not a proposal."""
        return msgspec.convert(data, cls)
