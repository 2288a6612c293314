"""Two records that are one: everything that leads to either leads to the one that stays.

All in one transaction, under the lock that all writers of records take (`sources.turns`). What the other one was is kept
whole in the `Merge`, so that the two can be parted again (`sources.merging.parting`).
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, Model, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_change
from accounts.visibility import State
from sources.merging.choices import Picks, chosen
from sources.merging.kinds import Kind, Mergeable, kind_of
from sources.merging.posts import join_posts
from sources.merging.refusals import refuse_two
from sources.merging.rules import Rule, keys_to, rules_of
from sources.merging.upkeep import shown_with
from sources.merging.wholes import Whole, hand_over, is_rested_on, wholes
from sources.models import Account, Attachment, LikelyPair, Link, Merge, Post, Source
from sources.people import Refused
from sources.services import ChangedMeanwhile, Edit
from sources.snapshots import Snapshot, differences
from sources.turns import one_writer_at_a_time

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided. `picks`: field → which value stands (`sources.merging.choices`); fields left out have their
    usual one. `opened`: the two snapshots that the person saw, that of the one that stays first.
    """

    actor: User | None
    reason: str = ""
    picks: Picks = field(default_factory=dict)
    opened: tuple[Snapshot, Snapshot] | None = None


@transaction.atomic
def merge_records(*, kept: Mergeable, merged: Mergeable, decision: Decision) -> Merge:
    """Make `merged` part of `kept`; its address leads there from then on.

    Raises `Refused` with words where the two cannot be one, and `ChangedMeanwhile` where either is not what was seen.
    """
    one_writer_at_a_time()
    kept, merged = locked(kept, merged)
    refuse_two(kept, merged)
    kind = kind_of(kept)
    before, other = kind.read(kept), kind.read(merged)
    for opened, now in zip(decision.opened or (), (before, other), strict=False):
        if differences(opened, now):
            raise ChangedMeanwhile(now)
    shown = shown_with(kept, merged)
    merge = Merge.objects.create(**_identity(kind, kept, merged), by=decision.actor, reason=decision.reason)
    values = chosen(before, other, decision.picks)
    merge.moved = _move(kept, merged)
    merge.rows = _take_out(merged)
    # Only now may the one that stays have what both cannot have at once.
    merge.moved["post"] = join_posts(kept, merge.rows) if isinstance(kept, Source) else {}
    kept = kind.again(kept)
    kind.write(kept, values, Edit(actor=decision.actor, reason=decision.reason[:LONGEST_REASON]))
    kept = kind.again(kept)
    merge.values = differences(before, kind.read(kept))
    merge.save(update_fields=["rows", "moved", "values"])
    LikelyPair.objects.filter(Q(left_id=merge.merged_id) | Q(right_id=merge.merged_id)).delete()
    shown.refresh()
    _log(merge, kind, kept, decision)
    return merge


def locked(*records: Mergeable) -> list[Any]:
    """The records as they are now, under lock, in one order of keys. Raises `Refused` where one is gone."""
    model = type(records[0])
    rows = model._default_manager.select_for_update(of=("self",)).order_by("pk")
    now = {each.pk: each for each in rows.filter(pk__in=[record.pk for record in records])}
    for record in records:
        if type(record) is model and record.pk not in now:
            raise Refused("merge", _("“%(name)s” is no longer in the archive.") % {"name": record})
    return [now.get(record.pk, record) if type(record) is model else record for record in records]


def _identity(kind: Kind, kept: Mergeable, merged: Mergeable) -> dict[str, Any]:
    account = merged if isinstance(merged, Account) else None
    return {
        "kind": kind.name,
        kind.field: kept,
        "merged_key": merged.pk,
        "merged_id": merged.public_id,
        "merged_state": merged.state,
        "name": str(merged)[:1000],
        "url_key": merged.url_key if isinstance(merged, Source) else "",
        "platform": account.platform if account else "",
        "handle_key": account.handle_key if account else "",
    }


def _move(kept: Mergeable, merged: Mergeable) -> dict[str, Any]:
    """Everything that leads to `merged` leads to `kept`; what was done, for parting."""
    moved: dict[str, Any] = {"rules": {}, "doubles": [], "handed": []}
    if isinstance(kept, Source):
        moved["doubles"] += _take_out_ties(kept, merged)
    for rule in rules_of(type(kept)):
        if rule.is_part:
            continue
        moved["doubles"] += _take_out_doubles(rule, kept, merged, moved["handed"])
        rows = rule.of(merged.pk)
        newest = rule.model._base_manager.aggregate(newest=Max("pk"))["newest"]
        moved["rules"][rule.name] = {
            "keys": [str(key) for key in rows.values_list("pk", flat=True)],
            "again": [list(each) for each in rows.values_list(*rule.again)] if rule.again else [],
            "public": rows.filter(**{rule.state: State.PUBLIC}).count() if rule.state else 0,
            "newest": newest if isinstance(newest, int) else None,
        }
        rows.update(**{rule.field: kept.pk})
    return moved


def _take_out_ties(kept: Source, merged: Mergeable) -> list[Whole]:
    """Links between the two: nothing links to itself. Those that a text makes say that the two are two."""
    ties = list(Link.objects.filter(Q(source=kept, target=merged.pk) | Q(source=merged.pk, target=kept)))
    for tie in ties:
        if is_rested_on(tie):
            message = _("“%(one)s” %(does)s “%(other)s” in its text: a thing does not do so with itself.")
            words = {"one": tie.source, "does": tie.get_relation_display(), "other": tie.target}
            raise Refused("merge", message % words)
    whole = wholes(ties)
    Link.objects.filter(pk__in=[tie.pk for tie in ties]).delete()
    return whole


def _take_out_doubles(rule: Rule, kept: Mergeable, merged: Mergeable, handed: list[list[Any]]) -> list[Whole]:
    """Rows that both have: the one that stays keeps its own, and what rests on the other is handed over to that."""
    if not rule.same:
        return []
    has = {
        tuple(getattr(row, name) for name in rule.same): row for row in rule.of(kept.pk).filter(rule.where)
    }
    doubles: list[Model] = []
    for row in rule.of(merged.pk).filter(rule.where):
        if heir := has.get(tuple(getattr(row, name) for name in rule.same)):
            if rule.once:
                raise Refused("merge", str(rule.once) % {"row": row})
            handed.extend(hand_over(row, heir))
            doubles.append(row)
    whole = wholes(doubles)
    rule.model._base_manager.filter(pk__in=[row.pk for row in doubles]).delete()
    return whole


def _take_out(merged: Mergeable) -> list[Whole]:
    """The record with all that is part of it, in the order in which it can be put back."""
    rows: list[Model] = [merged]
    parts = [rule for rule in rules_of(type(merged)) if rule.is_part]
    for rule in parts:
        rows += rule.of(merged.pk)
    if isinstance(merged, Source):
        rows += Attachment.objects.filter(post=merged.pk).order_by("pk")
    whole = wholes(rows)
    for row in reversed(rows[1:]):
        row.delete()
    _refuse_forgotten(merged)
    type(merged)._base_manager.filter(pk=merged.pk).delete()
    return whole


def _refuse_forgotten(merged: Mergeable) -> None:
    """Raises `LookupError` where a row leads here still: a table that no rule speaks of would lose it without a word."""
    for model in (type(merged), *([Post] if isinstance(merged, Source) else [])):
        for holder, name in keys_to(model):
            if holder._base_manager.filter(**{name: merged.pk}).exists():
                raise LookupError(f"settings.MERGE_RULES has none for {holder._meta.label}.{name}")


def _log(merge: Merge, kind: Kind, kept: Any, decision: Decision) -> None:  # noqa: ANN401 - one of the three
    """On both histories, each naming the other."""
    reason, of_kind = decision.reason[:LONGEST_REASON], str(kind.name)
    record_change(
        actor=decision.actor,
        verb="merged record",
        record=(of_kind, merge.merged_id),
        changes={"merged into": ["", f"{kept} ({kept.public_id})"]},
        reason=reason,
    )
    record_change(
        actor=decision.actor,
        verb="took in record",
        record=(of_kind, kept.public_id),
        changes={"took in": ["", f"{merge.name} ({merge.merged_id})"]},
        reason=reason,
    )
