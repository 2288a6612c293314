"""What a person sees before two records become one, and afterwards. Reads only."""

from sources.merging.kinds import KINDS, Mergeable
from sources.merging.rules import rules_of
from sources.models import Merge, PairKind


def would_move(merged: Mergeable) -> list[str]:
    """`2 kept texts`, for each kind of row that leads to this record."""
    rules = [rule for rule in rules_of(type(merged)) if not rule.is_part]
    counted = ((rule, rule.of(merged.pk).count()) for rule in rules)
    return [words for rule, count in counted if count and (words := rule.counted(count))]


def has_moved(merge: Merge) -> list[str]:
    """The same of what a merge has moved."""
    moved = merge.moved["rules"]
    counted = (
        (rule, len(moved[rule.name]["keys"]))
        for rule in rules_of(KINDS[PairKind(merge.kind)].model)
        if rule.name in moved
    )
    return [words for rule, count in counted if count and (words := rule.counted(count))]
