"""The words that a style and a locale use for the parts of a work, as pandoc reads them before a pinpoint.

Pandoc has no field for a pinpoint: it finds one in the words behind a citation, by the terms of the locale.
"""

from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from sources.citing import engine
from sources.citing.markup import html_of, text_of
from sources.citing.stylefile import NAMESPACE, Style, style_of, tree_of

# https://docs.citationstyles.org/en/stable/specification.html#locators, as far as pandoc's locales name them.
LABELS = (
    "act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation", "figure",
    "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section", "sub-verbo",
    "table", "timestamp", "title-locator", "verse", "volume",
)  # fmt: skip
_BETWEEN = "\ue002"
_PROBE = f"""<style xmlns="{NAMESPACE}" version="1.0" class="in-text">
<info><title>Terms</title><id>terms</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout/></citation></style>"""


def words_of_locator(style: Style, locale: str, label: str, locator: str) -> str:
    """The pinpoint as pandoc finds it again: `{para. 12}`; `{}` where there is none, so that it looks for none.

    Raises `ValueError` for a label that CSL does not know.
    """
    if label not in LABELS:
        raise ValueError(f"“{label}” is no kind of locator: CSL knows {', '.join(LABELS)}.")
    plain = " ".join(locator.translate({ord("{"): None, ord("}"): None}).split())
    if not plain:
        return "{}"
    if not style.prints_locators:
        word = _terms(style, locale, "short").get(label, "")
        return f"{{}}, {word} {plain}" if word else f"{{}}, {plain}"  # better than no word of it
    word = _terms(style, locale, "long").get(label, "")
    return f"{{{word} {plain}}}" if word else f"{{}}, {plain}"  # nothing names it: words behind the citation


@lru_cache(maxsize=64)
def _terms(style: Style, locale: str, form: str) -> dict[str, str]:
    """The singular of each label, asked of pandoc: its own locale with what the style puts in its place."""
    probe = style_of(_probe(style, form), id="terms")
    cite = {
        "citationId": "i",
        "citationPrefix": [],
        "citationSuffix": [],
        "citationNoteNum": 1,
        "citationHash": 0,
    }
    block = {"t": "Para", "c": [{"t": "Cite", "c": [[cite | {"citationMode": {"t": "NormalCitation"}}], []]}]}
    blocks: list[dict[str, Any]] = engine.cite([block], [{"id": "i", "type": "book"}], probe, locale)[
        "blocks"
    ]
    pairs = (each.partition("=") for each in text_of(html_of(blocks[0]["c"])).split(_BETWEEN))
    return {label: word.strip() for label, _equals, word in pairs if word.strip()}


def _probe(style: Style, form: str) -> bytes:
    """A style that prints its terms, with the locales that `style` brings."""
    root = ET.fromstring(_PROBE)  # noqa: S314 - our own words
    for own in tree_of(style.csl).iterfind(_tag("locale")):
        root.insert(1, own)
    layout = root.find(f"{_tag('citation')}/{_tag('layout')}")
    assert layout is not None  # noqa: S101 - stands above
    for label in LABELS:
        ET.SubElement(layout, _tag("text"), {"value": f"{_BETWEEN}{label}="})
        ET.SubElement(layout, _tag("text"), {"term": label, "form": form})
    return str(ET.tostring(root, encoding="unicode")).encode()


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
