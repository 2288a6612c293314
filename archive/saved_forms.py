"""What is typed to save a search."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import may
from archive.models import SavedSearch
from archive.saving import SearchValues
from archive.searchpage.asked import RELEVANCE, SORTS
from archive.searchpage.tabs import all_tabs
from sources.searching.querying import parse

LONGEST_NAME, LONGEST_QUERY = 120, 4000


class SavedSearchForm(forms.Form):
    """`q`, `kind` and `sort` are those of the address of a results page. Who may not share is not asked."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    q = forms.CharField(
        label=_("Words to look for"),
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=_("In"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(SORTS.items()))
    is_shared = forms.BooleanField(
        label=_("Shared"),
        required=False,
        help_text=_(
            "Everybody who has its address can read its name and its words, and follow its feed. What is found depends on "
            "who looks."
        ),
    )

    def __init__(
        self,
        person: User,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, object],
        was_shared: bool = False,
    ) -> None:
        super().__init__(data, initial={**initial})
        kinds = [(tab.name, tab.label) for tab in all_tabs()]
        self.fields["kind"].choices = [("", _("all kinds")), *kinds]  # type: ignore[attr-defined]
        if not was_shared and not may(person, "share_searches"):
            del self.fields["is_shared"]

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        if not parse(typed).finds:
            raise forms.ValidationError(
                gettext("This says nothing to look for. It needs a word, a phrase or a field.")
            )
        return typed

    @property
    def values(self) -> SearchValues:
        """Of a valid form."""
        given = self.cleaned_data
        return SearchValues(
            name=given["name"],
            query=given["q"],
            kind=given["kind"],
            sort="" if given["sort"] == RELEVANCE else given["sort"],
            is_shared=given.get("is_shared", False),
        )


def beginning(given: Mapping[str, str]) -> dict[str, object]:
    """What a form for a new search begins with, from the address of a results page: the name is how it is read."""
    typed = given.get("q", "").replace("\0", "\ufffd").strip()
    return {**_known(given), "q": typed[:LONGEST_QUERY], "name": parse(typed).reading[:LONGEST_NAME]}


def as_saved(search: SavedSearch, given: Mapping[str, str]) -> dict[str, object]:
    """What a form for a saved search begins with: as it is, but for what the address says otherwise."""
    saved = {"name": search.name, "q": search.query, "kind": search.kind, "sort": search.sort or RELEVANCE}
    typed = {"q": given["q"]} if given.get("q", "").strip("\0 ") else {}
    return {**saved, "is_shared": search.is_shared, **_known(given), **typed}


def _known(given: Mapping[str, str]) -> dict[str, object]:
    """Tab and order, where the address names them and they are known."""
    kinds = {tab.name for tab in all_tabs()}
    kind, sort = given.get("kind", ""), given.get("sort", "")
    known = {"kind": kind in kinds, "sort": sort in SORTS}
    return {name: given[name] for name, is_known in known.items() if is_known}
