"""What other apps have to say of a record, at the end of its page: "what else speaks of it".

`settings.RECORD_PANELS` names the sources of panels by dotted path, so that this app imports none of them. Each is a
callable `(record, user) -> Panel | None`. It shows only what this person may see.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.module_loading import import_string

from accounts.models import User
from archive.models import Document
from sources.models import Agent, Source

Record = Document | Source | Agent


@dataclass(frozen=True, slots=True)
class Panel:
    """`template` is drawn with this panel as `panel`; `context` is for that template alone."""

    template: str
    context: Any = None


class PanelSource(Protocol):
    def __call__(self, record: Record, user: User | AnonymousUser) -> Panel | None: ...


def panels_of(record: Record, user: User | AnonymousUser) -> list[Panel]:
    """Those that have something to say, in the order of the settings."""
    sources: list[PanelSource] = [import_string(path) for path in settings.RECORD_PANELS]
    return [panel for source in sources if (panel := source(record, user)) is not None]
