"""What a person sees before two records become one. Reads only."""

from sources.merging.kinds import Mergeable
from sources.merging.rules import rules_of


def would_move(merged: Mergeable) -> list[str]:
    """`2 kept texts`, for each kind of row that leads to this record."""
    rules = [rule for rule in rules_of(type(merged)) if not rule.is_part]
    counted = ((rule, rule.of(merged.pk).count()) for rule in rules)
    return [words for rule, count in counted if count and (words := rule.counted(count))]
