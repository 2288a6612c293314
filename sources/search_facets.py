"""How hits among records of the world are made up: see `sources.searching.facets`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Model
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.visibility import State, sees_every_state
from sources.models import Account, Agent, AgentKind, Source, SourceType
from sources.searching.facets import Counted, Counts
from sources.searching.plans import among
from sources.wording import language_words

Someone = User | AnonymousUser
Words = Callable[[Any], Any]
KIND, LANGUAGE, OUTLET, SPEAKER, STATUS, YEAR = (
    _("Kind"),
    _("Language"),
    _("Published in"),
    _("Said by"),
    _("Status"),
    _("Year"),
)


def grouped(model: type[Model], path: str, words: Words = str) -> Callable[[Sequence[Any], Someone], Counted]:
    """Counts the records of each value that `path` leads to; a record with several counts for each."""

    def count(keys: Sequence[Any], _user: Someone) -> Counted:
        rows = model._default_manager.filter(among(keys)).order_by().values_list(path)
        return [
            (value, words(value), number)
            for value, number in rows.annotate(number=Count("pk", distinct=True))
        ]

    return count


def in_words(choices: Mapping[str, Any]) -> Words:
    return lambda value: choices.get(value, value)


def language(tag: str) -> str:
    return language_words(tag) or str(_("not known"))


def by_year(model: type[Model], path: str) -> Counts:
    def count(keys: Sequence[Any], _user: Someone) -> Counted:
        dated = model._default_manager.filter(among(keys), **{f"{path}__isnull": False}).order_by()
        rows = dated.annotate(facet_year=ExtractYear(path)).values_list("facet_year")
        return [(f"{year:04}", year, number) for year, number in rows.annotate(number=Count("pk"))]

    return Counts("on", YEAR, count)


def by_state(model: type[Model], path: str = "state") -> Counts:
    """For those who see drafts: to everybody else all is public."""
    of_states = grouped(model, path, in_words(dict(State.choices)))
    return Counts(
        "status", STATUS, lambda keys, user: of_states(keys, user) if sees_every_state(user) else []
    )


def by_account(model: type[Model], way: str) -> Counts:
    """Accounts that this person may see; `way` leads to them."""

    def count(keys: Sequence[Any], user: Someone) -> Counted:
        rows = model._default_manager.filter(among(keys), **{f"{way}__in": Account.objects.visible_to(user)})
        handles = rows.order_by().values_list(f"{way}__handle", f"{way}__handle_key")
        return [
            (f"@{handle}", f"@{handle}", number)
            for handle, _key, number in handles.annotate(number=Count("pk"))
        ]

    return Counts("from", SPEAKER, count)


def by_author(model: type[Model], way: str) -> Counts:
    """Agents that this person may see and that had a part in it; `way` leads to them."""

    def count(keys: Sequence[Any], user: Someone) -> Counted:
        rows = model._default_manager.filter(among(keys), **{f"{way}__in": Agent.objects.visible_to(user)})
        names = rows.order_by().values_list(f"{way}__name")
        return [(name, name, number) for name, number in names.annotate(number=Count("pk", distinct=True))]

    return Counts("from", SPEAKER, count)


KINDS = Counts("kind", KIND, grouped(Source, "csl_type", in_words(dict(SourceType.choices))))
SOURCES = (
    KINDS,
    by_author(Source, "contributions__agent"),
    Counts("outlet", OUTLET, grouped(Source, "container_title")),
    Counts("lang", LANGUAGE, grouped(Source, "language", language)),
    by_year(Source, "issued_on"),
    by_state(Source),
)
AGENTS = (
    Counts("kind", KIND, grouped(Agent, "kind", in_words(dict(AgentKind.choices)))),
    by_state(Agent),
)
ACCOUNTS = (by_state(Account),)
