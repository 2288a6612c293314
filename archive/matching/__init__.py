"""Which records of a proposal are here already, with the reason in words. Reads only."""

from archive.matching.match import NEW, Match, account_key, author_key, chosen
from archive.matching.people import is_full_name, known_accounts, same_accounts, same_names
from archive.matching.posts import same_posts
from archive.matching.works import same_addresses, same_article, same_quotations
from archive.reading.proposal import Proposal

__all__ = ["NEW", "Match", "account_key", "author_key", "chosen", "find_matches", "is_full_name"]


def find_matches(proposal: Proposal) -> list[Match]:
    """All candidates, the surest first for each key. Nine queries at most, whatever the proposal holds."""
    accounts = known_accounts(proposal)
    return [
        *same_accounts(accounts),
        *same_posts(proposal, accounts),
        *same_addresses(proposal),
        *same_article(proposal),
        *same_quotations(proposal),
        *same_names(proposal, accounts),
    ]
