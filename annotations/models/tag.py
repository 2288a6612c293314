"""The vocabulary: tags with a description, a parent and synonyms, on annotations by a real foreign key."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from annotations.slugs import free_slug, slug_of
from sources.models.record import known_choice
from sources.searching.querysets import Searchable


class TagStanding(models.TextChoices):
    FREE = "free", _("free: not reviewed yet")
    GOVERNED = "governed", _("in the vocabulary")


class TagQuerySet(Searchable["Tag"]):
    def current(self) -> "TagQuerySet":
        """Tags in use: those merged into another are only addresses that redirect."""
        return self.filter(merged_into__isnull=True)


class Tag(TagBase):
    """`key` is what spellings share that differ only in case or width (`sources.names.name_key`)."""

    key = models.CharField(max_length=100, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    standing = models.CharField(max_length=8, choices=TagStanding, default=TagStanding.FREE)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("broader tag"),
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            known_choice("standing", TagStanding, "tag_standing_known"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="tag_not_own_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="tag_not_merged_into_itself",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("annotations:tag_detail", args=[self.slug])

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Unicode slugs: a Chinese tag keeps its characters. None is a word of our own addresses."""
        slug = slug_of(tag, otherwise="tag")
        return f"{slug}-{i}" if i is not None else free_slug(slug, taken=())


class TagSynonym(models.Model):
    """Another word for a tag: typing it gives the tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="synonyms")
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=100, unique=True, editable=False)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class TaggedAnnotation(ItemBase):
    """django-taggit's through model, with real foreign keys on both sides."""

    # Not indexed alone: `taggedannotation_once` begins with it.
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="uses", db_index=False)
    content_object = models.ForeignKey(
        "annotations.Annotation", on_delete=models.CASCADE, related_name="tagged"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="taggedannotation_once"),
        ]
