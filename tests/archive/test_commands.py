"""The commands as a person at a terminal meets them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from accounts.models import Batch
from archive import blobs
from archive.models import Capture, Document
from sources.models import Post, Source
from tests.archive.articles import ARTICLE, article_with
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE)
    return path


def run(*args: object, **options: object) -> str:
    out = StringIO()
    call_command(*map(str, args), stdout=out, stderr=StringIO(), **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_json_is_one_object_with_every_key(article: Path) -> None:
    report = json.loads(run("ingest", article, "--json"))
    document = Document.objects.get(kept_as="whole")
    assert (report["document"], report["source"]) == (document.public_id, document.source.public_id)
    assert report["sha256"] == blobs.sha256_of(ARTICLE.encode())
    assert report["created"]["posts"] == 2 and report["matched"]["posts"] == 0
    assert (report["title"], report["authors"], report["issued"], report["url"]) == ("", [], "", "")
    assert [each["number"] for each in report["passages"]] == list(range(1, 12))
    for each in (*report["passages"], *report["posts"], *report["quotations"]):
        assert document.text[each["start"] : each["end"]] == each["text"]
    first, second = report["posts"]
    assert (first["account"], first["name"], first["posted"]) == ("adaquill", "Ada Quill 羽安", "2021-03-03")
    assert (second["thread_number"], second["thread_length"]) == (2, 2)
    assert first["media"] == ["https://pic.twitter.com/aaaa1111"]
    assert [each["source_mark"] for each in report["quotations"]] == ["[Source]"]


def test_a_second_run_makes_nothing_and_says_so(article: Path) -> None:
    run("ingest", article)
    assert "nothing new" in run("ingest", article)
    assert sum(json.loads(run("ingest", article, "--json"))["created"].values()) == 0
    assert Batch.objects.count() == 1


def test_one_file_too_is_counted_in_words_and_says_how_to_undo_it(article: Path) -> None:
    said = run("ingest", article)
    batch = Batch.objects.get()
    assert "1 file, 1 document," in said and "2 posts" in said
    assert f"undo {batch.public_id}" in said
    undone = run("undo", batch.public_id)
    assert "removed: 1 file, 1 document," in undone and "kept, in use elsewhere: nothing" in undone


def test_given_metadata_is_kept_with_its_date(article: Path) -> None:
    run(
        "ingest",
        article,
        "--title",
        "Counting lamps",
        "--issued",
        "2021-03",
        "--url",
        "https://example.org/lamps",
    )
    source = Document.objects.get(kept_as="whole").source
    assert (source.title, source.issued, source.url) == (
        "Counting lamps",
        "2021-03",
        "https://example.org/lamps",
    )
    assert str(source.issued_on) == "2021-03-01"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "lantern.example/lamps"])
def test_an_address_that_is_none_is_refused_and_writes_nothing(article: Path, url: str) -> None:
    with pytest.raises(CommandError, match=r"--url: .* is not a web address"):
        run("ingest", article, "--url", url)
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("option", "value", "limit"),
    [
        ("--title", "x" * 1001, "1,000"),
        ("--url", "https://lantern.example/" + "x" * 2000, "2,000"),
        ("--issued", "2019-12-18" + "/2020" * 20, "60"),
    ],
)
def test_what_no_record_can_hold_is_refused_and_writes_nothing(
    article: Path, option: str, value: str, limit: str
) -> None:
    with pytest.raises(CommandError) as error:
        run("ingest", article, option, value)
    assert f"{option}: {len(value):,} characters are too many: at most {limit}" in str(error.value)
    assert "Nothing was written" in str(error.value)
    assert not Batch.objects.exists() and not Capture.objects.exists()


def test_a_title_of_a_page_that_is_too_long_is_kept_as_far_as_it_fits_and_noted(
    article: Path, tmp_path: Path
) -> None:
    page = tmp_path / "long.html"
    title = "Lamps " * 300
    page.write_text(f'<meta property="og:title" content="{title}"><article><p>Words of it.</p></article>')
    said = run("ingest", page)
    assert "note: The title “Lamps" in said and "so it was shortened" in said
    assert len(Document.objects.get(kept_as="whole").source.title) <= 1000
    assert title.encode() in blobs.read(Capture.objects.get().sha256)


def test_a_season_is_a_date_that_sorts_where_it_begins(article: Path) -> None:
    run("ingest", article, "--issued", "2019-23")
    source = Document.objects.get(kept_as="whole").source
    assert (source.issued, str(source.issued_on)) == ("2019-23", "2019-09-01")


@pytest.mark.parametrize("issued", ["last week", "2021-02-30"])
def test_a_date_that_is_none_is_refused(article: Path, issued: str) -> None:
    with pytest.raises(CommandError, match="--issued"):
        run("ingest", article, "--issued", issued)
    assert Source.objects.count() == 0


def test_a_dry_run_writes_nothing(article: Path) -> None:
    report = json.loads(run("ingest", article, "--json", "--dry-run"))
    assert report["created"]["posts"] == 2 and report["document"] is None
    assert (Capture.objects.count(), Batch.objects.count()) == (0, 0)
    assert not blobs.path_of(report["sha256"]).exists()


def test_one_bad_file_among_many_writes_nothing(article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "picture.html"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(CommandError, match="Nothing was written"):
        run("ingest", article, bad)
    assert Document.objects.count() == 0
    with pytest.raises(CommandError, match="1 of 2 files were left out"):
        run("ingest", article, bad, "--keep-going")
    assert Document.objects.filter(kept_as="whole").count() == 1


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_is_no_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError):
        run("ingest", tmp_path / name)


def test_fifty_megabytes_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("the file was read"))
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("ingest", str(path), stdout=StringIO(), stderr=err)
    assert "50.0 MB" in err.getvalue() and "20 MB" in err.getvalue()


def test_many_files_are_one_batch_that_can_be_undone(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(article_with("Later,"))
    assert "2 files: 2 new, 0 known" in run("ingest", article, other)
    batch = Batch.objects.get()
    assert "2 posts" in run("undo", batch.public_id)
    assert Post.objects.count() == 0
    with pytest.raises(CommandError, match="undone"):
        run("undo", batch.public_id)


def test_the_keeper_is_named(article: Path) -> None:
    user = make_user()
    run("ingest", article, "--as", user.username)
    assert Document.objects.filter(kept_by=user).count() == 3
    with pytest.raises(CommandError, match="no user"):
        run("ingest", article, "--as", "nobody")


def test_verify_names_what_is_changed_or_missing(article: Path) -> None:
    run("ingest", article)
    assert "1 captures checked, 0 at fault" in run("verify")
    path = blobs.path_of(blobs.sha256_of(ARTICLE.encode()))
    path.write_bytes(b"other")
    with pytest.raises(CommandError, match="missing or changed"):
        run("verify")
    path.unlink()
    with pytest.raises(CommandError, match="missing or changed"):
        run("verify")
