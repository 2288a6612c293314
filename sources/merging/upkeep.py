"""The search entries that a merge or a parting changes."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Model

from sources.merging.kinds import Mergeable
from sources.merging.rules import rules_of
from sources.models import Merge, Post, Source
from sources.searching.indexes import Index, all_indexes, refresh_about


@dataclass(slots=True)
class Shown:
    """Records in whose entries something changes, by model."""

    keys: dict[type[Model], set[int]] = field(default_factory=lambda: defaultdict(set))

    def refresh(self) -> list[Index]:
        """Write their entries anew, in the transaction of the change itself; the indexes that changed."""
        indexes = [index for model, keys in self.keys.items() for index in refresh_about(model, keys)]
        return list(dict.fromkeys(indexes))


def shown_with(*records: Mergeable) -> Shown:
    """These records and all that leads to them, as it stands now: to be asked before rows move."""
    shown = Shown()
    for record in records:
        model = type(record)
        shown.keys[model].add(record.pk)
        if model is Source:
            shown.keys[Post].add(record.pk)
        for rule in rules_of(model):
            if rule.model is not Merge and _is_searched(rule.model):
                shown.keys[rule.model] |= set(rule.of(record.pk).values_list("pk", flat=True))
            elif "source_id" in rule.same:
                shown.keys[Source] |= set(rule.of(record.pk).values_list("source_id", flat=True))
    return shown


def _is_searched(model: type[Model]) -> bool:
    """Whether something of such records stands in an index."""
    return any(index.model is model or model in index.follows for index in all_indexes())
