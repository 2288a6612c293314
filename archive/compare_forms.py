"""Which two texts to compare, as people say it."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from archive.models import Document
from archive.models.document import DocumentQuerySet
from sources.models import Merge

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 500
# The address of a text or of what it is a text of; with nothing before the id, any of the two.
ADDRESS = re.compile(r"/?(?:(?P<kind>documents|sources|posts)/)?(?P<public_id>[-\w]+)/?")


class TextField(forms.CharField):
    """A text that this person may see, by its public id or its address here, or by those of its Source."""

    def __init__(self, user: User | AnonymousUser, label: "StrOrPromise") -> None:
        hint = _("The address of a document, a post or a source on this site, or its id.")
        super().__init__(max_length=LONGEST, label=label, help_text=hint)
        self._user = user

    def clean(self, value: object) -> Document | None:
        typed = super().clean(value)
        if not typed:
            return None
        path = ADDRESS.fullmatch(unquote(urlsplit(typed.strip()).path))
        if path and (document := self._find(path["kind"], path["public_id"])):
            return document
        raise forms.ValidationError(_("No text is kept here under this id or address."), "unknown")

    def _find(self, kind: str | None, public_id: str) -> Document | None:
        documents = comparable(self._user)
        found = documents.filter(public_id=public_id).first() if kind in (None, "documents") else None
        if found or kind == "documents":
            return found
        own = documents.filter(source__public_id=public_id).closest_to_the_original().first()
        merged = Merge.objects.standing().filter(merged_id=public_id).values("kept_source")
        return own or documents.filter(source__in=merged).closest_to_the_original().first()


def comparable(user: User | AnonymousUser) -> DocumentQuerySet:
    """Texts that this person may see, with what names them."""
    return Document.objects.visible_to(user).select_related(
        "source__post__account__agent", "source__post__thread"
    )


class CompareForm(forms.Form):
    """Two texts, not one twice."""

    def __init__(self, user: User | AnonymousUser, data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["a"] = TextField(user, _("One text"))
        self.fields["b"] = TextField(user, _("The other"))

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if chosen.get("a") and chosen.get("a") == chosen.get("b"):
            self.add_error("b", _("This is the same text: choose another one."))
        return chosen
