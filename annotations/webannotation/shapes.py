"""What the Web Annotation Data Model demands of each kind of object, as tables. Pure.

https://www.w3.org/TR/annotation-model/: every MUST about a single annotation, its bodies, targets, selectors, states,
agents and times, and about collections and their pages. What the standard only advises (SHOULD) is not demanded, and
members that it does not name are let pass: JSON-LD is open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.webannotation.faults import Node
from annotations.webannotation.values import count, direction, iri, is_iri, moment, motivation, string
from annotations.webannotation.vocabulary import ANNO_CONTEXT, SETS

Check = Callable[[Node], None]
ANY = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """`check` holds for each value, of which there are `least` to `most`."""

    check: Check
    least: int = 0
    most: int = 1


Shape = Mapping[str, Rule]


def check_shape(node: Node, shape: Shape) -> None:
    """NotAnAnnotation where a member is missing, stands too often or breaks its check."""
    for name, rule in shape.items():
        values = node.members(name)
        if len(values) < rule.least:
            raise node.fault(_("“%(name)s” is missing.") % {"name": name})
        if len(values) > rule.most:
            message = _("“%(name)s” has %(count)d values; it can have %(most)d.")
            raise node.fault(message % {"name": name, "count": len(values), "most": rule.most})
        for value in values:
            rule.check(value)


def check_annotation(node: Node, *, alone: bool = True) -> None:
    """`alone`: not inside a page, whose context holds for it."""
    if alone:
        check_context(node)
    check_type(node, "Annotation")
    check_shape(node, ANNOTATION)
    if node.has("body") and node.has("bodyValue"):
        raise node.fault(_("has both “body” and “bodyValue”; only one can be."))


def check_collection(node: Node, *, alone: bool = True) -> None:
    if alone:
        check_context(node)
    check_type(node, "AnnotationCollection")
    check_shape(node, COLLECTION)


def check_page(node: Node, *, alone: bool = True) -> None:
    if alone:
        check_context(node)
    check_type(node, "AnnotationPage")
    check_shape(node, PAGE)
    node.member("items").elements()


def check_context(node: Node) -> None:
    """One context as a string or several as an array; the standard's own is among them."""
    context = node.member("@context")
    if context.value == ANNO_CONTEXT:
        return
    if not isinstance(context.value, list) or ANNO_CONTEXT not in context.value:
        raise context.fault(_("must be or hold “%(context)s”.") % {"context": ANNO_CONTEXT})
    if len(context.value) == 1:
        raise context.fault(_("must be a string where it is the only context."))


def check_type(node: Node, name: str) -> None:
    node.member("type")
    check_shape(node, {"type": Rule(string, 1, ANY)})
    if name not in node.words("type"):
        raise node.member("type").fault(_("must be or hold “%(name)s”.") % {"name": name})


def resource(node: Node) -> None:
    """A body or a target: an IRI, or an object of one of the kinds that the standard knows."""
    if isinstance(node.value, dict):
        check_shape(node, _shape_of(node))
        if node.has("items"):
            node.member("items").elements()
    else:
        _iri_or_object(node)


def source(node: Node) -> None:
    """What a SpecificResource is a part of: an IRI, or a resource of the web with one."""
    _named(node, EXTERNAL)


def agent(node: Node) -> None:
    _named(node, AGENT)


def thing(node: Node) -> None:
    """An IRI or an object that may have one."""
    _named(node, THING)


def selector(node: Node) -> None:
    _typed(node, SELECTORS, _("selector"))


def state(node: Node) -> None:
    _typed(node, STATES, _("state"))
    if node.has("sourceDateStart") != node.has("sourceDateEnd"):
        raise node.fault(_("“sourceDateStart” and “sourceDateEnd” go together."))


def refinement(node: Node) -> None:
    """A state may be refined by a selector as well as by a state (Annotation Model §4.3)."""
    _typed(node, SELECTORS | STATES, _("selector or state"))


def page(node: Node) -> None:
    iri(node) if isinstance(node.value, str) else check_page(node, alone=False)


def collection(node: Node) -> None:
    iri(node) if isinstance(node.value, str) else check_collection(node, alone=False)


def item(node: Node) -> None:
    iri(node) if isinstance(node.value, str) else check_annotation(node, alone=False)


def kind_of(node: Node) -> str:
    """Which kind of body or target an object is: its class or, where it says none, what it has."""
    known = [each for each in node.words("type") if each in KINDS]
    if len(known) > 1:
        raise node.fault(_("cannot be several at once: %(types)s.") % {"types": ", ".join(known)})
    if known:
        return known[0]
    if node.has("items"):
        raise node.fault(_("has “items” but says not which: %(types)s.") % {"types": ", ".join(SETS)})
    if node.has("source"):
        return "SpecificResource"
    return "TextualBody" if node.has("value") and not node.has("id") else ""


def _shape_of(node: Node) -> Shape:
    return KINDS.get(kind_of(node), EXTERNAL)


def _named(node: Node, shape: Shape) -> None:
    if isinstance(node.value, dict):
        check_shape(node, shape)
    else:
        _iri_or_object(node)


def _iri_or_object(node: Node) -> None:
    if not isinstance(node.value, str):
        raise node.fault(_("must be an IRI or an object, not %(value)s.") % {"value": node.shown})
    iri(node)


def _typed(node: Node, shapes: Mapping[str, Shape], word: str) -> None:
    """One of the classes in `shapes`, one of another vocabulary (its type is an IRI), or an IRI alone."""
    if not isinstance(node.value, dict):
        _iri_or_object(node)
        return
    check_shape(node, THING)
    types = node.words("type")
    known = [each for each in types if each in shapes]
    if len(known) > 1:
        raise node.fault(_("cannot be several at once: %(types)s.") % {"types": ", ".join(known)})
    if known:
        check_shape(node, shapes[known[0]])
    elif not any(map(is_iri, types)) and (types or not node.has("id")):
        message = _("is no %(word)s that the standard knows: %(types)s.")
        raise node.fault(message % {"word": word, "types": ", ".join(shapes)})


_STRING, _STRINGS = Rule(string), Rule(string, most=ANY)
_IRIS, _THINGS = Rule(iri, most=ANY), Rule(thing, most=ANY)
_VALUE = Rule(string, least=1)

# §3.3, 3.4: what may be said of an annotation, a body or a target alike.
_LIFE: Shape = {
    "id": Rule(iri),
    "type": _STRINGS,
    "creator": Rule(agent, most=ANY),
    "created": Rule(moment),
    "modified": Rule(moment),
    "generator": Rule(agent, most=ANY),
    "generated": Rule(moment),
    "audience": _THINGS,
    "accessibility": _STRINGS,
    "rights": _IRIS,
    "canonical": Rule(iri),
    "via": _IRIS,
}
_WORDING: Shape = {
    "format": _STRINGS,
    "language": _STRINGS,
    "processingLanguage": _STRING,
    "textDirection": Rule(direction),
}
_PURPOSE: Shape = {"purpose": Rule(motivation, most=ANY)}
THING: Shape = {"id": Rule(iri), "type": _STRINGS}
AGENT: Shape = {
    **THING,
    "name": _STRINGS,
    "nickname": _STRING,
    "email": _IRIS,
    "email_sha1": _STRINGS,
    "homepage": _IRIS,
}
EXTERNAL: Shape = {**_LIFE, **_WORDING, "id": Rule(iri, least=1)}
_SET: Shape = {**_LIFE, "items": Rule(resource, 1, ANY)}
KINDS: dict[str, Shape] = {
    "TextualBody": {**_LIFE, **_WORDING, **_PURPOSE, "value": _VALUE},
    "SpecificResource": {
        **_LIFE,
        **_PURPOSE,
        "source": Rule(source, least=1),
        "selector": Rule(selector, most=ANY),
        "state": Rule(state, most=ANY),
        "styleClass": _STRINGS,
        "renderedVia": _THINGS,
        "scope": _THINGS,
    },
    **dict.fromkeys(SETS, _SET),
}

_REFINED: Shape = {"refinedBy": Rule(refinement, most=ANY)}
_BY_VALUE: Shape = {**_REFINED, "value": _VALUE}
_POSITION: Shape = {**_REFINED, "start": Rule(count, least=1), "end": Rule(count, least=1)}
SELECTORS: dict[str, Shape] = {
    "FragmentSelector": {**_BY_VALUE, "conformsTo": Rule(iri)},
    "CssSelector": _BY_VALUE,
    "XPathSelector": _BY_VALUE,
    "TextQuoteSelector": {**_REFINED, "exact": _VALUE, "prefix": _STRING, "suffix": _STRING},
    "TextPositionSelector": _POSITION,
    "DataPositionSelector": _POSITION,
    "SvgSelector": {**_REFINED, "value": _STRING},
    "RangeSelector": {
        **_REFINED,
        "startSelector": Rule(selector, least=1),
        "endSelector": Rule(selector, least=1),
    },
}
STATES: dict[str, Shape] = {
    "TimeState": {
        **_REFINED,
        "sourceDate": Rule(moment, most=ANY),
        "sourceDateStart": Rule(moment),
        "sourceDateEnd": Rule(moment),
        "cached": _IRIS,
    },
    "HttpRequestState": _BY_VALUE,
}
STYLESHEET: Shape = {**THING, "value": _STRING}

ANNOTATION: Shape = {
    **_LIFE,
    "id": Rule(iri, least=1),
    "motivation": Rule(motivation, most=ANY),
    "body": Rule(resource, most=ANY),
    "bodyValue": _STRING,
    "target": Rule(resource, 1, ANY),
    "stylesheet": Rule(lambda node: _named(node, STYLESHEET)),
}
COLLECTION: Shape = {
    **_LIFE,
    "id": Rule(iri, least=1),
    "label": _STRINGS,
    "total": Rule(count),
    "first": Rule(page),
    "last": Rule(page),
}
PAGE: Shape = {
    "id": Rule(iri, least=1),
    "partOf": Rule(collection),
    "next": Rule(page),
    "prev": Rule(page),
    "startIndex": Rule(count),
    "items": Rule(item, 0, ANY),
}
