"""One test run: its own data directory, its own database, no network but loopback.

With `-n auto` the tests are handed out to a process for each core. Each has its own data directory, database and
browser, and its own PostgreSQL, too: whether something was written is asked of the whole server.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.postgres import Cluster, find_server

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

ENGINES = ("sqlite", "postgres")
NO_SERVER = "no PostgreSQL server on this machine: NOTHING was tested on it (apt-get install postgresql)"
# What the person who runs the tests may have set for the site.
NOT_OURS = (
    "ALLOWED_HOSTS",
    "BASE_URL",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "DEBUG",
    "MAX_UPLOAD_MB",
    "PORT",
)
# How a test gets at the database: the mark, or one of these. pytest-django keeps all others from it.
DATABASE = {"db", "transactional_db", "django_db_setup"}
FIGURES = "figures"  # what a test records under this name is printed at the end of the run
cluster_key = pytest.StashKey[Cluster]()
folder_key = pytest.StashKey[Path]()
left_out_key = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    chosen = os.environ.get("UNDERSIGHT_TEST_ENGINE", "sqlite")
    parser.addoption("--engine", choices=ENGINES, default=chosen, help="the database to test on")


def pytest_configure(config: pytest.Config) -> None:
    """Set the environment, then load the settings: the very file that users run on."""
    folder = Path(tempfile.mkdtemp(prefix="undersight-tests-"))
    config.stash[folder_key] = folder
    for name in NOT_OURS:
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(folder / "data"),
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY": "only-for-tests-" * 4,
    }
    if config.getoption("engine") == "postgres" and (programs := find_server()):
        cluster = config.stash[cluster_key] = Cluster(programs)
        cluster.start()
        os.environ["DATABASE_URL"] = cluster.url
    django.setup()
    # A process that inherits this reads the settings before it comes here, and would work in our folder.
    del os.environ["DJANGO_SETTINGS_MODULE"]
    if str(settings.STATIC_ROOT) != os.environ["STATIC_ROOT"]:
        raise pytest.UsageError("the settings were read before the tests had a folder of their own")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: "WorkerController") -> None:
    """Hear from a worker, when it ends, what it left out: each leaves out the same."""
    if (output := getattr(node, "workeroutput", None)) is not None:
        node.config.stash[left_out_key] = output["left_out"]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["left_out"] = session.config.stash.get(left_out_key, 0)


def pytest_unconfigure(config: pytest.Config) -> None:
    if cluster := config.stash.get(cluster_key, None):
        cluster.stop()
    shutil.rmtree(config.stash[folder_key])


def pytest_report_header(config: pytest.Config) -> str:
    if config.getoption("engine") == "sqlite":
        return f"database: SQLite {sqlite3.sqlite_version}"
    cluster = config.stash.get(cluster_key, None)
    return f"database: a private PostgreSQL, {cluster.programs}" if cluster else NO_SERVER


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for report in terminalreporter.stats.get("passed", ()):
        for name, said in getattr(report, "user_properties", ()):
            if name == FIGURES and report.when == "call":
                terminalreporter.write_line(said)
    if left_out := config.stash.get(left_out_key, 0):
        terminalreporter.write_line(f"{left_out} tests left out: they touch no database, and run on SQLite")
    if config.getoption("engine") == "postgres" and cluster_key not in config.stash:
        terminalreporter.write_line(NO_SERVER, yellow=True, bold=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests come last; what cannot run on this database is skipped and says why.

    What touches no database is left out on PostgreSQL: it would do the same there as on SQLite.
    """
    items.sort(key=lambda item: "browser" in item.keywords)
    if config.getoption("engine") == "postgres":
        leave_out(config, items)
    for item in items:
        if reason := why_not(item, config):
            item.add_marker(pytest.mark.skip(reason=reason))
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            # Emptied tables get the rows back that migrations made: the roles.
            restored = pytest.mark.django_db(**{**marker.kwargs, "serialized_rollback": True})
            item.add_marker(restored, append=False)
        # One process runs a file; what empties tables is apart, and stands behind everything else.
        group = f"{item.path} {'empties' if marker and marker.kwargs.get('transaction') else ''}"
        item.add_marker(pytest.mark.xdist_group(group))


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    aside = [item for item in items if not touches_a_database(item)]
    items[:] = [item for item in items if touches_a_database(item)]
    config.stash[left_out_key] = len(aside)
    config.hook.pytest_deselected(items=aside)


def touches_a_database(item: pytest.Item) -> bool:
    if "django_db" in item.keywords or "postgres" in item.keywords:
        return True
    return not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def why_not(item: pytest.Item, config: pytest.Config) -> str | None:
    """Why a test cannot run on the chosen database, or None."""
    if config.getoption("engine") == "sqlite":
        return "only means something on PostgreSQL" if "postgres" in item.keywords else None
    if cluster_key not in config.stash:
        return NO_SERVER
    return "browser tests run on SQLite" if "browser" in item.keywords else None


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `django_db_setup` leaves a copy of the migrated, empty database (SQLite only)."""
    return tmp_path_factory.mktemp("pristine") / "copy.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, pristine: Path
) -> Iterator[None]:
    """The test database, made once; with a copy from before any test emptied a table."""
    if connection.vendor == "sqlite":
        copy_database(Path(connection.settings_dict["NAME"]), pristine)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(target, timeout=20)) as writer:
        reader.backup(writer)


@pytest.fixture(scope="module", autouse=True)
def swept(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each module, rows that its tests rolled back leave PostgreSQL's files, which are read with all that is in them.

    It takes no statistics; tests/postgres.py says why.
    """
    if cluster_key not in request.config.stash:
        yield
        return
    request.getfixturevalue("django_db_setup")
    blocker: DjangoDbBlocker = request.getfixturevalue("django_db_blocker")
    yield
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM")


@pytest.fixture(scope="session", autouse=True)
def served_as_in_production() -> Iterator[None]:
    """Static files under their hashed names, as users get them; passwords hashed in no time."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
