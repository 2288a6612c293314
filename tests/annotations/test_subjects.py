"""Subjects: found by any of their names, at an address that never changes, edited by one person at a time."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import AuditEntry
from accounts.visibility import State
from annotations.models import Claim, Leak, Subject, SubjectKind, SubjectRelationKind
from annotations.services.refusals import ChangedMeanwhile, Refused
from annotations.services.relating import relate, relations_between, unrelate
from annotations.services.subjects import (
    add_name,
    edit_subject,
    make_subject,
    publish_subject,
    remove_name,
    withdraw_subject,
)
from sources.names import NameForm
from tests import annotation_factories as rows
from tests.factories import make_agent, make_user

pytestmark = pytest.mark.django_db
VENDOR, CLAIM = SubjectKind.VENDOR, SubjectKind.CLAIM


def names(subject: Subject) -> list[tuple[str, str]]:
    return list(subject.names.values_list("name", "language"))


def test_a_subject_is_found_by_its_name_in_every_script() -> None:
    actor, agent = make_user(), make_agent("Lampworks")
    subject = make_subject(
        kind=VENDOR,
        name="Lampworks  灯厂",
        names=["LAMPWORKS", "Лампа", NameForm("Dēng Chǎng", "zh-latn-pinyin")],
        agent=agent,
        description="Makes lamps.",
        actor=actor,
    )
    assert names(subject) == [
        ("Lampworks", "und-Latn"),
        ("灯厂", "und-Hani"),
        ("Лампа", "und-Cyrl"),
        ("Dēng Chǎng", "zh-Latn-pinyin"),
    ]
    assert (subject.name, subject.slug, subject.state) == ("Lampworks 灯厂", "lampworks-灯厂", State.DRAFT)
    assert (subject.agent, subject.created_by, subject.version) == (agent, actor, 1)
    assert AuditEntry.objects.about("subject", subject.public_id).get().verb == "created"


def test_a_slug_is_unique_in_its_kind_and_never_changes() -> None:
    first, second = (
        make_subject(kind=VENDOR, name=name, actor=None) for name in ("Lamp/Works", "lamp works")
    )
    assert (first.slug, second.slug) == ("lamp-works", "lamp-works-2")
    assert make_subject(kind=SubjectKind.PLACE, name="Lamp Works", actor=None).slug == "lamp-works"
    assert make_subject(kind=VENDOR, name="New", actor=None).slug == "new-2"
    assert make_subject(kind=VENDOR, name="?!", actor=None).slug == "vendor"
    long = make_subject(kind=CLAIM, name="The lamps of the harbour " * 10, actor=None)
    assert len(long.slug) <= 90
    assert long.slug.endswith("-lamps-of")
    edited = edit_subject(subject=first, version=1, name="Oil Works", actor=None)
    assert (edited.slug, edited.name) == ("lamp-works", "Oil Works")


def test_claims_and_leaks_have_their_part_and_no_names_of_their_own() -> None:
    claim = make_subject(kind=CLAIM, name="The lamps listened.", actor=None)
    leak = make_subject(kind=SubjectKind.LEAK, name="The harbour ledger", names=["ledger"], actor=None)
    assert Claim.objects.get(subject=claim).status == "unreviewed"
    assert Leak.objects.get(subject=leak).state_now == "unknown"
    assert (names(claim), names(leak)) == ([], [("ledger", "und-Latn")])


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("kind", {"kind": "rumour"}),
        ("name", {"name": " \n"}),
        ("name", {"name": "a" * 301}),
        ("name", {"kind": CLAIM, "name": "a" * 501}),
        ("state", {"state": "secret"}),
        ("names", {"names": ["\u3000"]}),
        ("names", {"names": ["ﷺ" * 200]}),  # each letter is 18 in NFKC
        ("language", {"names": [NameForm("Lamp", "not a tag")]}),
        ("description", {"description": "\0"}),
    ],
)
def test_what_cannot_be_is_refused_by_name(field: str, values: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        make_subject(**{"kind": VENDOR, "name": "Lampworks", "actor": None} | values)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Subject.objects.exists()


def test_an_edit_is_logged_and_the_old_name_stays_an_alias() -> None:
    subject = make_subject(kind=VENDOR, name="Lampworks", actor=None)
    agent = make_agent()
    edited = edit_subject(subject=subject, version=1, name="Lanternworks", agent=agent, actor=None)
    assert (edited.version, [name for name, _language in names(edited)]) == (2, ["Lampworks", "Lanternworks"])
    entry = AuditEntry.objects.about("subject", subject.public_id).filter(verb="edited").get()
    assert entry.changes["name"] == ["Lampworks", "Lanternworks"]
    assert entry.changes["agent"] == [None, {"agent": agent.public_id, "name": agent.name}]
    assert edit_subject(subject=subject, version=2, name="Lanternworks", actor=None).version == 2


def test_two_people_never_overwrite_each_other() -> None:
    subject = rows.make_subject(description="Makes lamps.")
    edit_subject(subject=subject, version=1, description="Makes oil.", actor=None)
    with pytest.raises(ChangedMeanwhile) as refused:
        edit_subject(subject=subject, version=1, description="Makes wicks.", actor=None)
    assert refused.value.now["description"] == "Makes oil."
    assert refused.value.yours == {"description": "Makes wicks."}


def test_names_come_and_go_but_never_the_last() -> None:
    subject = make_subject(kind=VENDOR, name="Lampworks", actor=None)
    added = add_name(subject=subject, name="Lampen 灯厂", actor=None)
    assert [name.language for name in added] == ["und-Latn", "und-Hani"]
    (pinyin,) = add_name(subject=subject, name="Dēng Chǎng", language="zh-Latn", actor=None)
    with pytest.raises(Refused, match="already"):
        add_name(subject=subject, name="ＬＡＭＰＷＯＲＫＳ", actor=None)
    for name in (pinyin, *added):
        remove_name(name=name, actor=None)
    with pytest.raises(Refused, match="last name"):
        remove_name(name=subject.names.get(), actor=None)
    subject.refresh_from_db()
    assert (names(subject), subject.version) == ([("Lampworks", "und-Latn")], 6)


def test_it_is_seen_by_everybody_once_it_is_published() -> None:
    subject = rows.make_subject(state=State.DRAFT)
    seen = Subject.objects.visible_to(AnonymousUser())
    publish_subject(subject=subject, actor=None)
    publish_subject(subject=subject, actor=None)
    assert seen.get() == subject
    withdraw_subject(subject=subject, actor=None)
    assert not seen.exists()
    verbs = AuditEntry.objects.about("subject", subject.public_id).values_list("verb", flat=True)
    assert list(verbs) == ["withdrew", "published"]


SAYS = SubjectRelationKind
ALLOWED = [
    ("vendor", SAYS.SELLS, "technology"),
    ("agency", SAYS.USES, "technology"),
    ("leak", SAYS.EXPOSES, "agency"),
    ("claim", SAYS.ABOUT, "leak"),
    ("claim", SAYS.ABOUT, "claim"),
    ("agency", SAYS.PART_OF, "agency"),
    ("technology", SAYS.LOCATED_IN, "place"),
    ("place", SAYS.LOCATED_IN, "place"),
]
SENSELESS = [
    ("technology", SAYS.SELLS, "vendor"),
    ("vendor", SAYS.SELLS, "vendor"),
    ("place", SAYS.USES, "technology"),
    ("claim", SAYS.EXPOSES, "agency"),
    ("leak", SAYS.EXPOSES, "claim"),
    ("leak", SAYS.ABOUT, "claim"),
    ("vendor", SAYS.LOCATED_IN, "agency"),
    ("place", SAYS.PART_OF, "agency"),
    ("vendor", "adores", "technology"),
]


@pytest.mark.parametrize(("left", "relation", "right"), ALLOWED)
def test_what_may_be_said_is_said_once(left: str, relation: str, right: str) -> None:
    one, other = rows.make_subject("One", kind=left), rows.make_subject("Other", kind=right)
    row = relate(left=one, relation=relation, right=other, actor=None)
    assert relate(left=one, relation=relation, right=other, actor=None) == row
    assert relation in relations_between(left, right)
    entries = AuditEntry.objects.about("subject", one.public_id)
    assert entries.get().changes["relations"] == ["", str(row)]
    unrelate(relation=row, actor=None)
    assert not one.relations_out.exists()
    assert entries.count() == 2


@pytest.mark.parametrize(("left", "relation", "right"), SENSELESS)
def test_what_makes_no_sense_is_refused(left: str, relation: str, right: str) -> None:
    one, other = rows.make_subject("One", kind=left), rows.make_subject("Other", kind=right)
    with pytest.raises(Refused):
        relate(left=one, relation=relation, right=other, actor=None)
    assert relation not in relations_between(left, right)


def test_nothing_is_a_part_of_its_own_part() -> None:
    quay, harbour, city = (rows.make_subject(name, kind="place") for name in ("Quay", "Harbour", "City"))
    relate(left=quay, relation=SAYS.PART_OF, right=harbour, actor=None)
    relate(left=harbour, relation=SAYS.PART_OF, right=city, actor=None)
    for left, right in ((city, quay), (harbour, quay), (quay, quay)):
        with pytest.raises(Refused):
            relate(left=left, relation=SAYS.PART_OF, right=right, actor=None)
