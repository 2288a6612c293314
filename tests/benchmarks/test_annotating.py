"""Annotating beside what it cannot do without: the page without marks, one INSERT in a transaction."""

import random
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path as route
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import AuditEntry, User
from accounts.roles import RESEARCHER
from annotations.models import Annotation, Kind, WorkState
from annotations.services.annotating import annotate
from archive.layers import Mark
from archive.models import Document
from archive.reader import read_page
from config.urls import urlpatterns as site
from tests import factories as make
from tests.annotation_factories import make_subject, make_tag
from tests.benchmarks.conftest import fastest
from tests.benchmarks.corpus import article

PASSAGES, ANNOTATIONS = 100, 500
CONNECTIONS, CREATED, ROUNDS = 4, 400, 101


def bare(request: HttpRequest) -> HttpResponse:
    """One INSERT in a transaction, by a person who has signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    with transaction.atomic():
        AuditEntry.objects.create(actor=request.user, verb="said", record_kind="annotation", record_id="x")
    return HttpResponse(status=201)


urlpatterns = [*site, route("bare/", bare)]


@pytest.fixture
def researcher(settings: Settings) -> User:
    settings.ROOT_URLCONF = __name__
    return make.make_user(RESEARCHER)


def text_of(passages: int) -> str:
    return "\n".join(article(1, paragraphs=passages, posts=1).decode().split("\n")[:passages])


def annotated_document(researcher: User) -> Document:
    document = make.make_document(text_of(PASSAGES))
    chance = random.Random(500)  # noqa: S311 - the same at every run
    tags = ["harbour", "eyes", "quay"]
    for number in range(ANNOTATIONS):
        start = chance.randrange(len(document.text) - 80)
        end = start + chance.randrange(5, 80)
        annotate(
            document=document,
            ranges=[(start, end, document.text[start:end])],
            kind=chance.choice(Kind.values),
            note=f"Seen *twice* on the quay, night {number}." if number % 2 else "",
            tags=[chance.choice(tags)],
            actor=researcher,
            state=WorkState.SUBMITTED,
        )
    return document


def test_five_hundred_annotations_cost_no_more_than_the_page(
    researcher: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Both drawn anew, for somebody who may annotate: a cookie that is not known keeps finished pages away."""
    plain, marked = make.make_document(text_of(PASSAGES)), annotated_document(researcher)
    client = Client()
    client.force_login(researcher)
    client.cookies["drawn"] = "anew"
    with django_assert_max_num_queries(12):
        html = client.get(marked.get_absolute_url()).content.decode()
    assert html.count('class="pilcrow"') == PASSAGES
    assert html.count('class="note note--') == ANNOTATIONS
    without, with_them = fastest(
        lambda: client.get(plain.get_absolute_url()), lambda: client.get(marked.get_absolute_url())
    )
    print(
        f"\nreader, {PASSAGES} passages: {without * 1e3:.1f} ms without annotations, "
        f"{with_them * 1e3:.1f} ms with {ANNOTATIONS} ({len(html) // 1024} kB); ratio {with_them / without:.2f}"
    )
    assert with_them <= 2 * without


def test_overlapping_ranges_on_a_megabyte_take_linear_time() -> None:
    def seconds(ranges: int) -> float:
        document = make.make_document("\n".join([text_of(40)] * (ranges // 80)))
        length = len(document.text)
        chance = random.Random(ranges)  # noqa: S311 - the same at every run
        marks = []
        for number in range(ranges):
            start = chance.randrange(length - 2_000)
            marks.append(
                Mark(start, start + chance.randrange(2, 2_000), "claim", f"a-{number}", "n", number, "")
            )
        best = float("inf")
        for _ in range(3):
            began = time.perf_counter()
            parts = read_page(document, AnonymousUser(), marks).parts
            best = min(best, time.perf_counter() - began)
        assert sum(str(line.words).count("m__to") for part in parts for line in part.lines) == ranges
        print(f"\n{ranges} ranges on {length / 1e6:.2f} MB: {best * 1e3:.0f} ms")
        return best

    one, two, four = seconds(1_250), seconds(2_500), seconds(5_000)
    assert two < 3 * one
    assert four < 3 * two


def fields(document: Document, number: int) -> dict[str, str]:
    start = 7 * number % (len(document.text) - 60)
    exact = document.text[start : start + 50]
    return {
        "start": str(start), "end": str(start + 50), "exact": exact, "kind": "vendor",
        "note": f"Night {number}", "tags": "harbour", "subject": "Sorrel Lamp Works",
    }  # fmt: skip


def medians(
    one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """The median time of each, in seconds, taken in turn: what else the machine does meets both."""
    one(), other()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, times in zip((one, other), taken, strict=True):
            began = time.perf_counter()
            work()
            times.append(time.perf_counter() - began)
    return statistics.median(taken[0]), statistics.median(taken[1])


def created(client: Client, address: str, values: dict[str, str]) -> bool:
    """As the plain form sends it. The message would be shown on the next page, and gone."""
    encoded = "application/x-www-form-urlencoded"
    done = client.post(address, urlencode(values), content_type=encoded).status_code == 302
    client.cookies.pop("messages", None)
    return done


def test_creating_costs_no_more_than_three_bare_inserts(researcher: User) -> None:
    """Over HTTP through the whole stack, with validation, history, a tag and evidence."""
    make_tag("harbour")
    make_subject("Sorrel Lamp Works")
    document = make.make_document(text_of(PASSAGES))
    address = f"{document.get_absolute_url()}annotate/"
    client = Client()
    client.force_login(researcher)
    numbers = iter(range(10_000))

    def create() -> None:
        assert created(client, address, fields(document, next(numbers)))

    floor, made = medians(lambda: client.post("/bare/"), create)
    print(f"\ncreate: {made * 1e3:.2f} ms, bare INSERT {floor * 1e3:.2f} ms; ratio {made / floor:.2f}")
    assert Annotation.objects.count() == ROUNDS + 1
    assert made <= 3 * floor


def test_four_connections_at_once_all_get_through(researcher: User) -> None:
    """A hundred a second; on a machine too busy for that, a third of the bare INSERTs over as many connections."""
    make_tag("harbour")
    make_subject("Sorrel Lamp Works")
    document = make.make_document(text_of(PASSAGES))
    address = f"{document.get_absolute_url()}annotate/"
    floor = rate_of(researcher, lambda client, _number: client.post("/bare/").status_code == 201)
    rate = rate_of(researcher, lambda client, number: created(client, address, fields(document, number)))
    print(
        f"\nover {CONNECTIONS} connections: {rate:.0f} annotations a second, {floor:.0f} bare INSERTs a second"
    )
    assert Annotation.objects.count() == CREATED
    assert rate >= min(100, floor / 3)


def rate_of(user: User, act: Callable[[Client, int], bool]) -> float:
    """How often a second `act` succeeds over `CONNECTIONS` at once. Every one has to."""

    def work(worker: int) -> int:
        client = Client()
        client.force_login(user)
        numbers = range(worker, CREATED, CONNECTIONS)
        done = sum(act(client, number) for number in numbers)
        connections.close_all()
        return done

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        done = sum(pool.map(work, range(CONNECTIONS)))
    assert done == CREATED
    return done / (time.perf_counter() - began)
