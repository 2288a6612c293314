"""Who is named with whom, by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from annotations.models import SubjectKind
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.factories import make_document

TEXT = "Works sold lamps to the Police."


def test_lines_lead_to_what_they_rest_on_and_names_to_their_own_network(page: Page) -> None:
    document = make_document(TEXT)
    works, police = make_subject("Works"), make_subject("Police", kind=SubjectKind.AGENCY)
    for words, subject in (("Works", works), ("Police", police)):
        make_evidence(make_annotation(words, document=document), subject)
    page.goto(f"{works.get_absolute_url()}network/")

    line = page.get_by_role("link", name="Works – in the same passage as – Police: 1 place")
    line.focus()
    page.keyboard.press("Enter")
    row = page.locator("tr:target")
    expect(row).to_contain_text("Police")
    page.keyboard.press("Tab")  # from the row on: its own links
    expect(page.locator(":focus")).to_have_attribute("href", works.get_absolute_url())

    name = page.get_by_role("link", name="Police, Agencies")
    name.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/agencies/police-\d+/network/$"))
    expect(page.get_by_role("link", name="Works, Vendors")).to_be_visible()
