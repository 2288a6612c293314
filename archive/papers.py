"""What a page shows, as a file for a word processor: the same entries, and the very strings that the page has.

Which entries, and what each person may see of them, is asked where the page asks it: `archive.citation_lists` and
`archive.source_exports`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from archive.citation_lists.preview import Line, Preview
from archive.citation_lists.versions import FrozenLine, FrozenPart, style_title
from archive.citation_lists.wanted import Someone
from archive.models import CitationList, ListVersion
from archive.pinpoints.looks import Look
from archive.source_exports import Export, items
from sources.citing.csl import permanent_link
from sources.citing.engine import EngineFailed
from sources.citing.formatted import Citation, Formatted, formatted
from sources.citing.styles import UnknownStyle, style_named
from sources.csv_files import absolute, file_header
from sources.papers.shapes import Entry, Paper, PaperFormat, Section

COUNT = "X-Item-Count"
LONGEST_POST = 80  # code points of the name of a post
MOST = 2_000  # entries: as many as a list may have
TOO_MANY, FAILED = 413, 503


class TooMany(ValueError):
    """More than a paper holds; the message says so, for people."""


def paper_of_list(citation_list: CitationList, preview: Preview) -> Paper:
    """A list in the look of its preview, for whom the preview was made. Raises `EngineFailed`."""
    if preview.failed:
        raise EngineFailed(preview.failed)
    style = preview.look.style
    return Paper(
        title=citation_list.title,
        address=absolute(citation_list.get_absolute_url()),
        made_at=timezone.now(),
        style=style.title,
        locale=preview.look.locale,
        is_note=style.is_note,
        is_numeric=style.is_numeric,
        sections=[
            Section(part.section.heading, [_listed(each) for each in part.lines]) for part in preview.parts
        ],
        intro=citation_list.intro,
    )


def paper_of_version(version: ListVersion, parts: Sequence[FrozenPart]) -> Paper:
    """A frozen version with the strings that it was frozen with, whatever has become of its style since."""
    lines = [line for part in parts for line in part.lines]
    return Paper(
        title=version.title,
        address=absolute(version.get_absolute_url()),
        made_at=timezone.now(),
        style=style_title(version.style),
        locale=version.locale,
        is_note=any(line.entry.full_note for line in lines),
        is_numeric=_is_numeric(version.style),
        sections=[Section(part.heading, [_frozen(each) for each in part.lines]) for part in parts],
        intro=version.intro,
    )


def paper_of_sources(export: Export, look: Look, user: Someone, path: str) -> Paper:
    """The sources of a page, at `path`. Raises `EngineFailed` and `TooMany`."""
    if len(export.keys) > MOST:
        said = _("A document holds at most %(most)d references; these are %(count)d.")
        raise TooMany(said % {"most": MOST, "count": len(export.keys)})
    found = list(items(export.keys, user))
    forms = formatted([Citation(item) for item in found], look.style, look.locale)
    entries = [_whole(item, each) for item, each in zip(found, forms, strict=True)]
    return Paper(
        title=export.title,
        address=absolute(path),
        made_at=timezone.now(),
        style=look.style.title,
        locale=look.locale,
        is_note=look.style.is_note,
        is_numeric=look.style.is_numeric,
        sections=[Section("", entries)],
    )


def paper_answer(form: PaperFormat, paper: Paper) -> HttpResponse:
    """The file. The number of its references stands in a header, in its name and in itself. Raises `EngineFailed`."""
    count = len(paper.entries)
    named = f"{paper.title[:50]} {count}" if count != 1 else paper.title
    headers = {
        "Content-Disposition": file_header(named, form.suffix),
        "Link": f'<{paper.address}>; rel="canonical"',
        COUNT: str(count),
    }
    return HttpResponse(form.write(paper), content_type=form.content_type, headers=headers)


def no_paper(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page that says why there is no file."""
    if isinstance(error, TooMany):
        said, status = str(error), TOO_MANY
    else:
        said, status = _("The document cannot be made now: %(why)s") % {"why": error}, FAILED
    query = request.GET.copy()
    query.pop("format", None)
    back = f"{request.path}?{query.urlencode()}" if query else request.path
    return render(
        request, "archive/no_paper.html", {"said": said, "back": back, "status": status}, status=status
    )


def work_name(item: Mapping[str, Any]) -> str:
    """A work in plain words: its title, else where it is. Of a post the beginning, for its words are in its note."""
    if item.get("type") == "post":
        return Truncator(str(item.get("title", ""))).chars(LONGEST_POST) or _("A post")
    return str(item.get("title") or item.get("URL") or _("A work without a title"))


def _listed(line: Line) -> Entry:
    listed = line.listed
    return Entry(
        **_described(listed.citation.item),
        forms=line.forms,
        address=absolute(listed.address),
        words=listed.words,
        words_language=listed.entry.document.language if listed.entry.document else "",
        place=listed.passages,
        remark=listed.entry.note,
    )


def _frozen(line: FrozenLine) -> Entry:
    entry = line.entry
    return Entry(
        **_described(entry.item),
        forms=Formatted(entry.bibliography, entry.full_note, entry.in_text, "", entry.warning),
        address=absolute(line.address),
        words=line.words,
        words_language=entry.document.language if entry.document else "",
        place=line.passages,
        remark=entry.note,
    )


def _whole(item: Mapping[str, Any], forms: Formatted) -> Entry:
    return Entry(**_described(item), forms=forms, address=permanent_link(dict(item)))


def _described(item: Mapping[str, Any]) -> dict[str, str]:
    return {
        "work": str(item.get("id", "")),
        "name": work_name(item),
        "language": str(item.get("language") or ""),
    }


def _is_numeric(style: str) -> bool:
    """A style that is gone leaves its works in the order of the list."""
    try:
        return style_named(style).is_numeric
    except UnknownStyle:
        return True
