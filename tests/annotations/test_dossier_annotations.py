"""What is said about the bundled dossier: complete, attributed, in words of our own, and loaded once."""

import json
import re
from collections import defaultdict
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from accounts.models import Batch, BatchKind
from annotations.loading import Collection, read_collection
from annotations.management.commands.demo_annotations import COLLECTION
from annotations.models import (
    Annotation,
    Claim,
    ClaimStatus,
    Evidence,
    Figure,
    Leak,
    LeakState,
    Stance,
    StatusChange,
    Subject,
    SubjectKind,
    SubjectRelation,
    Tag,
    TagSynonym,
    WorkState,
)
from annotations.models.tag import TagStanding
from archive.management.commands.demo import DOSSIER
from archive.reading import read
from sources.names import name_key
from tests.annotation_factories import make_tag
from tests.archive.test_dossier import SEEDS, demo, runs
from tests.factories import make_document

VENDORS = {"Hikvision", "SunQTech", "JVT", "Cinris", "Cobber", "iCare", "Smile", "Cisco", "Palantir"}
TECHNOLOGIES = {
    "facial-recognition gates",
    "facial-recognition cameras",
    "Phone scanners",
    "Fingerprint and face databases",
    "Car tracking",
    "Route reconstruction across cameras",
    "Archived-image search",
    "IJOP",
    "Great Firewall",
    "Social credit",
    "Internet-café records",
    "Hotel records",
    "Police data labs",
}
FIGURES = {("482", "residents"), ("31", "residences"), ("8570", "people"), ("3456", "cars")}
NOBODY_NAMED = {"predicts"}  # the dossier reports this claim without saying whose it is
EVERYBODY = AnonymousUser()


@pytest.fixture(scope="module")
def text() -> str:
    return read(DOSSIER.read_bytes(), name=DOSSIER.name).text


@pytest.fixture(scope="module")
def collection(text: str) -> Collection:
    return read_collection(COLLECTION.read_bytes(), text)


def demo_annotations_said() -> str:
    output = StringIO()
    call_command("demo_annotations", stdout=output)
    return output.getvalue()


def counts() -> list[int]:
    models = (Annotation, Subject, Evidence, Figure, SubjectRelation, StatusChange, Tag, TagSynonym, Batch)
    return [model.objects.count() for model in models]


# The file


def test_each_quotation_stands_once_in_the_dossier(collection: Collection, text: str) -> None:
    assert len(collection.annotations) >= 60
    for each in collection.annotations:
        assert text.count(each.quote.prefix + each.quote.exact + each.quote.suffix) == 1, each.key


def test_each_annotation_has_a_note_and_tags_and_all_but_notes_say_what_they_bear_on(
    collection: Collection,
) -> None:
    assert [each.key for each in collection.annotations if not (each.note and each.tags)] == []
    assert [each.key for each in collection.annotations if not each.evidence and each.kind != "note"] == []


def test_each_annotation_leads_to_a_subject_of_its_kind(collection: Collection) -> None:
    kinds: dict[str, str] = {each.key: each.kind for each in collection.subjects}
    kinds |= {each.key: "claim" for each in collection.claims}
    kinds |= {each.key: "leak" for each in collection.leaks}
    for each in collection.annotations:
        assert each.kind == "note" or each.kind in {kinds[key] for key, *_how in each.evidence}, each.key


def test_nothing_is_left_over(collection: Collection) -> None:
    evidenced = {key for each in collection.annotations for key, *_how in each.evidence}
    assert set(collection.subject_keys) == evidenced
    assert {tag.name for tag in collection.tags} == {
        tag for each in collection.annotations for tag in each.tags
    }
    assert [tag.name for tag in collection.tags if not tag.description] == []
    about = {left for left, relation, _right in collection.relations if relation == "about"}
    assert about == {claim.key for claim in collection.claims}


def test_ten_claims_and_evidence_on_both_sides(collection: Collection) -> None:
    stances: dict[str, set[str]] = defaultdict(set)
    for each in collection.annotations:
        for key, stance, _strength in each.evidence:
            stances[key].add(stance)
    both = [claim.key for claim in collection.claims if {"supports", "disputes"} <= stances[claim.key]]
    assert len(collection.claims) >= 10
    assert len(both) >= 3
    assert {"predicts", "in-use", "far-off", "in-reach"} <= set(both)


def test_each_claim_says_whose_it_is_and_when(collection: Collection) -> None:
    assert {claim.key for claim in collection.claims if not claim.claimed_by} == NOBODY_NAMED
    assert [claim.key for claim in collection.claims if not (claim.when and claim.description)] == []


def words_of(value: Any) -> list[str]:
    """Every text in the file but the quotations: those are the dossier's own."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in words_of(part)]


def test_its_words_are_its_own() -> None:
    seeds = sorted(SEEDS.glob("*.txt"))
    if not seeds:
        pytest.skip(f"the digest is not in {SEEDS}: the wording was NOT compared with it")
    content = json.loads(COLLECTION.read_text())
    for each in content["annotations"]:
        del each["quote"]
    theirs = {run for seed in seeds for run in runs(seed.read_text())}
    ours = {run for text in words_of(content) for run in runs(text)}
    assert len(theirs) > 1000 and len(ours) > 1000
    assert theirs.isdisjoint(ours)


# Loaded


@pytest.mark.django_db
def test_every_company_and_system_is_there_for_everybody() -> None:
    demo()
    demo_annotations_said()
    seen = Subject.objects.visible_to(EVERYBODY)
    assert set(seen.filter(kind=SubjectKind.VENDOR).values_list("name", flat=True)) == VENDORS
    systems = seen.filter(kind=SubjectKind.TECHNOLOGY)
    assert {name_key(name) for name in TECHNOLOGIES} <= set(systems.values_list("names__key", flat=True))
    assert Subject.objects.get(names__name="海康威视").name == "Hikvision"


@pytest.mark.django_db
def test_the_exposed_data_are_leaks_with_figures_that_rest_on_words() -> None:
    demo()
    demo_annotations_said()
    leaks = Leak.objects.all()
    assert len(leaks) == 3
    for leak in leaks:
        assert (leak.state_now, leak.found) == (LeakState.UNKNOWN, "2019-12")
        assert leak.exposed and leak.whose and leak.how
    figures = Figure.objects.select_related("annotation")
    assert {(str(each.value.quantize(Decimal(1))), each.unit) for each in figures} == FIGURES
    for each in figures:
        assert each.annotation is not None
        target = each.annotation.targets.get()
        assert f"{each.value:,.0f}" in target.exact
        assert each.annotation.evidence.filter(subject=each.leak_id).exists()


@pytest.mark.django_db
def test_claims_are_their_agents_and_two_are_disputed_with_a_reason() -> None:
    demo()
    demo_annotations_said()
    whose = set(Claim.objects.values_list("claimed_by__name", flat=True))
    assert whose == {"Paul Mozur", "Simon Rabinovitch", "Yuan Yang", "IPVM", None}
    disputed = Claim.objects.filter(status=ClaimStatus.DISPUTED)
    assert len(disputed) == 2
    for claim in disputed:
        assert claim.status_changes.get().reason
        assert claim.subject.evidence.filter(stance=Stance.DISPUTES).exists()


@pytest.mark.django_db
def test_everybody_may_see_all_of_it() -> None:
    demo()
    demo_annotations_said()
    for model in (Annotation, Subject, Evidence):
        assert model.objects.visible_to(EVERYBODY).count() == model.objects.count() > 0
    assert set(Annotation.objects.values_list("state", flat=True)) == {WorkState.ACCEPTED}
    assert set(Tag.objects.values_list("standing", flat=True)) == {TagStanding.GOVERNED}
    batch = Batch.objects.get(label__startswith="Annotations")
    assert batch.kind == BatchKind.DEMO
    assert set(Annotation.objects.values_list("batch", flat=True)) == {batch.pk}
    assert set(Subject.objects.values_list("batch", flat=True)) == {batch.pk}


@pytest.mark.django_db
def test_loading_twice_makes_nothing_new() -> None:
    demo()
    first = demo_annotations_said()
    made = counts()
    second = demo_annotations_said()
    assert counts() == made
    assert re.search(
        r"\d+ annotations, 22 claims, 3 leaks, 9 vendors, 14 technologies, 1 agency, 4 places", first
    )
    assert "nothing new" in second
    assert first.count("\n") == second.count("\n") == 1


@pytest.mark.django_db
def test_without_the_dossier_there_is_nothing_to_annotate() -> None:
    make_document()
    assert "not in this archive" in demo_annotations_said()
    assert Annotation.objects.count() == 0


@pytest.mark.django_db
def test_a_desk_in_use_is_left_alone() -> None:
    demo()
    make_tag()
    before = counts()
    assert "left out" in demo_annotations_said()
    assert counts() == before
