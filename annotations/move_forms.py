"""Where a person says an annotation belongs in a newer text."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.anchoring import AnchorError, QuoteAmbiguous, TextPosition, TextQuote, locate
from annotations.services.annotating import Range
from archive.models import Document, Passage

LARGEST = 10**9


class HandForm(forms.Form):
    """Words of a text, in one passage of it or wherever they stand once. `place` is theirs, of a valid form."""

    quote = forms.CharField(
        label=gettext_lazy("The words in the newer text"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Copied from the newer text, letter for letter."),
    )
    passage = forms.IntegerField(
        label=gettext_lazy("Number of their passage (¶)"),
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text=gettext_lazy("Only where the same words stand in the text more than once."),
    )

    def __init__(self, data: Mapping[str, Any] | None, document: Document, *, words: str) -> None:
        super().__init__(data, initial={"quote": words}, label_suffix="", auto_id="hand-%s")
        self.document = document

    def clean_passage(self) -> Passage | None:
        number = self.cleaned_data["passage"]
        if number is None:
            return None
        passage = self.document.passages.filter(number=number).first()
        if passage is None:
            raise forms.ValidationError(_("That text has no passage ¶ %(number)d.") % {"number": number})
        return passage

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"quote", "passage"} <= cleaned.keys():
            try:
                cleaned["place"] = self._place(cleaned["quote"], cleaned["passage"])
            except QuoteAmbiguous as error:
                said = _(
                    "These words stand there %(count)d times: say in which passage, or take in more words."
                )
                self.add_error("quote", said % {"count": error.copies})
            except AnchorError as error:
                self.add_error("quote", str(error))
        return cleaned

    def _place(self, quote: str, passage: Passage | None) -> Range:
        start, end = (passage.start, passage.end) if passage else (0, len(self.document.text))
        found = locate(self.document.text[start:end], quote=TextQuote(quote).normalised())
        position = TextPosition(start + found.start, start + found.end)
        held = locate(self.document.text, position=position)
        return held.start, held.end, held.exact
