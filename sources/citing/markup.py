"""Pandoc's inlines as HTML that is safe by how it is made, and HTML of that kind as plain text. Pure.

Only i, em, b, strong, sup, sub, span with the class `small-caps`, and a with an address of the web come out. Every
other word is escaped, every other element gives just its content.
"""

import html
import re
from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]

WRAPPED = {
    "Emph": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span class="small-caps">', "</span>"),
}
SPACES = {"Space", "SoftBreak", "LineBreak"}
BARE = {"Underline", "Strikeout"}  # content alone
WITH_CONTENT_SECOND = {"Span", "Quoted", "Cite"}  # attributes or the like come first
# Pandoc puts https:// before whatever else it is given for an address: then there is no host, and no link.
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"/:@?#]+(:\d+)?([/?#][^\s<>\"]*)?\Z", re.IGNORECASE)
MEANS_SOMETHING = re.compile(r"[&<>\"']")
TAG = re.compile(r"<[^>]*>")


def html_of(inlines: Iterable[Node]) -> str:
    """The HTML of a run of inlines; notes among them are left out."""
    return "".join(map(_inline, inlines))


def html_of_blocks(blocks: Iterable[Node]) -> str:
    """Blocks in one line, with a space where one ends: a citation is one paragraph."""
    return " ".join(filter(None, (_block(block).strip() for block in blocks)))


def text_of(markup: str) -> str:
    """The words alone. `markup` has to come from here: it takes tags away, it does not clean."""
    return html.unescape(TAG.sub("", markup))


def notes_of(inlines: Iterable[Node]) -> list[Node]:
    """The blocks of the notes among inlines, in order."""
    found: list[Node] = []
    for node in inlines:
        if node["t"] == "Note":
            found.extend(node["c"])
        elif isinstance(content := _content(node), list):
            found.extend(notes_of(content))
    return found


def _inline(node: Node) -> str:
    kind = node["t"]
    if kind == "Str":
        words: str = node["c"]  # one word as a rule: most have nothing to escape, and looking is quicker
        return html.escape(words) if MEANS_SOMETHING.search(words) else words
    if kind in SPACES:
        return " "
    if kind == "Link":
        return _link(node)
    if kind in {"Code", "Math"}:
        return html.escape(node["c"][1])
    before, after = WRAPPED.get(kind, ("", ""))
    content = _content(node)
    return f"{before}{html_of(content)}{after}" if content else ""


def _content(node: Node) -> list[Node]:
    kind = node["t"]
    if kind in WRAPPED or kind in BARE:
        return list(node["c"])
    if kind in WITH_CONTENT_SECOND or kind == "Link":
        return list(node["c"][1])
    return []


def _link(node: Node) -> str:
    _attributes, content, (address, _title) = node["c"]
    words = html_of(content)
    if not WEB_ADDRESS.match(address):
        return words
    return f'<a href="{html.escape(address)}">{words}</a>'


def _block(block: Node) -> str:
    if block["t"] in {"Para", "Plain"}:
        return html_of(block["c"])
    if block["t"] == "Div":
        return html_of_blocks(block["c"][1])
    return ""
