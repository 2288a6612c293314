"""What templates of records ask for: dates, hosts and languages in words, and names in more than one script."""

import re

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from sources.languages import script_words
from sources.names import HAN
from sources.wording import date_words, host_of, language_words

register = template.Library()

HAN_RUN = re.compile(f"([{HAN}]+)")

register.filter("date_words", date_words)
register.filter("host_of", host_of)
register.filter("language_words", language_words)
register.filter("script_words", script_words)


@register.filter
def by_script(words: str) -> SafeString:
    """Escaped words, each run of Han in a span that says so: browsers then take the right letters and voice.

    The language of Han in another text is not known from its letters, so the tag names the script alone.
    """
    text = str(words)
    if text.isascii():  # most are, and a page of results has a hundred
        return escape(text)
    parts = HAN_RUN.split(text)  # Han at the odd places
    return format_html_join(
        "", "{}", ((_tagged(part) if place % 2 else part,) for place, part in enumerate(parts))
    )


def _tagged(han: str) -> SafeString:
    return format_html('<span lang="und-Hani">{}</span>', han)
