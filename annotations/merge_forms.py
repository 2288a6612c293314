"""Forms for merging: which other, and why."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Subject, SubjectKind
from annotations.naming import SubjectField

LONGEST_REASON = 500


class ChooseForm(forms.Form):
    """The Subject that stays, of the same kind and not the same one."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, subject: Subject) -> None:
        super().__init__(data, label_suffix="")
        self.subject = subject
        self.fields["other"] = SubjectField(
            kinds=(SubjectKind(subject.kind),), label=_("Merge it into"), required=True
        )

    def clean_other(self) -> Subject:
        other: Subject = self.cleaned_data["other"]
        if other.pk == self.subject.pk:
            raise forms.ValidationError(_("That is one and the same subject."))
        return other


class ReasonForm(forms.Form):
    """Why two are one; kept in the history."""

    reason = forms.CharField(label=_("Why they are one"), max_length=LONGEST_REASON)
