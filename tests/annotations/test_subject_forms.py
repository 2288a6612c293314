"""Making and editing Subjects: drafts by researchers, public ones by editors, and nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from annotations.models import Claim, Leak, Subject, SubjectKind
from annotations.models.subject import PLURALS
from annotations.services.subjects import edit_subject
from tests.annotation_factories import make_claim, make_subject
from tests.annotations.desk import address, editor, page, researcher
from tests.archive.pages import seen, signed_in
from tests.factories import make_agent

pytestmark = pytest.mark.django_db


def new(plural: str) -> str:
    return reverse("annotations:subject_create", args=[plural])


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_a_researcher_makes_a_draft_of_each_kind(kind: SubjectKind) -> None:
    client = researcher()
    seen(client, new(PLURALS[kind]))
    answer = client.post(new(PLURALS[kind]), {"name": "The lamps listened.", "state_now": "unknown"})
    subject = Subject.objects.get()
    assert answer.headers["Location"] == subject.get_absolute_url()
    assert (subject.kind, subject.state, subject.version) == (kind, State.DRAFT, 1)
    assert "made by a form" in page(subject, client)


@pytest.mark.parametrize("role", ["", READER])
def test_others_make_and_edit_nothing(role: str) -> None:
    client, subject = signed_in(role), make_subject()
    for where in (new("vendors"), address("subject_edit", subject)):
        assert client.get(where).status_code == client.post(where, {"name": "x"}).status_code == 403
        assert Client().get(where).headers["Location"].startswith("/login/")
    assert Subject.objects.count() == 1


def test_what_is_public_is_for_editors_to_change() -> None:
    public, draft = make_subject("Public"), make_subject("Draft", state=State.DRAFT)
    assert researcher().get(address("subject_edit", public)).status_code == 403
    assert researcher().post(address("name_add", public), {"name": "x"}).status_code == 403
    assert researcher().get(address("subject_edit", draft)).status_code == 200
    assert editor().get(address("subject_edit", public)).status_code == 200


def test_editors_publish_and_take_back() -> None:
    subject = make_subject(state=State.DRAFT)
    where = address("subject_publish", subject)
    assert researcher().post(where).status_code == 403
    for expected in (State.PUBLIC, State.DRAFT):
        editor().post(where)
        subject.refresh_from_db()
        assert subject.state == expected


def test_a_claim_is_made_whole() -> None:
    ada, port = make_agent("Ada Quill 羽安"), make_subject("Port Sorrel", kind="place")
    typed = {
        "name": "They listened.",
        "claimed_by": "羽安",
        "holds_when": "2019-12",
        "holds_where": "port sorrel",
    }
    researcher().post(new("claims"), typed)
    claim = Claim.objects.get()
    assert (claim.claimed_by, claim.holds_when, claim.holds_where) == (ada, "2019-12", port)


def test_names_come_one_a_line_with_the_script_that_is_seen() -> None:
    researcher().post(new("vendors"), {"name": "Sorrel", "names": "索雷尔灯厂\n\nСоррель\nSORREL"})
    names = Subject.objects.get().names.values_list("name", "language")
    assert list(names) == [("Sorrel", "und-Latn"), ("索雷尔灯厂", "und-Hani"), ("Соррель", "und-Cyrl")]


@pytest.mark.parametrize(
    ("plural", "typed", "says"),
    [
        ("claims", {"name": ""}, "This field is required"),
        ("claims", {"name": "x" * 501}, "at most 500 characters"),
        ("claims", {"name": "So.", "holds_when": "December"}, "is not a date"),
        ("claims", {"name": "So.", "claimed_by": "Nobody"}, "nothing here with the name"),
        ("claims", {"name": "So.", "claimed_by": "Twice"}, "Several go by"),
        ("claims", {"name": "So.", "holds_where": "Works"}, "nothing here with the name"),
        ("leaks", {"name": "So.", "found": "soon", "state_now": "unknown"}, "is not a date"),
        ("vendors", {"name": "So\0"}, "Null characters"),
        ("vendors", {"name": "So", "names": "x" * 301}, "too long for a name"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_kept(
    plural: str, typed: dict[str, str], says: str
) -> None:
    make_agent("Twice")
    make_agent("Twice")
    make_subject("Works")
    html = researcher().post(new(plural), typed | {"description": "typed with care"}).content.decode()
    assert says in html
    assert "typed with care" in html
    assert not Claim.objects.exists()
    assert not Leak.objects.exists()
    assert Subject.objects.count() == 1


def test_of_several_with_one_name_the_id_says_which() -> None:
    make_agent("Twice")
    meant = make_agent("Twice")
    researcher().post(new("claims"), {"name": "So.", "claimed_by": meant.public_id})
    claim = Claim.objects.get()
    assert claim.claimed_by == meant
    # The form of the saved claim names the one that is meant, so that saving again changes nothing.
    assert f'value="{meant.public_id}"' in seen(researcher(), address("subject_edit", claim.subject))


def test_an_edit_goes_into_the_history_and_raises_the_version() -> None:
    claim = make_claim("They listened.", state=State.DRAFT)
    client = researcher()
    typed = {"version": "1", "name": "They listened to us.", "holds_when": "2019"}
    client.post(address("subject_edit", claim.subject), typed)
    claim = Claim.objects.select_related("subject").get()
    assert (claim.subject.name, claim.holds_when) == ("They listened to us.", "2019")
    assert claim.subject.version > 1
    html = page(claim.subject, client)
    assert "<del>" in html
    assert "They listened to us." in html


def test_nobody_overwrites_what_they_have_not_seen() -> None:
    subject = make_subject("Works", state=State.DRAFT)
    edit_subject(subject=subject, version=None, actor=None, description="Somebody else's words.")
    client = researcher()
    typed = {"version": "1", "name": "Works", "description": "My own words."}
    html = client.post(address("subject_edit", subject), typed).content.decode()
    assert "Somebody else has saved this" in html
    assert "Somebody else&#x27;s words." in html
    assert html.count("My own words.") == 2  # beside theirs, and in the form
    subject.refresh_from_db()
    assert subject.description == "Somebody else's words."
    client.post(address("subject_edit", subject), typed | {"version": str(subject.version)})
    subject.refresh_from_db()
    assert subject.description == "My own words."


@pytest.mark.parametrize("version", ["", "nonsense", "99"])
def test_a_form_without_its_version_writes_nothing(version: str) -> None:
    subject = make_subject("Works", state=State.DRAFT)
    typed = {"version": version, "name": "Other", "description": "typed"}
    assert "typed" in researcher().post(address("subject_edit", subject), typed).content.decode()
    subject.refresh_from_db()
    assert subject.name == "Works"


def test_names_are_added_with_their_language_and_taken_off() -> None:
    subject = make_subject("Works", state=State.DRAFT)
    client = researcher()
    client.post(address("name_add", subject), {"name": "灯厂", "language": "zh-hans"})
    name = subject.names.get(name="灯厂")
    assert name.language == "zh-Hans"
    for typed, says in (
        ({"name": "ＷＯＲＫＳ"}, "has the name"),
        ({"name": "x", "language": "?"}, "not a language tag"),
    ):
        assert says in client.post(address("name_add", subject), typed, follow=True).content.decode()
    client.post(address("name_remove", subject, name.pk))
    last = subject.names.get()
    html = client.post(address("name_remove", subject, last.pk), follow=True).content.decode()
    assert "its last name" in html
    assert client.post(address("name_remove", make_subject(state=State.DRAFT), last.pk)).status_code == 404


def test_relations_are_added_from_either_side_and_taken_off() -> None:
    works = make_subject("Works", state=State.DRAFT)
    cameras = make_subject("Cameras", kind="technology", state=State.DRAFT)
    client = researcher()
    client.post(address("relation_add", cameras), {"how": "sells-in", "other": f"vendors/{works.slug}"})
    relation = works.relations_out.get()
    assert (relation.relation, relation.right) == ("sells", cameras)
    for typed, says in (
        ({"how": "sells-out", "other": "Works"}, "one and the same"),
        ({"how": "sells-out", "other": "Nowhere"}, "nothing here with the name"),
        ({"how": "exposes-out", "other": "Cameras"}, "Select a valid choice"),
    ):
        html = client.post(address("relation_add", works), typed, follow=True).content.decode()
        assert says in html, typed
    client.post(address("relation_remove", cameras, relation.pk))
    assert not works.relations_out.exists()


def test_each_row_of_the_form_of_another_role_stays_closed() -> None:
    subject = make_subject(state=State.DRAFT)
    client = signed_in(READER)
    for name in ("name_add", "relation_add", "figure_add", "subject_publish"):
        assert client.post(address(name, subject)).status_code == 403
        assert client.get(address(name, subject)).status_code == 405


@pytest.mark.parametrize("role", [RESEARCHER, EDITOR])
def test_the_page_offers_only_what_one_may_do(role: str) -> None:
    html = page(make_subject(), signed_in(role))
    assert ("Merge or part" in html) == (">Edit</a>" in html) == (role == EDITOR)
    assert "Merge or part" not in page(make_subject())
