"""What one source does with another."""

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Batch, User
from accounts.visibility import visible_states
from sources.models.record import known_choice
from sources.models.source import Source


class Relation(models.TextChoices):
    QUOTES = "quotes", _("quotes")
    CITES = "cites", _("cites")
    REPLIES_TO = "replies_to", _("replies to")
    LINKS_TO = "links_to", _("links to")
    TRANSLATES = "translates", _("translates")
    REPORTS_ON = "reports_on", _("reports on")


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, user: User | AnonymousUser) -> "LinkQuerySet":
        """A link exists only for those who may see both of its ends."""
        states = visible_states(user)
        return self.filter(source__state__in=states, target__state__in=states)


class Link(models.Model):
    """Source → target, by relation: "this article quotes that post". Where it does so is a Reference."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="links_in")
    relation = models.CharField(_("relation"), max_length=16, choices=Relation)
    created_at = models.DateTimeField(default=timezone.now)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="link_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="link_not_self"),
            known_choice("relation", Relation, "link_relation_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_relation_display()} {self.target}"
