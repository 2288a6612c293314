"""A test run stands on its own: its own data, the chosen database, no way out."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from pytest_socket import SocketConnectBlockedError

from accounts.roles import ROLES
from tests.postgres import Cluster, find_server

VENDORS = {"sqlite": "sqlite", "postgres": "postgresql"}


@pytest.mark.django_db
def test_the_chosen_database_is_the_one_in_use(request: pytest.FixtureRequest) -> None:
    assert connection.vendor == VENDORS[request.config.getoption("engine")]


def test_the_project_s_own_data_is_out_of_reach() -> None:
    assert not settings.DATA_DIR.is_relative_to(settings.BASE_DIR)
    assert not Path(settings.STATIC_ROOT).is_relative_to(settings.BASE_DIR)


@pytest.mark.filterwarnings("ignore:A test tried")  # said before it is refused
def test_nothing_but_loopback_is_reached() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "after a test that emptied the tables"])
def test_roles_outlive_a_test_that_commits(turn: str) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


@pytest.mark.slow
def test_a_private_server_leaves_nothing_behind() -> None:
    programs = find_server()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine")
    cluster = Cluster(programs)
    cluster.start()
    process = cluster.process
    assert process is not None
    assert process.poll() is None
    cluster.stop()
    assert process.poll() == 0
    assert not cluster.folder.exists()
