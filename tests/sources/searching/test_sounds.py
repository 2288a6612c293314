"""Names found by how they sound: people, organisations, and what shows them, but no prose; behind what is so written."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.roles import RESEARCHER
from accounts.visibility import State
from annotations.models import Subject, SubjectKind
from archive.jump import places
from archive.models import Passage
from archive.searchpage.tabs import all_tabs
from sources.models import Account, Agent, Post, Source, Thread
from sources.searching.indexes import index_of
from sources.searching.matching import match
from sources.searching.querying import parse
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.factories import (
    make_account,
    make_agent,
    make_document,
    make_post,
    make_source,
    make_user,
)
from tests.indexing import differences, index_everything

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def ranked(model: type, query: str) -> list[str]:
    hits = match(index_of(model), parse(query).tree, visible=model.objects.all(), user=ANYBODY)  # type: ignore[attr-defined]
    rows = model.objects.in_bulk(list(hits.keys))  # type: ignore[attr-defined]
    return [rows[key].name if hasattr(rows[key], "name") else str(rows[key]) for key in hits.keys]


@pytest.mark.parametrize(
    "query", ["zhangsan", "zhang san", "Zhang San", "san zhang", "Zhāng Sān", '"zhang san"', "zhangs*"]
)
@pytest.mark.parametrize("name", ["张三", "張三"])
def test_a_person_is_found_by_the_sound_of_their_name(name: str, query: str) -> None:
    make_agent(name)
    make_agent("章鱼")
    index_everything()
    found = ranked(Agent, query)
    assert found == [name]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("单田芳", "shan tianfang"), ("仇英", "qiuying"), ("曾国藩", "zeng guofan"), ("解缙", "xie jin"), ("區家麟", "au ou"),
        ("区家麟", "ou jialin"), ("查良鏞", "zha liangyong"), ("歐陽修", "ouyang xiu"), ("司马南", "simanan"), ("诸葛亮", "zhuge liang"),
        ("任正非", "renzhengfei"), ("重庆市公安局", "chongqing*"), ("厦门银行", "xiamenyinhang"), ("李娜", "li nuo"),
    ],
)  # fmt: skip
def test_names_are_read_as_names_are(name: str, query: str) -> None:
    make_agent(name)
    index_everything()
    assert ranked(Agent, query) == ([] if query == "au ou" else [name])


def test_whoever_is_written_so_comes_first() -> None:
    """Made before, which alone would put them behind; in what has a column for sounds, and in what has none to spare."""
    written, noted = make_agent("Zhang San"), make_agent("Somebody", note="Met Zhang San.")
    for _each in range(3):
        make_agent("张三")
    for title, note in (
        ("Zhang San writes", ""),
        ("A lamp", "Zhang San is named in it." + " And much more." * 20),
    ):
        make_source(title, note=note)
    for number in range(3):
        make_source(f"Of sound {number}", authors=[make_agent("张三")])
    index_everything()
    assert ranked(Agent, "zhang san")[:2] == [written.name, noted.name]
    titles = [Source.objects.get(pk=key).title for key in match(
        index_of(Source), parse("zhang san").tree, visible=Source.objects.all(), user=ANYBODY).keys]  # fmt: skip
    assert titles[:2] == ["Zhang San writes", "A lamp"]
    assert len(titles) == 5


def test_what_shows_the_name_is_found_too_and_prose_is_not() -> None:
    person = make_agent("张三")
    account = make_account("quill", display_name="李四", agent=person)
    make_post("王五说灯。", account=account)
    make_document("张三和李四说灯。", source=make_source("张三的灯", authors=[person], note="张三"))
    make_agent("Note", note="王五")
    index_everything()
    for query in ("zhangsan", "lisi"):
        assert Account.objects.search(query).count() == 1
        assert Post.objects.search(query).count() == 1
    assert Source.objects.search("zhangsan").count() == 1
    for query in ("wangwu", "wang wu", "deng", "zhangsandedeng"):
        assert not any(
            model.objects.search(query).exists() for model in (Agent, Account, Post, Source, Thread, Passage)
        ), query
    assert not Passage.objects.search("zhangsan").exists()


def test_subjects_that_have_names_are_found_by_sound_and_statements_are_not() -> None:
    make_subject("海康威视", kind=SubjectKind.VENDOR)
    make_subject("灯灭了", kind=SubjectKind.CLAIM)
    index_everything()
    assert [each.name for each in Subject.objects.search("haikang*")] == ["海康威视"]
    assert not Subject.objects.search("deng").exists()


def test_fields_that_compare_names_compare_their_sounds() -> None:
    author, other = make_agent("张三"), make_agent("张三丰")
    make_document("A lamp.", source=make_source("One", authors=[author]))
    make_document("A quay.", source=make_source("Two", authors=[other]))
    index_everything()
    for query in ("from:zhangsan", 'from:"Zhang San"', "from:张三", "lamp from:zhangsan"):
        assert Passage.objects.search(query).count() == 1, query
    for query in ("from:zhang", "from:san", "from:sanzhang", "quay from:zhangsan"):
        assert not Passage.objects.search(query).exists(), query
    assert Agent.objects.search("from:zhangsan").get() == author


def test_what_is_spoken_of_is_found_by_the_sound_of_its_name() -> None:
    document = make_document("A camera is bought.")
    annotation = make_annotation("camera", document=document)
    make_evidence(annotation, make_subject("海康威视", kind=SubjectKind.VENDOR))
    index_everything()
    assert Passage.objects.search("about:haikangweishi").count() == 1
    assert not Passage.objects.search("about:haikang").exists()


def test_how_a_draft_name_sounds_is_for_those_who_see_drafts() -> None:
    """In the very entry of a public record, and by a field."""
    account = make_account("quill", agent=make_agent("张三", state=State.DRAFT))
    make_post("A lamp.", account=account)
    index_everything()
    researcher = make_user(RESEARCHER)
    for query in ("zhangsan", "from:zhangsan"):
        assert not Post.objects.visible_to(ANYBODY).search(query, ANYBODY).exists()
        assert Post.objects.visible_to(researcher).search(query, researcher).count() == 1
    assert not any(
        Agent.objects.visible_to(ANYBODY).search(query, ANYBODY) for query in ("zhangsan", "zhang*")
    )


def test_the_quick_jump_goes_to_a_name_by_its_sound() -> None:
    make_agent("张三")
    index_everything()
    for typed in ("zhangs", "zhang sa", "Zhang San"):
        assert [place.row.title for place in places(typed, all_tabs(), ANYBODY)] == ["张三"], typed
    assert places("zhangw", all_tabs(), ANYBODY) == []


def test_entries_with_sounds_are_kept_up() -> None:
    agent = make_agent("张三")
    index_everything()
    Agent.objects.filter(pk=agent.pk).update(name="李四")
    agent.names.update(name="李四")
    assert index_of(Agent).refresh([agent.pk])
    assert not index_of(Agent).refresh([agent.pk])
    assert differences() == []
    assert (ranked(Agent, "zhangsan"), ranked(Agent, "lisi")) == ([], ["李四"])


def test_the_table_is_read_only_where_names_are_written() -> None:
    """The whole package would be 60 MB in each process."""
    script = (
        "import sys, resource; from sources.searching import syllables, namesounds; "
        "assert not syllables._table.cache_info().currsize; "
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; "
        "assert namesounds.name_sounds('张三') == ('zhang san', 'zhangsan'); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, 'pypinyin' in sys.modules)"
    )
    ran = subprocess.run(  # noqa: S603 - a program of our own
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    kilobytes, imported = ran.stdout.split()
    assert (int(kilobytes) < 14_000, imported) == (True, "False")


def test_who_asks_reads_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    make_agent("张三")
    index_everything()

    def read(_character: str) -> str:
        raise AssertionError("the table of sounds was read for a query")

    monkeypatch.setattr("sources.searching.syllables.syllable_of", read)
    assert ranked(Agent, "zhangsan") == ["张三"]
    assert Agent.objects.search("from:zhangsan").exists()
