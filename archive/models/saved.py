"""Searches that people keep under a name, and how far each person has seen what they find."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id, page_of
from accounts.models import User


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def kept(self) -> Self:
        """Without those that were deleted and can be restored still."""
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Their own, and those that are shared; nothing that was deleted."""
        own = Q(owner=user.pk) if user.is_authenticated else Q(pk__in=[])
        return self.kept().filter(own | Q(is_shared=True))

    def owned_by(self, user: User | AnonymousUser) -> Self:
        """Their own, deleted ones too: what they may change."""
        return self.filter(owner=user.pk) if user.is_authenticated else self.none()

    def with_mark(self, user: User | AnonymousUser) -> Self:
        """Adds `seen_until`: how far this person has seen what it finds, or None."""
        marks = SearchMark.objects.filter(search=models.OuterRef("pk"), person=user.pk)
        return self.annotate(seen_until=models.Subquery(marks.values("seen_until")[:1]))


class SavedSearch(models.Model):
    """What the address of a results page says, under a name. Private to its owner unless `is_shared`.

    `kind` names a tab of the results; "" is all kinds.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("query"), max_length=4000)
    kind = models.CharField(_("kind"), max_length=32, blank=True)
    sort = models.CharField(_("order"), max_length=16, blank=True)
    is_shared = models.BooleanField(_("shared"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-id"], condition=Q(is_shared=True), name="savedsearch_shared"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="savedsearch_has_name"),
            models.CheckConstraint(condition=~Q(query=""), name="savedsearch_has_query"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of("archive:saved_open", self.public_id)


class SearchMark(models.Model):
    """Of what the search finds, this person has seen what they could see until then."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_until = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["search", "person"], name="searchmark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.search_id} · {self.seen_until:%Y-%m-%d %H:%M}"
