"""What the bodies of an annotation say: a note, tags, and the things that it is about. Pure, after the checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.webannotation.faults import Node
from annotations.webannotation.parts import Bearing
from annotations.webannotation.shapes import kind_of
from annotations.webannotation.vocabulary import SETS, STANCE, STRENGTH

BETWEEN_NOTES = "\n\n"
NOTE_FORMATS = ("", "text/markdown", "text/plain")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
LONGEST_LANGUAGE = 35  # RFC 5646 §4.4.1
TEXT_KEPT = {"type", "value", "purpose", "format", "language"}
THING_KEPT = {"id", "type", "source", "purpose", STANCE, STRENGTH}


@dataclass(frozen=True, slots=True)
class Words:
    note: str
    language: str
    tags: tuple[str, ...]
    bearings: tuple[Bearing, ...]
    left_out: tuple[str, ...]


def read_bodies(node: Node, motivation: str) -> Words:
    """Several notes become one, a blank line between them; of a choice the first is taken.

    A text with the purpose of tagging is a tag; a text without a purpose has that of the annotation (§3.3.5).
    """
    bodies = [*node.members("bodyValue"), *_single(node.members("body"))]
    texts = [each for each in bodies if _is_text(each)]
    notes = [each for each in texts if not _is_tag(each, motivation)]
    things = [each for each in bodies if not _is_text(each)]
    return Words(
        note=BETWEEN_NOTES.join(map(_text, notes)),
        language=next((word for each in notes for word in each.words("language") if _is_language(word)), ""),
        tags=tuple(_text(each) for each in texts if _is_tag(each, motivation)),
        bearings=tuple(map(_bearing, things)),
        left_out=(*_rest(texts, things), *_other_choices(node.members("body"))),
    )


def _single(bodies: list[Node]) -> Iterator[Node]:
    """Each body of the sets, too."""
    for body in bodies:
        kind = kind_of(body)
        items = body.members("items") if kind in SETS else []
        if items:
            yield from _single(items[:1] if kind == "Choice" else items)
        else:
            yield body


def _other_choices(bodies: list[Node]) -> Iterator[str]:
    for body in bodies:
        items = body.members("items") if kind_of(body) in SETS else []
        if kind_of(body) == "Choice":
            yield from (each.pointer for each in items[1:])
            items = items[:1]
        yield from _other_choices(items)


def _is_text(body: Node) -> bool:
    """A `bodyValue` is a string, as is the IRI of a body; only its place tells them apart."""
    return kind_of(body) == "TextualBody" or body.pointer.endswith("/bodyValue")


def _is_tag(body: Node, motivation: str) -> bool:
    purposes = body.words("purpose") or [motivation]
    return "tagging" in purposes and bool(_text(body).strip())


def _text(body: Node) -> str:
    return str(body.value) if isinstance(body.value, str) else body.word("value")


def _is_language(word: str) -> bool:
    return len(word) <= LONGEST_LANGUAGE and _LANGUAGE.fullmatch(word) is not None


def _bearing(body: Node) -> Bearing:
    if isinstance(body.value, str):
        return Bearing(subject=body.value)
    source = body.member("source") if body.has("source") else body
    iri = source.value if isinstance(source.value, str) else source.word("id")
    return Bearing(
        subject=iri, label=source.word("label"), stance=body.word(STANCE), strength=body.word(STRENGTH)
    )


def _rest(texts: list[Node], things: list[Node]) -> Iterator[str]:
    for body in texts:
        yield from _besides(body, TEXT_KEPT)
        if body.word("format") not in NOTE_FORMATS:
            yield f"{body.pointer}/format"
    for body in things:
        yield from _besides(body, THING_KEPT)


def _besides(body: Node, kept: set[str]) -> Iterator[str]:
    return (body.member(name).pointer for name in body.names() if name not in kept)
