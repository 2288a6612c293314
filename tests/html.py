"""Whether a page is valid HTML and keeps the promises that the content policy makes for it."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from html5lib import HTMLParser, getTreeBuilder

# Attributes that name the id of another element of the page.
POINTERS = ("aria-controls", "aria-describedby", "aria-labelledby", "for", "form", "headers", "list")


def faults(html: str) -> list[str]:
    """What is wrong with a whole page: syntax, ids and what points at them, inline script and style."""
    parser = HTMLParser(getTreeBuilder("etree"), namespaceHTMLElements=False)
    page = parser.parse(html)
    elements = list(page.iter())
    syntax = [f"line {line}: {code} {values}" for (line, _), code, values in parser.errors]
    return [*syntax, *pointing(elements), *(fault for element in elements for fault in inline(element))]


def pointing(elements: list[Element]) -> Iterator[str]:
    """Ids that stand twice, and attributes that name an id which is not there."""
    ids = Counter(element.attrib["id"] for element in elements if "id" in element.attrib)
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for element in elements:
        targets = [target for name in POINTERS for target in element.attrib.get(name, "").split()]
        if element.tag == "a" and element.attrib.get("href", "").startswith("#"):
            targets.append(element.attrib["href"].removeprefix("#"))
        yield from (
            f"<{element.tag}> points at {name!r}, which is not there" for name in targets if name not in ids
        )


def inline(element: Element) -> Iterator[str]:
    """What the content policy would refuse to run or to show."""
    tag = str(element.tag)
    names = element.attrib.keys()
    yield from (f"<{tag} {name}>" for name in names if name == "style" or name.startswith(("on", "hx-on")))
    is_data = element.attrib.get("type") == "application/ld+json"  # no program: no policy is asked about it
    if tag == "style" or (tag == "script" and not is_data and "src" not in names and element.text):
        yield f"<{tag}> with its content inline"
