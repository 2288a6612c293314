"""What is typed to make, change and fill a citation list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from archive.citation_lists.lists import ListValues
from archive.models import CitationList, ListAccess, ListOrder, ListSection
from archive.models.citation_list import LONGEST_HEADING, LONGEST_NOTE, LONGEST_TITLE
from sources.citing.styles import DEFAULT_LOCALE, DEFAULT_STYLE, LOCALES, all_styles

LONGEST_INTRO = 10_000


class ListForm(forms.Form):
    """A list as a whole. Who works on it is asked of its owner only."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    intro = forms.CharField(
        label=_("Introduction"),
        required=False,
        max_length=LONGEST_INTRO,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands over the list, for whoever reads it."),
    )
    style = forms.ChoiceField(label=_("Style"))
    locale = forms.ChoiceField(label=_("Language of the citations"), choices=list(LOCALES.items()))
    order = forms.ChoiceField(label=_("Order in each section"), choices=ListOrder.choices)
    access = forms.ChoiceField(label=_("Who works on it"), choices=ListAccess.choices)

    def __init__(
        self, data: QueryDict | None = None, *, person: User, citation_list: CitationList | None = None
    ) -> None:
        super().__init__(data, initial=_as_kept(citation_list), label_suffix="", auto_id="list-%s")
        styles = [(each.id, each.title) for each in all_styles()]
        if citation_list and citation_list.style not in dict(styles):
            styles.append((citation_list.style, citation_list.style))  # one that editors took away since
        self.fields["style"].choices = styles  # type: ignore[attr-defined]
        if citation_list and citation_list.owner_id != person.pk:
            del self.fields["access"]

    @property
    def values(self) -> ListValues:
        """Of a valid form."""
        given: Any = self.cleaned_data
        return given  # type: ignore[no-any-return]


def _as_kept(citation_list: CitationList | None) -> dict[str, object]:
    if citation_list is None:
        return {
            "style": DEFAULT_STYLE,
            "locale": DEFAULT_LOCALE,
            "order": ListOrder.HAND,
            "access": ListAccess.PRIVATE,
        }
    names = ("title", "intro", "style", "locale", "order", "access")
    return {name: getattr(citation_list, name) for name in names}


class EntryForm(forms.Form):
    """The note of an entry and its place. `was`: the note as it was read."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands below the citation."),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    section = forms.TypedChoiceField(label=_("Section"), required=False, coerce=int, empty_value=None)
    number = forms.IntegerField(label=_("Place in it"), required=False, min_value=1, max_value=1_000_000)

    def __init__(
        self, data: QueryDict | None = None, *, sections: Sequence[ListSection], initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="", auto_id="entry-%s")
        choices = [("", _("before the first heading")), *((str(each.pk), each.heading) for each in sections)]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]
        if not sections:
            del self.fields["section"]

    def clean_note(self) -> str:
        return str(self.cleaned_data["note"]).replace("\r\n", "\n")

    def clean_was(self) -> str:
        return str(self.cleaned_data["was"]).replace("\r\n", "\n")


class HeadingForm(forms.Form):
    heading = forms.CharField(label=_("Heading"), max_length=LONGEST_HEADING)


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label=_("What this version is for"),
        required=False,
        max_length=300,
        help_text=_("As sent to the editor."),
    )


class AddForm(forms.Form):
    """Which list something is added to: one of the open ones, or a new one with the title given."""

    list = forms.ChoiceField(label=_("List"), required=False, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Or make a new one, called"), required=False, max_length=LONGEST_TITLE)

    def __init__(self, data: QueryDict | None = None, *, lists: Sequence[CitationList]) -> None:
        first = lists[0].public_id if lists else ""
        super().__init__(data, initial={"list": first}, label_suffix="", auto_id="add-%s")
        self.fields["list"].choices = [(each.public_id, each.title) for each in lists]  # type: ignore[attr-defined]
        if not lists:
            self.fields["title"].label = _("A new list, called")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("list") and not given.get("title") and not self.errors:
            raise forms.ValidationError(_("Choose a list, or give a new one a title."))
        return given
