"""The filters over the list of documents; see `sources.filters` for what all lists share."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.visibility import State
from archive.models import KeptAs, TextStatus
from archive.models.document import DocumentQuerySet
from sources.filters import Filters, choice, tick, words
from sources.languages import tidy_tag
from sources.models import Source
from sources.paging import Order

UNDATED = Q(source__issued_on__isnull=True)
EVERYTHING = "all"


class DocumentFilters(Filters):
    """Texts read from a capture of their own, unless `kept_as` asks for others too."""

    orders = {
        "kept": (_("date kept, newest first"), Order(("kept_at", "pk"), descending=True)),
        "kept-first": (_("date kept, oldest first"), Order(("kept_at", "pk"))),
        "issued": (
            _("date, newest first"),
            Order(("source__issued_on", "pk"), descending=True, unknown=UNDATED),
        ),
        "title": (_("title"), Order(("source__title", "pk"), unknown=Q(source__title=""))),
    }
    outlet = words(_("Published in"))
    language = words(_("Language"))
    text_status = choice(_("Text"), TextStatus.choices)
    kept_as = forms.ChoiceField(
        label=_("Kept"),
        required=False,
        choices=[
            ("", KeptAs.WHOLE.label),
            (KeptAs.QUOTATION.value, KeptAs.QUOTATION.label),
            (EVERYTHING, _("either way")),
        ],
    )
    state = choice(_("State"), State.choices)
    needs_details = tick(_("needs details"))

    def clean_language(self) -> str:
        given = self.cleaned_data["language"]
        tag = tidy_tag(given) if given else ""
        if tag is None:
            raise forms.ValidationError(_("Write a language tag: en, zh-Hans, und for not known."))
        return tag

    def narrow(self, documents: DocumentQuerySet) -> DocumentQuerySet:
        kept_as = self.chosen("kept_as") or KeptAs.WHOLE
        if kept_as != EVERYTHING:
            documents = documents.filter(kept_as=kept_as)
        if outlet := self.chosen("outlet"):
            documents = documents.filter(source__container_title__icontains=outlet)
        if tag := self.chosen("language"):
            documents = documents.filter(Q(language=tag) | Q(language__startswith=f"{tag}-"))
        for name in ("text_status", "state"):
            if value := self.chosen(name):
                documents = documents.filter(**{name: value})
        if self.chosen("needs_details"):
            documents = documents.filter(source__in=Source.objects.needing_details().values("pk"))
        return documents
