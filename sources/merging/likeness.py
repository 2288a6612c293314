"""How alike two records are, from 0 to 100, and why, in words. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from sources.merging.profiles import Traits

# Below it two records are not worth a look. Measured on the bundled dossier and on made-up slips: docs/curation.md.
FLOOR = 60
ALIKE = 86  # per cent: titles and names from here on are alike
NEARLY = 97
_numbers = re.compile(r"\d+")
MOST = 99  # nothing but a person says 100


class Reason(StrEnum):
    """Why two may be one; those that begin with `other_` speak against it."""

    SAME_DOI = "same_doi"
    SAME_ISBN = "same_isbn"
    SAME_ADDRESS = "same_address"
    SAME_WORDS = "same_words"
    SAME_TITLE = "same_title"
    LIKE_TITLE = "like_title"
    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    SAME_SOUND = "same_sound"
    INITIAL = "initial"
    SAME_HANDLE = "same_handle"
    HANDLE_ELSEWHERE = "handle_elsewhere"
    SAME_PERSON = "same_person"
    SAME_OUTLET = "same_outlet"
    SAME_DATE = "same_date"
    SAME_YEAR = "same_year"
    OTHER_PERSON = "other_person"
    OTHER_OUTLET = "other_outlet"
    OTHER_YEAR = "other_year"
    OTHER_ADDRESS = "other_address"

    @property
    def is_against(self) -> bool:
        return self.value.startswith("other_")


WORDS: dict[Reason, Promise] = {
    Reason.SAME_DOI: _("the same DOI"),
    Reason.SAME_ISBN: _("the same ISBN"),
    Reason.SAME_ADDRESS: _("the same address"),
    Reason.SAME_WORDS: _("the same words"),
    Reason.SAME_TITLE: _("the same title"),
    Reason.LIKE_TITLE: _("much the same title"),
    Reason.SAME_NAME: _("the same name"),
    Reason.LIKE_NAME: _("much the same name"),
    Reason.SAME_SOUND: _("a name that is said the same in Chinese"),
    Reason.INITIAL: _("the same last name and initial"),
    Reason.SAME_HANDLE: _("handles that differ in a mark only"),
    Reason.HANDLE_ELSEWHERE: _("the same handle on two platforms"),
    Reason.SAME_PERSON: _("the same person behind it"),
    Reason.SAME_OUTLET: _("published in the same place"),
    Reason.SAME_DATE: _("the same date"),
    Reason.SAME_YEAR: _("the same year"),
    Reason.OTHER_PERSON: _("other people behind it"),
    Reason.OTHER_OUTLET: _("published elsewhere"),
    Reason.OTHER_YEAR: _("another year"),
    Reason.OTHER_ADDRESS: _("another address"),
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 0 for two that are not alike at all; `reasons` in the order in which they weigh."""

    score: int
    reasons: tuple[Reason, ...]


Weighed = tuple[Reason, int]


def source_likeness(left: Traits, right: Traits) -> Likeness:
    """Two DOIs that differ name two works, whatever else is alike."""
    if left.doi and right.doi and left.doi != right.doi:
        return Likeness(0, ())
    found = [*_same_identifiers(left, right), *_titles(left, right)]
    return _summed(found, _around(left, right)) if found else Likeness(0, ())


def post_likeness(left: Traits, right: Traits) -> Likeness:
    """Two ids on a platform, two platforms, or two known accounts are two posts."""
    apart = left.ids and right.ids and left.ids != right.ids
    if apart or left.where != right.where or _differ(left.people, right.people):
        return Likeness(0, ())
    found: list[Weighed] = []
    if left.url and left.url == right.url:
        found.append((Reason.SAME_ADDRESS, 90))
    if left.words and left.words == right.words:
        found.append((Reason.SAME_WORDS, 62))
    return _summed(found, [*_people(left, right, 22), *_dates(left, right)]) if found else Likeness(0, ())


def agent_likeness(left: Traits, right: Traits) -> Likeness:
    """People and organisations are two kinds: a person is no organisation."""
    if left.kind and right.kind and left.kind != right.kind:
        return Likeness(0, ())
    found = list(_names(left, right))
    if set(left.handles) & set(right.handles):
        found.append((Reason.HANDLE_ELSEWHERE, 30 if found else 72))
    return _summed(found, []) if found else Likeness(0, ())


def account_likeness(left: Traits, right: Traits) -> Likeness:
    """On one platform: a handle that was changed. On two: one person, perhaps; nothing to say where that is known."""
    same_handle = set(left.handles) & set(right.handles)
    if left.where != right.where:
        known = left.people and right.people
        found = [(Reason.HANDLE_ELSEWHERE, 70)] if same_handle and not known else []
        return _summed(found, []) if found else Likeness(0, ())
    weighed: list[Weighed] = [(Reason.SAME_HANDLE, 74)] if same_handle else []
    if set(left.names) & set(right.names):
        near = fuzz.ratio(left.words, right.words)
        weighed.append((Reason.SAME_NAME, 20 if weighed else 40 + round(near * 0.3)))
    return _summed(weighed, [*_people(left, right, 12)]) if weighed else Likeness(0, ())


LIKENESS: dict[str, Callable[[Traits, Traits], Likeness]] = {
    "source": source_likeness,
    "post": post_likeness,
    "agent": agent_likeness,
    "account": account_likeness,
}


def words_of(reasons: Sequence[str]) -> list[tuple[str, bool]]:
    """(reason in words, whether it speaks against) of each; one that only another version knew stands as it is."""
    known = set(Reason)
    return [
        (str(WORDS[Reason(each)]), Reason(each).is_against) if each in known else (each, False)
        for each in reasons
    ]


def _same_identifiers(left: Traits, right: Traits) -> Iterator[Weighed]:
    if left.doi and left.doi == right.doi:
        yield Reason.SAME_DOI, 95
    # The chapters of a book share its ISBN.
    if left.isbn and left.isbn == right.isbn and "chapter" not in {left.kind, right.kind}:
        yield Reason.SAME_ISBN, 90
    if left.url and left.url == right.url:
        yield Reason.SAME_ADDRESS, 92


def _titles(left: Traits, right: Traits) -> Iterator[Weighed]:
    if not (left.words and right.words) or _number_differently(left.words, right.words):
        return
    near = max(fuzz.ratio(left.words, right.words), fuzz.token_sort_ratio(left.words, right.words))
    if near >= NEARLY:
        yield Reason.SAME_TITLE, 62
    elif near >= ALIKE:
        yield Reason.LIKE_TITLE, round(50 * near / 100)


def _number_differently(left: str, right: str) -> bool:
    """Parts of a series, and reports year by year, differ in a number alone."""
    one, other = _numbers.findall(left), _numbers.findall(right)
    return bool(one and other) and sorted(one) != sorted(other)


def _around(left: Traits, right: Traits) -> list[Weighed]:
    """What stands around a title; short titles ("Editorial") say little without it."""
    found = [*_people(left, right, 16), *_dates(left, right)]
    if left.where and right.where:
        same = left.where == right.where
        found.append((Reason.SAME_OUTLET, 10) if same else (Reason.OTHER_OUTLET, -12))
    if left.url and right.url and left.url != right.url:
        found.append((Reason.OTHER_ADDRESS, -6))
    return found


def _people(left: Traits, right: Traits, weight: int) -> Iterator[Weighed]:
    if set(left.people) & set(right.people):
        yield Reason.SAME_PERSON, weight
    elif _differ(left.people, right.people):
        yield Reason.OTHER_PERSON, -weight


def _dates(left: Traits, right: Traits) -> Iterator[Weighed]:
    if not (left.date and right.date):
        return
    if left.date == right.date:
        yield Reason.SAME_DATE, 12
    elif left.year == right.year:
        yield Reason.SAME_YEAR, 5
    else:
        yield Reason.OTHER_YEAR, -20


def _names(left: Traits, right: Traits) -> Iterator[Weighed]:
    near = max((fuzz.token_sort_ratio(a, b) for a in left.names for b in right.names), default=0)
    if near == 100:  # noqa: PLR2004 - per cent
        yield Reason.SAME_NAME, 90
    elif set(left.sounds) & set(right.sounds):
        yield Reason.SAME_SOUND, 76
    elif near >= ALIKE:
        yield Reason.LIKE_NAME, round(0.8 * near)
    elif any(_abbreviates(a, b) for a in left.names for b in right.names):
        yield Reason.INITIAL, 62


def _abbreviates(one: str, other: str) -> bool:
    """Whether one of two names gives first names by their initials: `p mozur`, `paul mozur`."""
    left, right = one.split(), other.split()
    if min(len(left), len(right)) < 2 or left[-1] != right[-1]:  # noqa: PLR2004
        return False
    initials = len(left[0]) == 1 or len(right[0]) == 1
    return initials and left[0][0] == right[0][0]


def _differ(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Both are known, and nobody is in both."""
    return bool(left and right and not set(left) & set(right))


def _summed(found: Sequence[Weighed], around: Sequence[Weighed]) -> Likeness:
    """The strongest ground, a little of each further one, and what stands around them."""
    weights = sorted((weight for _reason, weight in found), reverse=True)
    score = weights[0] + sum(weights[1:]) // 8 + sum(weight for _reason, weight in around)
    ordered = sorted([*found, *around], key=lambda each: -each[1])
    return Likeness(max(0, min(MOST, score)), tuple(reason for reason, _weight in ordered))
