"""The form of one change to many sources: which field, and what is written in it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sources.history import field_label
from sources.merging.changes import WORDS, Change, Precision
from sources.models import Role, Source, SourceType
from sources.rows import AGENT_NAMES, checked_tag

FIELDS = (
    "csl_type",
    "container_title",
    "publisher",
    "publisher_place",
    "language",
    "genre",
    "issued",
    "contributors",
)
LONGEST_REASON = 400
PRECISIONS = [
    (Precision.YEAR, _("to the year: 2019-12-18 becomes 2019")),
    (Precision.MONTH, _("to the month: 2019-12-18 becomes 2019-12")),
]


class FieldForm(forms.Form):
    """Which field. The page asks for its value next."""

    field = forms.ChoiceField(label=_("What is changed"))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        labels = {"contributors": _("Add a contributor"), "issued": _("Precision of the date")}
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            (name, labels.get(name) or field_label(name)) for name in FIELDS
        ]


class ChangeForm(forms.Form):
    """The value for one field; which inputs there are depends on the field."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, field: str) -> None:
        super().__init__(data, label_suffix="")
        self.field = field
        if field in WORDS:
            self.fields["find"] = forms.CharField(
                label=_("Replace"), required=False, max_length=500, help_text=_("Empty: the whole field.")
            )
        self.fields["value"] = _value(field)
        if field == "contributors":
            self.fields["role"] = forms.ChoiceField(
                label=_("Role"), choices=Role.choices, initial=Role.AUTHOR
            )
        self.fields["reason"] = forms.CharField(label=_("Why"), required=False, max_length=LONGEST_REASON)

    def clean_value(self) -> str:
        value: str = self.cleaned_data["value"]
        return checked_tag(value) if self.field == "language" else value.strip()

    @property
    def change(self) -> Change:
        """Only of a valid form."""
        said = self.cleaned_data
        return Change(self.field, said["value"], said.get("find", ""), said.get("role", ""))


def _value(field: str) -> forms.Field:
    if field == "csl_type":
        choices = [each for each in SourceType.choices if each[0] != SourceType.POST]
        return forms.ChoiceField(label=_("Type"), choices=choices)
    if field == "issued":
        return forms.ChoiceField(label=_("How exact"), choices=PRECISIONS)
    if field == "contributors":
        suggested = forms.TextInput(attrs={"list": AGENT_NAMES, "autocomplete": "off"})
        return forms.CharField(label=_("Name"), max_length=300, widget=suggested)
    column = Source._meta.get_field(field)
    return forms.CharField(
        label=capfirst(column.verbose_name),  # type: ignore[union-attr]
        required=field == "language",
        max_length=column.max_length,  # type: ignore[union-attr]
    )
