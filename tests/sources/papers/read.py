"""Files of papers read back, by pandoc and as XML, for tests."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from sources.citing import engine
from sources.exchange.texts import cleaned
from sources.papers.formats import paper_named
from sources.papers.shapes import Paper

DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(paper: Paper, name: str) -> bytes:
    return paper_named(name).write(paper)


def read_back(file: bytes, name: str) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(engine.run([f"--from={name}", "--to=json"], file))
    return found


def nodes(value: Any, kind: str) -> Iterator[Any]:
    if isinstance(value, dict):
        if value.get("t") == kind:
            yield value.get("c")
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from nodes(each, kind)


def words(value: Any) -> str:
    """The words of pandoc's nodes, without their notes."""
    if isinstance(value, dict):
        if value.get("t") == "Note":
            return ""
        if value.get("t") in {"Space", "SoftBreak", "LineBreak"}:
            return " "
        content = value.get("c", "")
        if value.get("t") in {"Link", "Span", "Div", "Quoted", "Cite"}:
            content = content[1]
        if value.get("t") == "Header":
            content = content[2]
        return words(content)
    return "".join(map(words, value)) if isinstance(value, list) else str(value)


def plain(text: str) -> str:
    return " ".join(DIRECTIONS.sub("", cleaned(text)).split())
