"""What a browser selects and what the server keeps: the same range, wherever it begins and ends."""

import random

from playwright.sync_api import Page

from annotations.models import Kind
from tests import annotation_factories as annotated
from tests import factories as make
from tests.browser.test_annotating import mixed_document, sign_in

SELECTIONS = 1_000


def test_browser_and_server_agree_on_every_selection(page: Page) -> None:
    """Ends anywhere in the text, between the halves of a character, too; what the browser reads is what is kept."""
    sign_in(page, make.make_user(username="bo").username)
    document = mixed_document()
    for words in ("two winters 👁️", "Port Sorrel 羽安", "看着港口。没有", "🇨🇳", "The lamps are out"):
        annotated.make_annotation(words, document=document, kind=Kind.CLAIM)
    page.goto(document.get_absolute_url())
    address = page.locator("script[src*=annotate]").first.get_attribute("src")
    chance = random.Random(482)  # noqa: S311 - the same at every run
    pairs = [[chance.random() for _ in range(4)] for _ in range(SELECTIONS)]
    read = page.evaluate(
        """async ([module, pairs]) => {
            const source = await (await fetch(module)).text();
            const path = source.match(/from\\s*"(\\.\\/ranges[^"]*)"/)[1];
            const { readRange } = await import(new URL(path, new URL(module, location.href)).href);
            const text = document.querySelector(".text");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walker.nextNode()) if (walker.currentNode.length) nodes.push(walker.currentNode);
            const at = (share, of) => Math.min(Math.floor(share * of), of);
            return pairs.map(([one, from, other, to]) => {
                const [first, last] = [nodes[at(one, nodes.length)], nodes[at(other, nodes.length)]];
                document.getSelection().setBaseAndExtent(first, at(from, first.length + 1), last, at(to, last.length + 1));
                return readRange(document.getSelection().getRangeAt(0), text);
            });
        }""",
        [address, pairs],
    )
    seen = [each for each in read if each]
    # The others lie in the numbers and signs beside the text alone.
    assert len(seen) > SELECTIONS * 0.85
    wrong = [each for each in seen if document.text[each["start"] : each["end"]] != each["exact"]]
    assert wrong == []
    assert len({each["start"] for each in seen}) > 100
