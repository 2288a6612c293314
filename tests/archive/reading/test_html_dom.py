"""Markup to tree to canonical text: what a reader sees, block by block, with places that fit."""

import time

import pytest

from archive.reading.html import read_html
from archive.reading.html.dom import Tree, parse
from archive.reading.html.flow import Flow, render
from archive.reading.proposal import UnreadableInput


def flow_of(markup: str) -> tuple[Tree, Flow]:
    tree = parse(markup)
    return tree, render(tree, [tree.nodes[0]])


def blocks_of(markup: str) -> list[tuple[str, str]]:
    _, flow = flow_of(markup)
    assert flow.text == "\n".join(flow.text[block.start : block.end] for block in flow.blocks)
    return [(block.kind, flow.text[block.start : block.end]) for block in flow.blocks]


def shown(markup: str, tag: str) -> list[str]:
    """The words of each element with a tag."""
    tree, flow = flow_of(markup)
    spans = [flow.spans.get(node.index) for node in tree.by_tag.get(tag, [])]
    return [flow.words(span) if span else "" for span in spans]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p> a\n <b>b </b> c <i> d</i></p>", ["a b c d"]),
        ("<p>a<br>b<br/>\n<br> c<br></p>", ["a\nb", "c"]),
        ("<p>a<br>&nbsp;<br>b", ["a", "b"]),
        ("a<div>b<p>c</div>d", ["a", "b", "c", "d"]),
        ("<p>&nbsp;</p><p>\u200b</p><p>\u3000a\u3000</p>", ["a"]),
        ("<p>a&nbsp; b", ["a\xa0 b"]),
        (
            "<p>a<!-- x -->b<script>x</script><style>x</style><template>x</template><noscript>x</noscript>",
            ["ab"],
        ),
        ("<p hidden>x</p><p style='color:red; display : none'>x</p><p class='sr-only'>x</p><p>a", ["a"]),
        ("<p>a<p>b<div>c", ["a", "b", "c"]),
        ("<p>1 &lt; 2 &amp;lt; &#x4e2d;&bogus;", ["1 < 2 &lt; 中&bogus;"]),
        ("<p>a&#0;b&#1;c&#x202e;d", ["a\ufffdbc\u202ed"]),
        ("<p>cafe&#x301; e<b>&#x301;</b>x", ["café éx"]),
        ("<p>x&#x338;&lt;&#x338;", ["x\u0338\u226e"]),
        ("", []),
        ("plain words", ["plain words"]),
        ("<svg><text>x</text></svg><button>x</button><textarea>x</textarea><p>a", ["a"]),
    ],
)
def test_text_is_what_a_reader_sees(markup: str, texts: list[str]) -> None:
    assert [text for _, text in blocks_of(markup)] == texts


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<blockquote>a<p>b</blockquote>c", [("quotation", "a"), ("quotation", "b"), ("paragraph", "c")]),
        ("<ul><li>a<p>b<li>c</ul>", [("list_item", "a"), ("list_item", "b"), ("list_item", "c")]),
        ("<dl><dt>a<dd>b</dl>", [("list_item", "a"), ("list_item", "b")]),
        ("<figure><img alt=x><figcaption>a</figcaption></figure>", [("caption", "a")]),
        ("<p class='wp-caption-text'>a</p>", [("caption", "a")]),
        ("<pre>\n  a\n\n\tb  \n</pre>c", [("preformatted", "  a\n\n\tb"), ("paragraph", "c")]),
        ("<table><caption>t</caption><tr><th>a<th>b<tr><td>c<td><td><b>d</b></table>",
         [("caption", "t"), ("table_row", "a\tb"), ("table_row", "c\t\td")]),
        ("<table><tr><td>menu<td><p>a</p><p>b</p></table>",
         [("paragraph", "menu"), ("paragraph", "a"), ("paragraph", "b")]),
    ],
)  # fmt: skip
def test_blocks_have_kinds(markup: str, expected: list[tuple[str, str]]) -> None:
    assert blocks_of(markup) == expected


def test_headings_have_levels() -> None:
    _, flow = flow_of("<h1>a</h1><h4>b</h4><p>c")
    assert [(block.kind, block.level) for block in flow.blocks] == [
        ("heading", 1),
        ("heading", 4),
        ("paragraph", 0),
    ]


@pytest.mark.parametrize(
    ("markup", "tag", "words"),
    [
        ("<p>see <a href=x> this </a> and <a href=y>that<br></a>!", "a", ["this", "that"]),
        ("<p>😀 cafe&#x301; <a href=x>e&#x301;t&#x301;e</a> z", "a", ["ét\u0301e"]),
        ("<p>a<sup>1</sup><q>b</q>", "sup", ["1"]),
        ("<blockquote><p>a</p><p>b<br><br>c</p></blockquote><p>d", "blockquote", ["a\nb\nc"]),
        ("<p>a<a href=x></a><a href=y> </a>b", "a", ["", ""]),
        ("<a href=x><p>a</p><p>b</p></a>", "a", ["a\nb"]),
    ],
)
def test_places_of_elements_are_those_of_their_words(markup: str, tag: str, words: list[str]) -> None:
    assert shown(markup, tag) == words


@pytest.mark.parametrize(
    ("markup", "size"),
    [
        ("<div>" * 10_000 + "deep" + "</div>" * 10_000, 4),
        ("<blockquote>a" * 10_000, 19_999),
        ("<b><i>" * 5_000 + "deep", 4),
        ("<p>" + "字 a" * 1_700_000, 5_100_000),
        ("<p>" + "".join(f'<a href="https://example.org/{n}">w</a> ' for n in range(50_000)), 99_999),
        ("<p>" + "".join(f"<font size={n}>" for n in range(1_500)) + "<p>x" * 1_500, 2_999),
        ("<div>" * 5_000 + "<time datetime=2019-01-01>x</time>" * 2_000, 2_000),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script><p>x", 1),
        ("<p>" + "e\u0301" * 500_000, 500_000),
    ],
    ids=["nested", "quotes", "unclosed", "one line", "links", "reopened", "times", "json", "marks"],
)
def test_hostile_pages_lose_nothing_and_end_soon(markup: str, size: int) -> None:
    start = time.process_time()
    assert len(read_html(markup).text) == size
    assert time.process_time() - start < 10


def test_a_tag_without_end_is_refused_in_words() -> None:
    with pytest.raises(UnreadableInput, match="character 3 ") as refused:
        parse("<p><p " + "a " * 100_000)
    assert refused.value.code == "too-many-attributes"


def test_a_long_picture_in_a_tag_is_no_reason_to_refuse() -> None:
    assert blocks_of(f'<img src="data:image/png;base64,{"A/ b" * 100_000}"><p>a') == [("paragraph", "a")]
