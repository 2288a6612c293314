"""A selection of references as a paper: sections, entries with their formatted strings, and where it comes from. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from sources.citing.formatted import Formatted


@dataclass(frozen=True, slots=True)
class Entry:
    """One reference. `work` tells works apart: each stands in the bibliography once, under whatever it is cited for.

    `name`: of the work, in plain words; `language` and `words_language` are BCP 47, "" where not known. `words`: those of a
    passage, their lines apart by line feeds; `place`: `¶ 12`. `address` is absolute and lasting. `remark`: what the
    list says of it.
    """

    work: str
    name: str
    language: str
    forms: Formatted
    address: str
    words: str = ""
    words_language: str = ""
    place: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`heading` is "" for what stands before the first."""

    heading: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Paper:
    """`address`: absolute, of the page that it was made from; `made_at` in UTC; `locale`, BCP 47, of citations.

    `is_note`: each entry is cited in a note, else in the text. `is_numeric`: works stand in the bibliography in the
    order in which they are first cited, else by the letters that are printed.
    """

    title: str
    address: str
    made_at: datetime
    style: str
    locale: str
    is_note: bool
    is_numeric: bool
    sections: Sequence[Section]
    intro: str = ""

    @property
    def entries(self) -> list[Entry]:
        return [each for section in self.sections for each in section.entries]


@dataclass(frozen=True, slots=True)
class PaperFormat:
    """As `sources.exchange.shapes.Format`, but for what needs sections and a style.

    `write` gives the whole file, and raises `EngineFailed`.
    """

    name: str
    label: str | Promise
    content_type: str
    suffix: str
    write: Callable[[Paper], bytes]
    aliases: tuple[str, ...] = ()
