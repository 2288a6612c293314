"""The bundled dossier: complete, in its own words, and kept like any article."""

import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from archive.management.commands.demo import DOSSIER
from archive.models import Document, KeptAs, Passage, QuoteCheck, Reference, ReferenceKind, TextStatus
from archive.reading import Proposal, read
from sources.models import Account, Agent, Link, Source, SourceType
from tests.factories import make_document
from tests.html import faults

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
NAMES = [
    "Hikvision",
    "SunQTech",
    "JVT",
    "Cinris",
    "Cobber",
    "iCare",
    "Smile",
    "Cisco",
    "Palantir",
    "IPVM",
    "Undersight",
    "Paul Mozur",
    "孟建国",
    "Aaron Krolik",
    "Simon Rabinovitch",
    "Yuan Yang",
    "Edward Schwarck",
    "@wang_maya",
    "The New York Times",
    "Financial Times",
    "The Economist",
    "Shijiachi",
    "Urumqi",
    "Xinjiang",
    "Facial-recognition cameras",
    "Facial-recognition gates",
    "Phone scanners",
    "Fingerprint and face databases",
    "Car tracking",
    "Linking cameras to show a route",
    "Archived-image search",
    "Integrated Joint Operations Platform (IJOP)",
    "Great Firewall",
    "Social credit",
    "Internet-café records and hotel records",
    "Police data labs",
]
FIGURES = ("482", "31", "8,570", "3,456", "1.8 million")
LONGEST_SHARED_RUN = 5
# What is shared as a fact, not as wording: who signed a post and when, addresses, numbers in a thread.
FACTS = re.compile(r"—\s?[^—\n]*?\(@\w+\)\s\w+\s\d+,\s\d{4}|\S+\.(?:com|co|org)/\S+|\(?\d+/[\dx]*\)?")


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return read(DOSSIER.read_bytes(), name=DOSSIER.name)


def test_it_is_a_dated_report_of_ours(proposal: Proposal) -> None:
    metadata = proposal.metadata
    assert metadata.title.value.startswith("Watching the watchers")
    assert [author.value for author in metadata.authors] == ["Undersight"]
    assert (metadata.issued.value, metadata.language.value) == ("2026-11-24", "en")
    assert metadata.csl_type.value == SourceType.REPORT
    assert proposal.warnings == ()


def test_it_holds_every_post_of_the_digest(proposal: Proposal) -> None:
    assert Counter((post.platform, post.handle, post.posted) for post in proposal.posts) == {
        ("x", "paulmozur", "2019-12-18"): 8,
        ("x", "S_Rabinovitch", "2019-12-16"): 11,
        ("x", "YuanfenYang", "2019-12-11"): 2,
        ("x", "ipvideo", "2019-12-16"): 1,
    }
    assert {post.display_name for post in proposal.posts} == {
        "Paul Mozur 孟建国",
        "Simon Rabinovitch",
        "Yuan Yang",
        "IPVM",
    }
    media = [address for post in proposal.posts for address in post.media]
    assert len(media) == len(set(media)) == 12
    assert [address for post in proposal.posts for address in post.links] == ["https://t.co/zThx7ce6xd"]


def test_threads_keep_their_numbers(proposal: Proposal) -> None:
    numbers = {
        handle: [post.thread_number for post in proposal.posts if post.handle == handle]
        for handle in ("S_Rabinovitch", "YuanfenYang", "ipvideo")
    }
    assert numbers == {"S_Rabinovitch": [*range(1, 12)], "YuanfenYang": [2, 3], "ipvideo": [2]}
    assert {thread.handle: len(thread.posts) for thread in proposal.threads}["paulmozur"] == 8


def test_what_we_do_not_know_of_a_post_is_not_there(proposal: Proposal) -> None:
    assert {(post.platform_id, post.url) for post in proposal.posts} == {("", "")}
    assert "/status/" not in DOSSIER.read_text()


@pytest.mark.parametrize("name", [*NAMES, *FIGURES])
def test_it_names_every_company_system_place_and_figure(proposal: Proposal, name: str) -> None:
    assert re.search(rf"(?<!\w){re.escape(name)}(?!\w)", proposal.text)


def test_its_notes_say_which_articles_they_cite(proposal: Proposal) -> None:
    cited = {link.cited.container.value: link.cited for link in proposal.links}
    assert set(cited) == {"The New York Times", "Financial Times"}
    times, other = cited["The New York Times"], cited["Financial Times"]
    assert [author.value for author in times.authors] == ["Paul Mozur", "Aaron Krolik"]
    assert (times.title.value[:20], times.issued.value) == ("A Surveillance Net B", "2019-12-17")
    assert (other.title.value, other.url.value, other.issued.value) == ("", "", "2019-12")


def test_it_needs_nothing_from_outside() -> None:
    page = DOSSIER.read_text()
    assert faults(page) == []
    assert re.findall(r"<(?:img|link|iframe|video|audio|object|embed|style|svg)|\ssrc=|@import", page) == []


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of words that is one too long to share, none across a fact."""
    for piece in FACTS.split(text):
        words = re.findall(r"\w+", piece.replace("’", "").casefold())
        size = LONGEST_SHARED_RUN + 1
        yield from (tuple(words[start : start + size]) for start in range(len(words) - size + 1))


def test_its_words_are_its_own(proposal: Proposal) -> None:
    seeds = sorted(SEEDS.glob("*.txt"))
    if not seeds:
        pytest.skip(f"the digest is not in {SEEDS}: the wording was NOT compared with it")
    theirs = {run for seed in seeds for run in runs(seed.read_text())}
    assert len(theirs) > 1000
    assert theirs.isdisjoint(runs(proposal.text))


def demo() -> str:
    output = StringIO()
    call_command("demo", stdout=output)
    return output.getvalue()


def counts() -> list[int]:
    models = (Document, Passage, Reference, Source, Link, Account, Agent)
    return [model.objects.count() for model in models]


@pytest.mark.django_db
def test_demo_makes_its_records_once() -> None:
    first = demo()
    made = counts()
    assert "22 posts" in first
    second = demo()
    assert counts() == made
    assert "nothing new" in second
    assert first.count("\n") == second.count("\n") == 1


@pytest.mark.django_db
def test_demo_is_public_and_says_that_its_posts_are_retold() -> None:
    demo()
    everybody = AnonymousUser()
    for model in (Document, Source, Account, Agent):
        assert model.objects.visible_to(everybody).count() == model.objects.count()
    quoted = Document.objects.filter(kept_as=KeptAs.QUOTATION)
    assert [document.text_status for document in quoted] == [TextStatus.PARAPHRASE] * 22
    references = Reference.objects.filter(kind=ReferenceKind.POST)
    assert [reference.check_result for reference in references] == [QuoteCheck.NOT_CHECKED] * 22


@pytest.mark.django_db
def test_demo_makes_one_source_of_each_article_and_one_agent_of_each_person() -> None:
    demo()
    articles = Source.objects.articles().with_contributors()
    missing = {str(source.container_title): source.missing_details for source in articles}
    assert missing == {"": [], "The New York Times": [], "Financial Times": ["title"]}
    assert len(articles) == 3
    assert sorted(Agent.objects.values_list("name", flat=True)) == [
        "Aaron Krolik",
        "IPVM",
        "Paul Mozur",
        "Simon Rabinovitch",
        "Undersight",
        "Yuan Yang",
    ]
    mozur = Agent.objects.get(name="Paul Mozur")
    assert {form.name for form in mozur.names.all()} == {"Paul Mozur", "孟建国"}


@pytest.mark.django_db
def test_demo_leaves_an_archive_in_use_alone() -> None:
    make_document()
    before = counts()
    assert "left out" in demo()
    assert counts() == before
