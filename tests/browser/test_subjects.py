"""Claims, leaks, vendors and tags in a browser: clean on every screen, by keyboard, without scripts, end to end."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.roles import EDITOR
from annotations.models import Claim
from annotations.services.claims import change_status
from annotations.services.relating import relate
from tests.annotation_factories import (
    make_annotation,
    make_evidence,
    make_figure,
    make_leak,
    make_subject,
    make_tag,
)
from tests.annotations.desk import contested_claim
from tests.browser.test_records import sideways
from tests.factories import PASSWORD, make_document, make_user

Check = Callable[[Page], None]
LISTS = [
    "/claims/",
    "/claims/?status=disputed&tag=lamps",
    "/leaks/",
    "/vendors/",
    "/places/",
    "/tags/",
    "/tags/lamps/",
]
DESKS = ["/claims/new/", "/leaks/new/", "/agencies/new/", "/tags/lamps/edit/"]


@pytest.fixture
def claim() -> Claim:
    """A contested claim, with a leak, a vendor and a place around it and something in every part of their pages."""
    claim = contested_claim()
    change_status(claim=claim, status="supported", reason="Quoted word for word.", actor=None)
    leak, works = (
        make_leak("The harbour ledger", slug="ledger"),
        make_subject("Works 索雷尔灯厂", slug="works"),
    )
    place = make_subject("Port Sorrel", kind="place", slug="port")
    make_tag("lamps", slug="lamps", standing="governed", synonyms=["灯"])
    document = make_document("索雷尔灯厂的灯记录了四百八十二名居民。\nWorks sold them.")
    marked = make_annotation("四百八十二名居民", document=document, kind="leak", tags=["lamps", "doors"])
    for each in (leak.subject, works, claim.subject):
        make_evidence(marked, each)
    make_figure(leak, 482, "residents", annotation=marked)
    for left, relation, right in (
        (claim.subject, "about", works),
        (leak.subject, "exposes", place),
        (works, "located_in", place),
    ):
        relate(left=left, relation=relation, right=right, actor=None)
    return claim


def addresses(claim: Claim) -> list[str]:
    pair = f"/vendors/works/with/claims/{claim.subject.slug}/"
    return [
        *LISTS,
        claim.subject.get_absolute_url(),
        "/leaks/ledger/",
        "/vendors/works/",
        "/places/port/",
        pair,
    ]


def sign_in(page: Page) -> None:
    make_user(EDITOR, username="quill")
    page.goto("/login/")
    page.get_by_label("Username").fill("quill")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark"), (1280, "light")])
def test_every_page_is_clean(page: Page, axe: Check, claim: Claim, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in addresses(claim):
        page.goto(address)
        axe(page)
        assert not sideways(page), address


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_an_editor_is_clean(page: Page, axe: Check, claim: Claim, width: int) -> None:
    sign_in(page)
    page.set_viewport_size({"width": width, "height": 900})
    edits = [
        f"{where}{what}/" for where in ("/leaks/ledger/", "/vendors/works/") for what in ("edit", "merge")
    ]
    for address in [*DESKS, *edits, claim.subject.get_absolute_url()]:
        page.goto(address)
        axe(page)
        assert not sideways(page), address


def test_for_and_against_stand_beside_each_other_and_under_each_other_on_a_phone(
    page: Page, claim: Claim
) -> None:
    page.goto(claim.subject.get_absolute_url())

    def boxes() -> list[dict[str, float]]:
        sides = [page.get_by_role("region", name=name) for name in ("For it", "Against it")]
        return [dict(box) for side in sides if (box := side.bounding_box())]  # type: ignore[arg-type]

    supports, disputes = boxes()
    assert supports["y"] == disputes["y"]
    assert supports["x"] + supports["width"] <= disputes["x"]
    page.set_viewport_size({"width": 390, "height": 900})
    supports, disputes = boxes()
    assert supports["y"] + supports["height"] <= disputes["y"]
    assert supports["x"] == disputes["x"]


def test_from_the_list_of_claims_to_the_very_words_by_keyboard(page: Page, claim: Claim) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Claims").press("Enter")
    page.get_by_role("link", name=claim.subject.name).press("Enter")
    against = page.get_by_role("region", name="Against it")
    expect(against).to_contain_text("Nothing was ever open")
    against.get_by_role("link", name="¶ 3").press("Enter")
    evidence = claim.subject.evidence.get(stance="disputes")
    expect(page).to_have_url(re.compile(f"#a-{evidence.annotation_id}$"))
    expect(page.locator(f"#a-{evidence.annotation_id}")).to_be_in_viewport()


def test_an_editor_makes_a_claim_and_is_told_what_its_status_lacks(page: Page) -> None:
    sign_in(page)
    page.goto("/claims/new/")
    page.get_by_label("Statement").fill("The lamps listened.")
    page.get_by_label("Holds when").fill("December")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("is not a date")
    page.get_by_label("Holds when").fill("2019-12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The lamps listened.")
    page.get_by_label("Status", exact=True).select_option("supported")
    page.get_by_label("Reason").fill("It is so.")
    page.get_by_role("button", name="Change the status").click()
    expect(page.get_by_role("main")).to_contain_text("needs accepted evidence that supports the claim")
    expect(page.get_by_label("Reason")).to_have_value("It is so.")


def test_filters_and_files_work_without_scripts(browser: Browser, base_url: str, claim: Claim) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/claims/")
    page.get_by_label("Status").select_option("supported")
    page.get_by_label("Words of the claim").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("1 record")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="CSV").click()
    assert downloading.value.suggested_filename == "claim.csv"
    assert claim.subject.name in downloading.value.path().read_text(encoding="utf-8-sig")
    context.close()
