"""A page being read: its tree, its canonical text, and what its links lead to."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from archive.reading.html.dom import Node, Tree
from archive.reading.html.flow import Flow
from archive.reading.html.urls import Base
from archive.reading.proposal import Span

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}", re.IGNORECASE)
# What platforms write when they do not know, or when there is nothing but a picture.
NO_LANGUAGE = re.compile(r"(?:und|zxx|art|mul|mis|q[a-z]{2})(?:-.*)?", re.IGNORECASE)


class Anchors:
    """The links that show in the text, by their place."""

    def __init__(self, found: Iterator[tuple[Span, str]]) -> None:
        self.found = sorted(found, key=lambda pair: pair[0].start)
        self.ends = [span.end for span, _ in self.found]

    def touching(self, place: Span) -> list[tuple[Span, str]]:
        """The links that share a character with a place, in order."""
        touching: list[tuple[Span, str]] = []
        for span, address in islice(self.found, bisect_right(self.ends, place.start), None):
            if span.start >= place.end:
                break
            touching.append((span, address))
        return touching


@dataclass(slots=True)
class Page:
    """What the finders of posts, quotations and links look at."""

    tree: Tree
    flow: Flow
    base: Base
    anchors: Anchors = field(init=False)

    def __post_init__(self) -> None:
        nodes = self.tree.by_tag.get("a", [])
        placed = ((self.span(node), self.address(node)) for node in nodes)
        self.anchors = Anchors((span, address) for span, address in placed if span and address)

    def span(self, node: Node) -> Span | None:
        """Where the node stands in the text, None when it shows nothing."""
        return self.flow.spans.get(node.index)

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.flow.words(span)

    def address(self, node: Node, name: str = "href") -> str:
        """The absolute web address in an attribute, "" when there is none."""
        return self.base.resolve(node.get(name))

    def links(self, node: Node) -> Iterator[tuple[Node, str]]:
        """The anchors below a node that lead to the web, with their addresses, in order."""
        for inner in self.tree.inside(node):
            if inner.tag == "a" and (address := self.address(inner)):
                yield inner, address

    def quotes_outside(self, taken: Sequence[Span]) -> Iterator[tuple[Node, Span]]:
        """The block quotations that share nothing with the taken spans (sorted), in document order."""
        at = 0
        for node in self.tree.by_tag.get("blockquote", []):
            span = self.span(node)
            if span is None:
                continue
            while at < len(taken) and taken[at].end <= span.start:
                at += 1
            if at == len(taken) or not overlaps(taken[at], span):
                yield node, span


def language(written: str) -> str:
    """A language tag as written when it is one (BCP 47), "" when unknown."""
    tag = written.strip().replace("_", "-")
    return tag if LANGUAGE.fullmatch(tag) and not NO_LANGUAGE.fullmatch(tag) else ""


def overlaps(first: Span, second: Span) -> bool:
    """Whether two spans share a character."""
    return first.start < second.end and second.start < first.end


def within(inner: Span, outer: Span) -> bool:
    """Whether a span lies in another."""
    return outer.start <= inner.start and inner.end <= outer.end
