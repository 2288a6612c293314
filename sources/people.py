"""Agents and accounts as people name them in a form: found by name, or made."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_change
from sources.addresses import is_handle
from sources.merging.following import accounts_once, called
from sources.models import Account, Agent, AgentName
from sources.names import name_forms, name_key
from sources.searching.indexes import refresh_about

MOST_SUGGESTED = 1000


class Refused(ValueError):
    """What was asked for cannot be written; the message says why, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def agent_named(name: str, *, known_id: str, state: str, actor: User | None) -> Agent:
    """The agent with this public id, else the one that goes by this name, else a new one.

    An id that is typed in place of a name is understood. Raises `Refused` when several go by the name.
    """
    if known_id:
        known = called(Agent, [known_id]).get(known_id)
        if known is None:
            raise Refused("contributors", _("“%(name)s” is no longer in the archive.") % {"name": name})
        return known
    found = list(_candidates(name)[:3])
    if len(found) > 1:
        ids = ", ".join(agent.public_id for agent in found)
        message = _("Several agents go by “%(name)s”. Write the id of the one you mean: %(ids)s.")
        raise Refused("contributors", message % {"name": name, "ids": ids})
    return found[0] if found else _new_agent(name, state, actor)


def _candidates(name: str) -> "QuerySet[Agent]":
    """Agents of which this is the public id, else a full name."""
    by_id = Agent.objects.filter(public_id=name)
    return by_id if by_id.exists() else Agent.objects.filter(names__key=name_key(name)).distinct()


def _new_agent(name: str, state: str, actor: User | None) -> Agent:
    forms = name_forms(name)
    agent = Agent.objects.create(name=forms[0].name, state=state)
    AgentName.objects.bulk_create(
        AgentName(
            agent=agent,
            name=form.name,
            key=name_key(form.name),
            language=form.language,
            is_citation_form=True,
            position=position,
        )
        for position, form in enumerate(forms)
    )
    refresh_about(Agent, [agent.pk])
    record_change(
        actor=actor, verb="created", record=("agent", agent.public_id), changes={"name": ["", agent.name]}
    )
    return agent


def handle_fault(handle: str) -> str:
    """Why a text names no account, or ""; nothing is no fault."""
    if not handle or is_handle(handle):
        return ""
    return _("“%(handle)s” is no handle: it has no blanks and no slash.") % {"handle": handle}


def account_named(handle: str, *, platform: str, state: str, actor: User | None) -> Account | None:
    """The account of that handle on that platform, made when it is new; None for no handle.

    Raises `Refused` for what no account can be called.
    """
    handle = handle.strip().removeprefix("@")
    if not handle:
        return None
    if message := handle_fault(handle):
        raise Refused("account", message)
    if once := accounts_once([(platform, handle.casefold())]):
        return once[platform, handle.casefold()]
    account, is_new = Account.objects.get_or_create(
        platform=platform, handle_key=handle.casefold(), defaults={"handle": handle, "state": state}
    )
    if is_new:
        refresh_about(Account, [account.pk])
        changes = {"handle": ["", handle]}
        record_change(actor=actor, verb="created", record=("account", account.public_id), changes=changes)
    return account


def names_to_suggest() -> "QuerySet[AgentName, str]":
    """Names of agents in alphabetical order, for a field to suggest: more than that nobody scrolls through."""
    return AgentName.objects.order_by("name").values_list("name", flat=True).distinct()[:MOST_SUGGESTED]
