"""A list in a style: what its page shows, the formatted strings with each entry, and what is missing or kept out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from archive.citation_lists.reading import CitedSection, Listed, cited_sections
from archive.models import CitationList, ListOrder
from sources.citing.csl import fields_of
from sources.citing.doubts import Lack, Weight, lacks_of
from sources.citing.engine import EngineFailed
from sources.citing.formatted import Formatted, formatted
from sources.citing.styles import DEFAULT_STYLE, LOCALES, Style, UnknownStyle, style_named

Someone = User | AnonymousUser
NOTHING = Formatted("", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Look:
    """How a list is to look: as it is kept, or as a form asks for it now.

    `gone`: the id of the list's own style where that was withdrawn since; `style` is then the usual one.
    """

    style: Style
    locale: str
    order: str
    gone: str = ""


@dataclass(frozen=True)
class Line:
    """An entry with its formatted strings, all of them safe HTML.

    `main` is what stands in the list: the entry of a bibliography, or the whole note where the style has none for it,
    or where a passage is meant and the style has notes. `cited_as` is how a text names the passage, where that is not
    `main` itself. `number`: its number in a numbered style.
    """

    listed: Listed
    forms: Formatted

    @property
    def main(self) -> SafeString:
        forms = self.forms
        words = (forms.note or forms.bibliography) if self.is_note else (forms.bibliography or forms.in_text)
        return mark_safe(words)  # noqa: S308 - sources.citing.markup lets through nothing else

    @property
    def is_note(self) -> bool:
        return bool(self.forms.note and (self.listed.entry.is_passage or not self.forms.bibliography))

    @property
    def cited_as(self) -> SafeString:
        shown = self.forms.in_text if self.listed.entry.is_passage and self.forms.bibliography else ""
        return mark_safe(shown)  # noqa: S308 - as above

    @property
    def is_kept_out(self) -> bool:
        """Whether the style has no entry of a bibliography for it."""
        return bool(self.forms.warning)

    @cached_property
    def lacks(self) -> list[Lack]:
        """What no citation of it is complete without, and what in it may be wrong."""
        found = lacks_of(fields_of(dict(self.listed.citation.item)))
        return [each for each in found if each.weight != Weight.WANTED]


@dataclass(frozen=True, slots=True)
class Part:
    """A section and its lines."""

    section: CitedSection
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Preview:
    """`failed`: why nothing could be formatted, in words, or ""."""

    look: Look
    parts: list[Part]
    failed: str = ""

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def kept_out(self) -> list[Line]:
        return [line for line in self.lines if line.is_kept_out]

    @property
    def incomplete(self) -> list[Line]:
        return [line for line in self.lines if line.lacks]

    @property
    def drafts(self) -> list[Line]:
        return [line for line in self.lines if line.listed.is_draft]

    @property
    def has_headings(self) -> bool:
        return any(part.section.section for part in self.parts)


def look_of(citation_list: CitationList, style: str = "", locale: str = "", order: str = "") -> Look:
    """The list's own look, but for what is asked for and there is."""
    chosen = _style_or_none(style or citation_list.style) or _style_or_none(citation_list.style)
    return Look(
        style=chosen or style_named(DEFAULT_STYLE),
        locale=locale if locale in LOCALES else citation_list.locale,
        order=order if order in ListOrder.values else citation_list.order,
        gone="" if chosen else citation_list.style,
    )


def _style_or_none(id: str) -> Style | None:
    try:
        return style_named(id)
    except UnknownStyle:
        return None


def preview_of(citation_list: CitationList, user: Someone, look: Look) -> Preview:
    """What this person may see of it, in that look."""
    return drawn(cited_sections(citation_list, user, order=look.order), look)


def drawn(sections: Sequence[CitedSection], look: Look) -> Preview:
    """Where nothing can be formatted, the lines are there all the same, and the page says why they are bare."""
    citations = [each.citation for section in sections for each in section.entries]
    try:
        forms, failed = formatted(citations, look.style, look.locale), ""
    except EngineFailed as error:
        forms, failed = (
            [NOTHING] * len(citations),
            _("The citations cannot be made now: %(why)s") % {"why": error},
        )
    made = iter(forms)
    return Preview(look, [_part(section, made) for section in sections], failed)


def _part(section: CitedSection, forms: Iterator[Formatted]) -> Part:
    return Part(section, [Line(each, next(forms)) for each in section.entries])
