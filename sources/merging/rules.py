"""What becomes of the rows that lead to a record when it is merged into another: one rule for each foreign key.

`settings.MERGE_RULES` names those of each app by dotted path, so that merging knows no app above it. A key without a
rule is refused loudly before anything is lost, and a test walks all models so that none gets that far.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import ForeignObjectRel, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import ngettext_lazy

from sources.models import (
    Account,
    AgentName,
    Attachment,
    Contribution,
    Link,
    Merge,
    Post,
    Thread,
)

EARLIER = ngettext_lazy("%(count)d earlier merge", "%(count)d earlier merges", "count")


@dataclass(frozen=True, slots=True)
class Rule:
    """The rows of `model` whose foreign key `field` leads to the record that is merged.

    `is_part`: they are what the record itself says (its names, its contributors): kept whole, while their values are
    united or chosen. All others move. `same`: columns that are unique together with the owner: what both have stays
    once; `where`: of which rows that is so. `again`: columns by which a row is found again where edits write rows anew; else it is its key.
    `state`: the way from a row to a state that needs its owner to be as public. `once`: why two that are the `same` cannot
    be merged, where neither can be given up. `words`: so many of the rows, "3 texts"; "" for what is not worth saying.
    """

    model: type[Model]
    field: str
    is_part: bool = False
    same: tuple[str, ...] = ()
    where: Q = Q()  # noqa: RUF009 - never changed
    again: tuple[str, ...] = ()
    state: str = ""
    once: Promise | str = ""
    words: Any = ""

    @property
    def name(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"

    @property
    def owner(self) -> type[Model]:
        """The model that the key leads to."""
        return self.model._meta.get_field(self.field).related_model  # type: ignore[return-value]

    def counted(self, count: int) -> str:
        """So many of its rows, in words."""
        return str(self.words % {"count": count}) if self.words else ""

    def of(self, key: int) -> "QuerySet[Any]":
        """The rows that lead to this record, in order."""
        return self.model._base_manager.filter(**{self.field: key}).order_by("pk")


RULES = (
    Rule(Post, "source", is_part=True),
    Rule(Attachment, "post", is_part=True),
    Rule(Contribution, "source", is_part=True),
    Rule(AgentName, "agent", is_part=True),
    Rule(
        Link,
        "source",
        same=("target_id", "relation"),
        words=ngettext_lazy("%(count)d link to another", "%(count)d links to others", "count"),
    ),
    Rule(
        Link,
        "target",
        same=("source_id", "relation"),
        words=ngettext_lazy("%(count)d link from another", "%(count)d links from others", "count"),
    ),
    Rule(
        Contribution,
        "agent",
        same=("source_id", "role"),
        again=("source_id", "role"),
        state="source__state",
        words=ngettext_lazy("%(count)d contribution", "%(count)d contributions", "count"),
    ),
    Rule(
        Account,
        "agent",
        state="state",
        words=ngettext_lazy("%(count)d account", "%(count)d accounts", "count"),
    ),
    Rule(
        Post,
        "account",
        state="source__state",
        words=ngettext_lazy("%(count)d post", "%(count)d posts", "count"),
    ),
    Rule(Thread, "account", words=ngettext_lazy("%(count)d thread", "%(count)d threads", "count")),
    *(Rule(Merge, f"kept_{kind}", words=EARLIER) for kind in ("source", "agent", "account")),
)


def rules_of(model: type[Model]) -> list[Rule]:
    """Those for keys that lead to `model`, of all apps, in the order of the settings."""
    every: Iterator[Rule] = (rule for path in settings.MERGE_RULES for rule in import_string(path))
    return [rule for rule in every if rule.owner is model]


def keys_to(model: type[Model]) -> list[tuple[type[Model], str]]:
    """(model, field) of every foreign key that leads to `model`, whichever app it is in."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    ]
