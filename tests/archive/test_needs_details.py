"""The queue of details: what lacks what, the most cited first; mending goes on to the next."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from accounts.roles import READER
from archive.needs import fields_to_mend, lacking, lacks
from sources.models import Source
from tests import factories as make
from tests.archive.forms import typed_in
from tests.archive.pages import seen, signed_in, words_of

pytestmark = pytest.mark.django_db
ADDRESS = "/needs-details/"


def whole(title: str, **fields: Any) -> Source:
    return make.make_source(title, authors=[make.make_agent()], url="https://example.org/a", **fields)


def sent(client: Client, address: str = ADDRESS, **typed: str) -> dict[str, str]:
    """The form of the queue as it comes, with this typed."""
    context = client.get(address).context
    form = context["form"]
    values = {name: typed_in(form[name]) for name in form.fields} | {"fields": context["fields"]}
    for row in (form.rows.management_form, *form.rows) if form.rows else ():
        values |= {row.add_prefix(name): typed_in(row[name]) for name in row.fields}
    return values | typed


def test_the_most_cited_comes_first() -> None:
    whole("Nothing is lacking")
    whole("Seldom cited", issued="")
    often = whole("Often cited", issued="")
    for _each in range(2):
        make.make_link(target=often, source=whole("Citing"))
    page = seen(signed_in(), ADDRESS)
    assert page.index("Often cited") < page.index("Seldom cited")
    assert "Nothing is lacking" not in page


def test_it_is_narrowed_by_what_is_lacking() -> None:
    user = make.make_user()
    undated, unsigned = whole("Undated", issued=""), make.make_source("Unsigned")
    doubtful = whole("Doubtful", issued="2019~")
    assert [each.pk for each in lacking(user, "issued")] == [undated.pk]
    assert [each.pk for each in lacking(user, "contributors")] == [unsigned.pk]
    assert [each.pk for each in lacking(user, "doubtful-issued")] == [doubtful.pk]
    counts = {each.name: each.count for each in lacks(user) if each.count}
    assert (counts["issued"], counts["contributors"], counts["doubtful-issued"]) == (1, 1, 1)


def test_only_what_is_lacking_is_asked_for() -> None:
    source = make.make_source("Unsigned", issued="", csl_type="book")
    assert fields_to_mend(source) == ["contributors", "issued"]
    page = seen(signed_in(), f"{ADDRESS}?what=issued")
    assert 'name="issued"' in page
    assert 'name="title"' not in page


def test_mending_goes_on_to_the_next() -> None:
    first, second = whole("First", issued=""), whole("Second", issued="")
    client = signed_in()
    address = f"{ADDRESS}?what=issued&at={second.public_id}"
    answer = client.post(address, sent(client, address, issued="2019-12"))
    assert answer.headers["Location"] == f"{ADDRESS}?what=issued&at={first.public_id}"
    second.refresh_from_db()
    assert (second.issued, second.title) == ("2019-12", "Second")
    assert AuditEntry.objects.about("source", second.public_id).get().changes == {"issued": ["", "2019-12"]}


def test_a_contributor_is_added_and_the_queue_ends() -> None:
    source = make.make_source("Unsigned")
    client = signed_in()
    values = sent(client, f"{ADDRESS}?what=contributors")
    values["contributors-0-name"] = "Ada Quill"
    answer = client.post(f"{ADDRESS}?what=contributors", values, follow=True)
    assert [str(each) for each in source.contributions.all()] == ["Ada Quill"]
    assert "Nothing is lacking" in answer.content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays() -> None:
    whole("Undated", issued="")
    client = signed_in()
    page = client.post(ADDRESS, sent(client, issued="the other day")).content.decode()
    assert "the other day" in page
    assert "errorlist" in page


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten() -> None:
    source = whole("Undated", issued="")
    client = signed_in()
    values = sent(client, issued="2019")
    Source.objects.filter(pk=source.pk).update(issued="2018")
    address = f"{ADDRESS}?at={source.public_id}"
    page = client.post(address, values)
    assert "Somebody else has changed this record" in page.content.decode()
    assert Source.objects.get(pk=source.pk).issued == "2018"


def test_a_post_is_mended_by_the_form_of_posts() -> None:
    make.make_post(account=make.make_account(), issued="")
    client = signed_in()
    page = words_of(seen(client, f"{ADDRESS}?what=issued"))
    assert "Post by @" in page
    client.post(f"{ADDRESS}?what=issued", sent(client, f"{ADDRESS}?what=issued", issued="2019-12-18"))
    assert Source.objects.get().issued == "2019-12-18"


def test_who_may_not_write_is_not_let_in() -> None:
    assert signed_in(READER).get(ADDRESS).status_code == 403
    assert signed_in().get(f"{ADDRESS}?at=nowhere").status_code == 404
    assert signed_in().get(f"{ADDRESS}?what=nonsense&at=%00").status_code == 404


def test_an_empty_queue_says_so() -> None:
    assert "Nothing is lacking" in seen(signed_in(), ADDRESS)


def test_it_costs_the_same_for_more() -> None:
    client = signed_in()
    costs = []
    for count in (2, 12):
        for number in range(count):
            whole(f"Undated {number}", issued="")
            make.make_post(account=make.make_account(), issued="")
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        costs.append(len(queries))
    assert costs[0] == costs[1]
