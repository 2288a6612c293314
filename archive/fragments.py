"""Small pieces of HTML that the drawn parts of the reader share. Pure.

What comes from outside goes through `html.escape` (Django's own does the same, wrapped in what lazy strings need); what
is not escaped is written in this file.
"""

import re
from html import escape

from django.utils.safestring import SafeString

from archive.citing import Cited, Day, Named
from sources.names import HAN

HAN_RUN = re.compile(f"[{HAN}]+")


def by_script(words: str) -> str:
    """Escaped words, each run of Han in a span that says so: what the filter of that name does."""
    return HAN_RUN.sub(r'<span lang="und-Hani">\g<0></span>', escape(words))


def link(named: Named) -> str:
    """Words in whatever script, and a link where they lead somewhere."""
    words = by_script(named.words)
    return f'<a href="{escape(named.address)}">{words}</a>' if named.address else words


def outward(url: str, leaves: str) -> str:
    """A link off the site; `leaves` says so to those who only hear it, escaped."""
    address = escape(url)
    said = f'<span class="visually-hidden"> ({leaves})</span>'
    return f'<a class="outward" href="{address}" rel="noreferrer noopener external">{address}{said}</a>'


def day(issued: Day) -> str:
    first = f' datetime="{escape(issued.first)}"' if issued.first else ""
    return f"<time{first}>{escape(issued.words)}</time>"


def badge(words: str, tone: str = "") -> str:
    """A short remark; nothing where there are no words."""
    tone = f" badge--{escape(tone)}" if tone else ""
    return f'<span class="badge{tone}">{escape(words)}</span>' if words else ""


def source_line(cited: Cited) -> SafeString:
    """A Source in one line: name, where it appeared, when."""
    name = cited.name
    words = f"<cite>{by_script(name.words)}</cite>" if cited.is_title else escape(name.words)
    container = f", {by_script(cited.container)}" if cited.container else ""
    issued = f", {day(cited.issued)}" if cited.issued else ""
    state = f" {badge(cited.state, 'draft')}" if cited.state else ""
    return SafeString(f'<a href="{escape(name.address)}">{words}</a>{container}{issued}{state}')
