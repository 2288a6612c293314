"""Footnotes: the mark in the text, the note it leads to, and the way back, which is not text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.reading.html.citations import stated_in
from archive.reading.html.content import is_note
from archive.reading.html.dom import Node, Tree
from archive.reading.html.flow import BLOCKS
from archive.reading.html.page import Page
from archive.reading.medialinks import find_addresses
from archive.reading.proposal import Block, FoundLink, Metadata, Span

LABEL = re.compile(
    r"[\[(（【〔]?\s*(?P<label>\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3})\s*[\])）】〕]?", re.IGNORECASE
)
NOTE_ID = re.compile(
    r"_?(?:user-content-)?(?:fn|ftn|edn|footnote|endnote|note|cite_note|cite-note|en|reference|ref)[-_:.]?\w{0,20}",
    re.IGNORECASE,
)
BACK_WORDS = re.compile(
    r"[\s\[\](){}↩⏎↑⤴⬆^«\ufe0e\ufe0f\u200b]+|back(?: to (?:text|content|top))?|返回", re.IGNORECASE
)
BACK_CLASSES = frozenset(
    (
        "footnote-backref",
        "reversefootnote",
        "footnote-back",
        "mw-cite-backlink",
        "footnote-return",
        "data-footnote-backref",
    )
)
FORWARD_CLASSES = frozenset(
    ("footnote-ref", "footnote", "footnote-anchor", "fn-ref", "noteref", "footnote-reference")
)
MOST_NODES = 8
FORWARD_ROLES = frozenset(("doc-noteref", "noteref"))


@dataclass(frozen=True, slots=True)
class Footnote:
    """A reference in the text and the element of its note."""

    anchor: Node
    note: Node


def backlinks(tree: Tree) -> set[int]:
    """The links that lead from a note back to the text."""
    return {node.index for node in tree.by_tag.get("a", []) if is_backlink(tree, node)}


def is_backlink(tree: Tree, anchor: Node) -> bool:
    """By class or role, or by words that are nothing but an arrow."""
    if "#" not in anchor.get("href"):
        return False
    if not BACK_CLASSES.isdisjoint(anchor.classes) or anchor.get("role") == "doc-backlink":
        return True
    return anchor.get("href").startswith("#") and BACK_WORDS.fullmatch(short_words(tree, anchor)) is not None


def find_footnotes(tree: Tree, page_url: str, dropped: set[int]) -> list[Footnote]:
    """The footnotes of a page: marks that lead to an element which is a note."""
    named = {node.get("name"): node for node in reversed(tree.by_tag.get("a", [])) if node.get("name")}
    notes_at = note_containers(tree)
    found: list[Footnote] = []
    for anchor in tree.by_tag.get("a", []):
        target = target_id(anchor, page_url)
        if not target or anchor.index in dropped:
            continue
        goal = tree.by_id.get(target) or named.get(target)
        if (
            goal
            and goal.index > anchor.index
            and is_reference(tree, anchor)
            and leads_to_note(goal, target, notes_at)
        ):
            found.append(Footnote(anchor, enclosing_block(tree, goal)))
    return found


def target_id(anchor: Node, page_url: str) -> str:
    """The id that a link leads to on this very page, or ""."""
    address, mark, target = anchor.get("href").partition("#")
    return target if mark and address in ("", page_url.partition("#")[0]) else ""


def is_reference(tree: Tree, anchor: Node) -> bool:
    """Whether a link is a note's mark: so marked up, raised, or a bare label such as `[1]`."""
    if anchor.get("role") in FORWARD_ROLES or anchor.get("epub:type") in FORWARD_ROLES:
        return True
    if not FORWARD_CLASSES.isdisjoint(anchor.classes):
        return True
    return LABEL.fullmatch(short_words(tree, anchor)) is not None


def short_words(tree: Tree, anchor: Node) -> str:
    """The words of a link when it holds few nodes, else "": marks and arrows are short."""
    return tree.words(anchor) if anchor.end - anchor.index <= MOST_NODES else ""


def note_containers(tree: Tree) -> set[int]:
    """Every node inside (or being) a list of notes or a note, by its markup."""
    inside: set[int] = set()
    skip = 0
    for node in tree.nodes:
        if node.index >= skip and node.attrs and node.tag != "a" and is_note(node):
            inside.update(range(node.index, node.end))
            skip = node.end
    return inside


def leads_to_note(goal: Node, target: str, containers: set[int]) -> bool:
    """Whether the target of a mark is a note: in a list of notes, or by its name."""
    return goal.index in containers or NOTE_ID.fullmatch(target) is not None


def enclosing_block(tree: Tree, goal: Node) -> Node:
    """The block that holds a target: an old page names an empty `a` at the start of the note."""
    if goal.tag in BLOCKS:
        return goal
    return next((above for above in tree.ancestors(goal) if above.tag in BLOCKS), goal)


def footnote_links(page: Page, footnotes: Sequence[Footnote]) -> Iterator[FoundLink]:
    """One finding per reference that shows, with the note's place and the first address in it."""
    addresses: dict[Span, str] = {}
    stated: dict[int, Metadata] = {}
    for footnote in footnotes:
        span, note = page.span(footnote.anchor), page.span(footnote.note)
        if span is None or note is None or note.start <= span.start < note.end:
            continue
        if note not in addresses:
            addresses[note] = address_in_note(page, note)
        if footnote.note.index not in stated:
            stated[footnote.note.index] = stated_in(page.tree, footnote.note, page.base)
        label = LABEL.fullmatch(page.words(span))
        yield FoundLink(
            key="",
            span=span,
            url=addresses[note],
            relation="cites",
            note=note,
            label=label["label"] if label else page.words(span),
            reason="a footnote",
            cited=stated[footnote.note.index],
        )


def address_in_note(page: Page, note: Span) -> str:
    """The first link of a note, else the first address written in it, else ""."""
    linked = next((url for _, url in page.anchors.touching(note)), "")
    return linked or next((page.base.resolve(found.url) for found in find_addresses(page.words(note))), "")


def as_footnotes(blocks: Sequence[Block], notes: Sequence[Span]) -> tuple[Block, ...]:
    """The blocks, those inside a note with kind `footnote`."""
    ordered = sorted(notes, key=lambda span: span.start)
    result: list[Block] = []
    at = 0
    for block in blocks:
        while at < len(ordered) and ordered[at].end <= block.start:
            at += 1
        is_in = at < len(ordered) and ordered[at].start <= block.start and block.end <= ordered[at].end
        result.append(replace(block, kind="footnote", level=0) if is_in else block)
    return tuple(result)
