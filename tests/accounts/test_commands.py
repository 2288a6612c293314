"""serve and demo_users: what a person meets first."""

import re
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.management.commands import serve
from accounts.models import AuditEntry, User
from accounts.roles import role_names

PEOPLE = ["researcher", "editor", "admin"]


def demo_users(**options: bool) -> str:
    out = StringIO()
    call_command("demo_users", stdout=out, **options)
    return out.getvalue()


def passwords(text: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) +(\S+)$", text, re.MULTILINE))


@pytest.mark.django_db
def test_each_desk_gets_a_person_who_can_sign_in() -> None:
    given = passwords(demo_users())
    assert list(given) == PEOPLE
    for name, password in given.items():
        user = authenticate(username=name, password=password)
        assert isinstance(user, User)
        assert role_names(user) == {name}


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_says_how_to_go_on() -> None:
    given = passwords(demo_users())
    text = demo_users()
    assert passwords(text) == {}
    assert "demo_users --reset" in text
    assert authenticate(username="editor", password=given["editor"])


@pytest.mark.django_db
def test_reset_gives_new_passwords_and_logs_it() -> None:
    old = passwords(demo_users())
    new = passwords(demo_users(reset=True))
    assert not set(old.values()) & set(new.values())
    assert authenticate(username="admin", password=old["admin"]) is None
    assert authenticate(username="admin", password=new["admin"])
    log = AuditEntry.objects.about("user", "admin")
    assert [entry.verb for entry in log] == ["set password", "make"]
    assert new["admin"] not in str(log.values())


@pytest.mark.django_db
def test_demo_users_are_refused_where_others_are_served(settings: Settings) -> None:
    settings.FOREIGN_HOSTS = ["archive.example.org"]
    with pytest.raises(CommandError, match="one's own machine"):
        demo_users()
    assert not User.objects.exists()


def test_a_taken_port_is_named() -> None:
    with socket.create_server((serve.HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used"):
            serve.refuse_taken(port)
    serve.refuse_taken(port)


@pytest.mark.django_db
def test_missing_steps_are_named(settings: Settings, tmp_path: Path) -> None:
    serve.refuse_unprepared()
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(CommandError, match="collectstatic"):
        serve.refuse_unprepared()


def test_the_server_keeps_to_itself_and_logs_no_reader() -> None:
    line = serve.granian(port=8000, workers=1, threads=4)
    assert line[line.index("--host") + 1] == "127.0.0.1"
    assert "--access-log" not in line
