"""`manage.py serve`: the site as in production, on this machine's own address."""

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from accounts.statistics import keep_statistics

HOST = "127.0.0.1"  # a proxy stands in front of it where others are served


class Command(BaseCommand):
    help = "Serve the site on loopback with the production server (granian)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT, help="default: PORT, else 8000")
        parser.add_argument("--workers", type=int, default=1, help="processes (default: 1)")
        parser.add_argument(
            "--threads", type=int, default=4, help="requests at once in each process (default: 4)"
        )

    def handle(self, *, port: int, workers: int, threads: int, **options: Any) -> None:
        refuse_unprepared()
        # Said, not refused: a search index of another edition can be made anew while the site serves.
        self.check(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])
        if settings.FOREIGN_HOSTS:
            call_command("check", deploy=True, fail_level="ERROR", stdout=self.stdout)
        refuse_taken(port)
        keep_statistics()
        connections.close_all()
        self.stdout.write(f"Undersight answers on http://{HOST}:{port}/ (Ctrl-C ends it)")
        self.stdout.flush()
        # The server takes this process over, so that signals and its exit code are its own.
        os.execv(sys.executable, granian(port=port, workers=workers, threads=threads))  # noqa: S606


def granian(*, port: int, workers: int, threads: int) -> list[str]:
    """The server's command line. It keeps no access log: who reads what is nobody's business."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", HOST, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads)),
        *("--workers-kill-timeout", "5", "config.worker:application"),
    ]


def refuse_unprepared() -> None:
    """Raise CommandError when a step before serving was left out."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Run `manage.py migrate` first (`make run` does).")
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise CommandError("Style sheets are missing. Run `manage.py collectstatic` first (`make run` does).")


def refuse_taken(port: int) -> None:
    """Raise CommandError when something else answers on `port`: the server itself would share it silently."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} cannot be used ({error}). End what uses it, or choose another: PORT={port + 1} make run"
            ) from error
