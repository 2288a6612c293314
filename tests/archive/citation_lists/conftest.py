"""What tests of citation lists share: a style that needs no engine."""

from collections.abc import Sequence

import pytest

from sources.citing.formatted import Citation, Formatted
from sources.citing.styles import Style


def plainly(citations: Sequence[Citation], style: Style, locale: str) -> list[Formatted]:
    """As `formatted`, at once: an entry in brackets, a note in braces; posts have a note only."""
    return [_plain(each, style) for each in citations]


def _plain(citation: Citation, style: Style) -> Formatted:
    item, words = citation.item, str(citation.item.get("title") or citation.item["id"])
    is_post = item["type"] == "post"
    note = f"{{{words}, {citation.locator}}}" if citation.locator else f"{{{words}}}"
    entry = "" if is_post and style.is_note else f"[<i>{words}</i>]"
    return Formatted(
        entry,
        note if style.is_note else "",
        "" if style.is_note else note,
        "",
        "kept out" if not entry else "",
    )


@pytest.fixture
def plain_style(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.citation_lists.preview.formatted", plainly)
