"""Papers for tests: a few works, one of them Han, a post and a passage, cited in a style."""

import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sources.citing.formatted import Citation, formatted
from sources.citing.styles import style_named
from sources.papers.shapes import Entry, Paper, Section

CHICAGO = "chicago-notes-bibliography"
MADE_AT = datetime(2026, 11, 30, 12, 30, 8, tzinfo=UTC)
SOFFICE = which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="no soffice (apt-get install libreoffice-writer)")


def article(name: str, title: str, day: int = 2, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "type": "article-newspaper",
        "title": title,
        "author": [{"family": "Quill", "given": "Ada"}],
        "container-title": "Sorrel Lantern",
        "issued": {"date-parts": [[2019, 12, day]]},
        "URL": f"https://lantern.example/{name}",
    } | more


POST = {
    "id": "post",
    "type": "post",
    "title": "No lamp is out tonight.",
    "genre": "Tweet",
    "container-title": "Twitter",
    "author": [{"family": "Quill", "given": "Ada", "suffix": "[@quill]"}],
    "issued": {"date-parts": [[2019, 12, 3]]},
    "URL": "https://twitter.com/quill/status/1",
}
HAN = article("han", "天网监控三亿人", author=[{"literal": "孟建国"}], language="zh-CN")
HAN["container-title"] = "南方周末"
WORKS = (article("b", "The Mole"), article("a", "The Quay"), HAN, POST)
WORDS = {"a": "The lamp is out.\nNobody looked.", "han": "天网已经覆盖全国。"}


def paper_of(*items: Mapping[str, Any], style: str = CHICAGO, locale: str = "en-US", **more: Any) -> Paper:
    """The first half before a heading, the rest under “Seen on the quay”; passages of those in `words`."""
    words: Mapping[str, str] = more.pop("words", {})
    chosen = style_named(style)
    citations = [Citation(each, locator="12" if each["id"] in words else "") for each in items]
    forms = formatted(citations, chosen, locale)
    entries = [
        Entry(
            work=str(item["id"]),
            name=str(item["title"]),
            language=str(item.get("language", "")),
            forms=form,
            address=f"https://archive.example/sources/{item['id']}/",
            words=words.get(str(item["id"]), ""),
            words_language=str(item.get("language", "en")),
            place="¶ 12" if item["id"] in words else "",
        )
        for item, form in zip(items, forms, strict=True)
    ]
    half = len(entries) // 2
    given: dict[str, Any] = {
        "title": "Lamps of 天网 & <Port>",
        "address": "https://archive.example/lists/lamps/",
        "made_at": MADE_AT,
        "style": chosen.title,
        "locale": locale,
        "is_note": chosen.is_note,
        "is_numeric": chosen.is_numeric,
        "sections": [Section("", entries[:half]), Section("Seen on the quay", entries[half:])],
        "intro": "Of the quay.\n\nAnd the mole.",
    }
    return Paper(**given | more)


def tree_of(content: bytes) -> ET.Element:
    """Raises `ET.ParseError` for what is no XML."""
    return ET.fromstring(content)  # noqa: S314 - made by us


def converted(file: bytes, suffix: str, to: str, folder: Path) -> bytes:
    """The file as LibreOffice opens and writes it: `txt:Text (encoded):UTF8`, `odt` or `pdf`."""
    given = folder / f"paper.{suffix}"
    given.write_bytes(file)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(given),
    ]
    subprocess.run(  # noqa: S603 - our own file
        command,
        check=True,
        capture_output=True,
        timeout=120,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
    )
    return (folder / "out" / f"paper.{to.partition(':')[0]}").read_bytes()
