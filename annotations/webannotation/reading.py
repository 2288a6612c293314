"""JSON-LD to an annotation that this archive can hold, or the reason why not. Pure.

Whatever the JSON is, the only exceptions are NotAnAnnotation, which breaks the standard, and NotHeldHere, which keeps it.
Checks come first and are complete (`shapes`); what follows may rely on them. Members are known by the names that the
standard's own context gives them; documents in other JSON-LD forms need to be compacted with it first.
"""

import json
from collections.abc import Callable, Iterator
from typing import Never

from django.utils.translation import gettext as _

from annotations.webannotation.bodies import Words, read_bodies
from annotations.webannotation.creators import read_creators
from annotations.webannotation.faults import Node, NotAnAnnotation, NotHeldHere
from annotations.webannotation.parts import Incoming, WebAnnotation
from annotations.webannotation.shapes import check_annotation, check_collection, check_page
from annotations.webannotation.targets import Places, read_targets
from annotations.webannotation.values import read_moment
from annotations.webannotation.vocabulary import KIND, MOTIVATIONS

KEPT = {
    "@context", "id", "type", "motivation", "creator", "created", "modified",
    "via", "body", "bodyValue", "target", KIND,
}  # fmt: skip


def parse(data: bytes) -> object:
    """The JSON value in bytes of UTF-8. NotAnAnnotation where there is none."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise NotAnAnnotation("", _("is not UTF-8: byte %(place)d.") % {"place": error.start}) from error
    except json.JSONDecodeError as error:
        message = _("is not JSON: %(problem)s in line %(line)d, column %(column)d.")
        place = {"problem": error.msg, "line": error.lineno, "column": error.colno}
        raise NotAnAnnotation("", message % place) from error
    except RecursionError as error:
        raise NotAnAnnotation("", _("is nested too deeply to be read.")) from error
    except ValueError as error:  # NaN, or a number of thousands of digits
        raise NotAnAnnotation(
            "", _("holds a number that is none: %(problem)s.") % {"problem": error}
        ) from error


def read(data: object) -> Incoming:
    """The annotation that a JSON value is. NotAnAnnotation, NotHeldHere."""
    return read_item(Node(data), alone=True)


def read_item(node: Node, *, alone: bool) -> Incoming:
    """As `read`; not `alone`: it stands in a page, whose context holds for it."""
    check_annotation(node, alone=alone)
    motivation = next((word for word in node.words("motivation") if word in MOTIVATIONS), "")
    words = read_bodies(node, motivation)
    places = read_targets(node, motivation)
    return Incoming(_annotation(node, motivation, words, places), _left_out(node, motivation, words, places))


def items_of(data: object) -> Iterator[Callable[[], Incoming]]:
    """A reader for each annotation in a JSON value, so that one that cannot be read does not hide the next.

    The value: an annotation, an array of them, a page, or a collection with its first page inside.
    NotAnAnnotation where it is none of these, or its outer form is broken; NotHeldHere where its pages are elsewhere.
    """
    node = Node(data)
    types = node.words("type")
    if "AnnotationCollection" in types:
        _check_outer(node, check_collection)
        node = node.member("first") if node.has("first") else Node({"items": []})
        if isinstance(node.value, str):
            message = _("Valid, but its first page is at another address: fetch it and give that file.")
            raise NotHeldHere(node.pointer, message)
    elif "AnnotationPage" in types:
        _check_outer(node, check_page)
    else:
        yield from (_reader(each, alone=True) for each in _several(node))
        return
    yield from (_reader(each, alone=False) for each in node.member("items").elements())


def _check_outer(node: Node, check: Callable[[Node], None]) -> None:
    """The form of a page or collection, without that of the annotations in it."""
    check(Node(_without_items(node.value), node.pointer, node.depth))


def addresses_of_rest(data: object) -> list[str]:
    """Where a page or collection says that more of it is."""
    node = Node(data)
    pages = [node, *(each for each in node.members("first") if isinstance(each.value, dict))]
    return [address for each in pages for address in each.words("next")]


def _several(node: Node) -> list[Node]:
    return node.elements() if isinstance(node.value, list) else [node]


def _reader(node: Node, *, alone: bool) -> Callable[[], Incoming]:
    return lambda: read_item(node, alone=alone)


def _without_items(value: object) -> object:
    if not isinstance(value, dict):
        return value
    bare = {name: _without_items(each) if name == "first" else each for name, each in value.items()}
    return bare | {"items": []} if isinstance(value.get("items"), list) else bare


def _annotation(node: Node, motivation: str, words: Words, places: Places) -> WebAnnotation:
    return WebAnnotation(
        iri=node.word("id"),
        targets=places.targets,
        reply_to=places.reply_to,
        motivation=motivation,
        kind=node.word(KIND),
        note=words.note,
        language=words.language,
        tags=words.tags,
        bearings=words.bearings,
        creators=read_creators(node)[0],
        created=read_moment(node.word("created")),
        modified=read_moment(node.word("modified")),
        via=node.word("via"),
    )


def _left_out(node: Node, motivation: str, words: Words, places: Places) -> tuple[str, ...]:
    mine = [Node(None, f"{node.pointer}/{name}").pointer for name in node.names() if name not in KEPT]
    if [*node.words("motivation")] not in ([motivation], []):
        mine.append(f"{node.pointer}/motivation")
    mine += [each.pointer for each in node.members("via")[1:]]
    return (*mine, *read_creators(node)[1], *words.left_out, *places.left_out)


def _no_number(word: str) -> Never:
    raise ValueError(word)
