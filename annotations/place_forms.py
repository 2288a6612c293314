"""On which words an annotation stands besides those that it was made on."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from annotations.move_forms import HandForm
from archive.models import Document

ADDRESS = re.compile(r"(?:.*/documents/)?(?P<id>[0-9a-z]+)(?:/.*)?", re.ASCII)


class PlaceForm(HandForm):
    """Words of the Document named, or of `document` where none is; `document` is then that one. `place` as above."""

    document_named = forms.CharField(
        label=gettext_lazy("Document"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Its address. Empty: the document that it stands in."),
    )

    def __init__(self, data: Mapping[str, Any] | None, user: User, *, document: Document) -> None:
        super().__init__(data, document, words="")
        self.auto_id = "place-%s"
        self.user = user
        self.fields["quote"].label = _("The words")
        self.fields["quote"].help_text = _("Copied from the text, letter for letter.")
        self.order_fields(["document_named", "quote", "passage"])

    def clean_document_named(self) -> str:
        named = str(self.cleaned_data["document_named"]).strip()
        if not named:
            return ""
        found = ADDRESS.fullmatch(named)
        documents = Document.objects.visible_to(self.user).select_related("source")
        document = documents.filter(public_id=found["id"]).first() if found else None
        if document is None:
            raise forms.ValidationError(_("There is no document at “%(named)s”.") % {"named": named[:60]})
        self.document = document
        return named
