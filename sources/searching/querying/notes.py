"""What a reader is told of a query that was not read exactly as it was written."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.searching.querying.fields import Field

NOTHING = _("No words were given.")
ONLY_LEFT_OUT = _("The query says only what to leave out, so nothing is found: say also what to look for.")
TOO_LONG = _("The query is too long: it was read as far as there was room, and not from %(typed)s on.")
UNCLOSED_QUOTE = _("A quotation mark was not closed: everything after it was read as one phrase, %(typed)s.")
UNCLOSED_BRACKET = _("A bracket was not closed: it was read as closed at the end.")
STRAY_BRACKET = _("A bracket was closed that had not been opened: it was left out.")
EMPTY_BRACKETS = _("There was nothing between two brackets: they were left out.")
STRAY_OPERATOR = _("%(typed)s stands beside nothing that it could work on: it was left out.")
NO_WORDS = _("There is no letter or digit to look for in %(typed)s: it was left out.")
STAR_INSIDE = _("An asterisk works at the end of a word only: in %(typed)s it was left out.")
STAR_IN_FIELD = _("An asterisk does not work in fields: in %(typed)s it was left out.")
UNKNOWN_FIELD = _("There is no field %(typed)s: it was searched as a word, with what stands behind it.")
LEFT_OUT_BESIDE_OR = _(
    "What is to be left out cannot be one of several things to find: beside OR it was passed over."
)

# A note stays a sentence: examples of one kind, characters of each, values of a field.
SHOWN, LONGEST, VALUES = 3, 40, 8


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence in the language of whoever reads it. `typed` are the parts of the query that it speaks of."""

    sentence: Promise
    typed: tuple[str, ...] = ()
    field: Field | None = None

    def __str__(self) -> str:
        typed = _some([f"“{_cut(each)}”" for each in self.typed], SHOWN)
        name = self.field.name if self.field else ""
        values = _some(list(self.field.values), VALUES) if self.field else ""
        return str(self.sentence) % {"typed": typed, "field": name, "values": values}


class Notes:
    """Notes while a query is read: one for each sentence and field, whatever the number of its examples."""

    def __init__(self) -> None:
        self._typed: dict[tuple[Promise, Field | None], list[str]] = {}

    def add(self, sentence: Promise, typed: str = "", field: Field | None = None) -> None:
        examples = self._typed.setdefault((sentence, field), [])
        if typed and len(examples) <= SHOWN and typed not in examples:
            examples.append(typed)

    def taken(self) -> tuple[Note, ...]:
        return tuple(Note(sentence, tuple(typed), field) for (sentence, field), typed in self._typed.items())


def _cut(typed: str) -> str:
    return typed if len(typed) <= LONGEST else f"{typed[: LONGEST - 1]}…"


def _some(words: list[str], most: int) -> str:
    return ", ".join(words if len(words) <= most else [*words[:most], "…"])
