"""What stands in the head of a page: `meta`, `link`, `title` and the language of the page."""

from collections.abc import Iterator, Set

from archive.reading.html.dom import Tree
from archive.reading.html.values import plain
from archive.reading.proposal import Found


class MetaTags:
    """The `meta` elements by name; `name`, `property` and `itemprop` are all used for the same names."""

    def __init__(self, tree: Tree, foreign: Set[int] = frozenset()) -> None:
        self.found: dict[str, list[Found]] = {}
        for node in tree.by_tag.get("meta", []):
            if node.index in foreign:
                continue
            for attribute in ("name", "property", "itemprop", "http-equiv"):
                name, value = node.get(attribute), plain(node.get("content"))
                if name and value:
                    origin = f"meta {attribute}={name}"
                    self.found.setdefault(name.lower(), []).append(Found(value, origin))

    def first(self, *names: str) -> Found:
        """The first value of the first of these names (lower case) that has one."""
        return next(self.every(*names), Found())

    def every(self, *names: str) -> Iterator[Found]:
        """All values of these names, in the order of the names."""
        for name in names:
            yield from self.found.get(name, ())


def canonical(tree: Tree) -> str:
    """The address in `link rel=canonical` as written, or ""."""
    for node in tree.by_tag.get("link", []):
        if "canonical" in node.get("rel").lower().split() and node.get("href"):
            return node.get("href")
    return ""


def page_title(tree: Tree, site_name: str) -> Found:
    """The `title` element; the site's name is cut off only when `og:site_name` says that it is one."""
    for node in tree.by_tag.get("title", []):
        # A drawing in the page may have a `title` too.
        in_head = tree.nodes[node.parent].tag == "head"
        if in_head and (words := plain(tree.words(node))):
            return Found(without_site(words, site_name), "title element")
    return Found()


SEPARATORS = " -–—|·•_:»«/\\<>"


def without_site(title: str, site_name: str) -> str:
    """A title without the site's name at its end or beginning, when a separator divides them."""
    if not site_name or title == site_name:
        return title
    if title.endswith(site_name):
        rest = title[: -len(site_name)]
        cut = rest.rstrip(SEPARATORS)
        return cut if cut and cut.rstrip() != rest.rstrip() else title
    if title.startswith(site_name):
        rest = title[len(site_name) :]
        cut = rest.lstrip(SEPARATORS)
        return cut if cut and cut.lstrip() != rest.lstrip() else title
    return title
