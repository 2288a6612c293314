"""The article within the page."""

from pathlib import Path

import pytest

from archive.reading.decode import declared_in_html, decode
from archive.reading.html import read_html
from archive.reading.proposal import Found

PAGES = Path(__file__).parents[2] / "data" / "pages"
BODY = "<p>Words of the article, as many as it takes.</p><p>And a second paragraph of it.</p>"
OWN = "Words of the article, as many as it takes.\nAnd a second paragraph of it."


def text_of(body: str) -> str:
    return read_html(f"<body>{body}</body>").text


@pytest.mark.parametrize(
    "markup",
    [
        f"<div><p>Before</p></div><article>{BODY}</article><p>After</p>",
        f"<main><nav>Menu</nav>{BODY}<footer>Foot</footer></main>",
        f"<article><h1>Title</h1><div class='entry-content'>{BODY}</div><p>Tags</p></article>",
        f"<article><h1>Title</h1><section itemprop='articleBody'>{BODY}</section></article>",
        f"<article>{BODY}</article><article><p>A teaser of another one</p></article>",
        f"<article><header>By us</header>{BODY}<aside>Read also</aside></article>",
        f"<article>{BODY}<div class='share-buttons'>Share</div><form>Mail <input></form></article>",
        f"<article>{BODY}<section id='comments'><p>{'A long comment. ' * 50}</p></section></article>",
        f"<article>{BODY}<div class='related-posts'><p>Other</p></div><ul class='breadcrumbs'><li>x</ul></article>",
        f"<div><a href=/>Home</a></div><div><div>{BODY}</div></div>",
        f"<form id='aspnetForm'><div class='menu'>Menu</div><div>{BODY}</div></form>",
    ],
)
def test_only_the_article_is_read(markup: str) -> None:
    assert text_of(markup) == OWN


@pytest.mark.parametrize(
    "inner",
    [
        "<figure><img src=x.jpg alt=x><figcaption>What it shows</figcaption></figure>",
        "<section><header><h2>What it shows</h2></header></section>",
        "<blockquote>Quoted <footer>What it shows</footer></blockquote>",
        "<aside class='footnotes'><p>What it shows</p></aside>",
    ],
)
def test_what_belongs_to_the_article_stays(inner: str) -> None:
    assert "What it shows" in text_of(f"<article>{BODY}{inner}</article>")


def test_a_page_without_article_gives_its_densest_part() -> None:
    page = read_html((PAGES / "no_article.html").read_text("utf-8"))
    assert page.text.startswith(
        "Cameras come to the valley\nBy Eve Example and Flo van Example | March 3, 2004\nThe first"
    )
    assert page.text.endswith("which they did.")
    assert [author.value for author in page.metadata.authors] == ["Eve Example", "Flo van Example"]
    assert page.warnings == ()


def test_a_layout_table_in_gb2312_with_its_declared_charset() -> None:
    data = (PAGES / "layout_gb2312.html").read_text("utf-8").encode("gb2312")
    decoded = decode(data, declared=declared_in_html(data))
    page = read_html(decoded.text)
    assert decoded.origin == "declared"
    assert page.text.split("\n")[:3] == [
        "某某镇安装摄像头",
        "作者：李博、王小明",
        "某某镇近日在主要街道安装了四十个摄像头，镇政府表示这是为了居民的安全。",
    ]
    assert "首页" not in page.text
    assert "版权" not in page.text
    assert page.metadata.authors == (
        Found("李博", "byline in the text"),
        Found("王小明", "byline in the text"),
    )


def test_when_the_whole_page_was_read_it_says_so() -> None:
    page = read_html(f"<body>{BODY}<p>Some more</p></body>")
    assert [warning.code for warning in page.warnings] == ["content-whole-body"]
    assert page.text == f"{OWN}\nSome more"


def test_a_page_without_words_has_no_text() -> None:
    assert text_of("<article><img src=x><script>x</script></article>") == ""
