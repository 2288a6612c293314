"""Benchmarks compare two things in one run: a ratio says the same on a busy machine and on a quiet one."""

import statistics
import time
from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from pytest_django import DjangoDbBlocker


def median_seconds(work: Callable[[], object], *, rounds: int = 7) -> float:
    """The median time of one call, in seconds, after one call to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def fastest(*works: Callable[[], object], rounds: int = 25) -> list[float]:
    """The shortest time of each, in seconds, taken in turn: what else the machine does makes nothing faster."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            began = time.perf_counter()
            work()
            best[place] = min(best[place], time.perf_counter() - began)
    return best


@pytest.fixture(autouse=True)
def _database(transactional_db: DjangoDbBlocker) -> None:
    """Real commits: a benchmark inside one big transaction would flatter itself.

    The benchmark before has emptied every table, and with them the roles that a migration made.
    """
    # By name: this file is read before Django is set up, and a migration's name is no identifier.
    import_module("accounts.migrations.0002_roles").make_roles(apps, None)
