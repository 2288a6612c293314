"""Language tags: whether a text has the form of BCP 47, and how one is written. Pure but for the active language.

The form is that of RFC 5646, section 2.1, without the grandfathered tags; whether a subtag is registered is not
asked: a list of them would be out of date the day after.
"""

import re

from django.utils.translation import gettext_lazy as _

# ISO 15924 codes that this archive tells apart (`sources.names.script_of`).
SCRIPT_WORDS = {
    "Latn": _("Latin script"),
    "Hani": _("Chinese characters"),
    "Kana": _("Japanese kana"),
    "Hang": _("Korean script"),
    "Cyrl": _("Cyrillic script"),
    "Arab": _("Arabic script"),
}

TAG = re.compile(
    r"""
    (?: (?P<language> [a-z]{2,3} (?:-[a-z]{3}){0,3} | [a-z]{4,8} )
        (?:-(?P<script> [a-z]{4} ))?
        (?:-(?P<region> [a-z]{2} | [0-9]{3} ))?
        (?:-(?P<variants> (?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) (?:-(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ))* ))?
        (?: -[0-9a-wy-z] (?:-[a-z0-9]{2,8})+ )*
        (?: -x (?:-[a-z0-9]{1,8})+ )?
      | x (?:-[a-z0-9]{1,8})+
    )
    """,
    re.VERBOSE | re.ASCII,
)


def tidy_tag(tag: str) -> str | None:
    """The tag in the usual letter case (`zh-Hant-TW`); None when it has not the form of a language tag."""
    match = TAG.fullmatch(tag.lower())
    if not match:
        return None
    script, region = match["script"], match["region"]
    tidy = tag.lower()
    if script:
        tidy = _replaced(tidy, match.span("script"), script.title())
    return _replaced(tidy, match.span("region"), region.upper()) if region else tidy


def script_words(tag: str) -> str:
    """The script that a tag names, in words; "" when it names none, its code when we have no word for it."""
    match = TAG.fullmatch(tag.lower())
    code = (match["script"] or "").title() if match else ""
    return str(SCRIPT_WORDS.get(code, code))


def _replaced(text: str, span: tuple[int, int], words: str) -> str:
    return text[: span[0]] + words + text[span[1] :]
