"""`search()` for the querysets of records that an index holds."""

from typing import Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from accounts.models import User
from sources.searching.indexes import index_of
from sources.searching.plans import plan
from sources.searching.querying import parse

T = TypeVar("T", bound=Model)


class Searchable(QuerySet[T]):
    def search(self, query: str, user: User | AnonymousUser | None = None) -> Self:
        """Those that match the query, in the order that they have: `visible_to(user).search(query, user)`.

        Exact and uncapped, a filter like any other. Words of drafts are found only for a `user` who may see drafts. A
        query that says nothing to look for finds nothing; any text is understood.
        """
        index = index_of(self.model)
        planned = plan(index, parse(query).tree, user or AnonymousUser())
        return self.filter(planned.condition(index)) if planned else self.none()
