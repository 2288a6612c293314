"""Cite a passage from the reader: copied as rich text and as plain text, in another style at once."""

import json

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from archive.models import Document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def copied(page: Page, kind: str) -> str:
    """What the clipboard holds of that kind."""
    script = f"""async () => {{
        const [item] = await navigator.clipboard.read();
        return await (await item.getType({json.dumps(kind)})).text();
    }}"""
    return str(page.evaluate(script))


def test_a_passage_is_cited_and_copied(page: Page, base_url: str) -> None:
    call_command("demo", verbosity=0)
    document = Document.objects.whole().get()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page.goto(f"{base_url}{document.get_absolute_url()}")
    passage = page.locator("#p12")
    passage.hover()
    passage.get_by_role("link", name="Cite ¶ 12").click()
    expect(page.get_by_role("heading", name="Cite this passage")).to_be_visible()
    words = document.passages.get(number=12)
    quote = document.text[words.start : words.end]
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert f"<p>{quote}</p>" in copied(page, "text/html").replace("&#x27;", "'")
    assert f"“{quote}”" in copied(page, "text/plain")
    page.get_by_label("Citation style").select_option("apa")
    expect(page.locator("#cite-reference")).to_have_text("APA 7")
    assert "p=12" in page.url
    page.get_by_text("BibTeX", exact=True).click()
    page.get_by_role("button", name="Copy as BibTeX").click()
    assert copied(page, "text/plain").lstrip().startswith(("@", "%"))
