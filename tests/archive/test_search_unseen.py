"""What a visitor may not see costs them nothing, either: the very statements and the very page that there were without it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.visibility import State
from sources.models import Account, Post, Source
from tests.annotation_factories import make_subject
from tests.factories import make_account, make_agent, make_contribution, make_document, make_post, make_source
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
WORD = "kingfisher"
QUERIES = (
    WORD, f"{WORD}*", f'"the {WORD}"', f"lamp -{WORD}", f"lamp OR {WORD}", f"from:{WORD}", f"about:{WORD}",
    f"{WORD} kind:post", "kingfishes", "zhangsan", "from:zhangsan",
)  # fmt: skip


def answers(client: Client) -> dict[str, tuple[list[str], str]]:
    """For each query, as page and as quick jump: the statements that it took, and the page."""
    found = {}
    for query in QUERIES:
        for name in ("archive:search", "archive:jump"):
            address = reverse(name)
            with CaptureQueriesContext(connection) as captured:
                page = client.get(address, {"q": query})
            assert page.status_code == 200
            found[f"{address} {query}"] = [each["sql"] for each in captured], page.content.decode()
    return found


def add_drafts(post: Post, work: Source) -> None:
    """The word in every kind of draft, and lent by drafts to records that the public sees; and a name's sound."""
    draft: dict[str, Any] = {"state": State.DRAFT}
    make_document(f"The {WORD} sang.\nThe {WORD} sat.", **draft)
    make_source(f"The {WORD}", **draft)
    make_subject(WORD, **draft)
    make_document(f"A {WORD}.", source=post.source, kept_as="quotation", **draft)
    for name in (WORD, "张三"):
        agent = make_agent(name, **draft)
        make_contribution(work, agent)
        make_account(name[:1], agent=agent, **draft)
    Account.objects.filter(posts=post).update(agent=agent)
    index_everything()


def test_what_is_hidden_is_asked_for_as_what_is_nowhere(client: Client) -> None:
    post, work = make_post("A lamp.", account=make_account("quill")), make_source("Lamps")
    make_document("A lamp by the quay.")
    index_everything()
    client.get(reverse("archive:search"), {"q": "quay"})  # a process reads some things once
    before = answers(client)
    add_drafts(post, work)
    after = answers(client)
    for query in before:
        assert after[query] == before[query], query
        assert before[query][0], query
