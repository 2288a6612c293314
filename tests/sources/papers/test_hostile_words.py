"""Words full of what breaks files, in each format of a paper: none is broken, and every word comes back."""

import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sources.citing.formatted import Formatted, text_of
from sources.papers.packed import parts_of
from sources.papers.shapes import Entry, Paper, Section
from tests.sources.exchange.hostile import PIECES
from tests.sources.papers.made import converted, needs_office, paper_of, tree_of
from tests.sources.papers.read import nodes, plain, read_back, words, written

MORE = ("\u202e", "\u2066", "* x", "1. x", "[^1]: x", "[^1]", "```", "---", "<div>", "{=html}", "@x", ":::", "\u05d0\u05d1", "|x|", "$$", "~~", "==", "'\"")  # fmt: skip


class Hostile:
    """Each entry says its number in its name, its note and its words, among what breaks files."""

    def __init__(self) -> None:
        self.chance = random.Random(5)  # noqa: S311 - repeatable, not secret

    def text(self, mark: str) -> str:
        pieces = (self.chance.choice(PIECES + MORE) for _ in range(self.chance.randint(1, 6)))
        return "".join(pieces) + mark

    def entry(self, number: int) -> Entry:
        note = f"{self.text('')}</em> n{number}n".replace("&", "&amp;").replace("<", "&lt;")
        return Entry(
            work=f"{number}",
            name=self.text(f"t{number}t"),
            language=self.chance.choice(["", "zh-TW", "ar"]),
            forms=Formatted(f"<em>b{number}b</em> {note}", note, "", "", ""),
            address="https://x.example/",
            words=self.text(f"\n{self.text('')}q{number}q") if number % 3 == 0 else "",
            words_language="en",
            place="¶ 1",
            remark=self.text("r"),
        )

    def paper(self, count: int) -> Paper:
        entries = [self.entry(number) for number in range(count)]
        return paper_of(title=self.text("end"), sections=[Section(self.text("h"), entries)])


@pytest.fixture(scope="module")
def hostile() -> Paper:
    return Hostile().paper(200)


@pytest.mark.parametrize("name", ["docx", "odt", "markdown"])
def test_hostile_words_break_no_file_and_come_back(name: str, hostile: Paper) -> None:
    file = written(hostile, name)
    if name != "markdown":
        for part, content in parts_of(file).items():
            if part.endswith(".xml"):
                tree_of(content)
    document = read_back(file, "markdown-smart" if name == "markdown" else name)
    notes = [plain(words(each)) for each in nodes(document, "Note")]
    assert notes == [plain(text_of(each.forms.note)) for each in hostile.entries]
    assert len(list(nodes(document, "Header"))) == 2
    if name != "odt":  # whose reader takes each paragraph with a margin for a quotation
        assert len(list(nodes(document, "BlockQuote"))) == len(
            [each for each in hostile.entries if each.words]
        )
    assert not list(nodes(document, "RawBlock")) and not list(nodes(document, "Cite"))
    said = plain(words(document["blocks"]))
    for each in hostile.entries:
        assert plain(each.name) in said


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert all(not name.startswith("on") and name not in {"style", "src"} for name, _value in attrs)


def test_hostile_words_are_no_elements_of_the_page(hostile: Paper) -> None:
    tags = _Tags()
    page = written(hostile, "html").decode()
    tags.feed(page)
    assert (
        " ".join(sorted(tags.seen))
        == "a aside blockquote body div em h1 h2 head hr html li main meta ol p span style sup title"
    )
    assert len(re.findall(r'id="fn\d+"', page)) == 200


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("name", ["docx", "odt"])
def test_libreoffice_opens_hostile_words(name: str, hostile: Paper, tmp_path: Path) -> None:
    said = converted(written(hostile, name), name, "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    for number in range(200):
        assert f"t{number}t" in said and f"b{number}b" in said
