"""What a reader of one format finds in decoded text, before it becomes a `Proposal`.

The readers of plain text and of HTML both return `Parts`; `archive.reading.read` adds
what is known of the bytes themselves: name, media type, encoding, digest and size.
"""

from dataclasses import dataclass, field

from archive.reading.proposal import (
    Block,
    FoundLink,
    FoundPost,
    FoundQuotation,
    FoundThread,
    Metadata,
    ReadingWarning,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The findings of one reader. `text` is NFC and equals its blocks joined by newlines."""

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    posts: tuple[FoundPost, ...] = ()
    threads: tuple[FoundThread, ...] = ()
    quotations: tuple[FoundQuotation, ...] = ()
    links: tuple[FoundLink, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
