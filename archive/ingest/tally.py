"""What one ingest made and what it found here already, counted by kind of record."""

from collections import Counter
from dataclasses import dataclass, field

KINDS = (
    "captures", "documents", "quoted_documents", "passages", "sources", "posts", "threads", "accounts", "agents",
    "links", "references",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Counts for one article; `notes` say what was found and not taken."""

    created: Counter[str] = field(default_factory=Counter)
    matched: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Every kind is there, zeros too: a reader of the output can rely on it."""
        return {
            "created": {kind: self.created[kind] for kind in KINDS},
            "matched": {kind: self.matched[kind] for kind in KINDS},
        }
