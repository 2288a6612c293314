"""A citation written out to be taken along: as rich text, plain text, Markdown, HTML and BibTeX.

Each says the same: the reference in a style, the very words, when they were kept, where they stand, and the SHA-256 of the
text, by which anybody can tell that it is still the same.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive.pinpoints.cited import Cited
from sources.citing.engine import EngineFailed
from sources.citing.formatted import Formatted, formatted, text_of
from sources.citing.markdown import at_start, escaped, markdown_of, quoted
from sources.citing.styles import Style
from sources.exchange.formats import format_named

NOTHING = Formatted("", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Written:
    """`reference`: the whole note where the style has notes, else the entry of a bibliography. `entry`: that entry where it
    is not the same, `in_text`: what stands in the running text, both or neither. `failed`: why there is no reference.

    `rich` is all of it as HTML; `plain` and `markdown` say the same. `bibtex` is the record alone.
    """

    reference: SafeString
    entry: SafeString
    in_text: SafeString
    warning: str
    failed: str
    rich: SafeString
    plain: str
    markdown: str
    bibtex: str


def written(cited: Cited, style: Style, locale: str) -> Written:
    try:
        [forms], failed = formatted([cited.citation], style, locale), ""
    except EngineFailed as error:
        forms, failed = NOTHING, _("The reference cannot be made now: %(why)s") % {"why": error}
    reference = forms.note or forms.bibliography or forms.in_text
    return Written(
        reference=_safe(reference),
        entry=_safe(forms.bibliography if forms.note else ""),
        in_text=_safe(forms.in_text if reference != forms.in_text else ""),
        warning=forms.warning,
        failed=failed,
        rich=_rich(cited, _safe(reference)),
        plain=_plain(cited, reference),
        markdown=_markdown(cited, reference),
        bibtex="".join(map(str, _bibtex(cited))),
    )


def _rich(cited: Cited, reference: SafeString) -> SafeString:
    lines = format_html_join("", "<p>{}</p>", ((line,) for line in cited.quote.splitlines() if line.strip()))
    quote = format_html('<blockquote cite="{}">{}</blockquote>', cited.address, lines) if lines else ""
    link = format_html('<a href="{}">{}</a>', cited.address, cited.address)
    facts = format_html_join(". ", "{}", ((each,) for each in (cited.when, link, cited.proof) if each))
    return format_html(
        "{}{}<p>{}.</p>", format_html("<p>{}</p>", reference) if reference else "", quote, facts
    )


def _plain(cited: Cited, reference: str) -> str:
    facts = ". ".join(filter(None, (cited.when, cited.address, cited.proof)))
    quote = f"“{cited.quote}”" if cited.quote else ""
    return "\n\n".join(filter(None, (text_of(reference), quote, f"{facts}.")))


def _markdown(cited: Cited, reference: str) -> str:
    facts = filter(None, (at_start(escaped(cited.when)), f"<{cited.address}>", escaped(cited.proof)))
    return "\n\n".join(filter(None, (markdown_of(reference), quoted(cited.quote), f"{'. '.join(facts)}.")))


def _bibtex(cited: Cited) -> list[str]:
    write = format_named("bibtex").write
    return [str(piece) for piece in write([dict(cited.citation.item)])] if write else []


def _safe(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308 - sources.citing.markup lets through nothing else
