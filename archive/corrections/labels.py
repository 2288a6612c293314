"""What findings are called on the page and in messages: by kind and place in the text. Pure."""

from collections import Counter

from django.utils.translation import gettext as _

from archive.reading.proposal import FoundLink, FoundPost, FoundQuotation, Proposal

Finding = FoundPost | FoundQuotation | FoundLink


def findings(proposal: Proposal) -> list[Finding]:
    """All findings in the order of the text; of two that begin together the longer first."""
    every: list[Finding] = [*proposal.posts, *proposal.quotations, *proposal.links]
    return sorted(every, key=lambda found: (found.span.start, -found.span.end))


def kind_of(found: Finding) -> str:
    """post, quotation, link or footnote."""
    if isinstance(found, FoundLink):
        return "footnote" if found.relation == "cites" else "link"
    return "post" if isinstance(found, FoundPost) else "quotation"


def labels(proposal: Proposal) -> dict[str, str]:
    """Key → label: Post 3, Quotation 1."""
    words = {"post": _("Post"), "quotation": _("Quotation"), "link": _("Link"), "footnote": _("Footnote")}
    counts: Counter[str] = Counter()
    named = {}
    for found in findings(proposal):
        kind = kind_of(found)
        counts[kind] += 1
        named[found.key] = f"{words[kind]} {counts[kind]}"
    return named
