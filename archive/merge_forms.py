"""The form by which two records become one: field by field which value stands, and why."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from sources.history import field_label, value_words
from sources.merging.choices import BOTH, Choice
from sources.merging.kinds import Mergeable, Someone, kind_of, record_called
from sources.models import Account
from sources.wording import language_words

LONGEST_REASON = 400
NOTHING = _("(nothing)")
SALT = "archive.merge_forms.opened"


class MergeForm(forms.Form):
    """`pick-<field>` for each field in which the two differ. `opened`: what both were when the form was made, signed."""

    opened = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why they are one"), max_length=LONGEST_REASON)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, choices: Sequence[Choice], snapshots: tuple[Any, Any]
    ) -> None:
        super().__init__(
            data, initial={"opened": signing.dumps(snapshots, salt=SALT, compress=True)}, label_suffix=""
        )
        for choice in choices:
            self.fields[f"pick-{choice.name}"] = forms.ChoiceField(
                label=_label(choice.name),
                choices=[(pick, _words(choice, pick)) for pick in choice.picks],
                initial=choice.usual,
                widget=forms.RadioSelect,
            )
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean_opened(self) -> tuple[Any, Any]:
        try:
            kept, merged = signing.loads(self.cleaned_data["opened"], salt=SALT)
        except signing.BadSignature as error:
            message = _("This form does not say which version it was opened on. Load the page again.")
            raise forms.ValidationError(message) from error
        return kept, merged

    @property
    def picks(self) -> dict[str, str]:
        """Field → pick. Only of a valid form."""
        return {
            name.removeprefix("pick-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("pick-")
        }

    def start_over(self, why: str) -> None:
        """Say why nothing was done, and show the two as they are now: what is sent next is about those."""
        self.add_error(None, why)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["opened"] = self.initial["opened"]  # type: ignore[index]

    def pick_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("pick-")]


class OtherForm(forms.Form):
    """The record that goes into another: by its id, or by its address here."""

    other = forms.CharField(
        label=_("The other one"), max_length=500, help_text=_("Its address on this site, or its id.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, kept: Mergeable, user: Someone) -> None:
        super().__init__(data, label_suffix="")
        self.kept, self.user = kept, user

    def clean_other(self) -> Mergeable:
        other = record_at(self.cleaned_data["other"], self.user)
        if other is None:
            raise forms.ValidationError(_("There is no record with this address or id."))
        if kind_of(other) is not kind_of(self.kept):
            raise forms.ValidationError(_("Only records of one kind can be merged."))
        if other.pk == self.kept.pk:
            raise forms.ValidationError(_("That is one and the same record."))
        return other


def record_at(typed: str, user: Someone) -> Mergeable | None:
    """The record of this id, or whose page has this address."""
    if "\0" in typed:  # no column holds one
        return None
    try:
        steps = [unquote(step) for step in urlsplit(typed.strip()).path.split("/") if step]
    except ValueError:
        return None
    if len(steps) == 3 and steps[0] == "accounts":  # noqa: PLR2004 - /accounts/x/handle/
        accounts = Account.objects.visible_to(user).select_related("agent")
        return accounts.filter(platform=steps[1], handle_key=steps[2].casefold()).first()
    return record_called(steps[-1], user) if steps else None


def _label(name: str) -> str:
    return str(_("Name shown first")) if name == "name" else field_label(name)


def _words(choice: Choice, pick: str) -> str:
    if pick == BOTH:
        return str(_("both"))
    value = choice.kept if pick == "kept" else choice.merged
    if choice.name == "language":
        return language_words(value) or str(_("not known"))
    return value_words(choice.name, value) or str(NOTHING)
