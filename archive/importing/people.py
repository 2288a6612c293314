"""Agents and accounts of an import: found as an ingest finds them, or made, each once."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.ingest.people import name_key_of, names_of
from archive.matching import account_key, is_full_name
from sources.citing.items import NamedIn, SourceFields
from sources.models import Account, Agent, AgentKind, AgentName
from sources.models.record import UNKNOWN_LANGUAGE
from sources.names import NameForm, name_forms

AT_ONCE = 1_000


class People:
    """Whoever the references name. `save()` writes those that are new; call it before what rests on them.

    A full name that is here is that agent, as in an ingest; a single name only where both are organisations. In one
    file a name is one agent: a list of references means the same press each time.
    """

    def __init__(self, references: Iterable[SourceFields], stamp: Mapping[str, Any]) -> None:
        self._stamp = stamp
        references = list(references)
        self._known = _known_agents(references)
        self._met: dict[str, Agent] = {}
        self._accounts = _known_accounts(references)
        self._unsaved: list[Agent | Account] = []
        self._unsaved_names: list[AgentName] = []
        self.made: list[Agent | Account] = []

    def agent(self, named: NamedIn) -> Agent:
        """The agent of that name, new where nobody of it is known."""
        forms = _forms(named)
        for form in forms:
            key = name_key_of(form)
            known = self._met.get(key) or self._known.get(key)
            if known and (key in self._met or is_full_name(form.name) or _both_organisations(named, known)):
                return known
        agent = Agent(name=forms[0].name, kind=named.kind, **self._stamp)
        self._unsaved.append(agent)
        self._unsaved_names += names_of(agent, forms)
        self._met |= {name_key_of(form): agent for form in forms}
        return agent

    def account(self, fields: SourceFields) -> Account | None:
        """The account that a post was written from; a new one belongs to whom the reference names as author alone."""
        post = fields.post
        if post is None or not post.account:
            return None
        key = account_key(post.platform, post.account)
        if key not in self._accounts:
            authors = [each for each in fields.contributors if each.role == "author"]
            account = Account(
                platform=post.platform,
                handle=post.account,
                handle_key=post.account.casefold()[:200],
                display_name=post.display_name,
                agent=self.agent(authors[0]) if len(authors) == 1 else None,
                **self._stamp,
            )
            self._accounts[key] = account
            self._unsaved.append(account)
        return self._accounts[key]

    def save(self) -> None:
        Agent.objects.bulk_create(each for each in self._unsaved if isinstance(each, Agent))
        AgentName.objects.bulk_create(self._unsaved_names)
        Account.objects.bulk_create(each for each in self._unsaved if isinstance(each, Account))
        self.made += self._unsaved
        self._unsaved, self._unsaved_names = [], []


def _forms(named: NamedIn) -> list[NameForm]:
    """The forms that a name shows; in the language that is stated, where it is one form in it."""
    forms = [NameForm(form.name[:300], form.language) for form in name_forms(named.name)]
    if len(forms) == 1 and named.language != UNKNOWN_LANGUAGE:
        return [NameForm(forms[0].name, named.language)]
    return forms


def _both_organisations(named: NamedIn, known: Agent) -> bool:
    return named.kind == known.kind == AgentKind.ORGANISATION


def _known_agents(references: Iterable[SourceFields]) -> dict[str, Agent]:
    names = (each for fields in references for each in fields.contributors)
    keys = list({name_key_of(form) for named in names for form in _forms(named)} - {""})
    known: dict[str, Agent] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = AgentName.objects.filter(key__in=keys[start : start + AT_ONCE]).select_related("agent")
        for row in rows.order_by("agent_id"):
            known.setdefault(row.key, row.agent)
    return known


def _known_accounts(references: Iterable[SourceFields]) -> dict[str, Account]:
    handles = list({each.post.account.casefold() for each in references if each.post and each.post.account})
    known: dict[str, Account] = {}
    for start in range(0, len(handles), AT_ONCE):
        rows = Account.objects.filter(handle_key__in=handles[start : start + AT_ONCE]).select_related("agent")
        known |= {account_key(each.platform, each.handle): each for each in rows}
    return known
