"""Forms over Subjects: the shape of what people type. They validate; `annotations.services` writes.

A form carries the version that it was opened on, so that nobody overwrites what they have not seen.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import ClaimStatus, LeakState, Subject, SubjectKind, SubjectRelationKind
from annotations.naming import PLACES, AgentField, SubjectField, words_for
from annotations.relations import INVERSE
from annotations.services.claims import LONGEST_REASON
from annotations.services.leaks import LONGEST_UNIT
from annotations.services.relating import SIDES
from sources.dates import NotADate, first_day
from sources.rows import checked_tag

LONGEST_TEXT = 2000  # of what describes a leak: enough to describe, too little to reproduce
LONGEST_DESCRIPTION = 5000
EDTF = _("EDTF: 2019-12-18, 2019-12, 2019/2020; empty when nobody knows.")
OUT, IN = "out", "in"


def text(label: Any, *, rows: int = 3, most: int = LONGEST_TEXT, **options: Any) -> forms.CharField:  # noqa: ANN401
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget, **options)


class SubjectForm(forms.Form):
    """What all kinds share. `own` are the fields of its part (a claim's or a leak's), written by another service."""

    own: ClassVar[tuple[str, ...]] = ()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=300)
    description = text(
        _("Description"), most=LONGEST_DESCRIPTION, help_text=_("In our own words, for everybody.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, subject: Subject | None = None) -> None:
        super().__init__(data, initial=self.read(subject) if subject else None, label_suffix="")
        if subject is not None and "names" in self.fields:
            del self.fields["names"]  # the page of an existing one has a part for them

    @classmethod
    def read(cls, subject: Subject) -> dict[str, Any]:
        """What the fields show of a Subject as it is."""
        shown = {"version": subject.version, "name": subject.name, "description": subject.description}
        return shown | cls.read_own(subject)

    @classmethod
    def read_own(cls, subject: Subject) -> dict[str, Any]:
        return {"agent": words_for(subject.agent)}

    def shared_values(self) -> dict[str, Any]:
        """For the service of Subjects. Only of a valid form."""
        names = [name for name in ("name", "description", "agent") if name in self.fields]
        return {name: self.cleaned_data[name] for name in names}

    def own_values(self) -> dict[str, Any]:
        """For the service of the part."""
        return {name: self.cleaned_data[name] for name in self.own}


def _edtf(form: forms.Form, name: str) -> str:
    date: str = form.cleaned_data[name]
    try:
        first_day(date)
    except NotADate as error:
        raise forms.ValidationError(str(error)) from error
    return date


class NamedForm(SubjectForm):
    """A vendor, a technology, an agency or a place."""

    names = text(
        _("Other names"), help_text=_("One a line, each in its own script. The name above is one already.")
    )
    agent = AgentField(
        label=_("Is this agent"),
        help_text=_("When it is also a person or organisation that writes or is quoted here."),
    )


class ClaimForm(SubjectForm):
    own = ("claimed_by", "holds_when", "holds_where")
    name = forms.CharField(
        label=_("Statement"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence in this archive's words that can be true or false."),
    )
    claimed_by = AgentField(label=_("Claimed by"))
    holds_when = forms.CharField(label=_("Holds when"), required=False, max_length=60, help_text=EDTF)
    holds_where = SubjectField(
        kinds=(SubjectKind.PLACE,),
        label=_("Holds where"),
        suggest=PLACES,
        help_text=_("The name of a place that has a page here."),
    )

    @classmethod
    def read_own(cls, subject: Subject) -> dict[str, Any]:
        claim = subject.claim
        return {
            "claimed_by": words_for(claim.claimed_by),
            "holds_when": claim.holds_when,
            "holds_where": words_for(claim.holds_where),
        }

    def clean_holds_when(self) -> str:
        return _edtf(self, "holds_when")


class LeakForm(SubjectForm):
    own = ("exposed", "whose", "categories", "how", "found", "state_now")
    name = forms.CharField(label=_("Title"), max_length=500)
    exposed = text(
        _("What was exposed"),
        help_text=_(
            "Describe it: what kind of records, how many, of what time. Never copy a record, a name, a number or a face out of it."
        ),
    )
    whose = forms.CharField(
        label=_("Whose data"),
        required=False,
        max_length=500,
        help_text=_("A group, never a person: residents of a district."),
    )
    categories = text(
        _("Categories of personal data"),
        most=1000,
        help_text=_("One a line, in our words: identity numbers, movements, faces."),
    )
    how = text(
        _("How it was exposed"), help_text=_("No address, password or step by which anybody could reach it.")
    )
    found = forms.CharField(label=_("Found"), required=False, max_length=60, help_text=EDTF)
    state_now = forms.ChoiceField(label=_("State now"), choices=LeakState.choices)

    @classmethod
    def read_own(cls, subject: Subject) -> dict[str, Any]:
        return {name: getattr(subject.leak, name) for name in cls.own}

    def clean_found(self) -> str:
        return _edtf(self, "found")


FORMS: dict[str, type[SubjectForm]] = {SubjectKind.CLAIM: ClaimForm, SubjectKind.LEAK: LeakForm}


def form_for(kind: str) -> type[SubjectForm]:
    return FORMS.get(kind, NamedForm)


class StatusForm(forms.Form):
    """How a claim stands, and why; both are shown to everybody."""

    status = forms.ChoiceField(label=_("Status"), choices=ClaimStatus.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown to everybody, beside the date."),
        error_messages={"required": _("Say why: the reason is shown to everybody.")},
    )


class NameForm(forms.Form):
    """A name more for a Subject."""

    name = forms.CharField(label=_("Name"), max_length=300)
    language = forms.CharField(
        label=_("Language"),
        max_length=35,
        required=False,
        help_text=_("en, zh-Hans, und-Hani; empty: the script that is seen."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="", auto_id="name-%s")

    def clean_language(self) -> str:
        given: str = self.cleaned_data["language"]
        return checked_tag(given) if given else ""


class RelationForm(forms.Form):
    """What a Subject of this kind can have to do with another, from either side."""

    how = forms.ChoiceField(label=_("It"))
    other = SubjectField(kinds=tuple(SubjectKind), label=_("Which"), required=True)

    def __init__(self, data: Mapping[str, Any] | None = None, *, kind: str) -> None:
        super().__init__(data, label_suffix="", auto_id="relation-%s")
        self.fields["how"].choices = relation_choices(kind)  # type: ignore[attr-defined]


def relation_choices(kind: str) -> list[tuple[str, Any]]:
    """(relation and direction, in words), for a kind on the left and on the right."""
    choices: list[tuple[str, Any]] = []
    for relation in SubjectRelationKind:
        sides = SIDES[relation]
        if SubjectKind(kind) in sides:
            choices.append((f"{relation}-{OUT}", relation.label))
        if any(SubjectKind(kind) in rights for rights in sides.values()):
            choices.append((f"{relation}-{IN}", INVERSE[relation]))
    return choices


class FigureForm(forms.Form):
    """A number that was reported, and the passage that reports it."""

    value = forms.CharField(label=_("Number"), max_length=30, help_text=_("482 or 2500000 or 1.5"))
    unit = forms.CharField(label=_("Of what"), max_length=LONGEST_UNIT)
    annotation = forms.ChoiceField(label=_("Passage"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, passages: list[tuple[str, str]]) -> None:
        super().__init__(data, label_suffix="", auto_id="figure-%s")
        self.fields["annotation"].choices = [("", _("none")), *passages]  # type: ignore[attr-defined]

    def clean_value(self) -> str:
        value: str = self.cleaned_data["value"]
        return value.replace(",", "").replace(" ", "")
