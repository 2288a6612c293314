"""The sources that were ticked in the list, or all that match its filters. Reads only."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from accounts.models import User
from sources.filters import SourceFilters
from sources.models import Source
from sources.models.source import SourceQuerySet


@dataclass(frozen=True, slots=True)
class Selection:
    """`picked`: public ids; or `where`, the query string of a list, all of whose rows are meant."""

    picked: tuple[str, ...]
    where: str | None

    def sources(self, user: User | AnonymousUser) -> SourceQuerySet:
        """Those that are here and this person may see; posts have forms of their own."""
        sources = Source.objects.visible_to(user).articles()
        if self.where is not None:
            return SourceFilters(QueryDict(self.where), user).narrow(sources)
        return sources.filter(public_id__in=self.picked)


def selection_of(query: QueryDict) -> Selection:
    """`pick=…&pick=…`, or `all=1&where=…`."""
    picked = tuple(each for each in dict.fromkeys(query.getlist("pick")) if each.isalnum())
    return Selection(picked, query.get("where", "") if query.get("all") else None)
