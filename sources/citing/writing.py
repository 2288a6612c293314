"""One run of pandoc for many works: what it is asked, and what its answer says of each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from sources.citing import engine
from sources.citing.locators import words_of_locator
from sources.citing.markup import Node, html_of, html_of_blocks, notes_of
from sources.citing.stylefile import OWN_NUMBER, Style

NUMBER = "\ue000"  # stands for the number that the list will give
FIRST_NOTE = "\ue001"  # stands for the number of the note in which the work was cited first
A_NUMBER = re.compile(r"(?<![\d&#])\d+")
# Numbers of notes, far from one another, so that no note is "near" another or "ibid.".
FIRST, LATER = 1_000_001, 9_000_001


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """The part of a work that is cited: "12" of `paragraph`s; and words that follow."""

    locator: str = ""
    label: str = "paragraph"
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What a style makes of one work, as safe HTML; "" for what it has no form for."""

    entry: str
    cite: str
    short: str

    def packed(self) -> tuple[str, str, str]:
        return self.entry, self.cite, self.short


def write(works: Sequence[tuple[Mapping[str, Any], Pinpoint]], style: Style, locale: str) -> list[Written]:
    """Each work with one pinpoint, in one run and so told apart. Raises `EngineFailed`, and `ValueError` for a label."""
    items = [{**item, "id": f"i{n}", OWN_NUMBER: NUMBER} for n, (item, _pinpoint) in enumerate(works)]
    pinpoints = [_suffix(pinpoint, style, locale) for _item, pinpoint in works]
    blocks = [_block(n, suffix, FIRST) for n, suffix in enumerate(pinpoints)]
    if style.is_note:
        blocks += [_block(n, suffix, LATER) for n, suffix in enumerate(pinpoints)]
    answer: list[Node] = engine.cite(blocks, items, style, locale)["blocks"]
    entries = _entries(answer[len(blocks) :])
    cites = [_cited(block) for block in answer[: len(blocks)]]
    if style.is_numeric:
        cites = [
            _unnumbered(cite, number)
            for cite, number in zip(cites, _numbers(entries, len(works)), strict=True)
        ]
    shorts = cites[len(works) :] or [""] * len(works)
    return [
        Written(entries.get(f"ref-i{n}", ""), cites[n], shorts[n].replace(str(FIRST + n), FIRST_NOTE))
        for n in range(len(works))
    ]


def _numbers(entries: Mapping[str, str], count: int) -> list[int]:
    """The number that pandoc gave each work: its place in the bibliography, or else that of its citation."""
    placed = {name: number for number, name in enumerate(entries, start=1)}
    return [placed.get(f"ref-i{n}", n + 1) for n in range(count)]


def _unnumbered(cite: str, number: int) -> str:
    """The citation with a mark where its number stands: always before the pinpoint."""
    for found in A_NUMBER.finditer(cite):
        if found[0] == str(number):
            return f"{cite[: found.start()]}{NUMBER}{cite[found.end() :]}"
    return cite


def _suffix(pinpoint: Pinpoint, style: Style, locale: str) -> list[Node]:
    words = words_of_locator(style, locale, pinpoint.label, pinpoint.locator)
    return _inlines(f", {words}") + _inlines(pinpoint.suffix)


def _inlines(text: str) -> list[Node]:
    nodes: list[Node] = []
    for word in text.split(" "):
        nodes += [{"t": "Str", "c": word}] if word else []
        nodes.append({"t": "Space"})
    return nodes[:-1]


def _block(number: int, suffix: list[Node], notes_from: int) -> Node:
    citation = {
        "citationId": f"i{number}",
        "citationPrefix": [],
        "citationSuffix": suffix,
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": notes_from + number,
        "citationHash": 0,
    }
    return {"t": "Para", "c": [{"t": "Cite", "c": [[citation], []]}]}


def _cited(block: Node) -> str:
    notes = notes_of(block["c"])
    return (html_of_blocks(notes) if notes else html_of(block["c"])).strip()


def _entries(blocks: Sequence[Node]) -> dict[str, str]:
    """The bibliography: `ref-i0` and so on to its HTML. There is none where the style has none."""
    entries: list[Node] = [entry for refs in blocks if refs["t"] == "Div" for entry in refs["c"][1]]
    return {entry["c"][0][0]: html_of_blocks(entry["c"][1]) for entry in entries if entry["t"] == "Div"}


def canonical(value: object) -> bytes:
    """The same bytes for the same content, whatever the order of its keys."""
    return msgspec.json.encode(value, order="deterministic")
