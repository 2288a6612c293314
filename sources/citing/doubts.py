"""What a citation of a source lacks and what in it may be wrong, each with the reason and the field that mends it. Pure.

Doubts are about what is there: nothing is changed, a person decides. What each type needs is in `sources.citing.needs`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sources.addresses import is_web_address
from sources.citing.credited import script_of_language
from sources.citing.items import COLUMNS, SourceFields
from sources.citing.names import Form, csl_name
from sources.citing.needs import PEOPLE, WORDS, AnyOf, missing, wanted
from sources.dates import NotADate, first_day
from sources.models import AgentKind, SourceType
from sources.models.record import UNKNOWN_LANGUAGE
from sources.names import script_of
from sources.wording import host_of

VAGUE_TYPES: Final = frozenset({SourceType.ARTICLE.value, SourceType.DOCUMENT.value})
UNCERTAIN: Final = re.compile(r"[?%~]")
FEWEST_CAPITALS: Final = 10  # letters of a title that is shouted
SITE_BEHIND: Final = re.compile(r"\s[|–—-]\s(?P<site>[^|–—-]+)$")
ISBN_DIGITS: Final = 13
OLD_ISBN_DIGITS: Final = 10  # before 2007
ISSN_DIGITS: Final = 8
MANY_WORDS: Final = 4  # of a name that may be cut in another place


class Weight(IntEnum):
    """How much it matters: a citation is not complete without it; most styles print it; it may be wrong."""

    MISSING = 1
    WANTED = 2
    DOUBTFUL = 3


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing to mend. `field` is a field of the form that edits the record, `label` that field in words."""

    field: str
    label: Promise | str
    reason: Promise | str
    weight: Weight

    @property
    def anchor(self) -> str:
        """The id of that field on the page of the form."""
        return "rows" if self.field == PEOPLE else f"id_{self.field}"


def lacks_of(fields: SourceFields) -> list[Lack]:
    """Everything missing, wanted and doubtful, in this order."""
    filled = [name for name in COLUMNS if getattr(fields, name)] + ([PEOPLE] if fields.contributors else [])
    return [
        *(_lack(need, Weight.MISSING) for need in missing(fields.csl_type, filled)),
        *(_lack(need, Weight.WANTED) for need in wanted(fields.csl_type, filled)),
        *doubts_of(fields),
    ]


def doubts_of(fields: SourceFields) -> Iterator[Lack]:
    """What is there and may be wrong, field by field."""
    for field, label, reason_of in DOUBTS:
        if reason := reason_of(fields):
            yield Lack(field, label, reason, Weight.DOUBTFUL)


def _lack(need: AnyOf, weight: Weight) -> Lack:
    label = WORDS[need[0]]
    reason = (
        _("No citation is complete without it.") if weight == Weight.MISSING else _("Most styles print it.")
    )
    return Lack(need[0], label, reason, weight)


Reason = Promise | str


def _vague_type(fields: SourceFields) -> Reason:
    if fields.csl_type not in VAGUE_TYPES:
        return ""
    return _("The type says only that something was written, and styles set each type differently.")


def _shouted(fields: SourceFields) -> Reason:
    letters = [letter for letter in fields.title if letter.isalpha()]
    if len(letters) < FEWEST_CAPITALS or not fields.title.isupper():
        return ""
    return _("It is all in capitals, and no style can tell which of them belong there.")


def _site_in_title(fields: SourceFields) -> Reason:
    match = SITE_BEHIND.search(fields.title)
    site = match["site"].strip().casefold() if match else ""
    names = {fields.container_title.casefold(), fields.publisher.casefold(), host_of(fields.url)} - {""}
    return _("It ends with the name of the site, which is cited beside it.") if site in names else ""


def _address_as_title(fields: SourceFields) -> Reason:
    return _("An address stands for the title.") if is_web_address(fields.title) else ""


def _uncertain_date(fields: SourceFields) -> Reason:
    return _("It is marked as approximate or uncertain.") if UNCERTAIN.search(fields.issued) else ""


def _consulted_before(fields: SourceFields) -> Reason:
    try:
        issued, accessed = first_day(fields.issued), first_day(fields.accessed)
    except NotADate:
        return ""
    is_before = issued is not None and accessed is not None and accessed < issued
    return _("It was consulted before it was published.") if is_before else ""


def _not_consulted(fields: SourceFields) -> Reason:
    if fields.issued or fields.accessed or fields.csl_type != SourceType.WEBPAGE:
        return ""
    return _("A page without a date is cited with the day on which it was read.")


def _no_web_address(fields: SourceFields) -> Reason:
    return _("It is no web address.") if fields.url and not is_web_address(fields.url) else ""


def _unknown_language(fields: SourceFields) -> Reason:
    if fields.language != UNKNOWN_LANGUAGE:
        return ""
    return _("Names, quotation marks and capitals are set by the language.")


def _other_script(fields: SourceFields) -> Reason:
    seen, said = script_of(fields.title), script_of_language(fields.language)
    if not fields.title or not said or seen in {said, "Zyyy", "Zzzz", "Kana"}:
        return ""
    return _("The title is not in the script of this language.")


def _wrong_isbn(fields: SourceFields) -> Reason:
    return "" if not fields.isbn or is_isbn(fields.isbn) else _("Its last digit does not fit the others.")


def _wrong_issn(fields: SourceFields) -> Reason:
    return "" if not fields.issn or is_issn(fields.issn) else _("Its last digit does not fit the others.")


def _unsure_name(fields: SourceFields) -> Reason:
    """The first name that is taken for a person's, though nobody has said so, and could be cut elsewhere."""
    for each in fields.contributors:
        is_cut = "family" in csl_name(Form(each.name, each.language, each.kind))
        if each.kind == AgentKind.UNKNOWN and is_cut and len(each.name.split()) >= MANY_WORDS:
            reason = _(
                "Say of “{name}” whether it is a person or an organisation; of a person, where the family name begins."
            )
            return format_lazy(reason, name=each.name)
    return ""


DOUBTS: Final[tuple[tuple[str, Promise, Callable[[SourceFields], Reason]], ...]] = (
    ("csl_type", _("type"), _vague_type),
    ("title", _("title"), _shouted),
    ("title", _("title"), _site_in_title),
    ("title", _("title"), _address_as_title),
    ("issued", _("date"), _uncertain_date),
    ("accessed", _("consulted"), _consulted_before),
    ("accessed", _("consulted"), _not_consulted),
    ("url", _("address"), _no_web_address),
    ("language", _("language"), _unknown_language),
    ("language", _("language"), _other_script),
    ("isbn", _("ISBN"), _wrong_isbn),
    ("issn", _("ISSN"), _wrong_issn),
    (PEOPLE, _("author"), _unsure_name),
)


def is_isbn(text: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO 2108): of 10 digits by 11, of 13 by 10."""
    digits = _digits(text)
    if len(digits) == ISBN_DIGITS:
        return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return len(digits) == OLD_ISBN_DIGITS and _weighed(digits) % 11 == 0


def is_issn(text: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO 3297)."""
    digits = _digits(text)
    return len(digits) == ISSN_DIGITS and _weighed(digits) % 11 == 0


def _weighed(digits: Sequence[int]) -> int:
    """The last digit once, the one before it twice, and so on."""
    return sum(weight * digit for weight, digit in enumerate(reversed(digits), start=1))


def _digits(text: str) -> list[int]:
    """X is 10, as the last digit only; nothing for what is no number."""
    bare = text.replace("-", "").replace(" ", "").upper()
    if not re.fullmatch(r"\d+[\dX]", bare, re.ASCII):
        return []
    return [10 if digit == "X" else int(digit) for digit in bare]
