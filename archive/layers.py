"""What other apps lay over the text of the reader page: marks on its words, and what stands beside them.

`settings.READER_LAYERS` names the layers by dotted path, so that this app imports none of them. Each path is that of
a callable `(document, user, query) -> layers`; `query` is the query string of the page. They show only what this person
may see.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.module_loading import import_string

from accounts.models import User
from archive.models import Document
from archive.rendering import Range

# Lines that can be told apart under one word. What would be one more has its place and its link, and no line.
LANES = 5
MARK, BEGINNING = "annotated", "beginning"


class Mark(NamedTuple):
    """Words that something is said of: code points, half-open. Drawn as one element, in pieces where marks cross.

    `kind` is a class for its line, `anchor` the id at its first word, `note` the id of what is said, `number` what a
    reader finds it by, `said` what a screen reader says before the words.
    """

    start: int
    end: int
    kind: str
    anchor: str
    note: str
    number: int
    said: str


class Laid(NamedTuple):
    """A mark in its lane: marks over the same words have different ones, and each keeps its own to its end."""

    mark: Mark
    lane: int


@dataclass(frozen=True, slots=True)
class PassageAct:
    """A link beside each passage: to `address` with the number of the passage added. `sign` is seen, `label` is said.

    `name` tells it from others beside it, and `data-{hook}` on the link is what a script finds it by.
    """

    address: str
    sign: str
    label: str
    name: str = "annotate"
    hook: str = "passage-act"


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """A line of the help of keys."""

    keys: tuple[str, ...]
    does: str


@dataclass(frozen=True, slots=True)
class Layer:
    """`template` is drawn beside the text with this layer as `layer`; `context` is for that template alone.

    `stylesheets` and `scripts` (ES modules) are paths of static files.
    """

    marks: Sequence[Mark] = ()
    template: str = ""
    context: Any = None
    passage_act: PassageAct | None = None
    keys: Sequence[KeyHelp] = ()
    stylesheets: Sequence[str] = ()
    scripts: Sequence[str] = ()


class LayerSource(Protocol):
    def __call__(
        self, document: Document, user: User | AnonymousUser, query: QueryDict
    ) -> Iterable[Layer]: ...


@dataclass(frozen=True, slots=True)
class Layers:
    """All layers of one page."""

    each: list[Layer] = field(default_factory=list)

    @property
    def marks(self) -> list[Mark]:
        return [mark for layer in self.each for mark in layer.marks]

    @property
    def passage_acts(self) -> list[PassageAct]:
        return [layer.passage_act for layer in self.each if layer.passage_act]


def layers_of(document: Document, user: User | AnonymousUser, query: QueryDict) -> Layers:
    """The layers named in the settings, in that order."""
    sources: list[LayerSource] = [import_string(path) for path in settings.READER_LAYERS]
    return Layers([layer for source in sources for layer in source(document, user, query)])


def laid(text: str, marks: Iterable[Mark]) -> Iterator[Range]:
    """Ranges to draw. However many marks overlap, at most `LANES` lines lie under a word, so drawing stays linear.

    `MARK` with a `Laid` for a mark that has a lane; `BEGINNING` over one character, with a list of marks, for those
    that have none.
    """
    free = list(range(LANES))
    ends: list[tuple[int, int]] = []
    beginnings: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: (each.start, -each.end, each.number)):
        while ends and ends[0][0] <= mark.start:
            heapq.heappush(free, heapq.heappop(ends)[1])
        if not free:
            beginnings.setdefault(_first_letter(text, mark.start), []).append(mark)
            continue
        lane = heapq.heappop(free)
        heapq.heappush(ends, (mark.end, lane))
        yield Range(mark.start, mark.end, MARK, Laid(mark, lane))
    for start, those in beginnings.items():
        yield Range(start, start + 1, BEGINNING, those)


def _first_letter(text: str, start: int) -> int:
    """Passages begin after a line feed, and nothing is drawn of the line feed itself."""
    while text.startswith("\n", start):
        start += 1
    return start
