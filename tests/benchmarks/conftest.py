"""Benchmarks compare two things in one run: a ratio says the same on a busy machine and on a quiet one."""

import statistics
import time
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from pytest_django import DjangoDbBlocker

from accounts.roles import ROLES


def median_seconds(work: Callable[[], object], *, rounds: int = 7) -> float:
    """The median time of one call, in seconds, after one call to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


@pytest.fixture(autouse=True)
def _database(transactional_db: DjangoDbBlocker) -> None:
    """Real commits: a benchmark inside one big transaction would flatter itself.

    The benchmark before has emptied every table, and with them the roles that a migration made.
    """
    for name in ROLES:
        Group.objects.get_or_create(name=name)
