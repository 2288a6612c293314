"""Forms over the metadata of records: the shape of what people type. They validate; `sources.services` writes.

A form carries, signed, what the record was when it was opened, so that nobody overwrites what they have not seen.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sources.addresses import is_web_address
from sources.citing.needs import TYPES
from sources.dates import NotADate, first_day
from sources.kinds import grouped_types
from sources.models import Account, Agent, AgentKind, Platform, Post, Source, SourceType
from sources.models.details import Details
from sources.rows import AGENT_NAMES, ContributorRows, NameRows, checked_tag
from sources.snapshots import Snapshot

SALT = "sources.forms.opened"
REASON_LENGTH = 500
NOTE = forms.Textarea(attrs={"rows": 4})
DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
ISBN = re.compile(r"\d{9}[\dX]|\d{13}", re.ASCII)
ISSN = re.compile(r"\d{4}-?\d{3}[\dX]", re.ASCII)
DETAILS = tuple(field.name for field in Details._meta.get_fields())
ASIDE = ("opened", "reason")  # have a place of their own in the form
LARGEST_NUMBER = 32_767  # what a PositiveSmallIntegerField holds on both engines


def sign(snapshot: Snapshot) -> str:
    """A snapshot as a hidden field can carry it."""
    return signing.dumps(snapshot, salt=SALT, compress=True)


class EditForm(forms.Form):
    """What every form over a record shares. `of()` opens it on a snapshot, `values()` gives one back."""

    opened = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("Shown in the history beside this change."),
    )
    rows_class: Any = None
    rows_name = ""

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Snapshot | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.order_fields([name for name in self.fields if name != "reason"])  # the reason comes last
        self.rows = None
        if self.rows_class:
            rows = [{**row, "known_as": row["name"]} for row in (initial or {}).get(self.rows_name, [])]
            self.rows = self.rows_class(data, initial=rows, prefix=self.rows_name)

    @classmethod
    def of(cls, shown: Snapshot, opened: Snapshot) -> "EditForm":
        """The form showing one snapshot, to be compared with another when it comes back."""
        return cls(initial={**shown, "opened": sign(opened)})

    def is_valid(self) -> bool:
        rows_are_valid = self.rows is None or self.rows.is_valid()
        return super().is_valid() and rows_are_valid

    def clean_opened(self) -> Snapshot:
        try:
            return dict(signing.loads(self.cleaned_data["opened"], salt=SALT))
        except signing.BadSignature as error:
            message = _("This form does not say which version it was opened on. Load the page again.")
            raise forms.ValidationError(message) from error

    def values(self) -> Snapshot:
        """What was typed, as a snapshot. Only of a valid form."""
        values = {
            name: value for name, value in self.cleaned_data.items() if name not in ("opened", "reason")
        }
        if self.rows is not None:
            values[self.rows_name] = self.rows.values()
        return values

    def was(self, name: str) -> object:
        """What the field held when the form was opened: a value from before a rule is not refused by it."""
        return self.cleaned_data.get("opened", {}).get(name)


def of_model(model: Any, name: str, **options: Any) -> Any:  # noqa: ANN401 - Django's own signature
    """The field of a form as the column declares it: label, help, length, choices."""
    options.setdefault("required", False)
    return model._meta.get_field(name).formfield(**options)


class DatedForm(EditForm):
    """What a source and a post share: dates in EDTF, an address, a language."""

    def clean_issued(self) -> str:
        return self._checked_date("issued")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and url != self.was("url") and not is_web_address(url):
            raise forms.ValidationError(_("An address begins with http:// or https:// and has no blanks."))
        return url

    def clean_language(self) -> str:
        return checked_tag(self.cleaned_data["language"])

    def _checked_date(self, name: str) -> str:
        date: str = self.cleaned_data[name]
        try:
            first_day(date)
        except NotADate as error:
            raise forms.ValidationError(str(error)) from error
        return date


class SourceForm(DatedForm):
    rows_class, rows_name = ContributorRows, "contributors"
    csl_type = forms.ChoiceField(
        label=_("Type"), choices=grouped_types(), help_text=_("Decides which fields stand first.")
    )
    title = of_model(Source, "title", widget=forms.Textarea(attrs={"rows": 2}))
    container_title = of_model(Source, "container_title")
    issued = of_model(Source, "issued")
    url = of_model(Source, "url")
    language = of_model(Source, "language")
    publisher = of_model(Source, "publisher")
    publisher_place = of_model(Source, "publisher_place")
    volume = of_model(Source, "volume")
    issue = of_model(Source, "issue")
    number = of_model(Source, "number")
    page = of_model(Source, "page")
    genre = of_model(Source, "genre")
    accessed = of_model(Source, "accessed", help_text=_("When somebody here looked at it; EDTF."))
    doi = of_model(Source, "doi", help_text=_("10.1234/abc, without https://doi.org/."))
    isbn = of_model(Source, "isbn")
    note = of_model(Source, "note", widget=NOTE)

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Snapshot | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields |= {name: of_model(Source, name) for name in DETAILS}
        for last in ("note", "reason"):
            self.fields[last] = self.fields.pop(last)

    def main_fields(self) -> list[BoundField]:
        """Those that a citation of its type may print."""
        return [self[name] for name in self.fields if name in self._used() and name not in ASIDE]

    def more_fields(self) -> list[BoundField]:
        """Those that only other types have."""
        return [self[name] for name in self.fields if name not in self._used() and name not in ASIDE]

    def shows_more(self) -> bool:
        """Whether one of the rare fields has a value or a fault, so that it must not be folded away."""
        return any(field.value() or field.errors for field in self.more_fields())

    def _used(self) -> frozenset[str]:
        csl_type = self["csl_type"].value()
        return TYPES[csl_type if csl_type in TYPES else SourceType.DOCUMENT].used

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_accessed(self) -> str:
        return self._checked_date("accessed")

    def clean_doi(self) -> str:
        doi: str = self.cleaned_data["doi"]
        bare = DOI_PREFIX.sub("", doi)
        if bare and doi != self.was("doi") and not DOI.fullmatch(bare):
            raise forms.ValidationError(_("A DOI looks like 10.1234/abc."))
        return bare

    def clean_isbn(self) -> str:
        isbn: str = self.cleaned_data["isbn"]
        if isbn and isbn != self.was("isbn") and not ISBN.fullmatch(isbn.replace("-", "").replace(" ", "")):
            raise forms.ValidationError(_("An ISBN has 10 or 13 digits; the last of 10 may be X."))
        return isbn

    def clean_issn(self) -> str:
        issn: str = self.cleaned_data["issn"]
        if issn and issn != self.was("issn") and not ISSN.fullmatch(issn):
            raise forms.ValidationError(_("An ISSN looks like 1234-567X."))
        return issn

    def clean_event_date(self) -> str:
        return self._checked_date("event_date")

    def clean_original_date(self) -> str:
        return self._checked_date("original_date")

    def clean_submitted(self) -> str:
        return self._checked_date("submitted")


class PostForm(DatedForm):
    rows_class, rows_name = ContributorRows, "contributors"
    platform = forms.ChoiceField(label=_("Platform"), choices=Platform.choices)
    account = forms.CharField(
        label=_("Account"),
        required=False,
        max_length=200,
        help_text=_("The handle, with or without @. A handle that is new here makes a new account."),
    )
    issued = of_model(Source, "issued", help_text=_("EDTF: 2019-12-18, or to the minute 2019-12-18T09:30Z."))
    platform_id = of_model(
        Post, "platform_id", help_text=_("The number or name in its address on the platform.")
    )
    url = of_model(Source, "url")
    thread_number = forms.IntegerField(
        label=_("Number in its thread"), required=False, min_value=1, max_value=LARGEST_NUMBER
    )
    language = of_model(Source, "language")
    note = of_model(Source, "note", widget=NOTE)

    def clean_account(self) -> str:
        handle: str = self.cleaned_data["account"]
        return handle.removeprefix("@")


class AccountForm(EditForm):
    display_name = of_model(Account, "display_name")
    agent_name = forms.CharField(
        label=_("Belongs to"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": AGENT_NAMES, "autocomplete": "off"}),
        help_text=_("The name of an agent. A name that is new here makes a new agent."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Snapshot | None = None) -> None:
        agent = (initial or {}).get("agent") or {}
        super().__init__(data, initial={**(initial or {}), "agent_name": agent.get("name", "")})

    def values(self) -> Snapshot:
        """The agent is the one that the form was opened with, unless another name stands there now."""
        values = super().values()
        name = values.pop("agent_name")
        was: Any = self.was("agent")
        same = was and was["name"] == name
        return values | {"agent": was if same else {"agent": "", "name": name} if name else None}


class AgentForm(EditForm):
    rows_class, rows_name = NameRows, "names"
    kind = forms.ChoiceField(label=_("Kind"), choices=AgentKind.choices)
    note = of_model(Agent, "note", widget=NOTE)
