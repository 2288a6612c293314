"""The filters over lists of records: the shape of a query string, and what it selects.

A value that makes no sense is named beside its field and narrows nothing; the others still do.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import may
from accounts.visibility import State
from sources.languages import SCRIPT_WORDS, tidy_tag
from sources.models import (
    Account,
    Agent,
    AgentKind,
    AgentName,
    Attachment,
    AttachmentKind,
    Contribution,
    Platform,
    SourceType,
)
from sources.models.agent import AccountQuerySet, AgentQuerySet
from sources.models.post import ThreadQuerySet
from sources.models.source import SourceQuerySet
from sources.names import name_key
from sources.paging import BY_NAME, Order

UNDATED = Q(issued_on__isnull=True)
NEWEST = Order(("issued_on", "pk"), descending=True, unknown=UNDATED)
OLDEST = Order(("issued_on", "pk"), unknown=UNDATED)
LATEST = Order(("pk",), descending=True)
DATE_ORDERS = {
    "newest": (_("date, newest first"), NEWEST),
    "oldest": (_("date, oldest first"), OLDEST),
    "added": (_("last added here"), LATEST),
}
LAST_YEAR = dt.MAXYEAR - 1


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set: its name in the address, its label, its value in words ("" for a plain yes)."""

    name: str
    label: str
    words: str


class Filters(forms.Form):
    """What every list shares. `orders`: name in the address → (label, order), the first is the default."""

    orders: Mapping[str, tuple[Any, Order]] = DATE_ORDERS
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, data: Mapping[str, Any], user: User | AnonymousUser) -> None:
        # No page can show a NUL and no column hold one.
        shown = {name: str(data[name]).replace("\0", "\ufffd") for name in data}
        super().__init__(shown, auto_id="filter-%s", label_suffix="")
        self.user = user
        sort = self.fields.pop("sort")
        sort.choices = [(name, label) for name, (label, _order) in self.orders.items()]  # type: ignore[attr-defined]
        self.fields["sort"] = sort  # last in the row
        if "state" in self.fields and not may(user, "see_drafts"):
            del self.fields["state"]

    @property
    def order(self) -> Order:
        return self.orders[self.chosen("sort") or next(iter(self.orders))][1]

    def chosen(self, name: str) -> Any:  # noqa: ANN401 - the type is the field's
        """The value of a filter that is set and makes sense; None otherwise."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    def chips(self) -> list[Chip]:
        """The filters that narrow the list, in the order of their fields."""
        return [
            Chip(name, str(field.label), self._words(field, self.chosen(name)))
            for name, field in self.fields.items()
            if name != "sort" and self.chosen(name)
        ]

    def _words(self, field: forms.Field, value: Any) -> str:  # noqa: ANN401
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]
        return "" if value is True else str(value)


def choice(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:  # noqa: ANN401 - a lazy string
    return forms.ChoiceField(label=label, required=False, choices=[("", _("any")), *choices])


def words(label: Any, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - lazy strings
    return forms.CharField(label=label, required=False, max_length=200, help_text=help_text)


def tick(label: Any) -> forms.BooleanField:  # noqa: ANN401 - a lazy string
    return forms.BooleanField(label=label, required=False)


def day(label: Any) -> forms.DateField:  # noqa: ANN401 - a lazy string
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, input_formats=["%Y-%m-%d"], widget=widget)


class SourceFilters(Filters):
    orders = DATE_ORDERS | {"title": (_("title"), Order(("title", "pk"), unknown=Q(title="")))}
    type = choice(_("Type"), [each for each in SourceType.choices if each[0] != SourceType.POST])
    outlet = words(_("Published in"))
    contributor = words(_("Contributor"))
    language = words(_("Language"))
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1, max_value=LAST_YEAR)
    state = choice(_("State"), State.choices)
    needs_details = tick(_("needs details"))

    def clean_language(self) -> str:
        given = self.cleaned_data["language"]
        tag = tidy_tag(given) if given else ""
        if tag is None:
            raise forms.ValidationError(_("Write a language tag: en, zh-Hans, und for not known."))
        return tag

    def narrow(self, sources: SourceQuerySet) -> SourceQuerySet:
        if csl_type := self.chosen("type"):
            sources = sources.filter(csl_type=csl_type)
        if outlet := self.chosen("outlet"):
            sources = sources.filter(container_title__icontains=outlet)
        if tag := self.chosen("language"):
            sources = sources.filter(Q(language=tag) | Q(language__startswith=f"{tag}-"))
        if year := self.chosen("year"):
            sources = sources.filter(
                issued_on__gte=dt.date(year, 1, 1), issued_on__lt=dt.date(year + 1, 1, 1)
            )
        if state := self.chosen("state"):
            sources = sources.filter(state=state)
        return self._by_contributor(sources.needing_details() if self.chosen("needs_details") else sources)

    def _by_contributor(self, sources: SourceQuerySet) -> SourceQuerySet:
        name = self.chosen("contributor")
        if not name:
            return sources
        agents = Agent.objects.visible_to(self.user).filter(names__key__contains=name_key(name))
        return sources.filter(pk__in=Contribution.objects.filter(agent__in=agents).values("source"))


class PostFilters(Filters):
    """Over Sources of type post, since it is the Source that has the date and the state."""

    account = words(_("Account"))
    platform = choice(_("Platform"), Platform.choices)
    since = day(_("From"))
    until = day(_("To"))
    state = choice(_("State"), State.choices)
    with_media = tick(_("with media"))
    in_thread = tick(_("in a thread"))

    def narrow(self, posts: SourceQuerySet) -> SourceQuerySet:
        if handle := self.chosen("account"):
            posts = posts.filter(post__account__in=accounts_named(handle, self.user))
        if platform := self.chosen("platform"):
            posts = posts.filter(post__platform=platform)
        if first := self.chosen("since"):
            posts = posts.filter(issued_on__gte=first)
        if last := self.chosen("until"):
            posts = posts.filter(issued_on__lte=last)
        if state := self.chosen("state"):
            posts = posts.filter(state=state)
        if self.chosen("with_media"):
            media = Attachment.objects.filter(post=OuterRef("pk"), kind=AttachmentKind.MEDIA)
            posts = posts.filter(Exists(media))
        return posts.filter(post__thread__isnull=False) if self.chosen("in_thread") else posts


class ThreadFilters(Filters):
    orders = {"added": (_("last added here"), LATEST), "first": (_("first added here"), Order(("pk",)))}
    account = words(_("Account"))

    def narrow(self, threads: ThreadQuerySet) -> ThreadQuerySet:
        handle = self.chosen("account")
        return threads.filter(account__in=accounts_named(handle, self.user)) if handle else threads


class AccountFilters(Filters):
    orders = {
        "handle": (_("platform and handle"), Order(("platform", "handle_key"))),
        "added": (_("last added here"), LATEST),
    }
    platform = choice(_("Platform"), Platform.choices)
    agent = choice(_("Belongs to"), [("known", _("a known agent")), ("unknown", _("nobody we know"))])
    state = choice(_("State"), State.choices)

    def narrow(self, accounts: AccountQuerySet) -> AccountQuerySet:
        if platform := self.chosen("platform"):
            accounts = accounts.filter(platform=platform)
        if agent := self.chosen("agent"):
            accounts = accounts.filter(agent__isnull=agent == "unknown")
        if state := self.chosen("state"):
            accounts = accounts.filter(state=state)
        return accounts


# Tags that need not name their script ("Suppress-Script" in the registry of language subtags, and its spirit).
WRITTEN_IN = {
    "Latn": ("cs", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv", "tr", "vi"),
    "Hani": ("zh", "zh-CN", "zh-HK", "zh-TW"),
    "Kana": ("ja",),
    "Hang": ("ko",),
    "Cyrl": ("bg", "ru", "uk"),
    "Arab": ("ar", "fa", "ur"),
}


class AgentFilters(Filters):
    orders = {
        "name": (_("name"), BY_NAME),
        "added": (_("last added here"), LATEST),
    }
    name = words(_("Name"))
    kind = choice(_("Kind"), AgentKind.choices)
    script = choice(_("Name in script"), list(SCRIPT_WORDS.items()))
    state = choice(_("State"), State.choices)

    def narrow(self, agents: AgentQuerySet) -> AgentQuerySet:
        if name := self.chosen("name"):
            agents = agents.filter(
                pk__in=AgentName.objects.filter(key__contains=name_key(name)).values("agent")
            )
        if kind := self.chosen("kind"):
            agents = agents.filter(kind=kind)
        if script := self.chosen("script"):
            usual = WRITTEN_IN.get(script, ())
            written = AgentName.objects.filter(Q(language__contains=f"-{script}") | Q(language__in=usual))
            agents = agents.filter(pk__in=written.values("agent"))
        if state := self.chosen("state"):
            agents = agents.filter(state=state)
        return agents


def accounts_named(handle: str, user: User | AnonymousUser) -> "QuerySet[Account]":
    """The accounts of that handle, on whichever platform, that this person may see; an @ before it is dropped."""
    return Account.objects.visible_to(user).filter(handle_key=handle.removeprefix("@").casefold())
