"""Each format of a paper: real notes in styles with notes, every reference, and nothing that a program cannot open."""

import re
import time
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from sources.citing import engine
from sources.citing import formatted as formatted_module
from sources.citing.formatted import text_of
from sources.exchange.formats import UnknownFormat
from sources.papers.formats import PAPERS, paper_named
from sources.papers.packed import parts_of
from sources.papers.shapes import Paper, Section
from tests.sources.papers.made import WORDS, WORKS, article, converted, needs_office, paper_of, tree_of
from tests.sources.papers.read import W, nodes, plain, read_back, words, written


@pytest.fixture(scope="module")
def paper() -> Paper:
    return paper_of(*WORKS, words=WORDS)


def test_the_names_of_formats_are_those_of_addresses() -> None:
    assert [each.name for each in PAPERS] == ["docx", "odt", "html", "md", "txt"]
    assert paper_named("markdown").name == "md"
    with pytest.raises(UnknownFormat):
        paper_named("wordperfect")


@pytest.mark.parametrize("name", ["docx", "odt", "html", "markdown"])
def test_pandoc_reads_back_the_same_notes_headings_and_bibliography(name: str, paper: Paper) -> None:
    document = read_back(written(paper, name), name)
    notes = [plain(words(each)) for each in nodes(document, "Note")]
    if name == "html":
        text = re.sub(r"<[^>]+>", "", written(paper, name).decode().replace("&amp;", "&"))
        notes = [note for each in paper.entries if (note := text_of(each.forms.note)) in text]
    assert notes == [text_of(each.forms.note) for each in paper.entries]
    headings = [words({"t": "Header", "c": each}) for each in nodes(document, "Header")]
    assert headings[-2:] == ["Seen on the quay", "Bibliography"]
    said = plain(words(document["blocks"]))
    for each in paper.entries:
        assert text_of(each.forms.bibliography) in said
        assert plain(each.name) in said
    quotations = [plain(words(each)) for each in nodes(document, "BlockQuote")]
    if name == "odt":  # whose reader takes each paragraph with a margin for a quotation
        quotations = ["".join(quotations[:3]), "".join(quotations[3:5])]
    assert quotations == [
        "The lamp is out.Nobody looked.— The Quay, ¶ 12",
        "天网已经覆盖全国。— 天网监控三亿人, ¶ 12",
    ]


def test_a_file_says_how_many_references_it_holds_of_where_and_when(paper: Paper) -> None:
    for name in ("md", "txt", "html"):
        said = re.sub(r"<[^>]*>", "", written(paper, name).decode())
        assert "4 references in Chicago 18, notes and bibliography, exported 30 November 2026 from" in said
    assert "<https://archive.example/lists/lamps/>" in written(paper, "md").decode()


def test_what_a_style_keeps_out_stands_in_a_note_and_is_told(paper: Paper) -> None:
    said = written(paper, "txt").decode()
    assert "keeps 1 of these out of its bibliography. It stands in full in note 4." in said
    assert said.count("No lamp is out tonight.” Tweet, Twitter") == 1
    assert "out of its bibliography" not in written(paper_of(*WORKS, style="apa"), "txt").decode()


def test_a_work_cited_twice_has_two_notes_and_one_entry() -> None:
    work = article("a", "The Quay")
    (entry,) = paper_of(work).entries
    paper = paper_of(work, sections=[Section("", [entry, replace(entry, words="The lamp.", place="¶ 2")])])
    said = written(paper, "md").decode()
    assert said.count("[^2]: Ada Quill") == 1 and said.count("\nQuill, Ada.") == 1


def test_author_and_date_stand_in_the_text_and_there_are_no_notes() -> None:
    paper = paper_of(*WORKS, style="apa", words=WORDS)
    document = read_back(written(paper, "docx"), "docx")
    assert not list(nodes(document, "Note"))
    said = words(document["blocks"])
    for each in paper.entries:
        assert text_of(each.forms.in_text) in said and text_of(each.forms.bibliography) in said
    assert "References" in said


def test_numbered_works_stand_in_their_order_and_others_by_letters() -> None:
    numbered = written(paper_of(*WORKS, style="ieee"), "txt").decode()
    places = [numbered.index(f"\n[{number}] ") for number in (1, 2, 3, 4)]
    assert places == sorted(places)
    lettered = written(paper_of(*WORKS), "txt").decode().partition("\nBibliography\n")[2]
    assert lettered.index("“The Mole") < lettered.index("“The Quay") < lettered.index("孟建国")
    titled = paper_of(article("b", "The mole", author=[]), article("a", "Lamps", author=[]))
    found = written(titled, "txt").decode().partition("\nBibliography\n")[2]
    assert found.index("Lamps") < found.index("The Mole")


def test_programs_are_told_title_language_and_time(paper: Paper) -> None:
    docx, odt = parts_of(written(paper, "docx")), parts_of(written(paper, "odt"))
    for said in (docx["docProps/core.xml"].decode(), odt["meta.xml"].decode()):
        assert "<dc:title>Lamps of 天网 &amp; &lt;Port&gt;</dc:title>" in said
        assert "<dc:language>en-US</dc:language>" in said and "2026-11-30T12:30:08Z" in said
    assert b'w:val="en-US"' in docx["word/styles.xml"]
    notes = docx["word/footnotes.xml"].decode()
    assert '<w:lang w:eastAsia="zh-CN" /></w:rPr><w:t xml:space="preserve">孟建国</w:t>' in notes
    assert "und-Hani" not in docx["word/document.xml"].decode()
    assert 'style:language-asian="zh" style:country-asian="CN"' in odt["content.xml"].decode()
    html = written(paper, "html").decode()
    assert '<html lang="en-US">' in html and '<span lang="zh-CN">孟建国</span>' in html
    assert '<span lang="und-Hani">天网</span>' in html.partition("<main>")[2] or "天网 &amp;" in html


def test_headings_speak_the_language_of_the_citations() -> None:
    for locale, heading in {
        "de-DE": "Literaturverzeichnis",
        "zh-TW": "參考文獻",
        "en-GB": "Bibliography",
    }.items():
        assert f"\n{heading}\n" in written(paper_of(article("a", "The Quay"), locale=locale), "txt").decode()


def test_the_page_stands_alone_and_asks_for_nothing(paper: Paper) -> None:
    html = written(paper, "html").decode()
    assert "@page" in html and html.startswith("<!DOCTYPE html>")
    assert not re.search(r"<(script|link|img|iframe|object)|@import|url\(|\ssrc=|\son\w+=", html)
    assert html.index('id="fn4"') < html.index(">Bibliography</h2>")
    assert [int(each) for each in re.findall(r'id="fn(\d+)"', html)] == [1, 2, 3, 4]
    assert html.count('class="footnote-ref"') == 4


def test_a_word_file_is_a_package_whose_notes_are_in_a_style(paper: Paper) -> None:
    file = written(paper, "docx")
    assert zipfile.ZipFile(BytesIO(file)).testzip() is None
    notes = tree_of(parts_of(file)["word/footnotes.xml"])
    styles = [style.get(f"{W}val") for style in notes.iter(f"{W}pStyle")]
    assert styles == ["FootnoteText"] * len(paper.entries)
    text = tree_of(parts_of(file)["word/document.xml"])
    assert len(list(text.iter(f"{W}footnoteReference"))) == len(paper.entries)


def test_an_odt_begins_with_its_type_uncompressed(paper: Paper) -> None:
    first = zipfile.ZipFile(BytesIO(written(paper, "odt"))).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_nothing_is_a_paper_too() -> None:
    for each in PAPERS:
        assert each.write(paper_of(intro=""))
    assert "0 references" in written(paper_of(), "txt").decode()


def test_an_override_ends_with_the_words_that_it_stands_in() -> None:
    (entry,) = paper_of(article("a", "x")).entries
    paper = paper_of(sections=[Section("", [replace(entry, name="\u202eabc \u2066def")])])
    assert "\u202eabc \u2066def\u2069\u202c" in written(paper, "txt").decode()


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("name", ["docx", "odt"])
def test_libreoffice_opens_it_with_every_reference(name: str, paper: Paper, tmp_path: Path) -> None:
    file = written(paper, name)
    again = parts_of(converted(file, name, "odt" if name == "docx" else "docx", tmp_path))
    if name == "docx":
        tree = tree_of(again["content.xml"])
        text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
        notes = ["".join(each.itertext()) for each in tree.iter(f"{text}note-body")]
        headings = ["".join(each.itertext()) for each in tree.iter(f"{text}h")]
        assert headings[-2:] == ["Seen on the quay", "Bibliography"]
    else:
        tree = tree_of(again["word/footnotes.xml"])
        notes = ["".join(each.itertext()) for each in tree.iter(f"{W}footnote")][-len(paper.entries) :]
    assert [plain(each) for each in notes] == [text_of(each.forms.note) for each in paper.entries]
    said = converted(file, name, "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    for each in paper.entries:
        assert text_of(each.forms.bibliography) in said and each.name in said


@pytest.mark.slow
def test_a_thousand_references_are_a_word_file_in_less_than_ten_seconds(paper: Paper) -> None:
    (entry, *_rest) = paper.entries
    many = [replace(entry, work=str(number)) for number in range(1_000)]
    started = time.monotonic()
    file = written(replace(paper, sections=[Section("", many)]), "docx")
    assert time.monotonic() - started < 10
    assert parts_of(file)["word/footnotes.xml"].count(b"<w:footnote w:id") == 1_000


def test_notes_are_numbered_through_and_entries_hang(paper: Paper) -> None:
    """LibreOffice counts anew at each heading where a file says that notes are counted anew in each part."""
    docx, odt = parts_of(written(paper, "docx")), parts_of(written(paper, "odt"))
    assert b"numRestart" not in docx["word/document.xml"]
    assert b'<w:ind w:left="720" w:hanging="720" />' in docx["word/styles.xml"]
    assert b'style:name="Bibliography" style:family="paragraph"' in odt["styles.xml"]
    assert odt["content.xml"].count(b'text:style-name="Bibliography"') == 3


def test_raised_numbers_stand_on_the_word_before_them() -> None:
    said = written(paper_of(article("a", "The Quay"), style="gb-t-7714-2015-numeric"), "md").decode()
    assert "/sources/a/)^\\[1\\]^" in said


def test_what_was_formatted_before_a_failure_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.citing.formatted.MAX_WORKS", 1)
    monkeypatch.setattr("sources.citing.formatted.engine.AT_ONCE", 1)
    people = ([{"family": "Mole", "given": "Ann"}], [{"family": "Rat", "given": "Bo"}])
    works = [article("kept", "Kept until later", author=person) for person in people]
    run, asked = formatted_module._run, []

    def fails_at_the_second(*given: Any) -> Any:
        asked.append(given)
        if len(asked) == 2:
            raise engine.EngineFailed("tired")
        return run(*given)

    monkeypatch.setattr(formatted_module, "_run", fails_at_the_second)
    with pytest.raises(engine.EngineFailed):
        paper_of(*works, style="mla")
    assert len(paper_of(*works, style="mla").entries) == 2
    assert len(asked) == 3
