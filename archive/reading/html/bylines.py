"""Authors and dates that readers see: bylines and `time`, when no machine-readable field says it."""

import re
from collections.abc import Iterator, Sequence, Set

from archive.reading.html.dom import Node, Tree
from archive.reading.html.flow import Flow
from archive.reading.html.values import edtf, is_address, plain
from archive.reading.proposal import Found

NAME_CLASSES = frozenset(("author-name", "byline-author", "byline__name", "byline-name", "p-author", "fn"))
BYLINE_CLASSES = frozenset(
    ("byline", "author", "entry-author", "post-author", "article-author", "article-byline")
)
DATE_CLASSES = re.compile(
    r".*(?:publish|pubdate|entry-date|post-date|article-date|dt-published).*", re.IGNORECASE
)
PREFIX = re.compile(r"(?:by|written by|reported by|text by)\s+(?=\S)", re.IGNORECASE)
HAN_PREFIX = re.compile(
    r"(?:作者|撰文|记者|記者|撰稿|编译|文)\s*[:：/／|｜]\s*(?=\S)|(?:本报记者|本報記者)\s*(?=\S)"
)
BETWEEN = re.compile(r"\s*(?:,\s*and\b|,|;|；|、|，|\band\b|&|\s和\s)\s*")
AFTER = re.compile(r"\s*(?:[|·•]|\s[-–—]\s|(?:published|updated|posted|on)\s).*", re.IGNORECASE | re.DOTALL)
LATIN_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]*|de|del|der|van|von|bin|al|el|la|le|du|da|di)(?:\s(?:[^\W\d_a-z][\w.’'-]*|de|del|der|van|von|bin|al|el|la|le|du|da|di)){0,5}"
)
HAN_NAME = re.compile(r"[\u3400-\u9fff·]{2,12}(?:\s[\u3400-\u9fff·]{2,12}){0,5}")
LONGEST = 200
LONGEST_NAME = 60
NEAR_TOP = 12


def visible_authors(tree: Tree, flow: Flow, foreign: Set[int]) -> list[Found]:
    """The authors a reader sees: marked names first, then bylines, then a line such as “By A and B”."""
    return marked_names(tree, foreign) or byline_names(tree, foreign) or names_in_text(flow)


def marked_names(tree: Tree, foreign: Set[int]) -> list[Found]:
    """Elements that are exactly a name: `rel=author`, `itemprop=author`, known classes."""
    found: dict[str, Found] = {}
    for node in tree.nodes:
        origin = name_origin(node)
        if origin and node.index not in foreign:
            words = PREFIX.sub("", plain(tree.words(node))[:LONGEST])
            if words and len(words) <= LONGEST_NAME and not is_address(words):
                found.setdefault(words.casefold(), Found(words, origin))
    return list(found.values())


def name_origin(node: Node) -> str:
    """How an element says that it is an author's name, or ""."""
    if not node.tag or node.tag in ("meta", "link"):
        return ""
    if "author" in node.get("rel").lower().split():
        return f"{node.tag} rel=author"
    if "author" in node.get("itemprop").split():
        return f"{node.tag} itemprop=author"
    return next((f"{node.tag}.{name}" for name in node.classes if name in NAME_CLASSES - {"fn"}), "")


def byline_names(tree: Tree, foreign: Set[int]) -> list[Found]:
    """The names in the first element with the class of a byline."""
    for node in tree.nodes:
        name = next((name for name in node.classes if name in BYLINE_CLASSES), "") if node.tag else ""
        if name and node.index not in foreign:
            words = AFTER.sub("", plain(tree.words(node)[:LONGEST]))
            if found := list(names(words, f"{node.tag}.{name}", prefixed=False)):
                return found
    return []


def names_in_text(flow: Flow) -> list[Found]:
    """The names of a whole block near the top that says “By …”, “作者：…” or “文／…”."""
    for block in flow.blocks[:NEAR_TOP]:
        if block.end - block.start <= LONGEST:
            words = flow.text[block.start : block.end]
            if found := list(names(words, "byline in the text", prefixed=True)):
                return found
    return []


def names(words: str, origin: str, *, prefixed: bool) -> Iterator[Found]:
    """The single names of a byline; nothing at all when a part of it is not like a name."""
    prefix = PREFIX.match(words) or HAN_PREFIX.match(words)
    if prefixed and prefix is None:
        return
    parts = [part for part in BETWEEN.split(words[prefix.end() if prefix else 0 :].strip(" .。")) if part]
    if all(LATIN_NAME.fullmatch(part) or HAN_NAME.fullmatch(part) for part in parts):
        yield from (Found(part, origin) for part in parts)


def visible_dates(tree: Tree, foreign: Set[int]) -> Sequence[Found]:
    """Dates of publication in `time` elements: those that say so, else the only one the article has."""
    times = [
        node
        for node in tree.by_tag.get("time", [])
        if edtf(node.get("datetime")) and node.index not in foreign
    ]
    stated = [node for node in times if says_published(node)]
    chosen = stated or (times if len({node.get("datetime") for node in times}) == 1 else [])
    return [Found(edtf(node.get("datetime")), "time datetime") for node in chosen[:1]]


def says_published(node: Node) -> bool:
    """Whether a `time` is marked as that of publication."""
    if "pubdate" in node.attrs or "datePublished" in node.get("itemprop").split():
        return True
    return any(DATE_CLASSES.fullmatch(name) for name in node.classes)
