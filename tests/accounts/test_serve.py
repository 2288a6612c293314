"""The server as users start and end it: real processes, real signals."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow
LIMIT = 30  # seconds to start, on a machine that does other things


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A migrated archive of its own, the static files of this test run, and a free port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    folder = tmp_path_factory.mktemp("served")
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "STATIC_ROOT": str(settings.STATIC_ROOT),
        "PORT": port,
    }
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=settings.BASE_DIR, env=environment, check=True)  # noqa: S603 - our own arguments
    return environment


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running server in a process group of its own, as a shell would start it."""
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,
            stdout=log,
            stderr=log,
        )
    try:
        assert answers(environment, within=LIMIT), (tmp_path / "log").read_text()
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(environment: dict[str, str], *, within: float) -> bool:
    """Whether the site is there at the latest after so many seconds; a page that is missing counts too."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{environment['PORT']}/login/", timeout=5) as answer:
                return bool(answer.status)
        except HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False


@pytest.mark.parametrize("turn", range(3))
def test_ctrl_c_ends_it_at_once(server: subprocess.Popen[bytes], turn: int) -> None:
    os.killpg(server.pid, signal.SIGINT)
    assert server.wait(4) == 0


def test_being_told_to_stop_ends_it(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    assert server.wait(4) == 0


def test_killed_outright_it_leaves_no_worker_on_the_port(
    server: subprocess.Popen[bytes], environment: dict[str, str]
) -> None:
    server.kill()
    server.wait()
    deadline = time.monotonic() + 6
    while answers(environment, within=0.2) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not answers(environment, within=0.2)
