"""Suggestions as pages show them, and as a layer of the reader page: apart from what people said."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from accounts.roles import may
from annotations.models import Subject
from annotations.reads import Standing
from annotations.suggestions import Someone, Suggestion, suggestions_for
from archive.layers import KeyHelp, Layer, Mark
from archive.models import Document

SHOWN = 100  # at a time; the rest is a page further on
AROUND = 60  # code points on either side, within the passage


@dataclass(frozen=True, slots=True)
class Choice:
    """A Subject that the words may be: its `kind` in words and its page. `answer` is what a form sends for it, `about`
    what tells its buttons from the others when they are read aloud.
    """

    name: str
    kind: str
    address: str
    answer: str
    about: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion to be answered. `passage` is its ¶, with the words `before` and `after` it there; else 0 and ""."""

    suggestion: Suggestion
    choices: list[Choice]
    passage: int = 0
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What `annotations/_suggestions.html` draws: those shown, and how many there are in all."""

    document: Document
    offers: list[Offer]
    total: int

    @property
    def further(self) -> int:
        return self.total - len(self.offers)


def suggestions_layer(document: Document, user: Someone, standing: Standing) -> Layer:
    """Known names marked in the text for whoever may annotate; for anybody else nothing, and no query."""
    found = suggestions_for(document, user, standing) if may(user, "annotate") else []
    if not found:
        return Layer()
    shown = found[:SHOWN]
    return Layer(
        marks=[_mark(each, number) for number, each in enumerate(shown, start=1)],
        template="annotations/_suggestions.html",
        context=Panel(document, [Offer(each, _choices(each)) for each in shown], len(found)),
        keys=[
            KeyHelp(("g",), _("next suggestion")),
            KeyHelp(("Shift+G",), _("previous suggestion")),
            KeyHelp(("a",), _("at a suggestion: accept it")),
            KeyHelp(("x",), _("at a suggestion: dismiss it for good")),
        ],
        stylesheets=("css/suggestions.css",),
        scripts=("js/suggestions.js",),
    )


def offers_in(document: Document, suggestions: Iterable[Suggestion]) -> list[Offer]:
    """At most `SHOWN` suggestions, which ascend, with the words around them. One query."""
    passages = list(document.passages.order_by("start").values_list("start", "end", "number"))
    return [_in_passage(document.text, each, passages) for each in islice(suggestions, SHOWN)]


def answer_to(suggestion: Suggestion, subject: Subject) -> str:
    """What a form sends to say which words and which Subject it is about."""
    return f"{suggestion.start}-{suggestion.end}-{subject.public_id}"


def _choices(suggestion: Suggestion) -> list[Choice]:
    about = _("that “%(words)s” at %(place)d is %(subject)s (%(kind)s)")
    return [
        Choice(
            name=each.name,
            kind=(kind := str(each.get_kind_display())),
            address=each.get_absolute_url(),
            answer=answer_to(suggestion, each),
            about=about
            % {"words": suggestion.exact, "place": suggestion.start, "subject": each.name, "kind": kind},
        )
        for each in suggestion.subjects
    ]


def _in_passage(text: str, suggestion: Suggestion, passages: Sequence[tuple[int, int, int]]) -> Offer:
    at = bisect_right(passages, suggestion.start, key=lambda each: each[0]) - 1
    start, end, number = passages[at]
    first = max(start, suggestion.start - AROUND)
    last = min(end, suggestion.end + AROUND)
    before = ("…" if first > start else "") + text[first : suggestion.start]
    after = text[suggestion.end : last] + ("…" if last < end else "")
    return Offer(suggestion, _choices(suggestion), number, before, after)


def _mark(suggestion: Suggestion, number: int) -> Mark:
    names = _(" or ").join(f"{each.name} ({each.get_kind_display()})" for each in suggestion.subjects)
    said = _("suggestion: %(names)s:") % {"names": names}
    place = suggestion.anchor
    return Mark(suggestion.start, suggestion.end, "suggestion", place, f"offer-{place}", number, said)
