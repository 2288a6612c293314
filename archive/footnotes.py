"""The footnotes of the reader as HTML: every Source that the text rests on, in full, with the ways back. Pure."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.citing import Cited
from archive.fragments import badge, by_script, link, outward, source_line

if TYPE_CHECKING:
    from archive.reader import Footnote


def footnotes_drawn(notes: Iterable["Footnote"]) -> SafeString:
    """The items of their list, in order."""
    drawing = _Drawing()
    return SafeString("\n".join(map(drawing.note, notes)))


class _Drawing:
    """What comes from outside goes through `escape` or `archive.fragments`."""

    def __init__(self) -> None:
        self._leaves, self._back = escape(_("leaves this site")), escape(_("Back to the text"))
        self._needs, self._marked = _("needs details"), escape(_("marked in the text with"))

    def note(self, note: "Footnote") -> str:
        cited = note.cited
        people = ", ".join(map(link, cited.contributors))
        opening = f": <q>{by_script(note.opening)}</q>" if note.opening else ""
        missing = badge(f"{self._needs}: {cited.missing}", "needs") if cited.missing else ""
        return (
            f'<li class="footnote" id="n{note.number}">\n{people}{". " if people else ""}'
            f"{source_line(cited)}{opening}\n{self._published(cited)}\n{missing}\n{self._marks(note)}"
            f'<span class="footnote__back">{escape(note.relation)}{self._ways_back(note)}</span>\n</li>'
        )

    def _published(self, cited: Cited) -> str:
        if cited.original is None:
            return ""
        return (
            outward(cited.original.url, self._leaves) if cited.original.host else escape(cited.original.url)
        )

    def _marks(self, note: "Footnote") -> str:
        """The numbers or signs that the text itself has for it: they are not ours."""
        marks = ", ".join(dict.fromkeys(escape(place.mark) for place in note.places if place.mark))
        return f'<span class="footnote__mark">{self._marked} {marks}</span>\n' if marks else ""

    def _ways_back(self, note: "Footnote") -> str:
        """Counted where there are several."""
        several = len(note.places) > 1
        return "".join(
            f' <a href="#{escape(place.anchor)}" aria-label="{self._back}, {note.number}.{count}">'
            f"↩{count if several else ''}</a>"
            for count, place in enumerate(note.places, start=1)
        )
