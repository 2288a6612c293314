"""Source ⇄ CSL-JSON: nothing is lost, nobody is named who may not be, and a post gets what it lacks."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from sources.citing.csl import fields_of, item_of, permanent_link, source_fields
from sources.citing.items import NamedIn
from sources.citing.threads import span, thread_item
from sources.models import AgentKind, Platform, Role, Source, SourceType
from tests.factories import make_account, make_agent, make_contribution, make_post, make_source

pytestmark = pytest.mark.django_db
ADDRESS = "https://archive.example/sources/abc/"


def loaded(source: Source) -> Source:
    return Source.objects.for_citing().get(pk=source.pk)


def test_an_article_says_who_wrote_it_where_and_when() -> None:
    source = make_source(authors=[make_agent("Pieter van der Berg")], url="https://example.org/lamps")
    item = item_of(loaded(source), address=ADDRESS)
    assert item == {
        "id": source.public_id,
        "type": "article-newspaper",
        "title": "The lamps that watched a harbour",
        "container-title": "The Sorrel Lantern",
        "URL": "https://example.org/lamps",
        "language": "en",
        "issued": {"date-parts": [[2019, 12, 18]]},
        "author": [{"family": "Berg", "given": "Pieter", "non-dropping-particle": "van der"}],
        "archive": "Undersight",
        "archive_location": ADDRESS,
        "custom": {"undersight": {"names": {"author": [["Pieter van der Berg", "und-Latn", "unknown"]]}}},
    }


def test_the_fields_of_an_item_are_those_of_its_source() -> None:
    source = make_source(
        authors=[make_agent("Ada Quill 羽安"), make_agent("Lamp Watch", kind=AgentKind.ORGANISATION)],
        issued="2019-12-18T09:30Z",
        accessed="2020-21~",
        note="Two lines\nof note. ",
        csl_type=SourceType.REPORT,
    )
    make_contribution(source, make_agent("محمد بن سلمان"), role=Role.TRANSLATOR)
    source = loaded(source)
    assert fields_of(item_of(source, address=ADDRESS)) == source_fields(source)


def test_all_is_loaded_by_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for name in ("Ada Quill", "Bo Quill", "Cy Quill"):
        make_source(authors=[make_agent(name)])
        make_post(account=make_account(agent=make_agent(name)))
    with django_assert_num_queries(3):
        items = [item_of(source, address=ADDRESS) for source in Source.objects.for_citing()]
    assert len(items) == 6


def test_a_name_is_cited_in_the_script_of_the_source() -> None:
    agent = make_agent("Paul Mozur 孟建国")
    english, chinese = make_source(authors=[agent]), make_source("灯", language="zh-Hans", authors=[agent])
    assert item_of(loaded(english), address=ADDRESS)["author"] == [{"family": "Mozur", "given": "Paul"}]
    assert item_of(loaded(chinese), address=ADDRESS)["author"] == [{"literal": "孟建国"}]
    assert source_fields(loaded(chinese)).contributors == (NamedIn("author", "孟建国", "und-Hani"),)


def test_who_may_not_be_named_is_named_only_as_the_source_does() -> None:
    hidden = make_agent("Ada Quill", state=State.DRAFT)
    source = make_source()
    make_contribution(source, hidden, credited_as="A. Quill")
    make_contribution(source, make_agent("Bo Reed", state=State.DRAFT), role=Role.EDITOR)
    item = item_of(loaded(source), address=ADDRESS)
    assert item["author"] == [{"family": "Quill", "given": "A."}]
    assert "editor" not in item
    seen = item_of(loaded(source), address=ADDRESS, shown=State.values)
    assert [each["family"] for each in (*seen["author"], *seen["editor"])] == ["Quill", "Reed"]


def test_a_post_is_cited_by_its_words_its_handle_and_its_platform() -> None:
    account = make_account("quill", agent=make_agent("Ada Quill"), display_name="Ada 🏮")
    words = "Lamp three is out again. " * 20
    source = loaded(make_post(words, account=account, platform_id="12", thread_number=3).source)
    item = item_of(source, address=ADDRESS, text=words)
    assert item["author"] == [{"family": "Quill", "given": "Ada", "suffix": "[@quill]"}]
    assert (item["genre"], item["container-title"]) == ("Tweet", "Twitter")
    assert len(item["title"]) <= 280
    assert item["title"].endswith("out again. Lamp…")
    assert item["title-short"] == "Lamp three is out again. " * 3 + "Lamp three is out again.…"
    assert fields_of(item) == source_fields(source)
    assert fields_of(item).title == ""


def test_what_somebody_changed_in_an_item_counts_and_our_note_of_it_does_not() -> None:
    source = make_source(authors=[make_agent("Ada Quill")], issued="2019-12-18T09:30Z")
    item = item_of(loaded(source), address=ADDRESS)
    item |= {"author": [{"family": "Reed", "given": "Bo"}], "issued": {"date-parts": [[2020]]}}
    read = fields_of(item)
    assert (read.issued, read.contributors) == ("2020", (NamedIn("author", "Bo Reed", "und-Latn", "person"),))


def test_a_thread_is_cited_by_its_first_post() -> None:
    account = make_account("quill", agent=make_agent("Ada Quill"))
    posts = [
        item_of(
            loaded(make_post(account=account, issued=issued).source), address="", text=f"Lamp on {issued}."
        )
        for issued in ("2019-12-18T23:00Z", "2019-12-19", "2019-12-18")
    ]
    item = thread_item(posts, public_id="thread", address=ADDRESS)
    assert (item["id"], item["type"], item["genre"]) == ("thread", "post", "Twitter thread")
    assert item["title"] == "Lamp on 2019-12-18T23:00Z."
    assert item["archive_location"] == ADDRESS
    assert item["issued"] == {"date-parts": [[2019, 12, 18], [2019, 12, 19]]}
    assert item["author"] == [{"family": "Quill", "given": "Ada", "suffix": "[@quill]"}]
    assert span(["", "2019-12"]) == "2019-12"
    assert span(["2020", "2019-12"]) == "2019-12-01/2020-12-31"
    assert span([]) == ""


def test_an_original_in_another_archive_keeps_its_place_there() -> None:
    source = make_source(archive="Harbour Records Office", archive_location="Box 7", csl_type="document")
    item = item_of(loaded(source), address=ADDRESS)
    assert (item["archive"], item["archive_location"]) == ("Harbour Records Office", "Box 7")
    assert permanent_link(item) == ADDRESS == permanent_link(item_of(loaded(make_source()), address=ADDRESS))
    assert permanent_link({"id": "a", "type": "book", "archive_location": "Box 7"}) == ""
    assert fields_of(item) == source_fields(loaded(source))


def test_a_post_of_an_account_without_a_person() -> None:
    named, bare = (
        make_account("lamps", display_name="灯 Lamps"),
        make_account("dark", platform=Platform.TELEGRAM),
    )
    items = [
        item_of(loaded(make_post(account=each).source), address=ADDRESS, text="Dark.")
        for each in (named, bare)
    ]
    assert [item["author"] for item in items] == [[{"literal": "灯 Lamps [@lamps]"}], [{"literal": "@dark"}]]
    assert items[1]["genre"] == "Telegram post"
    assert fields_of(items[0]).contributors == ()
