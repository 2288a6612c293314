"""The filters over likely pairs: the shape of a query string, and what it selects."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sources.filters import Filters, choice
from sources.models import PairKind
from sources.paging import Order


class DuplicateFilters(Filters):
    orders = {"score": (_("the likeliest first"), Order(("score", "pk"), descending=True))}
    kind = choice(_("Kind"), PairKind.choices)

    def narrow(self, pairs: "QuerySet[Any]") -> "QuerySet[Any]":
        kind = self.chosen("kind")
        return pairs.filter(kind=kind) if kind else pairs
