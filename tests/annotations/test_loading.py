"""A file of annotations that has a fault: what it is told, and that nothing of it is written."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from annotations.loading import NotLoadable, read_collection
from annotations.management.commands import demo_annotations
from annotations.management.commands.demo_annotations import COLLECTION
from archive.management.commands.demo import DOSSIER
from archive.reading import read
from tests.annotations.test_dossier_annotations import counts, demo_annotations_said
from tests.archive.test_dossier import demo


@pytest.fixture(scope="module")
def text() -> str:
    return read(DOSSIER.read_bytes(), name=DOSSIER.name).text


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Set what stands at a path like `annotations.0.note`."""

    def apply(content: Any) -> None:
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
        for step in steps:
            content = content[step]
        content[last] = value

    return apply


FAULTS = [
    ("annotations.0.quote.exact", "no such words", "annotation n-method: “no such words” is not in this text."),
    ("annotations.0.quote", {"exact": "Xinjiang"}, "annotation n-method: “Xinjiang” stands 6 times"),
    ("annotations.2.evidence", [["nobody", "mentions", "weak"]], "annotation a-police: there is no subject “nobody”"),
    ("annotations.2.tags", ["unheard-of"], "annotation a-police: there is no tag “unheard-of”"),
    ("annotations.1.key", "n-method", "annotation “n-method” stands 2 times"),
    ("annotations.0.colour", "red", "unknown field `colour` - at `$.annotations[0]`"),
    ("annotations.0.kind", "rumour", "`$.annotations[0].kind`"),
    ("claims.0.where", "hikvision", "claim joined-up: there is no place “hikvision”"),
    ("leaks.0.figures.0.annotation", "nothing", "leak residents: there is no annotation “nothing”"),
    ("relations.0", ["sunqtech", "sells", "hope"], "relation sunqtech sells hope: there is no subject “hope”"),
    ("tags.1.broader", "nothing", "tag facial recognition: there is no tag “nothing”"),
    ("subjects.0.kind", "claim", "subject hikvision: a claim has a list of its own"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "fault"), FAULTS, ids=[path for path, *_rest in FAULTS])
def test_a_faulty_file_is_told_what_is_wrong_and_where(
    path: str, value: object, fault: str, text: str
) -> None:
    content = json.loads(COLLECTION.read_text())
    change(path, value)(content)
    with pytest.raises(NotLoadable, match=re.escape(fault)):
        read_collection(json.dumps(content).encode(), text)


def test_all_faults_are_told_at_once(text: str) -> None:
    content = json.loads(COLLECTION.read_text())
    for number in range(3):
        content["annotations"][number]["quote"] = {"exact": f"no such words {number}"}
    with pytest.raises(NotLoadable) as caught:
        read_collection(json.dumps(content).encode(), text)
    assert str(caught.value).count("\n") == 2


def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(NotLoadable, match="malformed"):
        read_collection(b"{]", text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("claims.0.claimed_by", "Nobody We Know", "claim joined-up: claimed_by: “Nobody We Know”"),
        ("claims.21.when", "soon", "claim unfinished: holds_when: "),
        ("leaks.2.figures.0.value", "many", "leak cars: value: "),
        ("relations.59", ["hikvision", "sells", "china"], "relation hikvision sells china: relation: "),
        ("annotations.2.evidence", [["police", "supports", "weak"]], "annotation a-police: stance: "),
        ("tags.0.synonyms", ["policing"], "tag surveillance technology: name: "),
    ],
)
def test_what_a_service_refuses_is_told_with_its_place_and_nothing_is_written(
    path: str, value: object, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo()
    content = json.loads(COLLECTION.read_text())
    change(path, value)(content)
    faulty = tmp_path / "faulty.json"
    faulty.write_text(json.dumps(content))
    monkeypatch.setattr(demo_annotations, "COLLECTION", faulty)
    before = counts()
    with pytest.raises(CommandError, match=re.escape(f"faulty.json: {fault}")):
        demo_annotations_said()
    assert counts() == before
