"""The fields that a query may name, `tag:surveillance`, and what may stand behind their colons.

`settings.SEARCH_FIELDS` names tuples of fields by dotted path, so that this app need not know what the apps above it
can be asked for. Fields of one name are joined: each brings values that the others have not.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

LONGEST_VALUE = 200  # code points

NOT_A_VALUE = _("“%(field)s:” has no value %(typed)s (it has %(values)s): it was searched as words.")
NO_VALUE = _("“%(field)s:” has no value behind it.")
NOT_A_TEXT = _("%(typed)s is too long for “%(field)s:”: it was searched as words.")


class NotAValue(ValueError):
    """What stands behind the colon says nothing to this field; `sentence` tells a reader why (`notes.Note`)."""

    def __init__(self, sentence: Promise = NOT_A_VALUE) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def text_value(typed: str) -> str:
    """Any text, its spaces made single. Raises `NotAValue` for none and for one that is too long."""
    value = " ".join(typed.split())
    if not value:
        raise NotAValue(NO_VALUE)
    if len(value) > LONGEST_VALUE:
        raise NotAValue(NOT_A_TEXT)
    return value


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """`means` says what it narrows to, and `said` how a query that names it is read: "said by %(value)s". `example` is a
    value for the help page.

    `values` are those that it has, with words for them; a field without values reads what was typed by `parse`, which
    gives its one way of writing it or raises `NotAValue`, and says it by `in_words`. `parse(parse(x)) == parse(x)`.
    """

    name: str
    means: str | Promise
    said: str | Promise
    example: str
    aliases: tuple[str, ...] = ()
    values: Mapping[str, str | Promise] = field(default_factory=dict)
    parse: Callable[[str], str] = text_value
    in_words: Callable[[str], str] = str

    def having(self, values: Mapping[str, str | Promise]) -> "Field":
        """The same field with other values: what an app above adds to it."""
        return replace(self, values=values)

    def read(self, typed: str) -> str:
        """The value as it is written in a tree. Raises `NotAValue`."""
        if not self.values:
            return self.parse(typed)
        if typed in self.values:
            return typed
        wanted = _choice_key(typed)
        for value, label in self.values.items():
            if wanted in (_choice_key(value), _choice_key(str(label))):
                return value
        raise NotAValue

    def words(self, value: str) -> str:
        """The field with this value as a reader says it."""
        shown = str(self.values[value]) if self.values else self.in_words(value)
        return str(self.said) % {"value": shown}


def _choice_key(text: str) -> str:
    """What spellings of a value share: case, width, and what parts its words."""
    return " ".join(
        unicodedata.normalize("NFKC", text).casefold().replace("_", " ").replace("-", " ").split()
    )


class Fields:
    """Fields by name and alias, whatever the letter case. Iterating gives each once, in order."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._fields: dict[str, Field] = {}
        for each in fields:
            first = self._fields.get(each.name)
            self._fields[each.name] = _joined(first, each) if first else each
        self._by_alias = {alias: each for each in self for alias in (each.name, *each.aliases)}

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __getitem__(self, name: str) -> Field:
        return self._by_alias[unicodedata.normalize("NFKC", name).casefold()]

    def __contains__(self, name: str) -> bool:
        return unicodedata.normalize("NFKC", name).casefold() in self._by_alias


def _joined(first: Field, more: Field) -> Field:
    """A value that both have keeps its first words."""
    new = {value: label for value, label in more.values.items() if value not in first.values}
    return replace(first, values={**first.values, **new})


@cache
def known_fields() -> Fields:
    """All that `settings.SEARCH_FIELDS` names."""
    return Fields(each for path in settings.SEARCH_FIELDS for each in import_string(path))
