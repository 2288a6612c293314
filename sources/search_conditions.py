"""What the fields of a query mean for records of the world: conditions for a value, as one person may ask for it.

None: no record of that kind has such a value. Names of drafts are no way to find what is public.
"""

from collections.abc import Callable, Mapping
from functools import partial, reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q

from accounts.models import User
from accounts.roles import may
from accounts.visibility import State, visible_states
from sources.models import (
    Account,
    Agent,
    AgentKind,
    AgentName,
    Attachment,
    AttachmentKind,
    Contribution,
    Link,
    Merge,
    Source,
    SourceType,
)
from sources.names import name_key
from sources.search_fields import days
from sources.searching.engines.shape import Asked
from sources.searching.indexes import Condition, index_of
from sources.searching.namesounds import whole_sound
from sources.searching.plans import matching
from sources.searching.terms import Term

Someone = User | AnonymousUser
# True of every record. An empty Q is no condition at all: it would be lost in an OR, and cannot be negated.
EVERY = Q(pk__isnull=False)
NO_POST = ~Q(csl_type=SourceType.POST)


def language_is(path: str, value: str) -> Q:
    """The language itself and each of its forms: `zh` is zh-Hant, too."""
    return Q(**{path: value}) | Q(**{f"{path}__startswith": f"{value}-"})


def dated(path: str) -> Mapping[str, Condition]:
    """`before`, `after` and `on` for the date that `path` leads to."""
    return {
        "before": lambda value, _user: Q(**{f"{path}__lt": days(value).first}),
        "after": lambda value, _user: Q(**{f"{path}__gte": days(value).after}),
        "on": lambda value, _user: Q(**{f"{path}__gte": days(value).first, f"{path}__lt": days(value).after}),
    }


def is_kind(name: str) -> Condition:
    """`kind:` for records that are all of one kind."""
    return lambda value, _user: EVERY if value == name else None


def in_state(path: str) -> Condition:
    """`status:` for the state of a record."""
    return lambda value, _user: Q(**{path: value}) if value in State.values else None


def said_so(model: type[Model], value: str, user: Someone) -> Q:
    """Records of `model` that go by a name which sounds so: `zhangsan`, `Zhang San`."""
    form = whole_sound(value)
    if not form:
        return Q(pk__in=[])
    return matching(index_of(model), Asked(Term((form,)), unseen=may(user, "see_drafts")))


def agents_called(value: str, user: Someone) -> Q:
    """Agents of that name, in any script or by its sound, among those that this person may see."""
    # No subquery that need not be: SQLite cannot read what is nested deep.
    names = AgentName.objects.filter(key=name_key(value))
    called = Q(pk__in=names.values("agent")) | said_so(Agent, value, user)
    return Q(state__in=visible_states(user)) & called


def accounts_called(value: str, user: Someone) -> Q:
    """Accounts with that handle, with its @ or without, that display name, or of an agent of that name; by sound, too."""
    typed = value.removeprefix("@")
    merged = Merge.objects.standing().filter(handle_key=typed.casefold())
    own = Q(handle_key=typed.casefold()) | Q(pk__in=merged.values("kept_account"))
    if typed == value:
        people = Agent.objects.filter(agents_called(value, user))
        own |= Q(display_name__iexact=value) | Q(agent__in=people.values("pk"))
        own |= said_so(Account, value, user)
    return Q(state__in=visible_states(user)) & own


def said_by(value: str, user: Someone) -> Q:
    """Sources that somebody of that name wrote or posted, or is credited with."""
    accounts = Account.objects.filter(accounts_called(value, user))
    said = Q(post__account__in=accounts.values("pk"))
    if value.startswith("@"):
        return said
    agents = Agent.objects.filter(agents_called(value, user))
    credited = Contribution.objects.filter(Q(agent__in=agents.values("pk")) | Q(credited_as__iexact=value))
    return said | Q(pk__in=credited.values("source"))


def published_in(value: str, _user: Someone) -> Q:
    """The outlet of exactly that name where there is one, else each whose name has these words in it."""
    exactly = Q(container_title__iexact=value) | Q(publisher__iexact=value)
    if Source.objects.filter(exactly).exists():
        return exactly
    return Q(container_title__icontains=value) | Q(publisher__icontains=value)


def has_of_source(value: str, user: Someone) -> Q | None:
    attached = Attachment.objects.filter(post=OuterRef("pk"))
    links = Link.objects.visible_to(user).filter(source=OuterRef("pk"))
    return {
        "date": Q(issued_on__isnull=False),
        "media": Q(Exists(attached.filter(kind=AttachmentKind.MEDIA))),
        "link": Q(Exists(attached.filter(kind=AttachmentKind.LINK))) | Q(Exists(links)),
        "thread": Q(post__thread__isnull=False),
    }.get(value)


def csl_type_is(value: str, _user: Someone) -> Q | None:
    return Q(csl_type=value) if value in SourceType.values else None


OF_SOURCES: Mapping[str, Callable[[str, Someone], Q | None]] = {
    "from": said_by,
    "outlet": published_in,
    "kind": csl_type_is,
    "has": has_of_source,
    "lang": lambda value, _user: language_is("language", value),
    **dated("issued_on"),
}


def of_source_at(way: str) -> dict[str, Condition]:
    """All of them for records that `way` leads from to their Source."""
    return {name: partial(_at, way, condition) for name, condition in OF_SOURCES.items()}


def _at(way: str, condition: Condition, value: str, user: Someone) -> Q | None:
    found = condition(value, user)
    return None if found is None else Q(**{f"{way}__in": Source.objects.filter(found).values("pk")})


def either(*conditions: Condition) -> Condition:
    """True where one of them is; None where none of them knows the value."""

    def condition(value: str, user: Someone) -> Q | None:
        known = [found for each in conditions if (found := each(value, user)) is not None]
        return reduce(or_, known) if known else None

    return condition


SOURCES: dict[str, Condition] = {
    **of_source_at("pk"),
    "kind": either(lambda value, _user: NO_POST if value == "source" else None, csl_type_is),
    "status": in_state("state"),
}
AGENTS: dict[str, Condition] = {
    "from": agents_called,
    "kind": either(
        is_kind("agent"), lambda value, _user: Q(kind=value) if value in AgentKind.values else None
    ),
    "lang": lambda value, _user: Q(
        pk__in=Agent.objects.filter(language_is("names__language", value)).values("pk")
    ),
    "status": in_state("state"),
}
ACCOUNTS: dict[str, Condition] = {
    "from": accounts_called,
    "kind": is_kind("account"),
    "status": in_state("state"),
}
THREADS: dict[str, Condition] = {
    "from": lambda value, user: Q(
        account__in=Account.objects.filter(accounts_called(value, user)).values("pk")
    ),
    "kind": is_kind("thread"),
}
