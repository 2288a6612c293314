"""Tags to choose from while somebody types."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from annotations.models import Annotation, Tag, TaggedAnnotation, TagSynonym
from sources.models.record import RowCount
from sources.names import name_key

SHOWN = 8


def suggest_tags(typed: str, user: User | AnonymousUser, *, at_most: int = SHOWN) -> "QuerySet[Tag]":
    """Tags of which a name, a synonym or an earlier name begins so, in one query.

    Those that this person used last come first, then those that are used most. Each has `use_count`: the annotations
    with it that this person may see. Nothing typed: all tags, in that order.
    """
    key = name_key(typed)
    synonym = TagSynonym.objects.filter(tag=OuterRef("pk"), key__startswith=key)
    earlier = Tag.objects.filter(merged_into=OuterRef("pk"), key__startswith=key)
    begins = Q(key__startswith=key) | Exists(synonym) | Exists(earlier)
    tags = Tag.objects.current().filter(begins) if key else Tag.objects.current()
    ordered: QuerySet[Tag] = (
        with_use_count(tags, user)
        .annotate(last_used=_last_use_by(user))
        .order_by(F("last_used").desc(nulls_last=True), "-use_count", "name")
    )
    return ordered[:at_most]


def with_use_count(tags: "QuerySet[Tag]", user: User | AnonymousUser) -> "QuerySet[Tag]":
    """Adds `use_count`: the annotations that this person may see, without those that were withdrawn."""
    seen = Annotation.objects.visible_to(user).standing()
    uses = TaggedAnnotation.objects.filter(tag=OuterRef("pk"), content_object__in=seen)
    counted: QuerySet[Tag] = tags.annotate(use_count=RowCount(uses.values("pk")))
    return counted


def _last_use_by(user: User | AnonymousUser) -> Subquery:
    own = TaggedAnnotation.objects.filter(tag=OuterRef("pk"), content_object__created_by=user.pk)
    return Subquery(own.order_by().values("tag").annotate(last=Max("pk")).values("last"))
