"""What notes state about their sources in microdata, and what they leave unsaid."""

import pytest

from archive.reading.html.citations import stated_in, with_stated
from archive.reading.html.dom import Tree, parse
from archive.reading.html.urls import Base
from archive.reading.proposal import Found, FoundLink, Metadata, Span

BASE = Base("https://example.org/a/")
NOTE = """<ol><li id="note" itemscope itemtype="https://schema.org/OpinionNewsArticle">
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ann Lee</span></span>,
<a itemprop="author" href="/people/bo">李博</a>, <span itemprop="author"> </span>
<cite itemprop="headline">A  report</cite>,
<span itemprop="isPartOf" itemscope itemtype="https://schema.org/Newspaper"><i itemprop="name">The Paper</i></span>,
<meta itemprop="inLanguage" content="en"><time itemprop="datePublished" datetime="2019-12">last month</time>,
<a id="link" itemprop="url" href="../b">here</a>, <a id="other" href="/c">elsewhere</a></li></ol>"""


def note(markup: str) -> tuple[Tree, Metadata]:
    tree = parse(markup)
    return tree, stated_in(tree, tree.by_id["note"], BASE)


def test_a_note_states_every_field_with_its_origin() -> None:
    _, stated = note(NOTE)
    assert stated == Metadata(
        title=Found("A report", "microdata headline"),
        authors=(Found("Ann Lee", "microdata author"), Found("李博", "microdata author")),
        container=Found("The Paper", "microdata isPartOf"),
        issued=Found("2019-12", "microdata datePublished"),
        url=Found("https://example.org/b", "microdata url"),
        language=Found("en", "microdata inLanguage"),
        csl_type=Found("article-newspaper", "microdata itemtype"),
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<p id=note>Ann Lee, “A report”, The Paper, 2019",
        "<p id=note itemscope><b itemprop=name>No type</b>",
        '<p id=note itemscope itemtype="https://schema.org/Person"><b itemprop=name>Ann Lee</b>',
        '<p id=note itemscope itemtype="https://example.org/Book"><b itemprop=name>Not schema.org</b>',
        '<div id=note><p itemscope itemtype="https://schema.org/Book"><b itemprop=name>One</b></p>'
        '<p itemscope itemtype="https://schema.org/Book"><b itemprop=name>Two</b></p></div>',
        '<article id=note itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop=headline>The page</h1>',
    ],
)
def test_what_is_not_one_marked_source_states_nothing(markup: str) -> None:
    assert note(markup)[1] == Metadata()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2019", "2019"),
        ("2019-13", ""),
        ("2019-12-18T09:00:00+08:00", "2019-12-18"),
        ("18 December 2019", "2019-12-18"),
        ("last year", ""),
    ],
)
def test_dates_are_edtf_or_nothing(written: str, expected: str) -> None:
    markup = '<p id=note itemscope itemtype="https://schema.org/Book"><b itemprop=datePublished>{}</b>'
    assert note(markup.format(written))[1].issued.value == expected


def test_an_address_that_is_none_is_not_kept() -> None:
    _, stated = note(
        '<p id=note itemscope itemtype="https://schema.org/Book"><a itemprop=url href="javascript:x">x</a>'
    )
    assert stated.url == Found()


def test_ten_thousand_items_in_one_another_are_read_without_recursion() -> None:
    deep = '<span itemprop=name itemscope itemtype="https://schema.org/Book">' * 10_000
    assert note(f"<div id=note>{deep}deep")[1].title == Found()


def test_links_carry_what_the_page_states_of_their_address() -> None:
    tree = parse(f'<p><a href="/b">told</a> <a href="/c">untold</a></p>{NOTE}')
    own = Metadata(title=Found("Its own", "microdata name"))
    links = (
        FoundLink("a", Span(0, 1), url="https://example.org/b"),
        FoundLink("b", Span(2, 3), url="https://example.org/b", cited=own),
        FoundLink("c", Span(4, 5), url="https://example.org/c"),
        FoundLink("d", Span(6, 7)),
    )
    cited = [link.cited for link in with_stated(tree, BASE, links)]
    assert cited == [stated_in(tree, tree.by_id["note"], BASE), own, Metadata(), Metadata()]
