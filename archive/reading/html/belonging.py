"""Which parts of a page speak of something else than its article: comments, quoted words, cited works."""

from collections.abc import Iterable

from archive.reading.html.content import FURNITURE
from archive.reading.html.dom import Node, Tree

OTHERS = ("comment", "relat", "recommend", "respond")


def foreign_nodes(tree: Tree, roots: Iterable[Node]) -> set[int]:
    """The nodes whose names and dates are not those of the article, whose text is below `roots`.

    An element around the article's text describes the article itself, whatever it is called.
    """
    own = {node.index for root in roots for node in (root, *tree.ancestors(root))}
    foreign: set[int] = set()
    for node in tree.nodes:
        if node.parent in foreign or (node.tag and node.index not in own and is_foreign(node)):
            foreign.add(node.index)
    return foreign


def is_foreign(node: Node) -> bool:
    """Whether an element begins a part about something else; a person described is the author."""
    if node.tag in ("aside", "nav", "blockquote"):
        return True
    if not node.attrs:
        return False
    if "itemscope" in node.attrs:
        return "Person" not in node.get("itemtype")
    return any(FURNITURE.fullmatch(name) and any(word in name for word in OTHERS) for name in node.classes)
