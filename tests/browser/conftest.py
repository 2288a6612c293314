"""A real browser on the real site: Debian's Chromium, each page without one error or foreign request."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import ConsoleMessage, Page, Request
from pytest_django import DjangoDbBlocker

from tests.conftest import copy_database

CHROMIUM = Path("/usr/bin/chromium")
# Without them Chromium asks its maker's hosts for updates at every start.
QUIET = ["disable-background-networking", "disable-component-update", "disable-sync", "no-first-run"]
CONTAINED = ["no-sandbox", "disable-gpu", "disable-quic"]  # runs as root and without a screen

# axe leaves the one rule that is new in WCAG 2.2 switched off.
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

# Playwright runs an event loop in the test's thread, and Django takes that for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


class WholeStack(WSGIHandler):
    """Takes the place of Django's handler of static files and adds nothing: WhiteNoise is in the stack."""

    def __init__(self, application: WSGIHandler) -> None:
        super().__init__()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=f"no {CHROMIUM} (apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    flags = [f"--{flag}" for flag in QUIET + CONTAINED]
    return {"executable_path": str(CHROMIUM), "headless": True, "args": flags}


@pytest.fixture(scope="session")
def base_url(django_db_setup: None) -> Iterator[str]:
    """The address of the whole WSGI stack on a free port, so that `page.goto("/")` works."""
    server = LiveServerThread("127.0.0.1", static_handler=WholeStack)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture(autouse=True)
def transactional_db(
    django_db_setup: None, pristine: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Rows are really written, so that the server sees them, and gone after the test.

    The database is whole before it, too: a test with real transactions that ran earlier has emptied every table.

    Takes the place and the name of pytest-django's own, by which it knows that a run of browser tests alone needs a
    database. Do not ask for `db` as well: its transaction would lock the server out.
    """
    database = Path(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        connections.close_all()
        copy_database(pristine, database)
        yield
        connections.close_all()
    copy_database(pristine, database)


def watch(page: Page, base_url: str) -> list[str]:
    """A list that grows with each error in the console, failed answer or request off the site."""
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def on_request(request: Request) -> None:
        if not request.url.startswith((f"{base_url}/", "data:", "blob:")):
            faults.append(f"off the site: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
    page.on("request", on_request)
    return faults


@pytest.fixture
def page(page: Page, base_url: str) -> Iterator[Page]:
    """A page that fails its test on anything that `watch` lists."""
    faults = watch(page, base_url)
    yield page
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails on any breach of WCAG 2.2 AA or of axe's own best practices."""
    scanner = Axe()

    def check(page: Page) -> None:
        result = scanner.run(page, options=AXE_OPTIONS)
        assert not result.violations_count, f"{page.url}\n{result.generate_report()}"

    return check
