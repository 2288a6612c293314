"""What a page says of itself, each value with the place it was found in. Nothing is invented.

Precedence, for every field: JSON-LD of schema.org, Highwire `citation_*`, Dublin Core,
OpenGraph and `article:*`, plain `meta`, what readers see, the `title` element. The address is
`link rel=canonical` first and the language that of `html`, for these say it of this very page.
Where two places differ about title or date the first is kept, and a warning names both.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import chain

from archive.reading.html.bylines import visible_authors, visible_dates
from archive.reading.html.citations import CSL_TYPES
from archive.reading.html.dom import Tree
from archive.reading.html.jsonld import Linked
from archive.reading.html.metatags import MetaTags, canonical, page_title, without_site
from archive.reading.html.page import Page, language
from archive.reading.html.urls import Base
from archive.reading.html.values import edtf, is_address, plain
from archive.reading.proposal import Found, Metadata, ReadingWarning

SHOWN = 200  # characters of a value that a warning repeats
PLAIN_PAGES = frozenset(("Article", "WebPage", ""))


def read_metadata(
    page: Page, meta: MetaTags, linked: Linked, foreign: Set[int]
) -> tuple[Metadata, tuple[ReadingWarning, ...]]:
    """The metadata of a page, and warnings about what its parts disagree on."""
    tree, base = page.tree, page.base
    site = meta.first("og:site_name")
    titles = list(stated_titles(meta, linked, site.value))
    dates = list(stated_dates(tree, meta, linked, foreign))
    metadata = Metadata(
        title=first(titles, headline_shown(tree, foreign), page_title(tree, site.value)),
        authors=tuple(stated_authors(meta, linked) or visible_authors(tree, page.flow, foreign)),
        container=first(meta.every("citation_journal_title"), names(linked, "isPartOf"), [site]),
        publisher=first(
            names(linked, "publisher"), meta.every("citation_publisher", "dc.publisher", "dcterms.publisher")
        ),
        issued=first(dates),
        url=own_address(tree, base, meta, linked),
        language=own_language(tree, meta, linked),
        csl_type=csl_type(linked),
    )
    return metadata, (*disagreement("title", titles, same_title), *disagreement("date", dates, same_date))


def first(*sources: Iterable[Found] | Found) -> Found:
    """The first value that is not empty."""
    flat = chain.from_iterable([source] if isinstance(source, Found) else source for source in sources)
    return next((found for found in flat if found.value), Found())


def stated_titles(meta: MetaTags, linked: Linked, site: str) -> Iterator[Found]:
    """The titles in the page's machine-readable fields, best first."""
    yield from linked.every("headline")
    if linked.type != "WebPage":
        yield from linked.every("name")
    yield from meta.every("citation_title", "dc.title", "dcterms.title")
    for found in meta.every("og:title"):
        yield Found(without_site(found.value, site), found.origin)


def headline_shown(tree: Tree, foreign: Set[int]) -> Found:
    """The element marked as the headline by `itemprop`, in the article and not in a source it cites."""
    for node in tree.by_tag.get("h1", []):
        is_headline = "headline" in node.get("itemprop").split() and node.index not in foreign
        if is_headline and (words := plain(tree.words(node))):
            return Found(words, "h1 itemprop=headline")
    return Found()


def stated_dates(tree: Tree, meta: MetaTags, linked: Linked, foreign: Set[int]) -> Iterator[Found]:
    """The dates of publication as EDTF, best first."""
    names = (
        *(
            "citation_publication_date",
            "citation_date",
            "citation_online_date",
            "dc.date.issued",
            "dcterms.issued",
        ),
        *(
            "dc.date",
            "dcterms.date",
            "article:published_time",
            "og:published_time",
            "datepublished",
            "pubdate",
        ),
        *("publishdate", "publish_date", "date", "weibo: article:create_at"),
    )
    for found in chain(linked.every("datePublished"), meta.every(*names)):
        if value := edtf(found.value):
            yield Found(value, found.origin)
    yield from visible_dates(tree, foreign)


def stated_authors(meta: MetaTags, linked: Linked) -> list[Found]:
    """The authors of the first kind of field that names any; an address is no name."""
    kinds: tuple[Iterable[Found], ...] = (
        linked.every("author"),
        linked.every("creator"),
        meta.every("citation_author"),
        meta.every("dc.creator", "dcterms.creator"),
        meta.every("article:author", "og:article:author"),
        meta.every("author"),
    )
    for kind in kinds:
        authors = {found.value.casefold(): found for found in kind if not is_address(found.value)}
        if authors:
            return list(authors.values())
    return []


def names(linked: Linked, name: str) -> Iterator[Found]:
    """The values of a property that are names."""
    return (found for found in linked.every(name) if not is_address(found.value))


def own_address(tree: Tree, base: Base, meta: MetaTags, linked: Linked) -> Found:
    """The permanent address that the page gives for itself."""
    written = [Found(canonical(tree), "link rel=canonical"), *meta.every("og:url", "citation_public_url")]
    for found in chain(written, linked.every("url"), linked.every("mainEntityOfPage")):
        if address := base.resolve(found.value):
            return Found(address, found.origin)
    return Found()


def own_language(tree: Tree, meta: MetaTags, linked: Linked) -> Found:
    """The language of the page as a BCP 47 tag."""
    stated = chain(
        [Found(tree.nodes[0].get("lang") or tree.nodes[0].get("xml:lang"), "html lang")],
        linked.every("inLanguage"),
        meta.every("citation_language", "dc.language", "dcterms.language", "og:locale", "content-language"),
    )
    return next((Found(tag, found.origin) for found in stated if (tag := language(found.value))), Found())


def csl_type(linked: Linked) -> Found:
    """The CSL type of what JSON-LD says the page is; anything else is a web page."""
    known = "" if linked.type in PLAIN_PAGES else CSL_TYPES.get(linked.type, "")
    return Found(known, f"JSON-LD {linked.type}") if known else Found("webpage", "HTML page")


def same_title(first: str, second: str) -> bool:
    """Whether two titles have the same letters and digits: quotes, case and spacing differ between fields."""
    return letters(first) == letters(second)


def letters(title: str) -> str:
    """Letters and digits only, case folded."""
    return "".join(char for char in title.casefold() if char.isalnum())


def same_date(first: str, second: str) -> bool:
    """Whether two dates agree as far as both go."""
    return first.startswith(second) or second.startswith(first)


def disagreement(what: str, found: list[Found], same: Callable[[str, str], bool]) -> Iterator[ReadingWarning]:
    """One warning for the first place that differs from the value that was kept."""
    other = next((each for each in found[1:] if not same(found[0].value, each.value)), None)
    if other:
        kept = found[0]
        message = f"The page gives its {what} as {stated(kept)} and as {stated(other)}; the first was kept."
        yield ReadingWarning("metadata-disagrees", message)


def stated(found: Found) -> str:
    """A value with its origin, as a warning repeats it."""
    value = found.value if len(found.value) <= SHOWN else f"{found.value[:SHOWN]}…"
    return f"“{value}” ({found.origin})"
