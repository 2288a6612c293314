"""Annotations as a layer of the reader page (`archive.layers`): marks on the words, notes in the margin, a filter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import may
from annotations.margin import Margin
from annotations.models import Kind
from annotations.moves import Waiting, waiting_near
from annotations.offering import suggestions_layer
from annotations.reads import Placed, Said, standing_in
from archive.layers import KeyHelp, Layer, Mark, PassageAct
from archive.models import Document

STYLES = ("css/annotations.css", "css/margin.css")


KINDS = {kind.value: kind.label for kind in Kind}


@dataclass(frozen=True, slots=True)
class MarginContext:
    """What `annotations/_margin.html` draws: `notes` are `shown` items of a list. `total`: those before the filter; `create` is "" for those who may not.

    `waiting`: what is still to be carried over to the newest version of the text.
    """

    notes: SafeString
    shown: int
    total: int
    filters: "MarginFilters"
    create: str
    waiting: Waiting | None


class MarginFilters(forms.Form):
    """Chooses among the notes of one Document: every choice is one that finds something."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    tag = forms.ChoiceField(label=gettext_lazy("Tag"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    about = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)

    def __init__(self, query: QueryDict, notes: Iterable[list[Placed]]) -> None:
        super().__init__(query, auto_id="note-filter-%s", label_suffix="")
        found = _choices(note[0] for note in notes)
        for name, values in found.items():
            choices = sorted(values.items(), key=lambda each: str(each[1]).casefold())
            self.fields[name].choices = [("", _("any")), *choices]  # type: ignore[attr-defined]

    def keeps(self, note: list[Placed]) -> bool:
        mine = _choices(note[:1])
        return all(value in mine[name] for name, value in self.chosen.items())

    @property
    def chosen(self) -> dict[str, str]:
        """What is set and makes sense; what does not narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def reader_layers(document: Document, user: User | AnonymousUser, query: QueryDict) -> list[Layer]:
    """What people said of these words, and what the machine would ask them."""
    standing = standing_in(document, user)
    return [
        annotations_layer(document, user, query, standing.placed),
        suggestions_layer(document, user, standing),
    ]


def annotations_layer(
    document: Document, user: User | AnonymousUser, query: QueryDict, placed: Iterable[Placed]
) -> Layer:
    """Everything said of these words that this person may see, and the way to say more for those who may."""
    everything = _by_annotation(placed)
    create = _create_address(document) if may(user, "annotate") else ""
    if not everything and not create:
        return Layer()
    filters = MarginFilters(query, everything)
    chosen = filters.chosen
    numbered = [
        (number, note) for number, note in enumerate(everything, start=1) if not chosen or filters.keeps(note)
    ]
    margin = Margin(user)
    drawn = SafeString("\n".join(margin.note(note[0], number) for number, note in numbered))
    return Layer(
        marks=list(_marks(numbered)),
        template="annotations/_margin.html",
        context=MarginContext(
            drawn, len(numbered), len(everything), filters, create, waiting_near(document, user)
        ),
        passage_act=PassageAct(f"{create}?passage=", "✎", _("Annotate")) if create else None,
        keys=_keys(bool(create)),
        stylesheets=STYLES,
        scripts=("js/notes.js", "js/annotate.js") if create else ("js/notes.js",),
    )


def _create_address(document: Document) -> str:
    return reverse("annotations:annotation_create", args=[document.public_id])


def _by_annotation(places: Iterable[Placed]) -> list[list[Placed]]:
    """The places of each annotation together, in the order of the first ones."""
    found: dict[str, list[Placed]] = {}
    for place in places:
        found.setdefault(place.annotation.pk, []).append(place)
    return list(found.values())


def _marks(numbered: Iterable[tuple[int, list[Placed]]]) -> Iterator[Mark]:
    """Each place of each note; the first has the annotation's own anchor."""
    said: dict[tuple[str, int | None], str] = {}
    for number, note in numbered:
        annotation = note[0].annotation
        who = (annotation.kind, annotation.created_by_id)
        if who not in said:
            said[who] = _said(annotation)
        anchor, note_id = annotation.anchor, f"note-{annotation.pk}"
        for count, place in enumerate(note):
            here = f"{anchor}-{count + 1}" if count else anchor
            yield Mark(place.start, place.end, annotation.kind, here, note_id, number, said[who])


def _said(annotation: Said) -> str:
    """What a screen reader says before the words."""
    kind = str(KINDS[annotation.kind])
    if not annotation.person:
        return f"{kind}:"
    return _("%(kind)s by %(person)s:") % {"kind": kind, "person": annotation.person}


def _choices(notes: Iterable[Placed]) -> dict[str, dict[str, str]]:
    """What these notes can be found by: filter → value → words for it."""
    kinds, people, labels = set(), {}, set()
    for note in notes:
        kinds.add(note.annotation.kind)
        people[note.annotation.created_by_id] = note.annotation.person
        labels.update(note.annotation.labels)
    return {
        "kind": {kind: str(KINDS[kind]) for kind in kinds},
        "tag": {label.slug: label.name for label in labels if not label.stance},
        "by": {str(key): person for key, person in people.items() if person},
        "about": {f"{label.kind}/{label.slug}": label.name for label in labels if label.stance},
    }


def _keys(may_annotate: bool) -> list[KeyHelp]:
    reading = [KeyHelp(("m",), _("next mark")), KeyHelp(("Shift+M",), _("previous mark"))]
    if not may_annotate:
        return reading
    return [
        *reading,
        KeyHelp(("s",), _("select: this passage, then its first sentence, then its first word")),
        KeyHelp(("←", "→"), _("while selecting: the one before, the one after")),
        KeyHelp(("Shift+←", "Shift+→"), _("while selecting: one less, one more")),
        KeyHelp(("a",), _("annotate what is selected, or this passage")),
        KeyHelp(("Ctrl+Enter",), _("in the form: save")),
        KeyHelp(("Esc",), _("leave the form or the selection")),
    ]
