"""What the address of a network asks for."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotations.models import SubjectKind
from annotations.network.ties import AGENT, DOCUMENT
from sources.filters import day

KINDS = [
    (DOCUMENT, _("Documents")),
    (AGENT, _("People and organisations")),
    (SubjectKind.CLAIM.value, _("Claims")),
    (SubjectKind.LEAK.value, _("Leaks")),
    (SubjectKind.VENDOR.value, _("Vendors")),
    (SubjectKind.TECHNOLOGY.value, _("Technologies")),
    (SubjectKind.AGENCY.value, _("Agencies")),
    (SubjectKind.PLACE.value, _("Places")),
]
NEAR, FAR = "1", "2"
LEAST = 20


class NetworkFilters(forms.Form):
    """A value that makes no sense is named beside its field and asks for nothing; the others still do."""

    kind = forms.MultipleChoiceField(
        label=_("Only these kinds"), required=False, choices=KINDS, widget=forms.CheckboxSelectMultiple
    )
    depth = forms.ChoiceField(
        label=_("How far"),
        required=False,
        choices=[(NEAR, _("named with it")), (FAR, _("and with those"))],
    )
    least = forms.IntegerField(
        label=_("At least so many places"), required=False, min_value=1, max_value=LEAST
    )
    since = day(_("Documents from"))
    until = day(_("Documents to"))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filter-%s", label_suffix="")
        self.asked = data
        self.is_valid()

    @property
    def query(self) -> str:
        """What was asked for and makes sense, as a query string."""
        return self._query()

    @property
    def further(self) -> str:
        """Where the same is drawn one step further out."""
        return f"?{self._query(depth=[FAR])}"

    @property
    def nearer(self) -> str:
        return f"?{self._query(depth=[NEAR])}"

    def _query(self, **instead: list[str]) -> str:
        chosen = {name: self.asked.getlist(name) for name in self.fields if self.cleaned_data.get(name)}
        return urlencode(chosen | instead, doseq=True)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds to be shown: all, where none is chosen."""
        chosen = self.cleaned_data.get("kind") or [kind for kind, _label in KINDS]
        return frozenset(chosen)

    @property
    def steps(self) -> int:
        return int(self.cleaned_data.get("depth") or NEAR)

    @property
    def strength(self) -> int:
        return self.cleaned_data.get("least") or 1

    @property
    def dates(self) -> dict[str, Any]:
        """Look-ups on the first day of a Source; empty where any date will do."""
        asked = {"gte": self.cleaned_data.get("since"), "lte": self.cleaned_data.get("until")}
        return {f"issued_on__{look_up}": value for look_up, value in asked.items() if value}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.cleaned_data.get("kind") or self.strength > 1 or self.dates)
