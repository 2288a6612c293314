"""A private PostgreSQL for one test run: made, used and removed by it."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

ROLE = "undersight"
START_LIMIT = 30  # seconds
STOP_LIMIT = 20
SETTINGS = {
    "listen_addresses": "",
    # Not durable on purpose: what it holds dies with the run.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Tests never commit, so statistics taken while one runs say that its tables are empty, and joins planned by them
    # take hours. Without any, the planner goes by the size of the files.
    "autovacuum": "off",
    # A statement that hangs fails its test by name instead of stopping the run.
    "statement_timeout": "120s",
}


def find_server() -> Path | None:
    """The folder of the newest PostgreSQL server programs on this machine, or None."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders = [folder for folder in [*on_path, *debian] if (folder / "initdb").exists()]
    return next((folder for folder in reversed(folders) if (folder / "postgres").exists()), None)


class Cluster:
    """A server that listens on a socket in its own folder only, and keeps nothing after `stop()`."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="undersight-pg-"))
        self.owner = unprivileged_user()
        if self.owner:
            shutil.chown(self.folder, self.owner)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The DATABASE_URL of the cluster."""
        return f"postgres://{ROLE}@{quote(str(self.folder), safe='')}/postgres"

    def start(self) -> None:
        """Make the cluster and wait until it answers. Raises RuntimeError with the server's own words."""
        data = self.folder / "data"
        setup = ["--auth=trust", f"--username={ROLE}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = self._run("initdb", "--pgdata", str(data), *setup)
        if made.wait():
            raise RuntimeError(f"initdb failed:\n{self._log()}")
        flags = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        self.process = self._run("postgres", "-D", str(data), "-k", str(self.folder), *flags)
        ready = data / "postmaster.pid"
        deadline = time.monotonic() + START_LIMIT
        while not (ready.exists() and "ready" in ready.read_text().splitlines()[-1]):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start:\n{self._log()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server that this object started, and remove its folder."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # "fast": closes what is open
            try:
                self.process.wait(STOP_LIMIT)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own arguments
                [self.programs / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=self.owner,
                group=self.owner and pwd.getpwnam(self.owner).pw_gid,
                extra_groups=[] if self.owner else None,
            )

    def _log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")


def unprivileged_user() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root. None stands for oneself."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
