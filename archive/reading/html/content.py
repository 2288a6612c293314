"""The article within the page: where its words are, and what around them is not part of it.

Evidence first: what the page marks as its article; else the deepest element that still holds
most of the running words. What was decided stands in a warning when it is only a guess.
"""

import re
from dataclasses import dataclass
from itertools import accumulate

from archive.reading.html.dom import Node, Tree
from archive.reading.html.flow import BLOCKS, unseen
from archive.reading.proposal import ReadingWarning

BODY_CLASSES_NAMES = """
    entry-content post-content article-content article-body article__body article_body articlebody
    story-body story-content post-body post__content td-post-content e-content h-entry__content
    rich_media_content article-text news-content text-content
"""
BODY_CLASSES = frozenset(BODY_CLASSES_NAMES.split())
BODY_IDS_NAMES = """
    js_content artibody article_content article-body articlebody article-content content_area
"""
BODY_IDS = frozenset(BODY_IDS_NAMES.split())
FURNITURE_TAGS = frozenset(("nav", "aside", "form", "dialog", "menu"))
FURNITURE_ROLES = frozenset(("navigation", "complementary", "search", "contentinfo", "banner", "dialog"))
FURNITURE = re.compile(
    r"(?:(?:post-|article-|site-)?comments?(?:-(?:list|area|section|form|thread|wrap(?:per)?))?"
    r"|commentlist|disqus_thread|respond"
    r"|(?:post-|article-|entry-)?(?:share|sharing|social)(?:-?(?:bar|buttons?|links?|icons?|tools?|list|post))?"
    r"|sharedaddy|addtoany\w*|a2a_kit|jiathis\w*|bdsharebuttonbox"
    r"|(?:jp-)?related-?(?:posts?|articles?|stories|links|content|list)?"
    r"|recommend(?:ed|ations?)|more-stories|read-?more-?list|you-may-like|outbrain|taboola"
    r"|breadcrumbs?|pagination|pager|post-navigation|navbar|menu|sidebar|widget(?:-area)?"
    r"|newsletter(?:-\w+)?|subscribe(?:-\w+)?|advert(?:isement)?s?|ad-(?:container|slot|unit)|cookie-\w+"
    r"|author-(?:bio|box)|entry-(?:meta|footer|tags)|post-(?:meta|tags)|tags?-(?:list|links)|edit-link)"
)
NOTES = re.compile(r"(?:foot|end)-?notes?(?:-\w+)?|references|doc-(?:foot|end)notes?|(?:foot|end)notes?")
# Elements that only group others: the search for the densest part may step into them.
GROUPS = frozenset(
    [
        "body",
        "div",
        "section",
        "main",
        "article",
        "center",
        "table",
        "tbody",
        "tr",
        "td",
        "form",
        "font",
        "span",
    ]
)
WHOLES = frozenset(("body", "main", "article"))
PARTS = frozenset(("blockquote", "figure", "section", "td"))
MOST = 0.7
ENOUGH = 0.25


@dataclass(frozen=True, slots=True)
class Content:
    """`roots` in document order are rendered without `dropped` (indexes of subtrees)."""

    roots: list[Node]
    dropped: set[int]
    warnings: tuple[ReadingWarning, ...] = ()


class Weights:
    """How many characters of running words each subtree holds, links and furniture not counted."""

    def __init__(self, tree: Tree, outside: set[int]) -> None:
        counts = [0] * len(tree.nodes)
        skip = 0
        for node in tree.nodes:
            if node.index < skip:
                continue
            if node.tag and (node.index in outside or node.tag == "a" or unseen(node)):
                skip = node.end
            elif not node.tag:
                counts[node.index] = len(node.text.strip())
        self.sums = list(accumulate(counts, initial=0))

    def of(self, node: Node) -> int:
        """The characters below a node."""
        return self.sums[node.end] - self.sums[node.index]


def find_content(tree: Tree) -> Content:
    """Where the article is. A page without any words gives its body; nothing raises."""
    body = next(iter(tree.by_tag.get("body", [])), tree.nodes[0])
    outside = furniture(tree)
    weights = Weights(tree, outside)
    root = marked(tree, weights) or densest(tree, body, weights)
    roots = [root, *notes_outside(tree, root)]
    around = {node.index for part in roots for node in (part, *tree.ancestors(part))}
    return Content(roots, outside - around, (WHOLE_BODY,) if root is body else ())


WHOLE_BODY = ReadingWarning(
    "content-whole-body",
    "The page does not mark its article and no part stands out: the whole page was read. Check what belongs to it.",
)


def furniture(tree: Tree) -> set[int]:
    """The elements around the article. Some systems wrap a whole page in one form: that one is none."""
    everything = Weights(tree, set())
    half = everything.of(tree.nodes[0]) / 2
    framed = page_frames(tree)
    return {
        node.index
        for node in tree.nodes
        if node.tag in BLOCKS and is_furniture(node, frames_page=framed[node.index])
        if node.tag != "form" or everything.of(node) < half
    }


def page_frames(tree: Tree) -> list[bool]:
    """For each node whether a header there is that of the page or article, not of a part like a quotation."""
    framed: list[bool] = []
    for node in tree.nodes:
        above = tree.nodes[node.parent].tag if node.parent >= 0 else ""
        inherited = node.parent < 0 or framed[node.parent]
        framed.append(above in WHOLES or (above not in PARTS and inherited))
    return framed


def is_furniture(node: Node, *, frames_page: bool) -> bool:
    """Whether an element is navigation, sharing, comments, related links or the like; notes never are."""
    if node.tag in WHOLES or (node.attrs and is_note(node)):
        return False
    if node.tag in ("header", "footer"):
        return frames_page
    if node.tag in FURNITURE_TAGS:
        return True
    if not node.attrs or node.tag == "p":
        return False
    names = (*node.classes, node.get("id").lower())
    return node.get("role").lower() in FURNITURE_ROLES or any(FURNITURE.fullmatch(name) for name in names)


def is_note(node: Node) -> bool:
    """Whether an element is a footnote or a list of them, by class, id, role or EPUB type."""
    names = (*node.classes, node.get("id").lower(), node.get("role"), node.get("epub:type"))
    return any(NOTES.fullmatch(name) for name in names if name)


def marked(tree: Tree, weights: Weights) -> Node | None:
    """The element that the page itself names as its text, most exact evidence first."""
    named = [
        [node for node in tree.nodes if "articlebody" in node.get("itemprop").lower().split()],
        [node for node in tree.nodes if has_body_name(node)],
        tree.by_tag.get("article", []),
        [node for node in tree.nodes if node.tag == "main" or node.get("role") == "main"],
    ]
    floor = ENOUGH * weights.of(tree.nodes[0])
    for nodes in named:
        best = max(nodes, key=weights.of, default=None)
        if best is not None and weights.of(best) > floor:
            return best
    return None


def has_body_name(node: Node) -> bool:
    """Whether class or id is one that publishing systems give to the text of an article."""
    return bool(node.tag) and (
        not BODY_CLASSES.isdisjoint(node.classes) or node.get("id").lower() in BODY_IDS
    )


def densest(tree: Tree, body: Node, weights: Weights) -> Node:
    """The deepest grouping element that holds most of the page's running words."""
    floor = MOST * weights.of(body)
    best = body
    while floor:
        inner = max(tree.children(best), key=weights.of, default=None)
        if inner is None or inner.tag not in GROUPS or weights.of(inner) < floor:
            break
        best = inner
    return best


def notes_outside(tree: Tree, root: Node) -> list[Node]:
    """Lists of footnotes that stand beside the text, not in it."""
    found: list[Node] = []
    for node in tree.nodes[root.end :]:
        if node.attrs and is_note(node) and (not found or node.index >= found[-1].end):
            found.append(node)
    return found
