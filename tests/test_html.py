"""The check of pages finds what it is there to find."""

import pytest

from tests.html import faults

PAGE = "<!DOCTYPE html><html lang='en'><head><title>t</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    "body", ["<p>text", "<a href='#p1'>1</a><p id='p1'>text</p>", "<svg><path d='M0 0'/></svg>"]
)
def test_a_sound_page_has_no_faults(body: str) -> None:
    assert faults(PAGE.format(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p><div>block in a paragraph</div></p>",
        "<span>not closed",
        "<ul><li>one</ul></ul>",
        "<table><p>out of place</p></table>",
        "<p id='a'>1</p><p id='a'>2</p>",
        "<label for='nobody'>Name</label>",
        "<a href='#nowhere'>down</a>",
        "<p style='color: red'>red</p>",
        "<button onclick='go()'>Go</button>",
        "<script>go()</script>",
        "<style>p { color: red }</style>",
    ],
)
def test_a_fault_is_found(body: str) -> None:
    assert faults(PAGE.format(body))


def test_a_page_without_a_doctype_is_no_page() -> None:
    assert faults("<html><head><title>t</title></head><body></body></html>")


def test_a_data_block_is_no_program() -> None:
    assert faults(PAGE.format('<script type="application/ld+json">{"@type": "Book"}</script>')) == []
