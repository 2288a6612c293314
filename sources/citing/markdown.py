"""A formatted reference as Markdown (CommonMark), which reads back as the same words. Pure."""

import re
from html.parser import HTMLParser

# What means something in CommonMark, in what it is commonly extended by, or to pandoc (a handle is a citation to it).
SPECIAL = re.compile(r"([\\`*_{}\[\]<>&#|~^$@!])")
# What would make a line another kind of block: a number and a point, a plus or a minus before a space, a rule.
AT_START = re.compile(r"\A(\d{1,9})([.)])|\A([-+=:])")
WRAPPED = {"em": "*", "i": "*", "strong": "**", "b": "**"}
AS_HTML = {"sup", "sub"}  # CommonMark has nothing for these, and lets HTML stand


def markdown_of(markup: str) -> str:
    """`markup` is what `sources.citing.markup` makes, or `formatted` gives; one line of Markdown."""
    writer = _Writer()
    writer.feed(markup)
    writer.close()
    return at_start("".join(writer.pieces))


def escaped(text: str) -> str:
    """Plain text within a line of Markdown; its line ends become spaces."""
    return escaped_inside(" ".join(text.split()))


def at_start(line: str) -> str:
    """A line of Markdown where a line begins: no list, rule or heading."""
    return AT_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line)


def quoted(text: str) -> str:
    """Plain text as a block quotation, each of its lines a paragraph of it."""
    lines = [at_start(escaped(line)) for line in text.splitlines() if line.strip()]
    return "\n>\n".join(f"> {line}" for line in lines)


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.pieces.append("[")
        elif tag in AS_HTML:
            self.pieces.append(f"<{tag}>")
        else:
            self.pieces.append(WRAPPED.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            self.pieces.append(f"](<{self._links.pop()}>)")
        elif tag in AS_HTML:
            self.pieces.append(f"</{tag}>")
        else:
            self.pieces.append(WRAPPED.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.pieces.append(escaped_inside(data))


def escaped_inside(text: str) -> str:
    """As `escaped`, with the spaces at its ends: it goes on."""
    return SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text))
