"""Forms over tags, one for each thing that an editor does with one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.filters import tags_called
from annotations.models import Tag
from annotations.pages import tag_became

LONGEST_NAME = 100
TAGS = "tag-names"  # id of the list of names that fields suggest


class TagField(forms.CharField):
    """The tag of a name, a synonym or an earlier name; None for nothing."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - what a CharField takes
        widget = forms.TextInput(attrs={"list": TAGS, "autocomplete": "off"})
        usual: dict[str, Any] = {"max_length": LONGEST_NAME, "widget": widget}
        super().__init__(**usual | options)

    def clean(self, value: str) -> Tag | None:
        typed = str(super().clean(value))
        if not typed:
            return None
        tag = tags_called(typed).select_related("merged_into").first()
        if tag is None:
            raise forms.ValidationError(_("There is no tag “%(name)s”.") % {"name": typed})
        return tag_became(tag)


class RenameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)


class DescribeForm(forms.Form):
    description = forms.CharField(
        label=gettext_lazy("What it is for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ParentForm(forms.Form):
    parent = TagField(
        label=gettext_lazy("Broader tag"),
        required=False,
        help_text=gettext_lazy("Empty: it stands at the top."),
    )


class SynonymForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Another word for it"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Whoever types it gets this tag."),
    )


class MergeForm(forms.Form):
    kept = TagField(label=gettext_lazy("Merge it into"))
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)
