"""The same accounts and the same people."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from archive.matching.match import Match, account_key, author_key
from archive.reading.proposal import Proposal
from sources.merging.following import accounts_once
from sources.models import Account, AgentName
from sources.names import name_forms, name_key, script_of

MANY_WORDS = 2  # a single name is too common to tell two people apart


def known_accounts(proposal: Proposal) -> dict[str, Account]:
    """Known accounts by the key of the handle that is in the text: they may have come to be known by another."""
    handles = {(post.platform, post.handle.casefold()) for post in proposal.posts if post.handle}
    if not handles:
        return {}
    known = Account.objects.filter(handle_key__in={handle for _platform, handle in handles}).select_related(
        "agent"
    )
    found = {(each.platform, each.handle_key): each for each in known}
    found = {key: account for key, account in found.items() if key in handles}
    found |= accounts_once(handles - found.keys())
    return {account_key(*key): account for key, account in found.items()}


def same_accounts(accounts: Mapping[str, Account]) -> Iterable[Match]:
    for key, account in accounts.items():
        yield Match(
            key,
            "account",
            account.public_id,
            str(account),
            _("same handle on the same platform"),
            record=account,
            certain=True,
        )


def same_names(proposal: Proposal, accounts: Mapping[str, Account]) -> Iterable[Match]:
    """Agents by a full name that is the same but for case and width; single names are only suggested.

    Whose a known account is, is known: its name says nothing more.
    """
    wanted: dict[str, list[str]] = {}
    for position, author in enumerate(proposal.metadata.authors):
        wanted.setdefault(name_key(author.value), []).append(author_key(position))
    for post in proposal.posts:
        account = accounts.get(account_key(post.platform, post.handle))
        if account is not None and account.agent_id:
            continue
        for form in name_forms(post.display_name) if post.display_name else ():
            wanted.setdefault(name_key(form.name), []).append(
                f"agent:{account_key(post.platform, post.handle)}"
            )
    wanted.pop("", None)
    if not wanted:
        return
    for known in AgentName.objects.filter(key__in=wanted).select_related("agent").order_by("agent_id"):
        for key in dict.fromkeys(wanted[known.key]):
            agent = known.agent
            sure = is_full_name(known.name)
            yield Match(key, "agent", agent.public_id, agent.name, _("same name"), sure, agent)


def is_full_name(name: str) -> bool:
    """Whether a name says enough to join two records by it: several words, or Han of two characters and more."""
    parts = name if script_of(name) == "Hani" else name.split()
    return len(parts) >= MANY_WORDS
