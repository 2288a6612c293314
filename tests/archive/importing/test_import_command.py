"""`manage.py import_sources`: what a file of references becomes, what it is compared with, and how it is undone."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import Batch
from accounts.visibility import State
from archive.models import Import, ImportedRow
from sources.citing.csl import item_of
from sources.exchange.formats import format_named
from sources.models import Agent, Contribution, Post, Role, Source
from tests.factories import make_agent, make_source

pytestmark = pytest.mark.django_db

LAMPS: dict[str, Any] = {
    "id": "lamps",
    "type": "article-newspaper",
    "title": "The lamps that watched a harbour",
    "author": [{"family": "Quill", "given": "Ada"}],
    "editor": [{"literal": "羽安"}],
    "container-title": "The Sorrel Lantern",
    "issued": {"date-parts": [[2019, 12, 18]]},
    "URL": "https://lantern.example/lamps",
    "volume": "7",
    "keyword": "light",
}
TWEET: dict[str, Any] = {
    "id": "tweet",
    "type": "post",
    "title": "Lamp 3 is out",
    "author": [{"literal": "Ada Quill [@quill]"}],
    "issued": {"date-parts": [[2019, 12, 17]]},
    "URL": "https://twitter.com/quill/status/1207000000000000000",
}
BOOK: dict[str, Any] = {
    "id": "book",
    "type": "book",
    "title": "Light",
    "ISBN": "3-16-148410-X",
    "publisher": "Quay Press",
}


def run(folder: Path, items: list[Any] | str, **options: Any) -> dict[str, Any]:
    path = folder / options.pop("name", "refs.json")
    path.write_text(items if isinstance(items, str) else json.dumps(items))
    out = io.StringIO()
    call_command("import_sources", str(path), json=True, stdout=out, stderr=io.StringIO(), **options)
    result: dict[str, Any] = json.loads(out.getvalue())
    return result


def test_a_file_becomes_sources_posts_people_and_one_batch(tmp_path: Path) -> None:
    result = run(tmp_path, [LAMPS, TWEET, BOOK])
    assert result["made"] == {"sources": 2, "posts": 1, "agents": 2, "accounts": 1, "filled": 0}
    lamps = Source.objects.get(title__startswith="The lamps")
    assert (lamps.issued, lamps.url_key, lamps.volume) == ("2019-12-18", "lantern.example/lamps", "7")
    assert lamps.issued_on and lamps.issued_on.isoformat() == "2019-12-18"
    credits = [(each.role, each.agent.name, each.credited_as) for each in lamps.contributions.all()]
    assert credits == [("author", "Ada Quill", "Ada Quill"), ("editor", "羽安", "羽安")]
    post = Post.objects.get()
    assert (post.platform, post.platform_id, post.account and post.account.handle) == (
        "x",
        "1207000000000000000",
        "quill",
    )
    assert post.account and post.account.agent == lamps.authors[0].agent
    batch = Batch.objects.get()
    assert batch.public_id == result["batch"] and batch.kind == "import"
    assert {each.state for each in Source.objects.all()} == {State.DRAFT}


def test_the_same_file_again_makes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    run(tmp_path, [LAMPS, TWEET, BOOK, {"type": "document", "note": "a note and no more"}], doubtful="take")
    before = (Source.objects.count(), Agent.objects.count(), Import.objects.count())
    again = run(
        tmp_path, [LAMPS, TWEET, BOOK, {"type": "document", "note": "a note and no more"}], doubtful="take"
    )
    assert again["made"] == dict.fromkeys(again["made"], 0)
    assert again["verdicts"] == {"known": 4}
    assert again["batch"] is None
    assert (Source.objects.count(), Agent.objects.count(), Import.objects.count()) == before


def test_nothing_of_a_row_is_lost(tmp_path: Path) -> None:
    run(tmp_path, [LAMPS])
    row = ImportedRow.objects.get()
    assert json.loads(row.raw) == LAMPS == row.item
    assert any("keyword" in problem for problem in row.problems)


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    dry = run(tmp_path, [LAMPS, TWEET], dry_run=True)
    assert (Source.objects.count(), Batch.objects.count(), Import.objects.count(), Agent.objects.count()) == (
        0,
        0,
        0,
        0,
    )
    assert dry["made"] == run(tmp_path, [LAMPS, TWEET])["made"]


@pytest.mark.parametrize(
    ("fields", "item", "verdict"),
    [
        ({"doi": "https://doi.org/10.1/X"}, {"DOI": "10.1/x"}, "known"),
        ({"csl_type": "book", "isbn": "978-3-16-148410-0"}, {"type": "book", "ISBN": "316148410X"}, "known"),
        ({"csl_type": "book", "isbn": "3-16-148410-X"}, {"type": "book", "ISBN": "9783161484100"}, "known"),
        (
            {"url": "https://www.lantern.example/lamps?utm_source=x"},
            {"URL": "http://lantern.example/lamps/"},
            "known",
        ),
        (
            {"url": "https://lantern.example/"},
            {"URL": "https://lantern.example", "title": "Quite another"},
            "doubtful",
        ),
        (
            {"issued": "2019-12-18"},
            {"issued": {"date-parts": [[2019, 12]]}, "author": [{"literal": "ADA QUILL"}]},
            "known",
        ),
        (
            {"issued": "2019-12-18"},
            {"issued": {"date-parts": [[2020]]}, "author": [{"literal": "Ada Quill"}]},
            "doubtful",
        ),
        (
            {"issued": "2019-12-18"},
            {"issued": {"date-parts": [[2020]]}, "author": [{"literal": "Bo Stone"}]},
            "new",
        ),
        ({"issued": ""}, {"title": "THE LAMPS that watched a harbour"}, "doubtful"),
        ({}, {"type": "chapter", "ISBN": "9783161484100", "title": "One chapter"}, "new"),
    ],
)
def test_what_is_here_is_known_by(tmp_path: Path, fields: Any, item: Any, verdict: str) -> None:
    source = make_source(authors=[make_agent("Ada Quill")], **fields)
    item = {"type": "article", "title": source.title} | item
    (row,) = run(tmp_path, [item], dry_run=True)["rows"]
    assert row["verdict"] == verdict, row
    assert (row["match"] == source.public_id) == (verdict != "new")
    assert bool(row["reason"]) == (verdict != "new")


def test_what_is_missing_is_filled_and_nothing_is_overwritten(tmp_path: Path) -> None:
    source = make_source(url="https://lantern.example/lamps", container_title="Lantern", state=State.PUBLIC)
    result = run(tmp_path, [LAMPS])
    assert result["made"]["filled"] == 1 and result["made"]["sources"] == 0
    source.refresh_from_db()
    assert (source.volume, source.container_title, source.state) == ("7", "Lantern", State.PUBLIC)
    assert [each.role for each in source.contributions.all()] == [Role.AUTHOR, Role.EDITOR]


def test_the_same_work_twice_in_a_file_is_made_once(tmp_path: Path) -> None:
    result = run(tmp_path, [LAMPS, LAMPS | {"id": "b", "note": "again"}, TWEET, TWEET | {"title": "other"}])
    assert result["made"]["sources"] == result["made"]["posts"] == 1
    assert "row 1" in result["rows"][1]["reason"]


def test_a_press_that_many_references_name_is_one_agent(tmp_path: Path) -> None:
    items = [{"type": "report", "title": f"Report {n}", "author": [{"literal": "Reuters"}]} for n in range(5)]
    assert run(tmp_path, items)["made"]["agents"] == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "[{"),
        ("a.bib", "@book{x, title = {Light}"),
        ("a.ris", "TY  - "),
        ("a.xml", "<xml><records><record></xml>"),
        ("a.rdf", "<rdf:RDF"),
        ("a.csv", "title"),
        ("a.json", "{}[]"),
        ("a.txt", "\x00\x00"),
        (
            "a.json",
            '[{"type": "post", "custom": {"undersight": {"post": {"platform": "x", "account": 3, "platform_id": []}}}}]',
        ),
        ("a.json", '[{"type": {}, "title": [], "author": "x", "issued": [1], "language": 3, "note": null}]'),
        (
            "a.json",
            '[{"type": "book", "title": "x", "issued": {"date-parts": [[99999999999, 77, -4]]}, "page": "%s"}]'
            % ("9" * 999),
        ),
    ],
)
def test_malformed_input_makes_nothing_and_breaks_nothing(tmp_path: Path, name: str, text: str) -> None:
    try:
        result = run(tmp_path, text, name=name, dry_run=True)
    except CommandError as error:
        assert "Nothing was written" in str(error)
    else:
        assert all(row["verdict"] != "unreadable" or row["reason"] for row in result["rows"])
    assert not Source.objects.exists() and not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="limit is 10 MB"):
        run(tmp_path, "x" * (10 * 2**20 + 1))


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="10000"):
        run(tmp_path, "title\n" + "a\n" * 10_001, name="a.csv")


FORMS = {
    "a.csv": 'Title,Author,Date,Url\nThe lamps,"Quill, Ada",2019-12-18,https://lantern.example/lamps\n',
    "a.ris": "TY  - NEWS\nTI  - The lamps\nAU  - Quill, Ada\nDA  - 2019/12/18\nUR  - https://lantern.example/lamps\nER  - \n",
    "a.bib": "@article{x, title={The lamps}, author={Quill, Ada}, date={2019-12-18}, url={https://lantern.example/lamps}}",
}


@pytest.mark.parametrize("name", FORMS)
def test_the_format_is_found_out(tmp_path: Path, name: str) -> None:
    run(tmp_path, FORMS[name], name=name)
    source = Source.objects.get()
    assert (source.title, source.issued, source.url) == (
        "The lamps",
        "2019-12-18",
        "https://lantern.example/lamps",
    )
    assert [each.agent.name for each in source.authors] == ["Ada Quill"]


def test_hundreds_of_matches_are_compared_at_once(tmp_path: Path) -> None:
    """SQLite refuses expressions that are deeper than a thousand."""
    sources = Source.objects.bulk_create(Source(title="Introduction", csl_type="book") for _n in range(1_100))
    agents = Agent.objects.bulk_create(Agent(name=f"Quill {n}") for n in range(1_100))
    pairs = zip(sources, agents, strict=True)
    Contribution.objects.bulk_create(Contribution(source=source, agent=agent) for source, agent in pairs)
    (row,) = run(tmp_path, [{"type": "book", "title": "Introduction"}], dry_run=True)["rows"]
    assert row["verdict"] == "doubtful"


@pytest.mark.parametrize("name", ["csl", "ris", "bibtex", "biblatex", "endnote", "zotero-rdf", "csv"])
def test_what_we_export_is_known_when_it_comes_back(tmp_path: Path, name: str) -> None:
    run(tmp_path, [LAMPS, TWEET, BOOK])
    form = format_named(name)
    assert form.write is not None
    items = [
        item_of(source, address=f"{settings.BASE_URL}{source.get_absolute_url()}", shown=("draft",))
        for source in Source.objects.for_citing()
    ]
    written = form.write(items)
    text = "".join(each if isinstance(each, str) else each.decode() for each in written)
    result = run(tmp_path, text, name=f"refs.{form.suffix}", format=name)
    assert [(row["verdict"], row["reason"]) for row in result["rows"]] == [
        ("known", "exported from this archive")
    ] * 3
    assert result["made"]["sources"] == result["made"]["posts"] == result["made"]["agents"] == 0


def test_two_rows_fill_one_record_between_them(tmp_path: Path) -> None:
    source = make_source(url="https://lantern.example/lamps", container_title="")
    result = run(tmp_path, [LAMPS | {"volume": ""}, LAMPS | {"container-title": "Another", "page": "3"}])
    assert result["made"]["filled"] == 2
    source.refresh_from_db()
    assert (source.container_title, source.volume, source.page) == ("The Sorrel Lantern", "7", "3")
    assert source.contributions.count() == 2


def test_filling_makes_no_post_of_an_article(tmp_path: Path) -> None:
    source = make_source("", url=TWEET["URL"], csl_type="article", issued="")
    run(tmp_path, [TWEET])
    source.refresh_from_db()
    assert (source.csl_type, source.issued, source.title) == ("article", "2019-12-17", TWEET["title"])
    assert not Post.objects.exists()
