"""The whole job of an editor: from a search to a list of twenty in Chicago, in order, frozen. By pointer, keys and form."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import EDITOR
from archive.citation_lists.lists import share_list
from archive.models import CitationList
from sources.models import Post
from tests.archive.listed import frozen_list, make_citation_list, put_titles, titles
from tests.browser.looking import SCREENS, Axe, look, show, sign_in
from tests.factories import make_agent, make_document, make_post, make_source, make_user
from tests.indexing import index_everything
from tests.sources.papers.made import SOFFICE, converted


@pytest.fixture
def editor(page: Page, base_url: str) -> User:
    user = make_user(EDITOR)
    sign_in(page.context, user, base_url)
    return user


def test_from_a_search_to_twenty_entries_in_chicago(page: Page, axe: Axe, editor: User) -> None:
    post = _lamps()
    _add_all_that_is_found(page, axe)
    page.goto(post.get_absolute_url())
    page.get_by_role("link", name="Add to a list").click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("dialog").get_by_role("link", name="Lamps of Port Sorrel").click()
    entries = page.locator(".work-entry")
    expect(entries).to_have_count(21)
    lamps = entries.filter(has_text="Lamps, part 07")
    note = re.compile(r"Ada Quill, “Lamps, [Pp]art 07,” .*Sorrel Lantern, December 8, 2019, para. 1")
    expect(lamps.locator(".cited__main")).to_have_text(note)
    axe(page)
    lamps.get_by_role("button", name="Take out").click()
    expect(entries).to_have_count(20)
    expect(page.locator("#list-said")).to_contain_text("Taken out")
    _look_and_keep(page)
    page.get_by_label("What this version is for").fill("As sent")
    page.get_by_role("button", name="Freeze").click()
    expect(page.get_by_role("heading", name="Lamps of Port Sorrel")).to_be_visible()
    expect(page.locator(".cited__entry")).to_have_count(20)
    axe(page)
    for name, notes in (
        ("Word (DOCX), with notes", "word/footnotes.xml"),
        ("LibreOffice (ODT), with notes", "content.xml"),
    ):
        _check_file(_downloaded(page, name), notes)


def _downloaded(page: Page, name: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    assert waiting.value.suggested_filename.startswith("lamps-of-port-sorrel-20.")
    path = waiting.value.path().with_suffix(Path(waiting.value.suggested_filename).suffix)
    waiting.value.save_as(path)
    return path


def _check_file(file: Path, notes: str) -> None:
    """Twenty notes, each work but the posts in the bibliography; and the same where LibreOffice has opened it."""
    with zipfile.ZipFile(file) as package:
        told = package.read(notes).decode()
    assert len(re.findall(r'<w:footnote w:id="|<text:note ', told)) == 20
    if SOFFICE is None:
        return
    said = converted(file.read_bytes(), file.suffix[1:], "txt:Text (encoded):UTF8", file.parent).decode(
        "utf-8-sig"
    )
    assert "20 references in Chicago 18, notes and bibliography" in said
    listed = said.partition("\nBibliography\n")[2].splitlines()
    assert len([line for line in listed if line.startswith("Quill, Ada. “Lamps, Part ")]) == 18
    assert listed[-1].startswith(
        "Chicago 18, notes and bibliography keeps 2 of these out of its bibliography."
    )


def test_a_page_of_sources_becomes_a_document_in_a_style(page: Page, axe: Axe) -> None:
    make_source("Lamps"), make_source("Quays")
    page.goto("/sources/?sort=oldest")
    page.get_by_text("Export the sources").click()
    page.get_by_role("link", name="As a document, in a style").click()
    axe(page)
    page.get_by_label("Style").select_option(label="APA 7")
    page.get_by_label("Format").select_option(label="Plain text")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    said = waiting.value.path().read_text()
    assert "2 references in APA 7" in said and "?sort=oldest" in said


def _lamps() -> Post:
    """Nineteen articles about a lamp, and a post, which is given."""
    quill = make_agent("Ada Quill")
    for number in range(19):
        source = make_source(f"Lamps, part {number:02}", authors=[quill], issued=f"2019-12-{number + 1:02}")
        make_document(f"The lamp number {number} of Port Sorrel.", source=source)
    post = make_post("No lamp is out tonight.")
    index_everything()
    return post


def _add_all_that_is_found(page: Page, axe: Axe) -> None:
    page.goto("/search/?q=lamp&kind=passages")
    page.get_by_role("link", name="Add all to a list").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("20 entries")
    axe(page)
    dialog.get_by_label("A new list, called").fill("Lamps of Port Sorrel")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_role("status")).to_contain_text("20 entries added")
    dialog.get_by_role("link", name="Back to where you were").click()
    expect(dialog).to_be_hidden()


def _look_and_keep(page: Page) -> None:
    """By date, in another style and back; what is seen is not kept before it is saved."""
    first = page.locator(".work-entry").first
    page.get_by_label("Order in each section").select_option(label="by date, oldest first")
    expect(first).to_contain_text("December 1, 2019")
    page.get_by_label("Style").select_option(label="APA 7")
    expect(first).to_contain_text("Quill, A.")
    made = CitationList.objects.get()
    assert (made.style, made.order) == ("chicago-notes-bibliography", "hand")
    page.get_by_label("Style").select_option(label="Chicago 18, notes and bibliography")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Keep this order, and move by hand").click()
    expect(page.get_by_role("button", name=re.compile("^Move:"))).to_have_count(20)


@pytest.fixture
def four(page: Page, editor: User) -> CitationList:
    """A list of A, B, C and D, open to work on."""
    made = make_citation_list(editor)
    put_titles(made, "A", "B", "C", "D")
    page.goto(f"{made.get_absolute_url()}edit/")
    return made


def test_moved_by_keys(page: Page, four: CitationList) -> None:
    grip = page.get_by_role("button", name="Move: A")
    grip.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#list-said")).to_contain_text("Now number 2 of 4")
    expect(grip).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#list-said")).to_contain_text("Now number 4 of 4")
    expect(grip).to_be_focused()
    assert titles(four) == ["B", "C", "D", "A"]


def test_moved_by_drag(page: Page, four: CitationList) -> None:
    page.set_viewport_size({"width": 1280, "height": 1600})  # no pointer reaches what is not seen
    start = page.get_by_role("button", name="Move: D").bounding_box()
    goal = page.locator(".work-entry").first.bounding_box()
    assert start and goal
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(goal["x"] + 20, goal["y"] + 30, steps=4)
    page.mouse.move(goal["x"] + 20, goal["y"] + 4, steps=4)
    with page.expect_response("**/entries/"):
        page.mouse.up()
    expect(page.locator(".work-entry").first).to_contain_text("D")
    assert titles(four) == ["D", "A", "B", "C"]


def test_moved_by_button_into_a_section(page: Page, four: CitationList) -> None:
    with page.expect_response("**/entries/"):
        page.locator(".work-entry").nth(2).get_by_role("button", name="Up").press("Enter")
    expect(page.locator(".work-entry").nth(1)).to_contain_text("C")
    page.get_by_label("Heading").fill("The quay")
    page.get_by_role("button", name="Add a section").click()
    expect(page.get_by_role("heading", name="The quay")).to_be_visible()
    with page.expect_response("**/entries/"):
        page.locator(".work-entry").last.get_by_role("button", name="Down").click()
    expect(page.get_by_text("No entries under this heading.")).to_have_count(0)
    assert titles(four) == ["A", "C", "B", "[The quay]", "D"]


def test_it_all_works_without_scripts(base_url: str, page: Page, editor: User) -> None:
    made = make_citation_list(editor)
    put_titles(made, "A", "B")
    assert page.context.browser
    plain = page.context.browser.new_context(java_script_enabled=False, base_url=base_url)
    sign_in(plain, editor, base_url)
    bare = plain.new_page()
    bare.goto(f"{made.get_absolute_url()}edit/")
    expect(bare.get_by_role("button", name="Move: A")).to_have_count(0)
    bare.locator(".work-entry").first.get_by_role("button", name="Down").click()
    assert titles(made) == ["B", "A"]
    bare.get_by_label("Style").select_option(label="APA 7")
    bare.get_by_role("button", name="Save").click()
    assert CitationList.objects.get().style == "apa"
    bare.goto(make_source("C").get_absolute_url())
    bare.get_by_role("link", name="Add to a list").click()
    bare.get_by_role("button", name="Add").click()
    assert titles(made) == ["B", "A", "C"]
    plain.close()


@SCREENS
def test_each_state_is_clean(page: Page, axe: Axe, width: int, scheme: str, editor: User) -> None:
    show(page, width, scheme)
    look(page, "/lists/", axe)
    look(page, "/lists/?show=archived", axe)
    make_document("The lamp on the quay is out again.", source=make_source("", issued=""))
    make_post("Out again.")
    made = frozen_list(editor)
    empty = make_citation_list(editor, "Empty")
    share_list(citation_list=made, actor=editor)
    for each in (made, empty):
        for address in (
            each.get_absolute_url(),
            f"{each.get_absolute_url()}edit/",
            f"{each.get_absolute_url()}edit/?order=date",
        ):
            look(page, address, axe)
    look(page, "/lists/add/?from=/posts/", axe)
