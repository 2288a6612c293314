"""Who made an annotation, as far as it is kept: names, and the IRIs that stand for people. Pure, after the checks."""

from collections.abc import Iterator

from annotations.webannotation.faults import Node
from annotations.webannotation.parts import Creator

# Annotation Model §3.3.2.
TYPES = ("Person", "Organization", "Software")
MAILBOX = "mailto:"


def read_creators(node: Node) -> tuple[tuple[Creator, ...], tuple[str, ...]]:
    """Those with a name or an IRI, in order; and the JSON Pointers of what is said of them besides.

    Addresses of people are not taken, be it as an e-mail or as an IRI.
    """
    given = node.members("creator")
    kept = [(each, creator) for each in given if (creator := _creator(each)).is_told]
    left_out = [each.pointer for each in given if not _creator(each).is_told]
    for each, creator in kept:
        left_out += _besides(each, creator)
    return tuple(creator for _each, creator in kept), tuple(left_out)


def write_creator(creator: Creator) -> dict[str, object]:
    members = {"id": creator.iri, "type": creator.type, "name": creator.name}
    return {name: value for name, value in members.items() if value}


def _creator(node: Node) -> Creator:
    iri = node.value if isinstance(node.value, str) else node.word("id")
    return Creator(
        name=node.word("name"),
        iri="" if iri.lower().startswith(MAILBOX) else iri,
        type=next((word for word in node.words("type") if word in TYPES), ""),
    )


def _besides(node: Node, creator: Creator) -> Iterator[str]:
    """What has no place here: other members, and other values of those that have one."""
    kept = {"id": [creator.iri], "type": [creator.type], "name": [creator.name]}
    for name in node.names():
        if name not in kept or [each for each in node.words(name) if each not in kept[name]]:
            yield node.member(name).pointer
