"""Finished pages in the memory of this process: those used last, up to a number of bytes.

Not in a cache that could be shared with other programs: what is made for one person stays where it was made.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Page:
    """What a view answered. `has_token`: forms on it carry a token of whoever it was made for."""

    content: bytes
    headers: dict[str, str]
    has_token: bool


class Shelf:
    """Holds at most `room` bytes of content; what was used longest ago makes room. Safe for many threads."""

    def __init__(self, room: int) -> None:
        self._room, self._free = room, room
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._turn = Lock()

    def get(self, key: str) -> Page | None:
        with self._turn:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: str, page: Page) -> None:
        """Kept, unless it alone is larger than the room."""
        with self._turn:
            self._forget(key)
            if len(page.content) > self._room:
                return
            self._free -= len(page.content)
            self._pages[key] = page
            while self._free < 0:
                self._forget(next(iter(self._pages)))

    def _forget(self, key: str) -> None:
        if (page := self._pages.pop(key, None)) is not None:
            self._free += len(page.content)
