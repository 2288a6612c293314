"""Sources of which something that a citation needs is missing or doubtful: by what it is, the most cited first. Reads only.

What a type needs is said in `sources.citing.needs`, for lists, badges and this queue alike.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, IntegerField, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from sources.citing.needs import PEOPLE, missing, need_words, types_that_require
from sources.models import Contribution, Source, SourceType
from sources.models.record import UNKNOWN_LANGUAGE
from sources.models.source import SourceQuerySet
from sources.paging import Order

Someone = User | AnonymousUser
# The first key sorts; the other decides between equals.
MOST_CITED = Order(("quoted_count", "pk"), descending=True, computed={"quoted_count": IntegerField()})
MARKS_OF_DOUBT = "?~%"
VAGUE = (SourceType.DOCUMENT, SourceType.ARTICLE)
# What is there and may be wrong: field → the records of which that is so.
DOUBTFUL: Mapping[str, Q] = {
    "doubtful-issued": reduce(or_, (Q(issued__contains=mark) for mark in MARKS_OF_DOUBT)),
    "doubtful-csl_type": Q(csl_type__in=VAGUE),
    "doubtful-language": Q(language=UNKNOWN_LANGUAGE),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing or doubtful: its name in the address, in words, and of how many sources."""

    name: str
    words: str
    count: int


def lacking(user: Someone, name: str) -> SourceQuerySet:
    """The sources that lack it; all that lack something for "". With `quoted_count`."""
    conditions = _conditions()
    condition = conditions[name] if name in conditions else reduce(or_, conditions.values())
    return Source.objects.visible_to(user).filter(condition).with_counts(user)


def lacks(user: Someone) -> list[Lack]:
    """All that can be lacking, what is missing first; one query for each."""
    sources = Source.objects.visible_to(user)
    return [
        Lack(name, lack_words(name), sources.filter(condition).count())
        for name, condition in _conditions().items()
    ]


def names() -> list[str]:
    return list(_conditions())


def lack_words(name: str) -> str:
    """`Date`, or `Date (doubtful)`."""
    if name in DOUBTFUL:
        field = Source._meta.get_field(name.removeprefix("doubtful-"))
        return _("%(field)s (doubtful)") % {"field": capfirst(field.verbose_name)}  # type: ignore[union-attr]
    return str(capfirst(need_words((name,))))


def fields_to_mend(source: Source) -> list[str]:
    """The fields of its form that are missing or doubtful; each of those that would do for one need."""
    filled = {field.name for field in source._meta.concrete_fields if getattr(source, field.attname)}
    filled |= {PEOPLE} if source.contributions.all() else set()
    wanted = [name for need in missing(source.csl_type, filled) for name in need]
    if any(mark in source.issued for mark in MARKS_OF_DOUBT):
        wanted.append("issued")
    if source.csl_type in VAGUE:
        wanted.insert(0, "csl_type")
    if source.language == UNKNOWN_LANGUAGE:
        wanted.append("language")
    return list(dict.fromkeys(wanted))


def _conditions() -> dict[str, Q]:
    """Name → of which records it is so. Needs that begin with the same field are one."""
    found: dict[str, Q] = defaultdict(Q)
    for need, types in types_that_require().items():
        unmet = reduce(lambda one, other: one & other, map(_empty, need))
        found[need[0]] |= Q(csl_type__in=types) & unmet
    return {**found, **DOUBTFUL}


def _empty(name: str) -> Q:
    if name == PEOPLE:
        return ~Q(Exists(Contribution.objects.filter(source=OuterRef("pk"))))
    return Q(**{name: ""})
