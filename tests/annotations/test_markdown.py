"""Notes: what people write is shown, what would run is not."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotations.markdown import ATTRIBUTES, SCHEMES, TAGS, note_html

HOSTILE = Path(__file__).parents[2] / "../shared/hostile/xss.json"
NO_REL = "a link without rel"
EVERY = 6  # of the payloads, spread over all origins; each in three places


class Elements(HTMLParser):
    """Each element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def faults(html: str) -> Iterator[str]:
    """What a note may not hold."""
    for tag, attributes in Elements(html).found:
        if tag not in TAGS:
            yield f"<{tag}>"
        for name in attributes.keys() - ATTRIBUTES.get(tag, set()) - {"rel"}:
            yield f"<{tag} {name}>"
        if tag == "a" and urlsplit(attributes.get("href") or "https:").scheme not in SCHEMES:
            yield f"href={attributes['href']}"
        if tag == "a" and attributes.get("rel") != "noopener noreferrer":
            yield NO_REL


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("Seen *twice* on the **quay**.", "<p>Seen <em>twice</em> on the <strong>quay</strong>.</p>"),
        ("One.\nTwo.", "<p>One.<br>\nTwo.</p>"),
        (
            "See [the ledger](https://example.org/a?b=1&c=2).",
            '<p>See <a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">the ledger</a>.</p>',
        ),
        (
            "<https://example.org/灯>",
            '<p><a href="https://example.org/%E7%81%AF" rel="noopener noreferrer">https://example.org/灯</a></p>',
        ),
        ("> They listened.", "<blockquote>\n<p>They listened.</p>\n</blockquote>"),
        ("3. lamps\n4. oil", '<ol start="3">\n<li>lamps</li>\n<li>oil</li>\n</ol>'),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("# 482", "<p># 482</p>"),
        ("482\n===", "<p>482<br>\n===</p>"),
        ("", ""),
    ],
)
def test_people_get_the_markup_that_a_note_needs(note: str, html: str) -> None:
    assert note_html(note) == html


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("<b onclick=x>482</b>", "&lt;b onclick=x&gt;482&lt;/b&gt;"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("![lamp](https://example.org/lamp.png)", "lamp</a>"),
        ("[lamp](/documents/)", "lamp"),
        ("[lamp](javascript:alert(1))", "javascript"),
        ("[lamp](data:text/html,482)", "data:text"),
        ("[lamp](mailto:ada@example.org)", "lamp"),
        ("&lt;script&gt;", "&lt;script&gt;"),
    ],
)
def test_what_would_run_or_load_is_shown_as_words(note: str, shown: str) -> None:
    html = note_html(note)
    assert shown in html
    assert not list(faults(html))


@given(st.text(alphabet="*_`[]()<>!#-=&;:/\\\"' \n\tahref1灯", max_size=80))
def test_whatever_is_typed_is_safe_and_stays_the_same_when_cleaned_again(note: str) -> None:
    html = note_html(note)
    assert not list(faults(html))
    again = nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), url_relative="deny"
    )
    assert again == html


@pytest.mark.skipif(not HOSTILE.is_file(), reason="../shared/hostile is absent: NO hostile notes were tried")
def test_hostile_notes_are_harmless() -> None:
    payloads = [payload for _origin, payload in json.loads(HOSTILE.read_text())][::EVERY]
    open_door = MarkdownIt("commonmark")
    live = 0
    for payload in payloads:
        for note in (payload, f"See [here]({payload}) now", f"> *{payload}*\n\n[a]: {payload}\n\n[a]"):
            live += bool(set(faults(open_door.render(note))) - {NO_REL})
            assert not list(faults(note_html(note))), note
    print(f"{live} of {3 * len(payloads)} notes were live without the allow-list")
    assert live > len(payloads) / 2  # else this test would show nothing
