"""Rows of a form: contributors and names, each with a place, each can be removed. Work without JavaScript."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.translation import gettext_lazy as _

from sources.languages import tidy_tag
from sources.models import Role
from sources.models.record import UNKNOWN_LANGUAGE
from sources.snapshots import Snapshot

AGENT_NAMES = "agent-names"  # id of the list of names that fields of agents suggest
MOST_ROWS = 200
EMPTY_ROWS = 2


class ContributorRow(forms.Form):
    """One contributor. `agent` is the public id of who was meant when the form was opened; the name decides."""

    agent = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    known_as = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        widget=forms.TextInput(attrs={"list": AGENT_NAMES, "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.AUTHOR)
    credited_as = forms.CharField(label=_("Credited as"), max_length=300, required=False)

    def values(self) -> Snapshot:
        """The id goes when another name stands there than the one it was opened with."""
        values = {name: self.cleaned_data[name] for name in ("agent", "name", "role", "credited_as")}
        if values["name"] != self.cleaned_data["known_as"]:
            values["agent"] = ""
        return values


class NameRow(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300)
    language = forms.CharField(
        label=_("Language"),
        max_length=35,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": UNKNOWN_LANGUAGE}),
    )
    is_citation_form = forms.BooleanField(label=_("Citation form"), required=False)

    def clean_language(self) -> str:
        return checked_tag(self.cleaned_data["language"])

    def values(self) -> Snapshot:
        return {name: self.cleaned_data[name] for name in ("name", "language", "is_citation_form")}


class Rows(BaseFormSet):  # type: ignore[type-arg]
    """Rows in the order of their places; empty and removed ones left out."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields[ORDERING_FIELD_NAME].label = _("Place")
        form.fields[DELETION_FIELD_NAME].label = _("Remove")

    def values(self) -> list[Snapshot]:
        """Only of valid rows."""
        return [form.values() for form in self.ordered_forms]


class NameRowsBase(Rows):
    def clean(self) -> None:
        """Refuses what the database would: no name, a name twice, two citation forms for one language."""
        if any(self.errors) or self.non_form_errors():
            return
        rows = self.values()
        forms_of = [row["language"] for row in rows if row["is_citation_form"]]
        if not rows:
            raise forms.ValidationError(_("An agent needs a name."))
        if len({row["name"] for row in rows}) < len(rows):
            raise forms.ValidationError(_("A name stands twice."))
        if len(set(forms_of)) < len(forms_of):
            raise forms.ValidationError(_("A language has one citation form at most."))


def checked_tag(given: str) -> str:
    """A language tag in its usual letter case, `und` for none given."""
    tag = tidy_tag(given or UNKNOWN_LANGUAGE)
    if tag is None:
        message = _("“%(tag)s” is not a language tag: write en, zh-Hans, und-Hani, or und for not known.")
        raise forms.ValidationError(message % {"tag": given})
    return tag


def _rows(form: type[forms.Form], base: type[Rows]) -> Any:  # noqa: ANN401 - a class made here
    return formset_factory(
        form, base, extra=EMPTY_ROWS, can_order=True, can_delete=True, max_num=MOST_ROWS, validate_max=True
    )


ContributorRows = _rows(ContributorRow, Rows)
NameRows = _rows(NameRow, NameRowsBase)
