"""Forms over annotations: the shape of what people type. They validate; `annotations.services` writes."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from annotations.anchoring import Anchor, AnchorError, QuoteAmbiguous, TextPosition, TextQuote, locate, verify
from annotations.choosing import subjects_called, suggest_subjects
from annotations.models import Annotation, Kind, Subject, WorkState
from annotations.models.evidence import FOR_CLAIMS, FOR_THE_REST
from annotations.services.annotating import Range
from annotations.services.saying import Saying
from annotations.suggesting import suggest_tags
from archive.models import Document, Passage

LONGEST_NOTE = 10_000
LONGEST_NAME = 500
BETWEEN_TAGS = re.compile(r"[,，、;；\n]")
# The letter that chooses a kind.
LETTERS = {
    Kind.CLAIM: "c",
    Kind.LEAK: "l",
    Kind.VENDOR: "v",
    Kind.TECHNOLOGY: "t",
    Kind.AGENCY: "g",
    Kind.PLACE: "p",
    Kind.NOTE: "n",
}
NOTE = forms.Textarea(attrs={"rows": 3})


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("What is it?"), choices=_kinds, widget=forms.RadioSelect)


def _kinds() -> list[tuple[str, Any]]:
    """Asked when a form is shown or checked: Django would copy a list, label by label, for each form it makes."""
    return Kind.choices


def _stances() -> list[tuple[Any, Any]]:
    return [
        ("", gettext_lazy("the usual one")),
        (gettext_lazy("For a claim"), [(each.value, each.label) for each in FOR_CLAIMS]),
        (gettext_lazy("For anything else"), [(each.value, each.label) for each in FOR_THE_REST]),
    ]


def note_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Markdown: *emphasis*, [a link](https://…), lists."),
    )


def tags_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("With commas between them."),
        widget=forms.TextInput(attrs={"list": "tag-choices", "autocomplete": "off"}),
    )


def tags_typed(text: str) -> list[str]:
    return [tag.strip() for tag in BETWEEN_TAGS.split(text) if tag.strip()]


class AnnotationForm(forms.Form):
    """Something new about words of a Document. Subclasses say where the words stand."""

    kind = kind_field()
    note = note_field()
    tags = tags_field()
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("What it is evidence for, by name: a claim, a leak, a vendor …"),
        widget=forms.TextInput(attrs={"list": "subject-choices", "autocomplete": "off"}),
    )
    make_subject = forms.BooleanField(
        label=gettext_lazy("Make it if there is none of that name"), required=False, initial=True
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("Stance"),
        required=False,
        choices=_stances,
    )

    def __init__(
        self,
        document: Document,
        user: User,
        data: Mapping[str, Any] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="", auto_id="annotate-%s")
        self.document, self.user = document, user

    @property
    def letters(self) -> dict[str, str]:
        return {kind.value: letter for kind, letter in LETTERS.items()}

    def recent_tags(self) -> list[str]:
        return [tag.name for tag in suggest_tags("", self.user)]

    def recent_subjects(self) -> list[Subject]:
        return list(suggest_subjects("", Kind.NOTE, self.user))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (name := cleaned.get("subject")) and "kind" in cleaned:
            self._find_subject(name)
        if cleaned.get("stance") and not cleaned.get("subject"):
            self.add_error("stance", _("Say what it is evidence for, or choose no stance."))
        return cleaned

    def _find_subject(self, name: str) -> None:
        found = subjects_called(name, self.cleaned_data["kind"], self.user)
        if len(found) == 1:
            self.cleaned_data["found"] = found[0]
        elif found:
            kinds = ", ".join(str(each.get_kind_display()) for each in found)
            self.add_error(
                "subject",
                _("Several go by that name (%(kinds)s): choose their kind above.") % {"kinds": kinds},
            )
        elif not self.cleaned_data.get("make_subject"):
            self.add_error("subject", _("There is none of that name: tick the box to make it."))

    def saying(self, state: str) -> Saying:
        """What the form says. Only of a valid one."""
        said = self.cleaned_data
        return Saying(
            kind=said["kind"],
            note=said["note"].strip(),
            tags=tags_typed(said["tags"]),
            subject=said.get("found") or said["subject"] or None,
            stance=said["stance"],
            state=WorkState.DRAFT if state == WorkState.DRAFT else WorkState.SUBMITTED,
        )

    def ranges(self) -> list[Range]:
        """Where the words stand. Only of a valid form."""
        place = self.cleaned_data["place"]
        return [(place.start, place.end, place.exact)]


class SelectionForm(AnnotationForm):
    """About a range that a browser selected: code points, and the words that it saw there."""

    start = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    exact = forms.CharField(widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"start", "end", "exact"} <= cleaned.keys():
            self.add_error(None, _("The words are not told: select them again."))
        else:
            try:
                exact = TextQuote(cleaned["exact"]).normalised().exact
                cleaned["place"] = Anchor(cleaned["start"], cleaned["end"], exact, "", "")
                verify(self.document.text, cleaned["place"])
            except AnchorError as error:
                self.add_error(
                    None, _("The words on your page are not the words kept: %(why)s") % {"why": error}
                )
        return cleaned


class QuoteForm(AnnotationForm):
    """About words of one passage, cut down from all of it: for browsers without scripts."""

    quote = forms.CharField(
        label=gettext_lazy("The words"),
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Cut the passage down to the words that you mean. Change nothing else."),
    )

    def __init__(
        self, document: Document, user: User, data: Mapping[str, Any] | None = None, *, passage: Passage
    ) -> None:
        self.passage, self.words = passage, document.text[passage.start : passage.end]
        super().__init__(document, user, data, initial={"quote": self.words})
        self.order_fields(["quote"])

    def clean_quote(self) -> str:
        quote: str = self.cleaned_data["quote"]
        passage = str(self.passage)
        try:
            place = locate(self.words, quote=TextQuote(quote).normalised())
        except QuoteAmbiguous as error:
            message = _(
                "These words stand %(count)d times in %(passage)s: take in some of the words around them."
            )
            raise forms.ValidationError(message % {"count": error.copies, "passage": passage}) from error
        except AnchorError as error:
            message = _(
                "These words do not stand in %(passage)s as they are. Cut the passage down, change nothing."
            )
            raise forms.ValidationError(message % {"passage": passage}) from error
        start = self.passage.start + place.start
        position = TextPosition(start, start + len(place.exact))
        self.cleaned_data["place"] = locate(self.document.text, position=position)
        return quote


class RevisionForm(forms.Form):
    """Another version of a note. `version` is the one that it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    kind = kind_field()
    note = note_field()
    tags = tags_field()

    def __init__(self, data: Mapping[str, Any] | None = None, *, annotation: Annotation) -> None:
        initial = {
            "version": annotation.version,
            "kind": annotation.kind,
            "note": annotation.note,
            "tags": ", ".join(sorted(each.tag.name for each in annotation.tagged.select_related("tag"))),
        }
        super().__init__(data, initial=initial, label_suffix="", auto_id="annotate-%s")

    @property
    def letters(self) -> dict[str, str]:
        return {kind.value: letter for kind, letter in LETTERS.items()}

    def typed(self) -> dict[str, Any]:
        """For the service. Only of a valid form."""
        said = self.cleaned_data
        return {"kind": said["kind"], "note": said["note"].strip(), "tags": tags_typed(said["tags"])}

    def of_now(self, version: int) -> "RevisionForm":
        """The same words, to be saved over `version` when a person has seen both."""
        self.data = {**self.data, "version": version}
        return self


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)

    def __init__(self, data: Mapping[str, Any] | None = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")


class ReplyForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Your reply"), max_length=LONGEST_NOTE, widget=NOTE)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="", auto_id="reply-%s")
