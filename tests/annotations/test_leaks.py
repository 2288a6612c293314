"""Leaks: described in our words, with figures that each rest on something."""

from decimal import Decimal

import pytest

from accounts.models import AuditEntry
from annotations.models import Figure
from annotations.services.leaks import add_figure, remove_figure, set_leak
from annotations.services.refusals import ChangedMeanwhile, Refused
from tests.annotation_factories import make_annotation, make_evidence, make_leak

pytestmark = pytest.mark.django_db


def test_a_leak_is_described_field_by_field() -> None:
    leak = make_leak(exposed="Names.")
    changed = set_leak(
        leak=leak,
        version=1,
        whose="Everyone on the quay",
        categories="names\nmovements",
        found="2019-12",
        state_now="closed",
        actor=None,
    )
    changed.refresh_from_db()
    assert (changed.exposed, changed.whose, changed.state_now) == ("Names.", "Everyone on the quay", "closed")
    entry = AuditEntry.objects.about("subject", leak.subject.public_id).get()
    assert entry.changes["state_now"] == ["unknown", "closed"]
    assert "exposed" not in entry.changes
    with pytest.raises(ChangedMeanwhile) as refused:
        set_leak(leak=leak, version=1, whose="Nobody", actor=None)
    assert refused.value.now["whose"] == "Everyone on the quay"


@pytest.mark.parametrize(
    ("field", "value"),
    [("found", "last winter"), ("state_now", "open"), ("whose", "a" * 501), ("how", "a\0b")],
)
def test_what_cannot_be_is_refused_by_name(field: str, value: str) -> None:
    with pytest.raises(Refused) as refused:
        set_leak(leak=make_leak(), version=None, actor=None, **{field: value})
    assert refused.value.field == field


def test_a_figure_rests_on_evidence_for_this_leak() -> None:
    leak, annotation = make_leak(), make_annotation()
    make_evidence(annotation)  # for something else
    with pytest.raises(Refused, match="not evidence"):
        add_figure(leak=leak, value=482, unit="residents", annotation=annotation, actor=None)
    make_evidence(annotation, leak.subject)
    figure = add_figure(leak=leak, value="482", unit=" residents ", annotation=annotation, actor=None)
    assert (figure.value, figure.unit, figure.annotation) == (Decimal(482), "residents", annotation)
    second = add_figure(leak=leak, value=Decimal("2.50"), unit="million records", actor=None)
    assert list(leak.figures.all()) == [figure, second]
    remove_figure(figure=figure, actor=None)
    assert leak.figures.get() == second
    entries = AuditEntry.objects.about("subject", leak.subject.public_id)
    assert [each.changes["figures"] for each in entries] == [
        [f"482 residents ({annotation})", ""],
        ["", "2.5 million records"],
        ["", f"482 residents ({annotation})"],
    ]


@pytest.mark.parametrize(
    ("field", "value", "unit"),
    [
        ("value", "many", "residents"),
        ("value", -1, "residents"),
        ("value", "NaN", "residents"),
        ("value", "Infinity", "residents"),
        ("value", "0.001", "residents"),
        ("value", "1e30", "residents"),
        ("unit", 1, " "),
        ("unit", 1, "a" * 201),
    ],
)
def test_a_figure_is_a_number_of_something(field: str, value: int | str, unit: str) -> None:
    leak = make_leak()
    with pytest.raises(Refused) as refused:
        add_figure(leak=leak, value=value, unit=unit, actor=None)
    assert refused.value.field == field
    assert not Figure.objects.exists()


def test_a_figure_stands_once() -> None:
    leak = make_leak()
    add_figure(leak=leak, value="482.00", unit="residents", actor=None)
    with pytest.raises(Refused, match="already"):
        add_figure(leak=leak, value=482, unit="residents", actor=None)
