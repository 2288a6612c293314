"""What a text says of a Source, as values: made at ingest, kept as a `Statement`, merged when another text is undone. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

from sources.models import SourceType
from sources.models.record import UNKNOWN_LANGUAGE

# A type that says no more than "something written".
VAGUE_TYPES = (SourceType.ARTICLE, SourceType.DOCUMENT)
UNSAID = ("", None, UNKNOWN_LANGUAGE, *VAGUE_TYPES)


@dataclass(frozen=True, slots=True)
class InThread:
    """A post's place in a thread of one text: `key` is the same for all its posts there, `position` counts from 1."""

    key: str
    basis: str
    length: int | None
    position: int


@dataclass(frozen=True, slots=True)
class SaidOfPost:
    """What only posts have. `attachments` are (kind, address); `status` is that of the words, "" without words."""

    display_name: str = ""
    posted: str = ""
    platform_id: str = ""
    thread_number: int | None = None
    thread: InThread | None = None
    attachments: tuple[tuple[str, str], ...] = ()
    language: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """`fields` are columns of a Source; `credited` is who made it, as (public id of the Agent, name as printed).

    `roles` are theirs, one for each; none where everybody is an author, as in what is read from a text.
    """

    fields: dict[str, str] = field(default_factory=dict)
    credited: tuple[tuple[str, str], ...] = ()
    post: SaidOfPost | None = None
    roles: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Facts":
        """Raises `msgspec.ValidationError` when the data is no statement."""
        return msgspec.convert(data, cls)


def gaps_filled(known: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What `said` adds to what is known: values for what is empty, unknown or vague. Nothing known is overwritten."""
    return {
        name: value
        for name, value in said.items()
        if value not in UNSAID and value != known.get(name) and known.get(name) in UNSAID
    }


def merged(statements: Sequence[Facts]) -> dict[str, str]:
    """The columns of a Source of which these were said, in this order."""
    columns = dict(statements[0].fields)
    for facts in statements[1:]:
        columns |= gaps_filled(columns, facts.fields)
    return columns


def first_said(values: Iterable[Any]) -> Any:  # noqa: ANN401 - of whatever the values are
    """The first value that says something, else None."""
    return next((value for value in values if value not in ("", None)), None)
