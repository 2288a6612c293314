"""What apps above this one know of an entry that was added from a record of theirs: what was said of its words.

`settings.LIST_ORIGINS` names by dotted path a callable `(keys, user) -> {key: Origin}`, or is "". It shows only what this
person may see.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from archive.citation_lists.wanted import Someone


@dataclass(frozen=True, slots=True)
class Origin:
    """`words` name it, `address` leads to it."""

    words: str
    address: str


class ReadOrigins(Protocol):
    def __call__(self, keys: Collection[UUID], user: Someone) -> Mapping[UUID, Origin]: ...


def origins_of(keys: Collection[UUID | None], user: Someone) -> Mapping[UUID, Origin]:
    """By key, what this person may see. No query where there are no keys."""
    known = {key for key in keys if key is not None}
    if not known or not settings.LIST_ORIGINS:
        return {}
    read: ReadOrigins = import_string(settings.LIST_ORIGINS)
    return read(known, user)
