"""One draft on the desk: its text with marks, a card with a form for each finding, and what all forms say together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.corrections import (
    ADDED,
    CannotCorrect,
    Edits,
    Finding,
    Place,
    Places,
    author_lines,
    correct,
    findings,
    kind_of,
    labels,
    said_of,
)
from archive.desk.beginnings import BeginningChoice, Beginnings, with_beginning
from archive.desk.choices import Choice, choices_of, said_in, surviving
from archive.desk.marked import MarkedPassage, marked_passages
from archive.desk.people import Person, people_of
from archive.forms import CITED, AddForm, FindingForm, LinkForm, MetadataForm, PostForm, QuotationForm
from archive.matching import author_key, find_matches
from archive.models import Draft
from archive.reading.proposal import FoundPost, FoundQuotation, Metadata, Proposal

SURE, FAIRLY, UNSURE = 0.95, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as a person meets it. `place` is where it is now, as read from the text; `beginnings` where else it may."""

    found: Finding
    kind: str
    label: str
    form: FindingForm
    choice: Choice | None
    place: Place
    beginnings: tuple[BeginningChoice, ...] = ()

    @property
    def is_added(self) -> bool:
        return self.found.key.startswith(ADDED)

    @property
    def opens(self) -> bool:
        """Whether its fields are shown at once: where something is wrong, unsure or not filled in yet."""
        return bool(self.form.errors) or self.is_added or self.found.confidence < FAIRLY

    @property
    def sureness(self) -> str:
        """sure, fairly, unsure or guess."""
        steps = ((SURE, "sure"), (FAIRLY, "fairly"), (UNSURE, "unsure"))
        return next((word for least, word in steps if self.found.confidence >= least), "guess")

    @property
    def percent(self) -> int:
        return round(self.found.confidence * 100)


def missing_in(metadata: Metadata) -> list[str]:
    """What a citation needs and nobody knows yet, as words for people."""
    needed = (
        (_("its title"), metadata.title.value),
        (_("its authors"), metadata.authors),
        (_("its date"), metadata.issued.value),
    )
    return [words for words, known in needed if not known]


class Desk:
    """`data` is what was sent; a form whose fields are not in it shows what is saved.

    `begun` is the key of the post whose beginning was chosen with a click, "" when none was.

    Two ways to read it: as a page (`passages`, `cards`, …), and as what it says (`corrected()`).
    """

    def __init__(self, draft: Draft, data: QueryDict | None = None) -> None:
        self.draft = draft
        self.data: QueryDict | None = None
        self.begun = ""
        if data is not None:
            self.data, self.begun = with_beginning(data)
        self.proposal = draft.read()
        self.labels = labels(self.proposal)
        self.places = Places(self.proposal)
        self._beginnings = Beginnings(self.proposal, self.places)
        self.choices = choices_of(
            find_matches(self.proposal), {**draft.matches, **self._posted_choices(data)}
        )
        self.metadata = MetadataForm(
            self._sent("metadata-title"), prefix="metadata", initial=self._known_of_article()
        )
        self.adding = AddForm(self._sent("add-first"), prefix="add")
        self.cards = [self._card(found) for found in findings(self.proposal)]

    @cached_property
    def passages(self) -> list[MarkedPassage]:
        return list(marked_passages(self.proposal, self.labels))

    @property
    def article_choice(self) -> Choice | None:
        return self.choices.get("article")

    @property
    def author_choices(self) -> list[tuple[str, Choice | None]]:
        """Each author with the agents that they may be."""
        authors = self.proposal.metadata.authors
        return [(each.value, self.choices.get(author_key(at))) for at, each in enumerate(authors)]

    @cached_property
    def people(self) -> list[Person]:
        return people_of(self.proposal, self.choices)

    @property
    def warnings(self) -> list[tuple[str, int | None]]:
        """(message, the ¶ it is about, if it has a place)."""
        return [
            (each.message, self.places.number(each.span.start) if each.span else None)
            for each in self.proposal.warnings
        ]

    @property
    def forms(self) -> list[tuple[str, forms.Form]]:
        """(label, form) in the order of the page."""
        cards: Iterable[tuple[str, forms.Form]] = ((card.label, card.form) for card in self.cards)
        return [("", self.metadata), *cards, ("", self.adding)]

    def faults(self) -> list[tuple[str, BoundField, str]]:
        """(label, field, message) for everything that cannot be saved, in the order of the page."""
        return [
            (label, form[name], str(message))
            for label, form in self.forms
            for name, messages in form.errors.items()
            for message in messages
        ]

    def differing(self) -> list[tuple[str, BoundField]]:
        """(label, field) where what was sent is not what is saved now."""
        return [
            (label, form[name])
            for label, form in self.forms
            if form.is_bound
            for name in form.changed_data
            if form is not self.adding or form["first"].data
        ]

    def corrected(self) -> tuple[Proposal, dict[str, str]] | None:
        """The proposal as the forms say, and the records chosen; None when something is wrong, noted in the forms."""
        if not all(form.is_valid() for _title, form in self.forms if form.is_bound):
            return None
        try:
            after = correct(self.proposal, self._edits())
        except CannotCorrect as error:
            known = {form.prefix: form for _title, form in self.forms}
            for fault in error.faults:
                known[fault.key].add_error(fault.field, fault.message)
            return None
        said = {**self.draft.matches, **said_in(self.data or {}, self.choices)}
        return after, surviving(self.proposal, after, said)

    def added_in(self, after: Proposal) -> str:
        """The key of the finding that is in `after` and not here, or ""."""
        return next((found.key for found in findings(after) if found.key not in self.labels), "")

    def _edits(self) -> Edits:
        bound = [card for card in self.cards if card.form.is_bound]
        by_kind: dict[type[FindingForm], dict[str, Any]] = {PostForm: {}, QuotationForm: {}, LinkForm: {}}
        for card in bound:
            by_kind[type(card.form)][card.found.key] = card.form.edit()  # type: ignore[attr-defined]
        return Edits(
            metadata=self.metadata.cleaned_data if self.metadata.is_bound else {},
            posts=by_kind[PostForm],
            quotations=by_kind[QuotationForm],
            links=by_kind[LinkForm],
            addition=self.adding.addition if self.adding.is_bound else None,
        )

    def _card(self, found: Finding) -> Card:
        place = self.places.of(found.span)
        form = self._form(found, place)
        choice, beginnings = self.choices.get(found.key), self._beginnings.of(found)
        return Card(found, kind_of(found), self.labels[found.key], form, choice, place, beginnings)

    def _form(self, found: Finding, place: Place) -> FindingForm:
        data = self._sent(f"{found.key}-first")
        initial: dict[str, Any] = {"first": place.first, "last": place.last, "accepted": found.accepted}
        initial |= {"begins": place.begins, "ends": place.ends}
        if isinstance(found, FoundPost):
            initial |= {name: getattr(found, name) for name in PostForm.base_fields if hasattr(found, name)}
            post = PostForm(data, prefix=found.key, initial=initial)
            post.offer(self.proposal.threads)
            return post
        metadata = said_of(found)
        initial |= {name: getattr(metadata, name).value for name in CITED if name != "authors"}
        initial["authors"] = author_lines(metadata)
        if isinstance(found, FoundQuotation):
            initial["text_status"] = found.text_status
            return QuotationForm(data, prefix=found.key, initial=initial)
        return LinkForm(data, prefix=found.key, initial=initial)

    def _known_of_article(self) -> dict[str, str]:
        metadata = self.proposal.metadata
        names = (name for name in MetadataForm.base_fields if name != "authors")
        return {**{name: getattr(metadata, name).value for name in names}, "authors": author_lines(metadata)}

    def _sent(self, name: str) -> QueryDict | None:
        return self.data if self.data is not None and name in self.data else None

    @staticmethod
    def _posted_choices(data: QueryDict | None) -> Mapping[str, str]:
        prefix = "match-"
        sent = data.dict() if data else {}
        return {
            name.removeprefix(prefix): str(value) for name, value in sent.items() if name.startswith(prefix)
        }
