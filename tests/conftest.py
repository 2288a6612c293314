"""One test run: its own data directory, its own database, no network but loopback."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import django
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.postgres import Cluster, find_server

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
cluster_key = pytest.StashKey[Cluster]()
folder_key = pytest.StashKey[Path]()


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
    if config.getoption("engine") == "postgres" and cluster_key not in config.stash:
        terminalreporter.write_line(NO_SERVER, yellow=True, bold=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests come last; what cannot run on this database is skipped and says why."""
    items.sort(key=lambda item: "browser" in item.keywords)
    for item in items:
        if reason := why_not(item, config):
            item.add_marker(pytest.mark.skip(reason=reason))
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            # Emptied tables get the rows back that migrations made: the roles.
            restored = pytest.mark.django_db(**{**marker.kwargs, "serialized_rollback": True})
            item.add_marker(restored, append=False)


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


@pytest.fixture(scope="session", autouse=True)
def served_as_in_production() -> Iterator[None]:
    """Static files under their hashed names, as users get them; passwords hashed in no time."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
