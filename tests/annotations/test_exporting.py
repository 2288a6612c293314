"""Annotations as files: what everybody may see, the same bytes each time, and back in by the command."""

import json
import re
import time
import uuid
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.visibility import State
from annotations.models import Annotation, WorkState
from annotations.outgoing import as_seen_by, web_annotations
from annotations.webannotation import items_of, parse
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.annotations.foreign import (
    BASE,
    IRIS,
    TEXT,
    everything,
    forget_everything,
    said_of,
)
from tests.annotations.generated import Generated
from tests.conftest import FIGURES
from tests.factories import make_document

pytestmark = pytest.mark.django_db


def test_what_is_not_for_everybody_is_not_exported(tmp_path: Path) -> None:
    document = make_document(TEXT)
    hidden = make_subject("Secret Works", state=State.DRAFT)
    seen = make_annotation("listened", document=document, tags=["lamps"])
    make_evidence(seen, hidden)
    make_annotation("saw", document=document, state=WorkState.DRAFT, note="Not yet.")
    make_annotation("harbour", document=make_document("The harbour.", state=State.DRAFT))
    written = everything(tmp_path / "all.jsonld").decode()
    assert str(seen.pk) in written
    assert json.loads(written)["items"][0]["body"][1]["value"] == "lamps"
    assert not re.search('Secret|Not yet|harbour|accepted|state"?:"?draft|audience', written)


def test_the_command_says_what_became_of_each(tmp_path: Path) -> None:
    document = make_document(TEXT)
    path = tmp_path / "in.jsonld"
    bad = said_of(
        document, "lanterns", id="https://elsewhere.example/2", rights="https://elsewhere.example/l"
    )
    path.write_text(json.dumps([said_of(document, "listened", rights="a:b"), bad]))
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 annotations were refused"):
        call_command("import_annotations", path, "--dry-run", stdout=out, stderr=err)
    assert not Annotation.objects.exists()
    with pytest.raises(CommandError):
        call_command("import_annotations", path, "--accept", stdout=out, stderr=err)
    assert Annotation.objects.get().state == WorkState.ACCEPTED
    assert out.getvalue().splitlines() == [
        "2 annotations: 1 would be new, 0 known already, 1 refused.",
        "2 annotations: 1 new, 0 known already, 1 refused.",
    ]
    assert f"{path}, annotation 1 (https://elsewhere.example/1): not kept: /0/rights" in err.getvalue()
    assert (
        f"{path}, annotation 2 (https://elsewhere.example/2): refused: target: “lanterns”" in err.getvalue()
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not JSON"),
        (b"\xff", "is not UTF-8: byte 0"),
        (b'{"type": "AnnotationPage"}', "“@context” is missing"),
    ],
)
def test_a_file_that_is_none_stops_the_command(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "in.jsonld"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        call_command("import_annotations", path)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_annotations", tmp_path / "missing.jsonld")


def test_an_export_of_one_document(tmp_path: Path) -> None:
    document = make_document(TEXT)
    annotation = make_annotation("listened", document=document)
    make_annotation()
    page = json.loads(everything(tmp_path / "one.jsonld", "--document", document.public_id))
    assert [each["id"] for each in page["items"]] == [IRIS.annotation(annotation.pk)]
    assert page["id"] == f"{BASE}/annotations/?document={document.public_id}"
    out = StringIO()
    call_command("export_annotations", "--document", document.public_id, stdout=out)
    assert out.getvalue().encode() == (tmp_path / "one.jsonld").read_bytes()
    with pytest.raises(CommandError, match="no public document “nothing”"):
        call_command("export_annotations", "--document", "nothing")
    with pytest.raises(CommandError, match="No such file"):
        call_command("export_annotations", output=tmp_path / "no" / "where.jsonld")


def test_an_export_asks_as_often_for_many_as_for_few() -> None:
    document = make_document(TEXT)
    for _each in range(3):
        make_evidence(make_annotation("listened", document=document, tags=["lamps"]))
    with CaptureQueriesContext(connection) as asked:
        assert len(list(web_annotations(as_seen_by(AnonymousUser()), IRIS))) == 3
    assert len(asked) == 5


@pytest.mark.slow
def test_ten_thousand_annotations_leave_come_back_and_leave_the_same(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    Generated(seed=2019).rows(10_000)
    marks = [time.perf_counter()]
    first = everything(tmp_path / "first.jsonld")
    marks.append(time.perf_counter())
    forget_everything()
    marks.append(time.perf_counter())
    out = StringIO()
    call_command("import_annotations", tmp_path / "first.jsonld", accept=True, stdout=out)
    marks.append(time.perf_counter())
    second = everything(tmp_path / "second.jsonld")
    assert out.getvalue() == "10000 annotations: 10000 new, 0 known already, 0 refused.\n"
    assert second == first
    page = parse(second)
    assert len({str(uuid.UUID(reader().annotation.iri[-37:-1])) for reader in items_of(page)}) == 10_000
    replies = Annotation.objects.exclude(reply_to=None).count()
    record_property(
        FIGURES,
        f"10,000 annotations ({replies} replies, {connection.vendor}): {len(first) / 2**20:.1f} MiB out in "
        f"{marks[1] - marks[0]:.1f} s, in in {marks[3] - marks[2]:.1f} s, out again byte-equal",
    )
