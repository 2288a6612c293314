"""The settings, read as users read them: by a process of its own with an environment of its own."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).parents[1]
SHOW = "from django.conf import settings; print(settings.{})"


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with `environment` and nothing else but what finds Python."""
    return subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def value(name: str, **environment: str) -> str:
    """What the setting `name` is in that environment, as printed."""
    result = manage("shell", "--no-imports", "--command", SHOW.format(name), **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def refusal(**environment: str) -> str:
    """The one line in which that environment is refused."""
    result = manage("check", **environment)
    assert result.returncode != 0
    return result.stderr.strip().splitlines()[-1]


@pytest.mark.slow
def test_data_dir_alone_is_enough(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    result = manage("migrate", DATA_DIR=str(folder))
    assert result.returncode == 0, result.stderr
    assert (folder / "undersight.sqlite3").stat().st_size > 0


def test_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = value("SECRET_KEY", DATA_DIR=str(tmp_path))
    assert len(first) >= 50
    assert value("SECRET_KEY", DATA_DIR=str(tmp_path)) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_serving_others_without_a_secret_is_refused(tmp_path: Path) -> None:
    words = refusal(DATA_DIR=str(tmp_path), ALLOWED_HOSTS="localhost,archive.example.org")
    assert "SECRET_KEY is not set, and ALLOWED_HOSTS serves archive.example.org" in words
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("hosts", ["*", ".example.org", "10.0.0.7", "localhost.example.org"])
def test_every_name_that_others_may_use_counts_as_serving_them(tmp_path: Path, hosts: str) -> None:
    assert "SECRET_KEY is not set" in refusal(DATA_DIR=str(tmp_path), ALLOWED_HOSTS=hosts, DEBUG="1")


def test_serving_others_with_a_secret_is_fine(tmp_path: Path) -> None:
    environment = {"DATA_DIR": str(tmp_path), "ALLOWED_HOSTS": "archive.example.org", "SECRET_KEY": "k" * 60}
    assert value("ALLOWED_HOSTS", **environment) == "['archive.example.org']"
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("DEBUG", "perhaps"),
        ("MAX_UPLOAD_MB", "0"),
        ("MAX_UPLOAD_MB", "20 MB"),
        ("MAX_UPLOAD_MB", "21"),
        ("PORT", "-1"),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, name: str, wrong: str) -> None:
    words = refusal(**{"DATA_DIR": str(tmp_path), name: wrong})
    assert name in words
    assert repr(wrong.lower()) in words.lower()


def test_an_https_address_makes_cookies_secure(tmp_path: Path) -> None:
    address = "https://archive.example.org"
    assert value("SESSION_COOKIE_SECURE", DATA_DIR=str(tmp_path), BASE_URL=address) == "True"
    assert value("CSRF_TRUSTED_ORIGINS", DATA_DIR=str(tmp_path), BASE_URL=address + "/") == f"['{address}']"
    assert value("SESSION_COOKIE_SECURE", DATA_DIR=str(tmp_path)) == "False"


def test_production_passes_the_deploy_check(tmp_path: Path) -> None:
    result = manage(
        *("check", "--deploy", "--fail-level", "ERROR"),
        DATA_DIR=str(tmp_path),
        ALLOWED_HOSTS="archive.example.org",
        BASE_URL="https://archive.example.org",
        SECRET_KEY="0123456789" * 3 + "abcdefghijklmnopqrstuvwxyz",
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/login/", "/no-such-page/"])
def test_every_answer_keeps_the_site_to_itself(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy.pop("default-src") == policy.pop("frame-ancestors") == policy.pop("base-uri") == "'none'"
    assert set(policy.values()) == {"'self'"}
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_log_keeps_searches_and_readers_out(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/no-such-page/?q=a-name", REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="a-browser")
    assert "/no-such-page/" in caplog.text
    assert not any(secret in caplog.text for secret in ("a-name", "192.0.2.7", "a-browser"))


def test_sqlite_keeps_what_it_confirmed(tmp_path: Path) -> None:
    code = (
        "from django.db import connection; c = connection.cursor();"
        "print([c.execute('PRAGMA ' + p).fetchone()[0] for p in "
        "('journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout')])"
    )
    shown = manage("shell", "--no-imports", "--command", code, DATA_DIR=str(tmp_path))
    assert shown.stdout.strip() == "['wal', 2, 1, 20000]"


def test_the_settings_fit_on_a_screen_or_two() -> None:
    assert len((ROOT / "config/settings.py").read_text().splitlines()) <= 150
