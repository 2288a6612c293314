"""Counts by kind of record, in words. Pure but for the active language."""

from collections.abc import Mapping

from django.utils.translation import ngettext

from archive.ingest.tally import KINDS


def counted(kind: str, count: int) -> str:
    """`22 posts`; the kinds are those of a tally."""
    words = {
        "captures": ngettext("%(count)s file", "%(count)s files", count),
        "documents": ngettext("%(count)s document", "%(count)s documents", count),
        "quoted_documents": ngettext("%(count)s text of a post", "%(count)s texts of posts", count),
        "passages": ngettext("%(count)s passage", "%(count)s passages", count),
        "sources": ngettext("%(count)s source", "%(count)s sources", count),
        "posts": ngettext("%(count)s post", "%(count)s posts", count),
        "threads": ngettext("%(count)s thread", "%(count)s threads", count),
        "accounts": ngettext("%(count)s account", "%(count)s accounts", count),
        "agents": ngettext("%(count)s person or organisation", "%(count)s people or organisations", count),
        "links": ngettext("%(count)s link between sources", "%(count)s links between sources", count),
        "references": ngettext("%(count)s place of reference", "%(count)s places of reference", count),
    }
    return words[kind] % {"count": count}


def all_counted(counts: Mapping[str, int]) -> list[str]:
    """One entry for each kind that there is any of, in the order of a tally."""
    return [counted(kind, counts[kind]) for kind in KINDS if counts.get(kind)]
