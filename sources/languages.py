"""Language tags: whether a text has the form of BCP 47, and how one is written. Pure.

The form is that of RFC 5646, section 2.1, without the grandfathered tags; whether a subtag is registered is not
asked: a list of them would be out of date the day after.
"""

import re

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


def _replaced(text: str, span: tuple[int, int], words: str) -> str:
    return text[: span[0]] + words + text[span[1] :]
