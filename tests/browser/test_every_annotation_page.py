"""Every page of the annotation desk, by its own list of addresses: as an editor finds it, and as a visitor."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, connections
from django.urls import get_resolver
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from accounts.models import User
from accounts.roles import EDITOR
from tests.browser.annotated_dossier import Addresses, build
from tests.browser.looking import SCREENS, Axe, look, names, show, sign_in, walk
from tests.conftest import copy_database
from tests.factories import make_user

SPACE = "annotations:"
# Answer a form or a program, and draw no page of their own.
NO_PAGE = {
    "annotation_change_evidence",
    "annotation_evidence",
    "annotation_reply",
    "annotation_restore",
    "annotation_take_back",
    "claim_feed",
    "claim_status",
    "context",
    "figure_add",
    "figure_remove",
    "name_add",
    "name_remove",
    "place_add",
    "place_remove",
    "relation_add",
    "relation_remove",
    "subject_feed",
    "subject_publish",
    "subject_suggest",
    "subject_unmerge",
    "synonym_remove",
    "tag_act",
    "tag_feed",
    "tag_suggest",
}
FOR_VISITORS = {
    "annotation_list",
    "document_network",
    "document_subjects",
    "pair_detail",
    "subject_cite",
    "subject_detail",
    "subject_in_document",
    "subject_lineage",
    "subject_list",
    "subject_network",
    "tag_detail",
    "tag_list",
}


@dataclass(frozen=True)
class Desk:
    """A database that is made once, and where its pages are."""

    copy: Path
    addresses: Addresses

    def pages(self, names: set[str] | None = None) -> list[str]:
        return [each for name, rows in self.addresses.items() if not names or name in names for each in rows]


@pytest.fixture(scope="module")
def made(
    pristine: Path,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Desk:
    copy = tmp_path_factory.mktemp("dossier") / "copy.sqlite3"
    with django_db_blocker.unblock():
        connections.close_all()
        copy_database(pristine, database())
        addresses = build(make_user(EDITOR, username="quill"), make_user(username="anchor"))
        connections.close_all()
    copy_database(database(), copy)
    return Desk(copy, addresses)


@pytest.fixture
def desk(made: Desk, transactional_db: None) -> Desk:
    copy_database(made.copy, database())
    return made


@pytest.fixture
def editor(page: Page, desk: Desk, base_url: str) -> Page:
    sign_in(page.context, User.objects.get(username="quill"), base_url)
    return page


def database() -> Path:
    return Path(connection.settings_dict["NAME"])


def test_every_address_is_looked_at(desk: Desk) -> None:
    every = {each for each in names(get_resolver().url_patterns) if each.startswith(SPACE)}
    assert {each.removeprefix(SPACE) for each in every} == desk.addresses.keys() | NO_PAGE


@SCREENS
def test_every_page_is_clean_for_editors(editor: Page, desk: Desk, axe: Axe, width: int, scheme: str) -> None:
    show(editor, width, scheme)
    for address in desk.pages():
        look(editor, address, axe)


def test_every_page_is_clean_for_visitors(page: Page, desk: Desk, axe: Axe) -> None:
    show(page, 390, "light")
    for address in desk.pages(FOR_VISITORS):
        look(page, address, axe)


def test_every_page_can_be_walked_by_keyboard(editor: Page, desk: Desk) -> None:
    for address in desk.pages():
        walk(editor, address)
