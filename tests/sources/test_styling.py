"""Editors add citation styles: what is refused and in which words, what is kept, and who may."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import AuditEntry, User
from accounts.roles import EDITOR, READER, RESEARCHER
from sources.citing.formatted import Citation, formatted
from sources.citing.styles import UnknownStyle, all_styles, official_file, style_named
from sources.models import UploadedStyle
from tests.factories import make_user

pytestmark = pytest.mark.django_db

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
INFO = "<info><title>House Style</title><id>http://www.example.org/styles/house-style</id>{}</info>"
LAYOUT = '<citation><layout prefix="("><text variable="{}" suffix=" here"/></layout></citation>'
HOUSE = f"{HEAD}{INFO.format('')}{LAYOUT.format('title')}</style>"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    yield


@pytest.fixture
def editor() -> User:
    return make_user(EDITOR, username="edda")


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def upload(client: Client, csl: str | bytes, name: str = "house.csl") -> str:
    """The page that comes back."""
    file = SimpleUploadedFile(name, csl.encode() if isinstance(csl, str) else csl)
    return client.post("/lists/styles/", {"file": file}, follow=True).content.decode()


def test_an_uploaded_style_can_be_used_and_says_who_added_it(desk: Client, editor: User) -> None:
    page = upload(desk, HOUSE)
    assert "“House Style” can be chosen now." in page
    assert "by edda" in page
    style = style_named("house-style")
    assert style in all_styles()
    [made] = formatted([Citation({"id": "a", "type": "book", "title": "Walls"})], style, "en-US")
    assert made.in_text == "(Walls here"
    [entry] = AuditEntry.objects.filter(record_kind="style")
    assert (entry.actor, entry.verb, entry.record_id) == (editor, "uploaded", "house-style")


def test_a_withdrawn_style_is_offered_no_more_and_can_be_uploaded_anew(desk: Client) -> None:
    upload(desk, HOUSE)
    page = desk.post("/lists/styles/house-style/withdraw/", follow=True).content.decode()
    assert "“House Style” was withdrawn." in page
    with pytest.raises(UnknownStyle):
        style_named("house-style")
    assert [entry.verb for entry in AuditEntry.objects.filter(record_kind="style")] == [
        "withdrew",
        "uploaded",
    ]
    assert desk.post("/lists/styles/house-style/withdraw/").status_code == 404
    upload(desk, HOUSE)
    assert style_named("house-style").title == "House Style"
    assert UploadedStyle.objects.count() == 2


def test_a_dependent_style_stands_for_its_parent(desk: Client) -> None:
    link = '<link rel="independent-parent" href="http://www.zotero.org/styles/apa"/>'
    upload(desk, f"{HEAD}{INFO.format(link)}</style>")
    style, parent = style_named("house-style"), official_file("apa")
    assert parent is not None
    assert style.title == "House Style"
    assert bytes(UploadedStyle.objects.get().csl) == parent.read_bytes()


@pytest.mark.parametrize(
    ("csl", "words"),
    [
        ("", "The submitted file is empty."),
        ("no xml", "not well-formed XML"),
        (b"\xff\xfe\x00", "not well-formed XML"),
        ("<html/>", "no CSL style"),
        ("<style/>", "no CSL style"),
        (HOUSE.replace('version="1.0"', 'version="2.0"'), "only CSL 1.0 styles"),
        (HOUSE.replace("<title>House Style</title>", ""), "no title"),
        (f"{HEAD}{INFO.format('')}</style>", "nothing of how to cite"),
        (f'<!DOCTYPE style [<!ENTITY a "aa">]>{HOUSE}', "document type declaration"),
        (f'<!DOCTYPE style SYSTEM "file:///etc/passwd">{HOUSE}', "document type declaration"),
        (f"{HEAD}{'<group>' * 200}{'</group>' * 200}</style>", "more than 100 deep"),
        (HOUSE.replace("</style>", f"<!--{'a' * 2**20}--></style>"), "more than 1024 kB"),
        (HOUSE.replace(LAYOUT.format("title"), LAYOUT.format("volume")), "prints nothing"),
        (HOUSE.replace('variable="title"', 'macro="missing"'), "prints nothing"),
        (HOUSE.replace("<text ", "<frob "), "cannot be used"),
        pytest.param(
            HOUSE.replace("<citation>", '<macro name="m"><text macro="m"/></macro><citation>').replace(
                'variable="title"', 'macro="m"'
            ),
            "cannot be used",
            marks=pytest.mark.slow,  # until its memory is used up
        ),
        (HOUSE.replace("styles/house-style", "styles/apa"), "comes along"),
        (
            HEAD + INFO.format('<link rel="independent-parent" href="x/nowhere"/>') + "</style>",
            "“nowhere”, which is not installed",
        ),
    ],
)
def test_what_is_no_usable_style_is_refused_in_words(desk: Client, csl: str | bytes, words: str) -> None:
    page = upload(desk, csl)
    assert words in page.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert not UploadedStyle.objects.exists()
    assert not AuditEntry.objects.filter(record_kind="style").exists()


def test_no_place_of_the_machine_is_told(desk: Client, tmp_path: Path) -> None:
    page = upload(desk, HOUSE.replace("<text ", "<frob "))
    assert "unknown element" in page
    assert "/tmp" not in page  # noqa: S108 - looked for, not used


def test_a_name_is_in_use_once(desk: Client) -> None:
    upload(desk, HOUSE)
    assert "There is a style “house-style” already" in upload(desk, HOUSE)
    assert UploadedStyle.objects.count() == 1


@pytest.mark.parametrize("role", [READER, RESEARCHER])
def test_only_editors_add_and_withdraw(client: Client, desk: Client, role: str) -> None:
    upload(desk, HOUSE)
    other = Client()
    other.force_login(make_user(role, username="rita"))
    assert other.post("/lists/styles/", {}).status_code == 403
    assert other.post("/lists/styles/house-style/withdraw/").status_code == 403
    page = other.get("/lists/styles/").content.decode()
    assert "House Style" in page
    assert "edda" not in page
    assert '<form method="post" enctype' not in page


def test_a_visitor_sees_the_styles_and_signs_in_to_add_one(client: Client) -> None:
    page = client.get("/lists/styles/").content.decode()
    assert "APA 7" in page
    assert "Creative Commons" in page
    assert client.post("/lists/styles/", {}).status_code == 302


def test_the_page_costs_the_same_for_any_number(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, editor: User
) -> None:
    desk.get("/lists/styles/")
    for number in range(3):
        UploadedStyle.objects.create(name=f"s{number}", title=f"S {number}", csl=b"", uploaded_by=editor)
    with django_assert_num_queries(4):
        desk.get("/lists/styles/")
