"""How hits among records of the world are made up: see `sources.searching.facets`."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, ClassVar

from django.db.models import Count, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.visibility import State, sees_every_state
from sources.models import Account, Agent, AgentKind, Contribution, Source, SourceType
from sources.searching.compiled import Read, compiled
from sources.searching.facets import Counted, Counts, Facets, Found
from sources.searching.plans import Person
from sources.wording import language_words

Words = Callable[[Any], Any]
KIND, LANGUAGE, OUTLET, SPEAKER, STATUS, YEAR = (
    _("Kind"),
    _("Language"),
    _("Published in"),
    _("Said by"),
    _("Status"),
    _("Year"),
)


class FoundRecords(Found):
    """Records of `model`, and what each of `paths` leads to from them: one value of each record."""

    model: ClassVar[type[Model]]
    paths: ClassVar[tuple[str, ...]]

    @cached_property
    def columns(self) -> Mapping[str, tuple[Any, ...]]:
        """The values by path, in the same order of records. One query for all of them."""
        rows = _values_of(self.model, self.paths)(self.user, self.keys)
        return dict(zip(self.paths, zip(*rows, strict=True) if rows else [()] * len(self.paths), strict=True))


@cache
def _values_of(model: type[Model], paths: tuple[str, ...]) -> Read:
    return compiled(
        lambda _user, keys: model._default_manager.filter(pk__in=keys).order_by().values_list(*paths)
    )


def by_value(name: str, label: Promise, path: str, words: Words = str) -> Counts:
    """Counts the records of each value that `path` leads to."""

    def count(found: FoundRecords) -> Counted:
        return [(value, words(value), number) for value, number in Counter(found.columns[path]).items()]

    return Counts(name, label, count)


def by_year(path: str) -> Counts:
    def count(found: FoundRecords) -> Counted:
        years = Counter(map(_year, filter(None, found.columns[path])))
        return [(f"{year:04}", year, number) for year, number in years.items()]

    return Counts("on", YEAR, count)


def _year(day: date) -> int:
    return (localtime(day) if isinstance(day, datetime) else day).year


def by_state(path: str = "state") -> Counts:
    """For those who see drafts: to everybody else all is public."""
    of_states = by_value("status", STATUS, path, in_words(dict(State.choices)))

    def count(found: FoundRecords) -> Counted:
        return of_states.count(found) if sees_every_state(found.user) else []

    return Counts("status", STATUS, count)


def in_words(choices: Mapping[str, Any]) -> Words:
    return lambda value: choices.get(value, value)


def language(tag: str) -> str:
    return language_words(tag) or str(_("not known"))


class FoundSources(FoundRecords):
    model = Source
    paths = ("csl_type", "container_title", "language", "issued_on", "state")


class FoundAgents(FoundRecords):
    model = Agent
    paths = ("kind", "state")


class FoundAccounts(FoundRecords):
    model = Account
    paths = ("state",)


@compiled
def _authors_of(user: Person, sources: RawSQL) -> "QuerySet[Any]":
    """Agents that this person may see, by name, and in how many of them each had a part."""
    seen = Contribution.objects.filter(source__in=sources, agent__in=Agent.objects.visible_to(user))
    return seen.order_by().values_list("agent__name").annotate(number=Count("source", distinct=True))


def _authors(found: Found) -> Counted:
    return [(name, name, number) for name, number in _authors_of(found.user, found.keys)]


TYPES = in_words(dict(SourceType.choices))
SOURCES = Facets(
    FoundSources,
    (
        by_value("kind", KIND, "csl_type", TYPES),
        Counts("from", SPEAKER, _authors),
        by_value("outlet", OUTLET, "container_title"),
        by_value("lang", LANGUAGE, "language", language),
        by_year("issued_on"),
        by_state(),
    ),
)
AGENTS = Facets(FoundAgents, (by_value("kind", KIND, "kind", in_words(dict(AgentKind.choices))), by_state()))
ACCOUNTS = Facets(FoundAccounts, (by_state(),))
