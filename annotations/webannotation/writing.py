"""An annotation as JSON-LD, by the Web Annotation Data Model. Pure.

Members that would be empty are left out. Bodies, targets and selectors are arrays even of one: whoever reads them has one
form to understand.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from annotations.webannotation.creators import write_creator
from annotations.webannotation.parts import Bearing, TextTarget, WebAnnotation
from annotations.webannotation.values import write_moment
from annotations.webannotation.vocabulary import (
    ANNO_CONTEXT,
    CONTEXT_PATH,
    KIND,
    STANCE,
    STANCES_ON_CLAIMS,
    STRENGTH,
    TEXT_SHA256,
)

Object = dict[str, object]


def contexts(base_url: str) -> list[str]:
    """The standard's context and ours, as served by the site at `base_url`."""
    return [ANNO_CONTEXT, base_url + CONTEXT_PATH]


def write(annotation: WebAnnotation, base_url: str) -> Object:
    """The whole annotation with its contexts."""
    return {"@context": contexts(base_url), **write_item(annotation)}


def write_item(annotation: WebAnnotation) -> Object:
    """The same without a context, for a page whose context holds for it."""
    return _filled(
        {
            "id": annotation.iri,
            "type": "Annotation",
            "motivation": annotation.motivation,
            KIND: annotation.kind,
            "creator": _one_or_several([write_creator(each) for each in annotation.creators]),
            "created": write_moment(annotation.created) if annotation.created else "",
            "modified": write_moment(annotation.modified) if annotation.modified else "",
            "via": annotation.via,
            "body": _bodies(annotation),
            "target": _targets(annotation),
        }
    )


def write_page(iri: str, items: Sequence[WebAnnotation], links: Object) -> Object:
    """An AnnotationPage; `links`: `partOf`, `next` and `prev` as far as there are any."""
    return {
        "id": iri,
        "type": "AnnotationPage",
        "items": [write_item(each) for each in items],
        **_filled(links),
    }


def page_lines(iri: str, items: Iterable[WebAnnotation], base_url: str) -> Iterator[str]:
    """An AnnotationPage of any length, an annotation a line, with its context.

    Each line is canonical, and so is the whole but for the line feeds: the same items give the same text.
    """
    yield f'{{"@context":{canonical(contexts(base_url))},"id":{canonical(iri)},"items":[\n'
    for place, item in enumerate(items):
        yield (",\n" if place else "") + canonical(write_item(item))
    yield '\n],"type":"AnnotationPage"}\n'


def canonical(value: object) -> str:
    """One text for one value: members sorted by their names' code points, no spaces, no character escaped without need.

    Encode it as UTF-8. For what is written here; numbers are integers only.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _bodies(annotation: WebAnnotation) -> list[Object]:
    note = _filled(
        {
            "type": "TextualBody",
            "purpose": "replying" if annotation.motivation == "replying" else "commenting",
            "format": "text/markdown",
            "language": annotation.language,
            "value": annotation.note,
        }
    )
    tags: list[Object] = [
        {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag}
        for tag in annotation.tags
    ]
    return [*([note] if annotation.note else []), *tags, *map(_subject, annotation.bearings)]


def _subject(bearing: Bearing) -> Object:
    return _filled(
        {
            "type": "SpecificResource",
            "purpose": "assessing" if bearing.stance in STANCES_ON_CLAIMS else "identifying",
            "source": _filled({"id": bearing.subject, "label": bearing.label}),
            STANCE: bearing.stance,
            STRENGTH: bearing.strength,
        }
    )


def _targets(annotation: WebAnnotation) -> list[object]:
    """The words, or of a reply the annotation that it answers."""
    return [*([annotation.reply_to] if annotation.reply_to else []), *map(_target, annotation.targets)]


def _target(target: TextTarget) -> Object:
    state = _filled(
        {
            "type": "TimeState",
            "sourceDate": write_moment(target.kept_at) if target.kept_at else "",
            "cached": target.cached,
            TEXT_SHA256: target.text_sha256,
        }
    )
    return _filled(
        {
            "type": "SpecificResource",
            "source": target.source,
            "selector": _selectors(target),
            "state": state if len(state) > 1 else "",
        }
    )


def _selectors(target: TextTarget) -> list[Object]:
    selectors: list[Object] = []
    if target.quote:
        quote: Object = {
            "exact": target.quote.exact,
            "prefix": target.quote.prefix,
            "suffix": target.quote.suffix,
        }
        selectors.append({"type": "TextQuoteSelector", **_filled(quote)})
    if target.position:
        place = {"start": target.position.start, "end": target.position.end}
        selectors.append({"type": "TextPositionSelector", **place})
    return selectors


def _one_or_several(values: Sequence[Object]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _filled(members: Object) -> Object:
    return {name: value for name, value in members.items() if value not in ("", [], None)}
