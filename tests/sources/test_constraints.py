"""Every invariant of `sources` stands in the database under a name: written past the services, it still fires."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from sources.models import (
    Account,
    Agent,
    AgentName,
    Attachment,
    Contribution,
    DistinctPair,
    LikelyPair,
    Link,
    Merge,
    Post,
    Source,
    Thread,
    UploadedStyle,
)
from tests.factories import (
    make_account,
    make_agent,
    make_attachment,
    make_contribution,
    make_link,
    make_post,
    make_source,
    make_thread,
    make_user,
)

pytestmark = pytest.mark.django_db


def break_agent_name_once() -> None:
    agent = make_agent()
    AgentName.objects.create(agent=agent, name="Ada Quill", key="ada quill")


def break_citation_form() -> None:
    agent = make_agent()
    for name in ("A. Quill", "Quill, Ada"):
        AgentName.objects.create(agent=agent, name=name, key=name, language="en", is_citation_form=True)


def break_account_once() -> None:
    make_account("quill")
    make_account("QUILL")


def break_post_once() -> None:
    make_post(platform_id="12")
    make_post(platform_id="12")


def break_contribution_once() -> None:
    agent = make_agent()
    make_contribution(make_source(authors=[agent]), agent)
    make_contribution(Source.objects.get(), agent)


def break_link_once() -> None:
    link = make_link()
    make_link(link.source, link.target)


def break_link_self() -> None:
    source = make_source()
    make_link(source, source)


def break_attachment_once() -> None:
    post = make_post()
    make_attachment(post)
    make_attachment(post)


def pair(model: type[LikelyPair] | type[DistinctPair], **fields: object) -> None:
    values: dict[str, object] = {"kind": "agent", "left_id": "a", "right_id": "b"} | fields
    if model is LikelyPair:
        values = {"score": 50} | values
    model.objects.create(**values)


def break_pair_once(model: type[LikelyPair] | type[DistinctPair]) -> None:
    pair(model)
    pair(model)


def merge(**fields: object) -> None:
    values = {
        "kind": "agent",
        "kept_agent": make_agent(),
        "merged_key": 1,
        "merged_id": "a",
        "name": "Ada",
    } | fields
    Merge.objects.create(**values)


def break_merge_stands_once() -> None:
    merge()
    merge(kept_agent=make_agent("Bo"))


def style(**fields: object) -> None:
    values = {"name": "house", "title": "House", "csl": b"", "sha256": "0" * 64} | fields
    UploadedStyle.objects.create(uploaded_by=make_user("editor"), **values)


def break_style_in_use_once() -> None:
    style()
    style(title="Another")


# Name of the constraint → what breaks it and nothing else.
BREAKERS: dict[str, Callable[[], object]] = {
    "agent_has_name": lambda: Agent.objects.create(name=""),
    "agent_kind_known": lambda: Agent.objects.create(name="Ada", kind="ghost"),
    "agentname_not_empty": lambda: AgentName.objects.create(agent=make_agent(), name="", key=""),
    "agentname_once_for_agent": break_agent_name_once,
    "agentname_one_citation_form_for_language": break_citation_form,
    "account_once_on_platform": break_account_once,
    "account_has_handle": lambda: Account.objects.create(platform="x", handle="", handle_key=""),
    "account_handle_is_one_step": lambda: make_account("ada/quill"),
    "account_state_known": lambda: make_account("quill", state="secret"),
    "agent_state_known": lambda: make_agent(state="secret"),
    "account_platform_known": lambda: make_account("quill", platform="usenet"),
    "source_type_known": lambda: make_source(csl_type="sculpture"),
    "source_state_known": lambda: make_source(state="secret"),
    "source_sortable_date_has_date": lambda: make_source(issued="", issued_on="2019-12-18"),
    "source_url_has_key": lambda: make_source(url="https://example.org", url_key=""),
    "contribution_once_in_role": break_contribution_once,
    "contribution_role_known": lambda: make_contribution(make_source(), make_agent(), role="muse"),
    "thread_basis_known": lambda: make_thread(basis="random"),
    "thread_length_positive": lambda: make_thread(length=0),
    "post_once_on_platform": break_post_once,
    "post_platform_known": lambda: make_post(platform="usenet"),
    "attachment_kind_known": lambda: make_attachment(make_post(), kind="hologram"),
    "attachment_once_in_post": break_attachment_once,
    "link_once": break_link_once,
    "link_not_self": break_link_self,
    "link_relation_known": lambda: make_link(relation="admires"),
    "likelypair_kind_known": lambda: pair(LikelyPair, kind="ghost"),
    "likelypair_once": lambda: break_pair_once(LikelyPair),
    "likelypair_in_order": lambda: pair(LikelyPair, left_id="c"),
    "likelypair_score_in_range": lambda: pair(LikelyPair, score=101),
    "distinctpair_kind_known": lambda: pair(DistinctPair, kind="ghost"),
    "distinctpair_once": lambda: break_pair_once(DistinctPair),
    "distinctpair_in_order": lambda: pair(DistinctPair, left_id="b"),
    "merge_kind_known": lambda: merge(kind="ghost"),
    "merge_stands_once": break_merge_stands_once,
    "merge_into_its_kind": lambda: merge(kind="account"),
    "merge_standing_has_kept": lambda: merge(kept_agent=None),
    "uploadedstyle_name_in_use_once": break_style_in_use_once,
    "uploadedstyle_has_name": lambda: style(title=""),
    "uploadedstyle_withdrawn_by_somebody": lambda: style(withdrawn_at=timezone.now()),
}

# What no row breaks alone, and the constraint that PostgreSQL may name in its place.
BROKEN_WITH = {"merge_kind_known": "merge_into_its_kind"}


def named() -> set[str]:
    return {
        constraint.name
        for model in apps.get_app_config("sources").get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_is_tried_here() -> None:
    assert set(BREAKERS) == named()


@pytest.mark.parametrize("name", sorted(BREAKERS))
def test_constraint_fires(name: str) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        BREAKERS[name]()
    names = (name, columns_of(name), BROKEN_WITH.get(name, name))
    assert any(each in str(error.value) for each in names)


@pytest.mark.parametrize("handle", ["/", "ada/", "/ada", "a%/b", ".", ".."])
def test_a_handle_that_no_page_is_found_under_is_no_handle(handle: str) -> None:
    with pytest.raises(IntegrityError, match="account_handle_is_one_step"), transaction.atomic():
        make_account(handle)


@pytest.mark.parametrize("handle", ["...", "a.b", "ada_quill", "ada@lantern.example", "羽安", "a%b", "a\\b"])
def test_a_handle_of_one_step_is_one(handle: str) -> None:
    assert make_account(handle).get_absolute_url().count("/") == 4


def columns_of(name: str) -> str:
    """How SQLite names a unique constraint: by its columns."""
    for model in apps.get_app_config("sources").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and isinstance(constraint, models.UniqueConstraint):
                table = model._meta.db_table
                columns = [model._meta.get_field(field).column for field in constraint.fields]  # type: ignore[union-attr]
                return ", ".join(f"{table}.{column}" for column in columns)
    return name


def test_what_is_allowed_is_allowed() -> None:
    """The near misses: one handle on two platforms, two posts without an id, one agent in two roles."""
    make_account("quill", platform="x")
    make_account("quill", platform="mastodon")
    make_post()
    make_post()
    agent = make_agent()
    source = make_source(authors=[agent])
    make_contribution(source, agent, role="translator")
    make_source(issued="../2019")
    assert Post.objects.count() == 2
    assert Contribution.objects.filter(source=source).count() == 2
    assert not Link.objects.exists()
    assert not Thread.objects.exists()
    assert not Attachment.objects.exists()
