"""Agents and accounts of one article: found or made, each once."""

from collections.abc import Mapping, Sequence

from archive.ingest.context import Context
from archive.matching import account_key, author_key, is_full_name
from sources.models import Account, Agent, AgentName, Post
from sources.names import NameForm, name_forms, name_key


class People:
    """Who is behind an article. Agents made here are written by `save()`, each once, however often they are met."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.accounts: dict[str, Account] = {}
        self._agents: dict[str, Agent] = {}
        self._by_name: dict[str, Agent] = {}
        self._unsaved: list[Agent] = []
        self._unsaved_names: list[AgentName] = []
        self._load_chosen()

    def agent(self, key: str, display_name: str) -> Agent:
        """The agent chosen for `key`, else one of this full name in this article, else a new one."""
        if key not in self._agents:
            forms = name_forms(display_name)
            known = [self._by_name[each] for each in map(name_key_of, forms) if each in self._by_name]
            self._agents[key] = known[0] if known else self._new_agent(forms)
        return self._agents[key]

    def authors(self) -> list[tuple[Agent, str]]:
        """(agent, name as printed) for each author of the article, in order."""
        names = [author.value for author in self.context.proposal.metadata.authors]
        return [(self.agent(author_key(position), name), name) for position, name in enumerate(names)]

    def add_accounts(self) -> None:
        """An account for each accepted post whose handle is new here."""
        new: dict[str, Account] = {}
        for post in self.context.proposal.posts:
            key = account_key(post.platform, post.handle)
            if not post.accepted or not post.handle or key in self.accounts or key in new:
                continue
            agent = self.agent(f"agent:{key}", post.display_name) if post.display_name else None
            new[key] = self._new_account(post.platform, post.handle, post.display_name, agent)
        self.save()
        Account.objects.bulk_create(new.values())
        self.context.findable[Account] += new.values()
        self.context.findable[Agent] += [account.agent for account in new.values() if account.agent]
        self.accounts.update(new)
        self.context.tally.created["accounts"] += len(new)

    def save(self) -> None:
        """Write the agents that are new since the last call, with their names."""
        Agent.objects.bulk_create(self._unsaved)
        self.context.findable[Agent] += self._unsaved
        AgentName.objects.bulk_create(self._unsaved_names)
        self.context.tally.created["agents"] += len(self._unsaved)
        self._unsaved, self._unsaved_names = [], []

    def _load_chosen(self) -> None:
        """The matched records: those that matching has read, and two queries for what a person chose beyond them."""
        keys = {
            key: each for key, each in self.context.chosen.items() if key.startswith(("agent:", "account:"))
        }
        ids = set(keys.values())
        records = {each: self.context.known[each] for each in ids if each in self.context.known}
        missing = ids - records.keys()
        if missing:
            records |= {each.public_id: each for each in Agent.objects.filter(public_id__in=missing)}
            accounts = Account.objects.filter(public_id__in=missing).select_related("agent")
            records |= {each.public_id: each for each in accounts}
        self._know(keys, records)

    def _know(self, keys: Mapping[str, str], records: Mapping[str, Account | Agent | Post]) -> None:
        accounts = {
            key: each
            for key, public_id in keys.items()
            if isinstance(each := records.get(public_id), Account)
        }
        agents = {each: record for each, record in records.items() if isinstance(record, Agent)}
        self.accounts = {
            account_key(each.platform, each.handle): each for each in accounts.values()
        } | accounts
        self._agents = {key: agents[each] for key, each in keys.items() if each in agents}
        self.context.tally.matched["accounts"] += len({each.pk for each in accounts.values()})
        self.context.tally.matched["agents"] += len(agents)

    def _new_agent(self, forms: list[NameForm]) -> Agent:
        agent = Agent(name=forms[0].name, **self.context.stamp())
        self._unsaved.append(agent)
        self._unsaved_names += names_of(agent, forms)
        # Later mentions of the same full name in this article are the same agent.
        self._by_name.update({name_key_of(form): agent for form in forms if is_full_name(form.name)})
        return agent

    def _new_account(self, platform: str, handle: str, display_name: str, agent: Agent | None) -> Account:
        return Account(
            platform=platform,
            handle=handle,
            handle_key=handle.casefold()[:200],
            display_name=display_name,
            agent=agent,
            **self.context.stamp(),
        )


def name_key_of(form: NameForm) -> str:
    return name_key(form.name)[:300]


def names_of(agent: Agent, forms: Sequence[NameForm]) -> list[AgentName]:
    """Unsaved rows, one for each form; the first of each language is its citation form."""
    seen: set[str] = set()
    rows = []
    for position, form in enumerate(forms):
        rows.append(
            AgentName(
                agent=agent,
                name=form.name,
                key=name_key_of(form),
                language=form.language,
                is_citation_form=form.language not in seen,
                position=position,
            )
        )
        seen.add(form.language)
    return rows
