"""Seventy-four invented works in seven styles, each read against the style's published rules and frozen.

Where one differs, what came out is written to a file that the failure names: read it, and take it over if it is right.
docs/citations.md says where pandoc and the rules part.
"""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from sources.citing.formatted import Citation, Formatted, formatted
from sources.citing.styles import style_named

FOLDER = Path(__file__).parents[2] / "data" / "citations"
STYLES = {  # and the locale that each is read in
    "chicago-notes-bibliography": "en-US",
    "chicago-author-date": "en-US",
    "apa": "en-US",
    "mla": "en-US",
    "harvard-cite-them-right": "en-GB",
    "gb-t-7714-2015-numeric": "zh-CN",
    "news-agency": "en-US",
}


def as_lines(name: str, each: Formatted) -> str:
    said = [each.bibliography or f"({each.warning})", each.note or each.in_text, each.short_note]
    return "\n".join([f"[{name}]", *filter(None, said)])


@pytest.mark.slow
@pytest.mark.parametrize("style_id", STYLES)
def test_works_come_out_as_they_were_read(style_id: str, tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    works = json.loads((FOLDER / "works.json").read_text(encoding="utf-8"))
    made = formatted([Citation(work, "12") for work in works], style_named(style_id), STYLES[style_id])
    text = "\n\n".join(as_lines(work["id"], each) for work, each in zip(works, made, strict=True)) + "\n"
    frozen, here = FOLDER / f"{style_id}.txt", tmp_path / f"{style_id}.txt"
    here.write_text(text, encoding="utf-8")
    assert frozen.exists(), f"not frozen yet: {here}"
    assert text == frozen.read_text(encoding="utf-8"), f"it differs: {here}"
