"""What the results are shown under: one tab for each kind of record, and what a row of it says.

`settings.SEARCH_TABS` names tuples of tabs by dotted path, so that this app need not know what the apps above it show.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.visibility import State
from sources.models.record import UNKNOWN_LANGUAGE
from sources.searching.engines.shape import Key
from sources.searching.indexes import Index, Texts, index_of

Someone = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Row:
    """A record that was found, in words that this person may see.

    `address` leads to the very place. `facts` say where it stands, `day` is its date in words. `state` is said of what
    the public does not see, else "". `lasting`: an address of its own, where `address` may come to be another.
    """

    address: str
    title: str
    facts: tuple[str, ...] = ()
    day: str = ""
    state: str = ""
    language: str = UNKNOWN_LANGUAGE
    lasting: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """`name` stands in the address. `visible` gives the records of `model` that belong here and that somebody may
    see; `rows` reads those with some keys in a fixed number of queries, and leaves out what is gone.
    `words`: the texts that snippets are cut from, where what the index reads (`Index.texts`) would be too much. `spells`: its words are offered to whoever misspells one.
    `appeared`: since when somebody sees one (`sources.appearing`); without it none is ever new.
    """

    name: str
    label: str | Promise
    model: type[Model]
    visible: "Callable[[Someone], QuerySet[Any]]"
    rows: Callable[[Sequence[Key], Someone], Mapping[Key, Row]]
    words: Callable[[Sequence[Any]], Mapping[Key, Texts]] | None = None
    spells: bool = False
    appeared: Callable[[Someone], Combinable] | None = None

    @property
    def index(self) -> Index:
        """Asked of the settings: an app above says more of some records than the one that they are of."""
        return index_of(self.model)


def all_tabs() -> list[Tab]:
    """In the order of the settings."""
    return [tab for path in settings.SEARCH_TABS for tab in import_string(path)]


def tab_named(tabs: Sequence[Tab], name: str) -> Tab:
    """The first, where none has that name."""
    return next((tab for tab in tabs if tab.name == name), tabs[0])


def draft_words(*states: str) -> str:
    """ "Draft" where one of these states is."""
    return str(State.DRAFT.label) if State.DRAFT in states else ""


def said(*facts: object) -> tuple[str, ...]:
    """Those that say something, each once."""
    return tuple(dict.fromkeys(str(each) for each in facts if each))
