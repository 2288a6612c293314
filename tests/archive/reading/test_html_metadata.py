"""What pages say of themselves: each value with its origin, nothing invented, differences told."""

from pathlib import Path

import pytest

from archive.reading.html import read_html
from archive.reading.html.values import edtf
from archive.reading.parts import Parts
from archive.reading.proposal import Found, Metadata

PAGES = Path(__file__).parents[2] / "data" / "pages"
COURIER = "https://courier.example.org"


def page_of(name: str, url: str = "") -> Parts:
    return read_html((PAGES / name).read_text("utf-8"), url=url)


def stated(head: str, body: str = "<article><p>Some words of the article.</p></article>") -> Metadata:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>").metadata


def linked(data: str) -> Metadata:
    return stated(f'<script type="application/ld+json">{data}</script>')


def test_open_graph_meta_and_canonical() -> None:
    page = page_of("plain_metadata.html", f"{COURIER}/street?from=feed")
    assert page.metadata == Metadata(
        title=Found("A street with forty cameras", "meta property=og:title"),
        authors=(Found("Cam Example", "meta name=author"),),
        container=Found("The Fictional Courier", "meta property=og:site_name"),
        issued=Found("2020-03-02", "meta property=article:published_time"),
        url=Found(f"{COURIER}/street", "link rel=canonical"),
        language=Found("en-GB", "html lang"),
        csl_type=Found("webpage", "HTML page"),
    )
    assert page.warnings == ()


def test_highwire_wins_over_dublin_core_and_the_difference_is_told() -> None:
    page = page_of("highwire.html")
    assert page.metadata == Metadata(
        title=Found("Gait recognition in invented cities", "meta name=citation_title"),
        authors=(
            Found("Example, Ann", "meta name=citation_author"),
            Found("李博", "meta name=citation_author"),
        ),
        container=Found("Journal of Made-Up Results", "meta name=citation_journal_title"),
        publisher=Found("No Press", "meta name=citation_publisher"),
        issued=Found("2018-07", "meta name=citation_publication_date"),
        language=Found("en", "meta name=DC.language"),
        csl_type=Found("webpage", "HTML page"),
    )
    assert [warning.code for warning in page.warnings] == ["metadata-disagrees"]
    assert "citation_title" in page.warnings[0].message
    assert "DC.title" in page.warnings[0].message


def test_broken_json_ld_is_told_and_the_next_block_is_read() -> None:
    page = page_of("broken_jsonld.html")
    assert page.metadata.title == Found("From the second block & whole", "JSON-LD BlogPosting.headline")
    assert page.metadata.authors == (Found("Dee Example", "JSON-LD BlogPosting.author"),)
    assert page.metadata.csl_type == Found("post-weblog", "JSON-LD BlogPosting")
    assert page.metadata.issued == Found()
    assert [warning.code for warning in page.warnings] == ["json-ld-broken"]


def test_a_page_that_says_nothing_states_nothing() -> None:
    assert stated("") == Metadata(csl_type=Found("webpage", "HTML page"))


def test_the_title_of_a_drawing_is_not_that_of_the_page() -> None:
    assert stated("", "<article><svg><title>Menu</title></svg><p>Words.</p></article>").title == Found()


def test_an_article_in_a_graph_takes_its_names_by_reference() -> None:
    found = linked(
        '{"@graph": [{"@type": "Person", "@id": "#ann", "name": "Ann Example"}, {"@type": "WebPage", "name": "Page"},'
        ' {"@type": "Article", "headline": "H", "author": {"@id": "#ann"}, "publisher": {"name": ["The Paper"]}}]}'
    )
    assert found.authors == (Found("Ann Example", "JSON-LD Article.author"),)
    assert found.publisher == Found("The Paper", "JSON-LD Article.publisher")
    assert found.title == Found("H", "JSON-LD Article.headline")
    assert found.csl_type.value == "webpage"


def test_of_several_articles_the_one_of_this_page_counts() -> None:
    found = stated(
        '<link rel=canonical href="https://example.org/b"><script type="application/ld+json">'
        '[{"@type": "NewsArticle", "headline": "A", "url": "https://example.org/a"},'
        ' {"@type": "NewsArticle", "headline": "B", "url": "https://example.org/b"}]</script>'
    )
    assert found.title.value == "B"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "null",
        "7",
        '{"@type": 7}',
        '{"@type": "NewsArticle", "headline": {"a": []}, "author": [[]], "datePublished": {}}',
        '{"@type": "NewsArticle", "headline": null, "author": {"@id": "https://example.org/ann"}}',
        '{"@type": "NewsArticle", "url": "javascript:alert(1)"}',
        '{"@graph": {"@graph": {"@graph": []}}}',
    ],
)
def test_odd_json_ld_invents_nothing(data: str) -> None:
    found = linked(data)
    assert (found.title, found.authors, found.issued, found.url) == (Found(), (), Found(), Found())


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("A story | The Paper", "The Paper", "A story"),
        ("The Paper: A story", "The Paper", "A story"),
        ("一个故事_示例网", "示例网", "一个故事"),
        ("A story | The Paper", "", "A story | The Paper"),
        ("A story about The Paper", "Paper", "A story about The Paper"),
        ("The Paper", "The Paper", "The Paper"),
    ],
)
def test_the_sites_name_is_cut_off_only_when_the_page_names_it(title: str, site: str, expected: str) -> None:
    found = stated(f'<title>{title}</title><meta property="og:site_name" content="{site}">')
    assert found.title == Found(expected, "title element")


@pytest.mark.parametrize(
    ("byline", "names", "origin"),
    [
        ('By <a rel="author" href="/a">Ann Example</a>', ["Ann Example"], "a rel=author"),
        ('<p class="byline">By Ann Example, Bo Example and Cy de Example</p>',
         ["Ann Example", "Bo Example", "Cy de Example"], "p.byline"),
        ('<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann Lee</b></span>',
         ["Ann Lee"], "span itemprop=author"),
        ("<p>By Ann Example and Bo Example</p>", ["Ann Example", "Bo Example"], "byline in the text"),
        ("<p>作者：李博、王小明</p>", ["李博", "王小明"], "byline in the text"),
        ("<p>文／李博</p>", ["李博"], "byline in the text"),
        ("<p>By the river there are cameras.</p>", [], ""),
        ('<p class="byline">Updated 3 minutes ago</p>', [], ""),
        ('<aside><a rel="author" href="/b">Bo Other</a></aside>', [], ""),
        ('<blockquote><span rel="author">Bo Other</span></blockquote>', [], ""),
        ('<li itemscope itemtype="https://schema.org/Book"><i itemprop="author">Cited Other</i></li>', [], ""),
    ],
)  # fmt: skip
def test_visible_bylines(byline: str, names: list[str], origin: str) -> None:
    found = stated("", f"<article>{byline}<p>Some words of the article stand here.</p></article>")
    assert found.authors == tuple(Found(name, origin) for name in names)


def test_microdata_around_the_whole_article_is_the_pages_own() -> None:
    body = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="2021-05-06">'
        '<h1 itemprop="headline">Its headline</h1><div itemprop="articleBody"><p>Words of the article.</p></div></div>'
    )
    found = stated("", body)
    assert found.issued == Found("2021-05-06", "meta itemprop=datePublished")
    assert found.title == Found("Its headline", "h1 itemprop=headline")


@pytest.mark.parametrize(
    ("times", "issued"),
    [
        ('<time datetime="2020-01-02T03:04:05Z">then</time>', "2020-01-02"),
        ('<time datetime="2020-01-02">a</time><time datetime="2020-01-03">b</time>', ""),
        ('<time datetime="2020-01-05">a</time><time class="entry-date published" datetime="2020-01-03">b</time>',
         "2020-01-03"),
        ('<blockquote><time datetime="2020-01-02">a</time> quoted</blockquote>', ""),
    ],
)  # fmt: skip
def test_visible_dates(times: str, issued: str) -> None:
    assert stated("", f"<article>{times}<p>Some words.</p></article>").issued.value == issued


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2019-12-18T23:30:00+08:00", "2019-12-18"),
        ("2019-12-18 23:30", "2019-12-18"),
        ("2019/12/18", "2019-12-18"),
        ("20191218", "2019-12-18"),
        ("2019-12", "2019-12"),
        ("2019", "2019"),
        ("2019年12月18日", "2019-12-18"),
        ("December 18, 2019", "2019-12-18"),
        ("2019-02-30", ""),
        ("0000-01-01", ""),
        ("yesterday", ""),
    ],
)
def test_dates_keep_their_precision(written: str, expected: str) -> None:
    assert edtf(written) == expected


def test_dates_that_differ_are_told() -> None:
    page = read_html(
        '<meta property="article:published_time" content="2020-01-02"><meta name="citation_date" content="2020-01-03">'
    )
    assert page.metadata.issued == Found("2020-01-03", "meta name=citation_date")
    assert [warning.code for warning in page.warnings if "date" in warning.message] == ["metadata-disagrees"]
