"""Which words an annotation is about, or what else that we do not hold. Pure, after the checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Never, cast

from django.utils.translation import gettext as _

from annotations.anchoring import TextPosition, TextQuote
from annotations.webannotation.faults import Node, NotHeldHere
from annotations.webannotation.parts import TextTarget
from annotations.webannotation.shapes import kind_of
from annotations.webannotation.values import read_moment
from annotations.webannotation.vocabulary import SETS, TEXT_SHA256

QUOTE, POSITION = "TextQuoteSelector", "TextPositionSelector"
TARGET_KEPT = {"id", "type", "source", "selector", "state"}
STATE_KEPT = {"type", "sourceDate", "cached", TEXT_SHA256}


@dataclass(frozen=True, slots=True)
class Places:
    targets: tuple[TextTarget, ...]
    reply_to: str
    left_out: tuple[str, ...]


def read_targets(node: Node, motivation: str) -> Places:
    """The ranges of text; of a reply also what it answers. NotHeldHere where one target is anything else.

    The items of a set are targets each; that they form a set is left out.
    """
    targets, left_out = [*_single(node.members("target"))], [*_sets(node.members("target"))]
    reply_to = ""
    if motivation == "replying" and (answered := next(filter(_is_whole, targets), None)):
        reply_to = _iri(answered)
        targets.remove(answered)
    for target in targets:
        left_out += _besides(target)
    return Places(tuple(map(_text_target, targets)), reply_to, tuple(left_out))


def _single(targets: list[Node]) -> Iterator[Node]:
    for target in targets:
        kind = kind_of(target)
        if kind == "Choice":
            _not_held(target, _("which text is meant is left open."))
        if kind in SETS:
            yield from _single(target.members("items"))
        else:
            yield target


def _sets(targets: list[Node]) -> Iterator[str]:
    for target in targets:
        if kind_of(target) in SETS:
            yield f"{target.pointer}/type"
            yield from _sets(target.members("items"))


def _text_target(target: Node) -> TextTarget:
    if _is_whole(target):
        _not_held(
            target, _("it is about all of “%(iri)s”%(what)s.") % {"iri": _iri(target), "what": _what(target)}
        )
    quote, position = (next(_selectors(target, name), None) for name in (QUOTE, POSITION))
    if not quote and not position:
        _not_held(target, _("the selector is %(names)s.") % {"names": _names(target)})
    state = next(_of_type(target.members("state"), "TimeState"), Node({}))
    return TextTarget(
        source=_iri(target.member("source")),
        quote=_quote(quote) if quote else None,
        position=_position(position) if position else None,
        kept_at=read_moment(state.word("sourceDate")),
        cached=state.word("cached"),
        text_sha256=state.word(TEXT_SHA256),
    )


def _selectors(target: Node, name: str) -> Iterator[Node]:
    """Those of one type that are not narrowed further: what narrows them is what is meant."""
    found = _of_type(target.members("selector"), name)
    return (each for each in found if not each.has("refinedBy"))


def _of_type(nodes: list[Node], name: str) -> Iterator[Node]:
    return (each for each in nodes if name in each.words("type"))


def _quote(selector: Node) -> TextQuote:
    if not selector.word("exact"):
        _not_held(selector, _("it quotes no words."))
    return TextQuote(selector.word("exact"), selector.word("prefix"), selector.word("suffix"))


def _position(selector: Node) -> TextPosition:
    start, end = (cast(int, each.value) for name in ("start", "end") for each in selector.members(name))
    return TextPosition(start, end)


def _is_whole(target: Node) -> bool:
    return kind_of(target) != "SpecificResource" or not target.members("selector")


def _iri(target: Node) -> str:
    """The IRI of a resource, or of what it is a part of; "" for a text that has none."""
    if isinstance(target.value, str):
        return target.value
    return _iri(target.member("source")) if target.has("source") else target.word("id")


def _what(target: Node) -> str:
    """Its types, in brackets, where it says any."""
    types = ", ".join(target.words("type"))
    return f" ({types})" if types else ""


def _names(target: Node) -> str:
    """The kinds of the selectors, what narrows them after a “>”."""
    return ", ".join(_name(each) for each in target.members("selector"))


def _name(selector: Node) -> str:
    name = ", ".join(selector.words("type")) or _("at another address")
    return " > ".join([name, *map(_name, selector.members("refinedBy"))])


def _besides(target: Node) -> Iterator[str]:
    yield from (target.member(name).pointer for name in target.names() if name not in TARGET_KEPT)
    used = [each.pointer for name in (QUOTE, POSITION) for each in islice(_selectors(target, name), 1)]
    yield from (each.pointer for each in target.members("selector") if each.pointer not in used)
    states = target.members("state")
    kept = next(_of_type(states, "TimeState"), None)
    yield from (each.pointer for each in states if each is not kept)
    if kept is not None:
        yield from (kept.member(name).pointer for name in kept.names() if name not in STATE_KEPT)


def _not_held(node: Node, why: str) -> Never:
    raise NotHeldHere(node.pointer, _("Valid, but not a text target we hold: %(why)s") % {"why": why})
