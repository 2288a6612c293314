"""A paper as blocks of pandoc's document: what each format is written from, so that all say the same. Pure."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.citing.formatted import text_of
from sources.papers.inlines import SPACE, Node, Speech, linked, noted, of_markup, of_text, spoken
from sources.papers.shapes import Entry, Paper

# The heading of works cited in styles with notes, and in all others; by locale or its language.
HEADINGS = {
    "en": ("Bibliography", "References"),
    "zh-CN": ("参考文献", "参考文献"),
    "zh-TW": ("參考文獻", "參考文獻"),
    "de": ("Literaturverzeichnis", "Literaturverzeichnis"),
    "fr": ("Bibliographie", "Références"),
    "es": ("Bibliografía", "Referencias"),
}
ENTRY_STYLE = "Bibliography"  # of paragraphs, in Word and in LibreOffice
# What a bibliography does not sort by: signs in front, and the article of a title.
BEFORE_SORTED = re.compile(r"\A\W+(?:(?:the|an?)\s+)?", re.IGNORECASE)
OF_OURS = "en"  # the language of the sentences that are ours, whatever that of the citations


def blocks_of(paper: Paper, speech: Speech) -> list[Node]:
    """Where it comes from and how much it holds; the introduction; each section; the bibliography."""
    return [
        _para(_manifest(paper, speech)),
        *_plain_paragraphs(paper.intro, speech),
        *_sections(paper, speech),
        *_bibliography(paper, speech),
    ]


def count_words(paper: Paper) -> str:
    """`42 references`: as many as have a note, or a place in the text."""
    count = len(paper.entries)
    return ngettext("%(count)d reference", "%(count)d references", count) % {"count": count}


def _manifest(paper: Paper, speech: Speech) -> list[Node]:
    said = _("%(references)s in %(style)s, exported %(day)s from") % {
        "references": count_words(paper),
        "style": paper.style,
        "day": date_format(paper.made_at, "j F Y"),
    }
    words = spoken(of_text(said, speech), OF_OURS, speech)
    return [*words, SPACE, *linked(of_text(paper.address, speech), paper.address)]


def _sections(paper: Paper, speech: Speech) -> Iterator[Node]:
    for section in paper.sections:
        if section.entries and section.heading:
            yield _heading(of_text(section.heading, speech))
        for entry in section.entries:
            yield from _entry(entry, paper, speech)


def _entry(entry: Entry, paper: Paper, speech: Speech) -> Iterator[Node]:
    name = linked(spoken(of_text(entry.name, speech, entry.language), entry.language, speech), entry.address)
    cited = _cited(entry, paper, speech)
    if entry.words.strip():
        yield _quotation(entry, [*name, *_placed(entry, speech)], cited, speech)
    else:
        yield _para([*name, *cited])
    for remark in _lines(entry.remark):
        yield _para(of_text(remark, speech))


def _cited(entry: Entry, paper: Paper, speech: Speech) -> list[Node]:
    """What stands behind the name of a work, or behind the words of a passage."""
    if paper.is_note:
        return [noted(of_markup(entry.forms.note, speech, entry.language))] if entry.forms.note else []
    in_text = of_markup(entry.forms.in_text, speech, entry.language)
    is_raised = entry.forms.in_text.startswith("<sup>")  # a number that stands on the word before it
    return [SPACE, *in_text] if in_text and not is_raised else in_text


def _quotation(entry: Entry, name: list[Node], cited: list[Node], speech: Speech) -> Node:
    """The words with their note, and whose they are."""
    lines = [
        spoken(of_text(each, speech, entry.words_language), entry.words_language, speech)
        for each in _lines(entry.words)
    ]
    lines[-1] = [*lines[-1], *cited]
    return {"t": "BlockQuote", "c": [*map(_para, lines), _para([{"t": "Str", "c": "—"}, SPACE, *name])]}


def _placed(entry: Entry, speech: Speech) -> list[Node]:
    return [{"t": "Str", "c": ","}, SPACE, *of_text(entry.place, speech)] if entry.place else []


def _bibliography(paper: Paper, speech: Speech) -> Iterator[Node]:
    works = {each.work: each for each in reversed(paper.entries) if each.forms.bibliography}
    entries = [*reversed(works.values())]
    if entries:
        yield _heading(of_text(_heading_words(paper), speech))
    for entry in entries if paper.is_numeric else sorted(entries, key=_letters):
        para = _para(of_markup(entry.forms.bibliography, speech, entry.language))
        yield _styled(para, ENTRY_STYLE) if speech.tags else para
    if kept_out := _kept_out(paper):
        yield _para(spoken(of_text(kept_out, speech), OF_OURS, speech))


def _kept_out(paper: Paper) -> str:
    """Which entries have no place in the bibliography, so that nobody looks for them there."""
    cited = [each for each in paper.entries if each.forms.note or not paper.is_note]
    out = [place for place, each in enumerate(cited, start=1) if each.forms.warning]
    if not out:
        return ""
    named = {"style": paper.style, "count": len(out), "numbers": ", ".join(map(str, out))}
    if paper.is_note:
        return (
            ngettext(
                "%(style)s keeps %(count)d of these out of its bibliography. It stands in full in note %(numbers)s.",
                "%(style)s keeps %(count)d of these out of its bibliography. They stand in full in notes %(numbers)s.",
                len(out),
            )
            % named
        )
    return (
        ngettext(
            "%(style)s keeps %(count)d of these out of its bibliography: it is cited in the text alone.",
            "%(style)s keeps %(count)d of these out of its bibliography: they are cited in the text alone.",
            len(out),
        )
        % named
    )


def _heading_words(paper: Paper) -> str:
    language = paper.locale.partition("-")[0]
    both = HEADINGS.get(paper.locale) or HEADINGS.get(language) or HEADINGS["en"]
    return both[0 if paper.is_note else 1]


def _letters(entry: Entry) -> str:
    """The letters that are printed, without accents, signs in front or the article of a title in quotation marks."""
    text = unicodedata.normalize("NFKD", text_of(entry.forms.bibliography))
    bare = "".join(each for each in text if not unicodedata.combining(each))
    return BEFORE_SORTED.sub("", bare).casefold()


def _plain_paragraphs(text: str, speech: Speech) -> list[Node]:
    return [_para(of_text(line, speech)) for line in _lines(text)]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _para(inlines: list[Node]) -> Node:
    return {"t": "Para", "c": inlines}


def _heading(inlines: list[Node]) -> Node:
    return {"t": "Header", "c": [1, ["", [], []], inlines]}


def _styled(block: Node, style: str) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [block]]}
