"""Ten times as many sources are written in the same memory, and in ten times the time."""

import time
import tracemalloc
from collections.abc import Iterable, Iterator

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.visibility import State
from archive.source_exports import items
from sources.exchange import bibtex, csljson, endnote, ris
from sources.exchange.shapes import Format, Item
from sources.models import Agent, Contribution, Source
from tests.sources.exchange.generated import generated

FEW, MANY = 1_000, 10_000
MOST_MEMORY = 1.5  # times what a tenth of the sources takes
MOST_WITH_ROWS = 3  # rows hold each other until they are collected, which waits for a share of all that lives
MOST_TIME = 1.6  # times what one source takes of a tenth of them
FORMATS = [csljson.FORMAT, bibtex.BIBTEX, bibtex.BIBLATEX, ris.FORMAT, endnote.FORMAT]


def cost(form: Format, found: Iterable[Item]) -> tuple[float, int]:
    """Seconds, and the most bytes that were held at once, of writing all of them and keeping none."""
    assert form.write
    tracemalloc.start()
    began = time.perf_counter()
    for _piece in form.write(found):
        pass
    seconds = time.perf_counter() - began
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return seconds, most


def repeated(count: int) -> Iterator[Item]:
    """Items made while they are written, each with an id of its own."""
    return (item | {"id": f"s{number:05}"} for number, item in enumerate(generated(count)))


@pytest.mark.parametrize("form", FORMATS, ids=[each.name for each in FORMATS])
def test_a_format_writes_ten_thousand_in_flat_memory(form: Format) -> None:
    cost(form, repeated(FEW))
    few, little = cost(form, repeated(FEW))
    many, most = cost(form, repeated(MANY))
    per_item = (many / MANY) / (few / FEW)
    print(
        f"\n{form.name}: {MANY} items in {many:.1f} s; memory {most / little:.2f}×, time of one {per_item:.2f}×"
    )
    # Keys that are taken are remembered: some 100 bytes each, which is all that grows.
    assert most <= little * MOST_MEMORY + MANY * 130
    assert per_item <= MOST_TIME


def test_the_database_gives_ten_thousand_in_flat_memory() -> None:
    agents = Agent.objects.bulk_create(Agent(name=f"Agent {n}", state=State.PUBLIC) for n in range(100))
    made = Source.objects.bulk_create(
        (Source(title=f"Source {n}", csl_type="report", state=State.PUBLIC) for n in range(MANY)), 2_000
    )
    Contribution.objects.bulk_create(
        (Contribution(source=source, agent=agents[n % 100]) for n, source in enumerate(made)), 2_000
    )
    keys = [source.pk for source in made]
    cost(ris.FORMAT, items(keys[:FEW], AnonymousUser()))
    few, little = cost(ris.FORMAT, items(keys[:FEW], AnonymousUser()))
    many, most = cost(ris.FORMAT, items(keys, AnonymousUser()))
    print(f"\n{MANY} sources to RIS in {many:.1f} s; memory {most / little:.2f}×")
    assert most <= little * MOST_WITH_ROWS
    assert many / MANY <= few / FEW * MOST_TIME
