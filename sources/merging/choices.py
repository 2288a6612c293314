"""Which value stands, field by field, when two records become one. Pure over snapshots (`sources.snapshots`).

A pick is KEPT, MERGED or, where a field can hold what both say, BOTH. Names are always united: no form of a name is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sources.models import SourceType
from sources.models.record import UNKNOWN_LANGUAGE
from sources.snapshots import Snapshot, differences

KEPT, MERGED, BOTH = "kept", "merged", "both"
# The pseudo-field of agents: which of the two names is shown first.
NAME = "name"
# Nobody chooses to lose these: names are united, and by its id on its platform a post is known again.
NO_CHOICE = ("names", "platform_id")
CAN_HOLD_BOTH = ("contributors", "note")
VAGUE: tuple[Any, ...] = ("", None, [], UNKNOWN_LANGUAGE, SourceType.DOCUMENT, SourceType.ARTICLE, "unknown")

Picks = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which the two differ: what each says, what can be picked, and what is picked unless one says so."""

    name: str
    kept: Any
    merged: Any
    usual: str

    @property
    def picks(self) -> tuple[str, ...]:
        return (KEPT, MERGED, BOTH) if self.name in CAN_HOLD_BOTH else (KEPT, MERGED)


def choices(kept: Snapshot, merged: Snapshot) -> list[Choice]:
    """In the order of the fields. What says something is picked before what says nothing."""
    kept, merged = _spread(kept), _spread(merged)
    return [
        Choice(name, before, after, MERGED if before in VAGUE and after not in VAGUE else KEPT)
        for name, (before, after) in differences(kept, merged).items()
        if name not in NO_CHOICE
    ]


def chosen(kept: Snapshot, merged: Snapshot, picks: Picks) -> Snapshot:
    """The snapshot of the one that stays. Fields without a pick have their usual value."""
    values = dict(_spread(kept))
    for choice in choices(kept, merged):
        values[choice.name] = _picked(choice, picks.get(choice.name, choice.usual))
    if "platform_id" in kept:
        values["platform_id"] = kept["platform_id"] or merged["platform_id"]
    if "names" in kept:
        first = values.pop(NAME)
        values["names"] = _first(united_names(kept["names"], merged["names"]), first)
    return values


def without(now: list[Any], before: list[Any], came: list[Any]) -> list[Any]:
    """A list of rows after parting: what the merge brought goes, what was there or has been added since stays."""
    had = {_row_key(each) for each in before}
    brought = {_row_key(each) for each in came} - had
    return [each for each in now if _row_key(each) not in brought]


def united_names(kept: list[Snapshot], merged: list[Snapshot]) -> list[Snapshot]:
    """Each form once; a language that has its citation form keeps that one."""
    names, had = list(kept), {each["name"] for each in kept}
    cited = {each["language"] for each in kept if each["is_citation_form"]}
    for each in merged:
        if each["name"] not in had:
            is_form = each["is_citation_form"] and each["language"] not in cited
            names.append({**each, "is_citation_form": is_form})
            cited |= {each["language"]} if is_form else set()
    return names


def _spread(snapshot: Snapshot) -> Snapshot:
    """With the name that is shown first as a field of its own."""
    return {NAME: snapshot["names"][0]["name"], **snapshot} if "names" in snapshot else snapshot


def _picked(choice: Choice, pick: str) -> Any:  # noqa: ANN401 - the type is the field's
    if pick == BOTH and choice.name == "note":
        return "\n\n".join(filter(None, (choice.kept, choice.merged)))
    if pick == BOTH and choice.name == "contributors":
        had = {_row_key(each) for each in choice.kept}
        return [*choice.kept, *(each for each in choice.merged if _row_key(each) not in had)]
    return choice.merged if pick == MERGED else choice.kept


def _first(names: list[Snapshot], first: str) -> list[Snapshot]:
    return sorted(names, key=lambda each: bool(each["name"] != first))


def _row_key(row: Snapshot) -> tuple[str, str]:
    """What a row of a snapshot is known by: a contributor by who and in which role, a name by itself."""
    return (row.get("agent") or row["name"], row.get("role", ""))
