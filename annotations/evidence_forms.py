"""Forms over what an annotation is evidence for. They validate; `annotations.services.evidence` writes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from annotations.annotation_forms import AnnotationForm
from annotations.choosing import subjects_called, suggest_subjects
from annotations.models import Evidence, Kind, Strength, Subject
from annotations.services.evidence import stances_for


def strength_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Strength"),
        choices=Strength.choices,
        initial=Strength.MODERATE,
        required=False,
        help_text=gettext_lazy("A judgement: say in the note what it rests on."),
    )


class EvidenceForm(forms.Form):
    """One thing more that an annotation is evidence for."""

    subject = AnnotationForm.base_fields["subject"]
    stance = AnnotationForm.base_fields["stance"]
    strength = strength_field()

    def __init__(self, data: Mapping[str, Any] | None, user: User, *, kind: str) -> None:
        super().__init__(data, label_suffix="", auto_id="evidence-%s")
        self.user, self.kind = user, kind
        self.fields["subject"].required = True

    def recent_subjects(self) -> list[Subject]:
        return list(suggest_subjects("", Kind.NOTE, self.user))

    def clean_subject(self) -> Subject:
        found = subjects_called(self.cleaned_data["subject"], Kind.NOTE, self.user)
        same = [each for each in found if each.kind == self.kind] or found
        if len(same) != 1:
            raise forms.ValidationError(_("There is no subject, or more than one, of that name."))
        return same[0]

    def clean_strength(self) -> str:
        return str(self.cleaned_data["strength"] or Strength.MODERATE)


class BearingForm(forms.Form):
    """How an annotation bears on what it is evidence for already: only the stances that its kind knows."""

    stance = forms.ChoiceField(label=gettext_lazy("Stance"))
    strength = forms.ChoiceField(label=gettext_lazy("Strength"), choices=Strength.choices)

    def __init__(self, data: Mapping[str, Any] | None = None, *, evidence: Evidence) -> None:
        self.evidence = evidence
        now = {"stance": evidence.stance, "strength": evidence.strength}
        super().__init__(data, initial=now, label_suffix="", auto_id=f"bearing-{evidence.pk}-%s")
        stances: Any = self.fields["stance"]
        stances.choices = [(each.value, each.label) for each in stances_for(evidence.subject.kind)]
