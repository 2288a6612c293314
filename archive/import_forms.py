"""The shape of what is given at the import desk: a file or pasted text, columns of a table, choices for rows."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.importing.reading import MOST_BYTES, MOST_ROWS, File
from archive.models.imported import Choice
from sources.exchange.cells import VARIABLES
from sources.exchange.formats import read_formats

MEGABYTE = 2**20
ROW_FIELD = re.compile(r"row-(\d{1,6})")


def _formats() -> list[tuple[str, Any]]:
    return [("", _("found out from the file")), *((each.name, each.label) for each in read_formats())]


class ImportForm(forms.Form):
    """One file, or what is pasted."""

    upload = forms.FileField(label=_("File"), required=False, allow_empty_file=True, max_length=255)
    pasted = forms.CharField(
        label=_("Or paste it here"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    format = forms.ChoiceField(label=_("Format"), required=False, choices=_formats)

    @property
    def limits(self) -> dict[str, int]:
        return {"megabytes": MOST_BYTES // MEGABYTE, "rows": MOST_ROWS}

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        upload, pasted = cleaned.get("upload"), cleaned.get("pasted", "").strip()
        if upload and pasted:
            self.add_error("pasted", _("Give a file or paste its text, not both."))
        if not upload and not pasted and "upload" not in self.errors:
            self.add_error("upload", _("Choose a file, or paste references."))
        if upload and upload.size > MOST_BYTES:
            message = _("“%(name)s” has %(size)s MB; the limit is %(limit)d MB.")
            size = f"{upload.size / MEGABYTE:.1f}"
            facts = {"name": upload.name, "size": size, "limit": MOST_BYTES // MEGABYTE}
            self.add_error("upload", message % facts)
        return cleaned

    @property
    def place(self) -> str:
        """The field that holds what was given: errors of reading belong to it."""
        return "upload" if self.cleaned_data.get("upload") else "pasted"

    def file(self) -> File:
        upload, name = self.cleaned_data["upload"], self.cleaned_data["format"]
        if upload:
            return File(upload.read(), upload.name or "", name)
        return File(self.cleaned_data["pasted"].replace("\r\n", "\n").encode(errors="replace"), "", name)


class ColumnsForm(forms.Form):
    """Which variable of CSL each column of a table is."""

    def __init__(self, columns: Sequence[Sequence[str]], data: "Mapping[str, Any] | None" = None) -> None:
        super().__init__(data)
        choices = [("", _("not taken")), *((name, name) for name in VARIABLES)]
        for place, (heading, variable) in enumerate(columns):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading or _("column %(place)d") % {"place": place + 1},
                required=False,
                choices=choices,
                initial=variable,
            )

    def columns(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


def choices_in(data: Mapping[str, Any]) -> dict[int, str]:
    """Number of a row → what is chosen for it; what is no choice is left out."""
    found = ((ROW_FIELD.fullmatch(name), str(value)) for name, value in data.items())
    return {int(row[1]): value for row, value in found if row and value in Choice.values and value}
