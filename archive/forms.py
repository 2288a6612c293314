"""The shape of what is typed at the ingest desk. Whether it makes sense is for `archive.corrections` to say."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from archive.corrections import NEW_THREAD, Addition, LinkEdit, Place, PostEdit, QuotationEdit
from archive.drafts import Input
from archive.models import CaptureMethod, TextStatus
from archive.reading.proposal import FoundThread
from archive.widgets import QuickNumber, QuickSelect, QuickText
from sources.models import Platform, SourceType

SMALL = 32_767  # the largest number that a small column holds
PASTED_AS = [("text/plain", _("plain text")), ("text/html", _("HTML, as copied from a page's source"))]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Any number of files; each one too large is named, and none is read for it."""

    widget = FilesInput

    def clean(
        self, data: "Sequence[UploadedFile[bytes]] | None", initial: object = None
    ) -> "list[UploadedFile[bytes]]":
        files = [super(FilesField, self).clean(each, initial) for each in data or []]
        large = [file for file in files if (file.size or 0) > settings.MAX_UPLOAD_BYTES]
        if large:
            raise forms.ValidationError([_too_large(file) for file in large])
        return files


def _too_large(file: "UploadedFile[bytes]") -> forms.ValidationError:
    facts = {
        "name": file.name,
        "size": f"{(file.size or 0) / 2**20:.1f}",
        "limit": settings.MAX_UPLOAD_MB,
    }
    return forms.ValidationError(
        _("“%(name)s” has %(size)s MB; the limit is %(limit)s MB."), "too-large", facts
    )


class StartForm(forms.Form):
    """Files, or pasted words, or both; an address says where one of them was published."""

    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True, max_length=255)
    pasted = forms.CharField(
        label=_("Or paste it here"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    pasted_as = forms.ChoiceField(
        label=_("What is pasted is"), choices=PASTED_AS, initial=PASTED_AS[0][0], widget=forms.RadioSelect
    )
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Where it was published, if you know."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        count = len(cleaned.get("uploads") or []) + bool(cleaned.get("pasted", "").strip())
        if not count and "uploads" not in self.errors:
            self.add_error("uploads", _("Choose a file, or paste the words of an article."))
        if count > 1 and cleaned.get("url"):
            message = ngettext_lazy(
                "An address is that of one article.",
                "An address is that of one article; %(count)s were given.",
                count,
            )
            self.add_error("url", message % {"count": count})
        return cleaned

    @property
    def limit(self) -> int:
        """In MB, for one file and for what is pasted."""
        return settings.MAX_UPLOAD_MB

    def inputs(self) -> Iterator[tuple[str, Input]]:
        """(field, input), one by one, so that only one file at a time is in memory."""
        url = self.cleaned_data["url"]
        for file in self.cleaned_data["uploads"]:
            yield (
                "uploads",
                Input(data=file.read(), method=CaptureMethod.UPLOAD, name=file.name or "", url=url),
            )
        pasted = self.cleaned_data["pasted"].replace("\r\n", "\n")
        if pasted.strip():
            media_type = f"{self.cleaned_data['pasted_as']}; charset=utf-8"
            data = pasted.encode()
            yield "pasted", Input(data=data, method=CaptureMethod.PASTE, media_type=media_type, url=url)


# One line that may stay empty, and a number that counts from one.
Line = partial(forms.CharField, required=False, widget=QuickText(attrs={"autocomplete": "off"}))
Day = partial(Line, widget=QuickText(attrs={"autocomplete": "off", "placeholder": "2019-12-18"}))
Address = partial(Line, max_length=2000, widget=QuickText(attrs={"autocomplete": "off", "inputmode": "url"}))
Count = partial(forms.IntegerField, required=False, min_value=1, max_value=10**9, widget=QuickNumber)
OneOf = partial(forms.ChoiceField, widget=QuickSelect)


class PlaceForm(forms.Form):
    """Where something stands: from ¶ to ¶, and the words at its edges."""

    first = Count(label=_("From ¶"))
    last = Count(label=_("to ¶"))
    begins = Line(label=_("beginning with"), max_length=2000)
    ends = Line(label=_("ending with"), max_length=2000)

    @property
    def place(self) -> Place:
        said = self.cleaned_data
        return Place(said["first"], said["last"] or said["first"], said["begins"], said["ends"])


class FindingForm(PlaceForm):
    """What can be said of any finding."""

    first = Count(label=_("From ¶"), required=True)
    accepted = forms.BooleanField(label=_("Keep this finding"), required=False)
    removed = forms.BooleanField(label=_("Take it out again"), required=False)

    def _decided(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"place": self.place, "accepted": said["accepted"], "removed": said["removed"]}


class PostForm(FindingForm):
    platform = OneOf(label=_("Platform"), choices=Platform.choices)
    handle = Line(label=_("Account"), max_length=200)
    display_name = Line(label=_("Name shown"), max_length=300)
    posted = Day(label=_("Posted"), max_length=60)
    platform_id = Line(label=_("Id on the platform"), max_length=300)
    url = Address(label=_("Address"))
    thread = OneOf(label=_("Thread"), required=False)
    thread_number = Count(label=_("Number"), max_value=SMALL)
    thread_length = Count(label=_("of"), max_value=SMALL)
    text_status = OneOf(label=_("Its words are"), choices=TextStatus.choices)

    def offer(self, threads: Sequence[FoundThread]) -> None:
        """Let the post stand in one of these, in none, or in one of its own."""
        named = [
            (each.key, _("Thread %(number)s, by @%(handle)s") % {"number": number, "handle": each.handle})
            for number, each in enumerate(threads, start=1)
        ]
        field = cast("forms.ChoiceField", self.fields["thread"])
        field.choices = [("", _("in none")), *named, (NEW_THREAD, _("a new thread"))]

    def edit(self) -> PostEdit:
        names = set(self.cleaned_data) - set(FindingForm.base_fields)
        return PostEdit(**self._decided(), **{name: self.cleaned_data[name] for name in names})


class CitedForm(FindingForm):
    """What is known of a source that is quoted or linked to."""

    title = Line(label=_("Title"), max_length=1000)
    authors = forms.CharField(
        label=_("Authors, one to a line"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    container = Line(label=_("Published in"), max_length=500)
    issued = Day(label=_("Date"), max_length=60)
    url = Address(label=_("Address"))

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CITED}


CITED = ("title", "authors", "container", "issued", "url")


class QuotationForm(CitedForm):
    text_status = OneOf(label=_("Its words are"), choices=TextStatus.choices)

    def edit(self) -> QuotationEdit:
        return QuotationEdit(**self._decided(), said=self.said, text_status=self.cleaned_data["text_status"])


class LinkForm(CitedForm):
    def edit(self) -> LinkEdit:
        return LinkEdit(**self._decided(), said=self.said)


class MetadataForm(forms.Form):
    """What is known of the article itself."""

    title = Line(label=_("Title"), max_length=1000)
    authors = forms.CharField(
        label=_("Authors, one to a line"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    issued = Day(label=_("Date"), max_length=60)
    container = Line(label=_("Published in"), max_length=500)
    publisher = Line(label=_("Publisher"), max_length=500)
    url = Address(label=_("Address"))
    language = Line(label=_("Language"), max_length=35)
    csl_type = OneOf(label=_("Type"), required=False, choices=[("", _("not known")), *SourceType.choices])


class AddForm(PlaceForm):
    """A finding that the reading missed; empty when there is none."""

    kind = OneOf(
        label=_("What it is"),
        required=False,
        choices=[("post", _("a post")), ("quotation", _("a quotation")), ("link", _("a link or source"))],
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        typed = said.get("last") or said.get("begins") or said.get("ends")
        if typed and not said.get("first") and "first" not in self.errors:
            self.add_error("first", _("Say in which passage it begins."))
        return said

    @property
    def addition(self) -> Addition | None:
        return Addition(self.cleaned_data["kind"], self.place) if self.cleaned_data["first"] else None
