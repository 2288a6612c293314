"""People and organisations, the names they go by, and the accounts they write from."""

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import page_of
from accounts.models import User
from accounts.visibility import State, visible_states
from sources.models.record import UNKNOWN_LANGUAGE, Record, RecordQuerySet, RowCount, known_choice


class Platform(models.TextChoices):
    X = "x", _("X (Twitter)")
    MASTODON = "mastodon", _("Mastodon")
    BLUESKY = "bluesky", _("Bluesky")
    TELEGRAM = "telegram", _("Telegram")
    OTHER = "other", _("Other")


class AgentKind(models.TextChoices):
    UNKNOWN = "unknown", _("Not known")
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class AgentQuerySet(RecordQuerySet["Agent"]):
    def with_names(self) -> "AgentQuerySet":
        return self.prefetch_related("names")

    def with_counts(self, user: User | AnonymousUser) -> "AgentQuerySet":
        """Adds `source_count`: the sources that this person may see and the agent had a part in, posts included."""
        seen = Agent.objects.filter(
            pk=models.OuterRef("pk"), contributions__source__state__in=visible_states(user)
        )
        return self.annotate(source_count=RowCount(seen.values("contributions__source").distinct()))

    def with_accounts(self, user: User | AnonymousUser) -> "AgentQuerySet":
        return self.prefetch_related(Prefetch("accounts", Account.objects.visible_to(user)))


class Agent(Record):
    """A person or organisation. `name` is the form shown first; `names` holds every form, in every script."""

    kind = models.CharField(_("kind"), max_length=16, choices=AgentKind, default=AgentKind.UNKNOWN)
    name = models.CharField(_("name"), max_length=300)
    note = models.TextField(_("note"), blank=True)

    objects = AgentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [models.Index(Lower("name"), "id", name="agent_by_name_in_order")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="agent_has_name"),
            known_choice("kind", AgentKind, "agent_kind_known"),
            known_choice("state", State, "agent_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of("archive:agent_detail", self.public_id)


class AgentName(models.Model):
    """One form of an Agent's name. `language` is BCP 47 with a script: `und-Hani`, `en`, `zh-Latn-pinyin`."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=300)
    # What two spellings share when only case, width or spacing differ (`sources.names.name_key`).
    key = models.CharField(max_length=300, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=35, default=UNKNOWN_LANGUAGE)
    # The form that a citation in that language prints; at most one for each language.
    is_citation_form = models.BooleanField(_("citation form"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="agentname_not_empty"),
            models.UniqueConstraint(fields=["agent", "name"], name="agentname_once_for_agent"),
            models.UniqueConstraint(
                fields=["agent", "language"],
                condition=models.Q(is_citation_form=True),
                name="agentname_one_citation_form_for_language",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AccountQuerySet(RecordQuerySet["Account"]):
    def with_counts(self, user: User | AnonymousUser) -> "QuerySet[Account]":
        """Adds `post_count`: the posts that this person may see."""
        seen = Account.objects.filter(pk=models.OuterRef("pk"), posts__source__state__in=visible_states(user))
        return self.annotate(post_count=RowCount(seen.values("posts")))


class Account(Record):
    """A handle on a platform, perhaps belonging to an Agent. `handle` is as published, without the @."""

    platform = models.CharField(_("platform"), max_length=16, choices=Platform)
    handle = models.CharField(_("handle"), max_length=200)
    # Handles ignore case on every platform that we know.
    handle_key = models.CharField(max_length=200, editable=False)
    display_name = models.CharField(_("display name"), max_length=300, blank=True)
    agent = models.ForeignKey(
        Agent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("agent"),
    )

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["handle_key", "platform"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["platform", "handle_key"], name="account_once_on_platform"),
            models.CheckConstraint(condition=~models.Q(handle=""), name="account_has_handle"),
            # Its page is found under it: no other step of an address, and no way to one (`sources.addresses.HANDLE`).
            models.CheckConstraint(
                condition=~models.Q(handle__contains="/") & ~models.Q(handle__in=[".", ".."]),
                name="account_handle_is_one_step",
            ),
            known_choice("platform", Platform, "account_platform_known"),
            known_choice("state", State, "account_state_known"),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def get_absolute_url(self) -> str:
        return reverse("archive:account_detail", args=[self.platform, self.handle])
