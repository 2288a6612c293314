"""What every format of exchange is to the rest: a name, a writer, a reader, and what it cannot carry. Pure.

An item is one object of CSL-JSON 1.0.2 (`sources.citing.items`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.functional import Promise

from sources.citing import items

Item = items.Item

MAX_BYTES = 64 * 2**20  # of one file
MAX_ROWS = 50_000  # in one file


class Unreadable(ValueError):
    """Nothing of a file can be read; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a file holds, as far as the file itself says it: the title of a list, and its absolute address.

    `style` and `locale` are for formats that hold formatted references, and named as in `sources.citing.styles`.
    """

    title: str = ""
    address: str = ""
    style: str = ""
    locale: str = ""


NO_SELECTION = Selection()


class Write(Protocol):
    """Gives a file piece by piece, in memory that does not grow with the items. Text is to be sent as UTF-8."""

    def __call__(
        self, items: Iterable[Item], selection: Selection = NO_SELECTION
    ) -> Iterator[str] | Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One record of a file. `number` counts from 1 in the order of the file; `raw` is its text there.

    `item` is None where nothing could be made of it. `problems` are sentences for people; a row may have an item and
    problems.
    """

    number: int
    item: Item | None
    problems: tuple[str, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """All the records of a file. `encoding` as it was read, `problems` those of the file as a whole."""

    rows: list[ReadRow]
    encoding: str = "utf-8"
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format has no field for. `variable`: of CSL, or a kind of value. `becomes`: what other programs get."""

    variable: str | Promise
    becomes: str | Promise


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `name` stands in an address (`?format=`), `suffix` ends the name of a file.

    `write` is None where files are only read, `read` where they are only written; `read` raises `Unreadable`.
    `aliases`: other names that an address may use.
    """

    name: str
    label: str | Promise
    content_type: str
    suffix: str
    write: Write | None = None
    read: Callable[[bytes], Read] | None = None
    aliases: tuple[str, ...] = ()
    cannot_carry: tuple[Loss, ...] = field(default=())
