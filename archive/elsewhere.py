"""What people have built on records of this app: asked of the foreign keys, so that apps above need not be imported.

That is all that apps above this one hold, such as the annotation desk, and here what stands on citation lists.
"""

from django.db.models import PROTECT, Exists, ForeignObjectRel, Model, OuterRef, Q

from accounts.models import Batch

BELOW = ("accounts", "sources", "archive")
BUILT_HERE = ("archive.ListEntry", "archive.FrozenEntry")


def held_elsewhere(model: type[Model]) -> Q:
    """True of each record that something built on it rests on, and that therefore cannot go."""
    held = Q(pk__in=[])
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or getattr(relation, "on_delete", None) is not PROTECT:
            continue
        holder = relation.related_model
        if holder._meta.app_label not in BELOW or holder._meta.label in BUILT_HERE:
            rows = holder._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            held |= Q(Exists(rows))
    return held


def made_elsewhere(batch: Batch) -> bool:
    """Whether the batch made records of another app. Undoing a batch knows nothing of those."""
    return Batch.objects.filter(held_elsewhere(Batch), pk=batch.pk).exists()
