"""The registry of files for word processors and print: what menus offer beside `sources.exchange.formats`.

All are made by pandoc of the same blocks, and so say the same. None holds a script, or asks anybody for anything.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from sources.citing import engine
from sources.exchange.formats import UnknownFormat
from sources.papers.body import blocks_of
from sources.papers.inlines import Node, Speech, of_text
from sources.papers.packed import finished
from sources.papers.shapes import Paper, PaperFormat

# Quotation marks and dashes stay the very characters that they are; words in {…} behind others are not attributes.
MARKDOWN = "markdown-smart"
UNGUARDED = re.compile(r"([@&`<!\[\]]|:::)")
# The first word of a paragraph that would make it an item of a list.
BEGINS_LIST = re.compile(r"(\(?(?:\d+|#|[A-Za-z]|[ivxlcdmIVXLCDM]+)|)([.)]|[-+*:~%])\Z")
PAGE = """<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{}</title>
<style>{}</style>
</head>
<body>
<main>
<h1>{}</h1>
{}</main>
</body>
</html>
"""


def _docx(paper: Paper) -> bytes:
    return finished(_rendered(paper, Speech(paper.locale), "--to=docx"), paper.made_at)


def _odt(paper: Paper) -> bytes:
    return finished(_rendered(paper, Speech(paper.locale), "--to=odt"), paper.made_at)


def _html(paper: Paper) -> bytes:
    """The notes of a section stand at its end, before the bibliography; they are numbered through."""
    speech = Speech(paper.locale)
    options = ("--to=html5", "--reference-location=section", "--shift-heading-level-by=1")
    body = _rendered(paper, speech, *options).decode()
    body = body.replace(' data-custom-style="Bibliography"', ' class="entry"')
    # Pandoc escaped every word of the body; the style sheet is ours.
    title = " ".join(paper.title.split())
    page = format_html(PAGE, paper.locale, title, mark_safe(_style_sheet()), title, mark_safe(body))  # noqa: S308
    return page.encode()


def _markdown(paper: Paper) -> bytes:
    speech = Speech(paper.locale, tags=False)
    return engine.render(
        [_guarded(each) for each in blocks_of(paper, speech)],
        [_guarded(each) for each in of_text(paper.title, speech)],
        paper.locale,
        f"--to={MARKDOWN}",
        "--standalone",
    )


def _text(paper: Paper) -> bytes:
    return _rendered(paper, Speech(paper.locale, looks=False, tags=False), "--to=plain", "--standalone")


def _rendered(paper: Paper, speech: Speech, *options: str) -> bytes:
    title = of_text(paper.title, speech)
    return engine.render(blocks_of(paper, speech), title, paper.locale, *options)


def _guarded(node: Node) -> Node:
    """With a backslash before what pandoc does not always guard: it would read a citation, an entity, code, an element or a block."""
    content = node.get("c")
    if node["t"] == "Para" and content and (first := BEGINS_LIST.match(str(content[0].get("c")))):
        content = [{"t": "RawInline", "c": ["markdown", f"{first[1]}\\{first[2]}"]}, *content[1:]]
    if node["t"] == "Str" and UNGUARDED.search(node["c"]):
        return {"t": "Span", "c": [["", [], []], list(_pieces(node["c"]))]}
    return {**node, "c": _guarded_inside(content)} if isinstance(content, list) else node


def _guarded_inside(content: list[object]) -> list[object]:
    return [
        _guarded(each)
        if isinstance(each, dict)
        else _guarded_inside(each)
        if isinstance(each, list)
        else each
        for each in content
    ]


def _pieces(text: str) -> Iterator[Node]:
    for piece in UNGUARDED.split(text):
        if UNGUARDED.fullmatch(piece):
            yield {"t": "RawInline", "c": ["markdown", f"\\{piece}"]}
        elif piece:
            yield {"t": "Str", "c": piece}


@cache
def _style_sheet() -> str:
    return (Path(__file__).parent / "print.css").read_text(encoding="utf-8").strip()


PAPERS = (
    PaperFormat(
        "docx",
        _("Word (DOCX), with notes"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        _docx,
    ),
    PaperFormat(
        "odt", _("LibreOffice (ODT), with notes"), "application/vnd.oasis.opendocument.text", "odt", _odt
    ),
    PaperFormat("html", _("Page to print (HTML)"), "text/html; charset=utf-8", "html", _html),
    PaperFormat(
        "md", _("Markdown, with notes"), "text/markdown; charset=utf-8", "md", _markdown, ("markdown",)
    ),
    PaperFormat("txt", _("Plain text"), "text/plain; charset=utf-8", "txt", _text, ("text",)),
)


def paper_named(name: str) -> PaperFormat:
    """Raises `UnknownFormat`."""
    for each in PAPERS:
        if name == each.name or name in each.aliases:
            return each
    raise UnknownFormat(name)
