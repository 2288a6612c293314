"""Two of each kind of record, each with everything that can lead to one; and the whole database as plain values."""

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core import serializers

from accounts.models import AuditEntry, User
from accounts.roles import EDITOR
from archive.models import CitationList, ListEntry
from sources.merging.kinds import Mergeable
from sources.merging.merging import Decision, merge_records
from sources.models import Account, Agent, AgentName, Contribution, LikelyPair, Merge, Relation, Source
from tests import factories as make
from tests.annotation_factories import make_claim, make_subject
from tests.indexing import index_everything

APPS = ("sources", "archive", "annotations")
WRITTEN_ANEW = {AgentName, Contribution}
# What a merge and its undoing leave behind on purpose.
LEFT = {Merge, AuditEntry, LikelyPair}


def rows() -> dict[str, Any]:
    """Every row of every table of records, by model and key; those that each edit writes anew by what they say."""
    found = {}
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            if model not in LEFT:
                values = serializers.serialize("python", model._base_manager.all())
                for row in json.loads(json.dumps(values, default=str)):
                    key = row["fields"] if model in WRITTEN_ANEW else row["pk"]
                    found[f"{row['model']} {key}"] = row["fields"]
    return found


def merged(kept: Mergeable, other: Mergeable, *, actor: User | None = None, **decision: Any) -> Merge:
    return merge_records(kept=kept, merged=other, decision=Decision(actor=actor, **decision))


def editor() -> User:
    return make.make_user(EDITOR)


def two_articles() -> tuple[Source, Source]:
    """Both cite one report and are cited by one letter; each has a text, an author, an address, and places on lists."""
    ada, bo = make.make_agent("Ada Quill"), make.make_agent("Bo Reed")
    one = make.make_source("The lamps of Port Sorrel", authors=[ada], url="https://example.org/lamps")
    other = make.make_source(
        "The Lamps of Port Sorrell", authors=[ada, bo], url="https://example.net/1", publisher="Quay Press"
    )
    report, letter = make.make_source("A report"), make.make_source("A letter")
    for each in (one, other):
        text = make.make_document(f"It was read in {each.title}. So they say.", source=each)
        make.make_reference(text, report, "So they say.")
    quoting = make.make_document("Seen in the lamps. Seen again.", source=letter)
    make.make_reference(quoting, one, "Seen in the lamps.")
    make.make_reference(quoting, other, "Seen again.")
    make.make_link(other, make.make_source("A third thing"), relation=Relation.CITES)
    listed(one, other)
    index_everything()
    return one, other


def listed(one: Source, other: Source) -> None:
    """Both are on one list; the other one is on a second list, too, with words of its text on the first."""
    person = make.make_user()
    both, second = (
        CitationList.objects.create(owner=person, title=name, style="apa", locale="en-US")
        for name in ("Both", "Second")
    )
    for position, (owner, source) in enumerate([(both, one), (both, other), (second, other)]):
        ListEntry.objects.create(citation_list=owner, source=source, added_by=person, position=position)
    text = other.documents.get()
    ListEntry.objects.create(
        citation_list=both, source=other, document=text, start=0, end=2, exact=text.text[:2], added_by=person
    )


def two_posts() -> tuple[Source, Source]:
    account = make.make_account("ada", agent=make.make_agent("Ada Quill"))
    one = make.make_post("Lamp nine is out.", account=account)
    thread = make.make_thread((1,), account=account)
    other = make.make_post(
        "Lamp nine is out!", account=account, platform_id="77", thread=thread, thread_order=2
    )
    make.make_attachment(other, "https://example.org/nine.jpg")
    article = make.make_document("They wrote: Lamp nine is out!")
    make.make_reference(article, other.source, "Lamp nine is out!", kind="post")
    index_everything()
    return one.source, other.source


def two_agents() -> tuple[Agent, Agent]:
    """Both wrote one article; each has an account and a subject."""
    one, other = make.make_agent("Meng Jianguo"), make.make_agent("孟建国", kind="person", note="A reporter.")
    make.make_source("By both", authors=[one, other])
    make.make_source("By the other", authors=[other])
    for agent in (one, other):
        make.make_post(account=make.make_account(agent=agent))
    make_subject("Meng Lamps", agent=other)
    make_claim("The lamps see.", claimed_by=other)
    index_everything()
    return one, other


def two_accounts() -> tuple[Account, Account]:
    one = make.make_account("ada_quill", display_name="Ada")
    other = make.make_account("adaquill", agent=make.make_agent("Ada Quill"), display_name="Ada Q.")
    make.make_post("Lamp one.", account=one)
    make.make_thread((1, 2), account=other)
    index_everything()
    return one, other


WORLDS: dict[str, Callable[[], tuple[Any, Any]]] = {
    "source": two_articles,
    "post": two_posts,
    "agent": two_agents,
    "account": two_accounts,
}
