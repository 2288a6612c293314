"""Forms: what is accepted, what is refused, and in which words. No database."""

from typing import Any

import pytest

from sources.forms import AccountForm, AgentForm, EditForm, PostForm, SourceForm, sign
from sources.kinds import SourceType, grouped_types
from sources.snapshots import SOURCE_FIELDS, Snapshot

SOURCE: Snapshot = dict.fromkeys(SOURCE_FIELDS, "") | {
    "csl_type": "report", "title": "Lamps", "issued": "2019", "language": "en",
    "contributors": [{"agent": "abc", "name": "Ada Quill", "role": "author", "credited_as": ""}],
}  # fmt: skip
POST: Snapshot = {
    "platform": "x", "platform_id": "", "thread_number": 3, "account": "quill", "issued": "2019", "url": "",
    "language": "en", "note": "", "contributors": [],
}  # fmt: skip
AGENT: Snapshot = {
    "kind": "person", "note": "", "names": [{"name": "Ada", "language": "en", "is_citation_form": True}]
}  # fmt: skip


def typed(form_class: type[EditForm], snapshot: Snapshot, **changed: Any) -> dict[str, Any]:
    """What a browser sends back from a form opened on `snapshot`, with some fields changed."""
    form = form_class.of(snapshot, snapshot)
    data = {field.html_name: field.value() for field in form}
    if form.rows is not None:
        data |= {field.html_name: field.value() for field in form.rows.management_form}
        data |= {field.html_name: field.value() for row in form.rows for field in row}
    return {
        name: value for name, value in (data | changed).items() if value is not None and value is not False
    }


def sent(form_class: type[EditForm], snapshot: Snapshot, **changed: Any) -> EditForm:
    return form_class(typed(form_class, snapshot, **changed))


@pytest.mark.parametrize(
    ("form_class", "snapshot"),
    [
        (SourceForm, SOURCE),
        (PostForm, POST),
        (AgentForm, AGENT),
        (AccountForm, {"display_name": "A", "agent": None}),
    ],
)
def test_a_form_sent_back_as_it_came_changes_nothing(form_class: type[EditForm], snapshot: Snapshot) -> None:
    form = sent(form_class, snapshot)
    assert form.is_valid(), form.errors
    assert form.values() == snapshot
    assert form.cleaned_data["opened"] == snapshot


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("issued", "18 December", "2019-12-18~"),
        ("accessed", "2019-13", "2019-12-18~"),
        ("url", "example.org/a", "http://"),
        ("url", "javascript:alert(1)", "http://"),
        ("language", "english please", "zh-Hans"),
        ("doi", "11.1/x", "10.1234/abc"),
        ("isbn", "12345", "10 or 13"),
        ("issn", "12345", "1234-567X"),
        ("event_date", "in May", "2019-12-18~"),
        ("original_date", "2019-13", "2019-12-18~"),
        ("submitted", "soon", "2019-12-18~"),
        ("csl_type", "post", "not one of"),
        ("csl_type", "", "required"),
        ("title", "x" * 1001, "1000"),
        ("title", "a\0b", "Null"),
    ],
)
def test_refused_with_words_at_the_field(field: str, value: str, words: str) -> None:
    form = sent(SourceForm, SOURCE, **{field: value})
    assert not form.is_valid()
    assert words in str(form.errors[field])


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("issued", "2019-12-18~", "2019-12-18~"),
        ("issued", "2019-33", "2019-33"),
        ("issued", "", ""),
        ("language", "", "und"),
        ("language", "ZH-hans", "zh-Hans"),
        ("doi", "https://doi.org/10.1234/lamps.12", "10.1234/lamps.12"),
        ("doi", "doi: 10.1234/lamps", "10.1234/lamps"),
        ("isbn", "978-0-00-000000-2", "978-0-00-000000-2"),
        ("isbn", "0 00 000000 X", "0 00 000000 X"),
        ("title", " The \n lamps ", "The lamps"),
        ("url", "https://example.org/灯", "https://example.org/灯"),
    ],
)
def test_accepted(field: str, value: str, kept: str) -> None:
    form = sent(SourceForm, SOURCE, **{field: value})
    assert form.is_valid(), form.errors
    assert form.values()[field] == kept


@pytest.mark.parametrize(("field", "old"), [("url", "see print"), ("doi", "lamps"), ("isbn", "12")])
def test_what_was_there_before_the_rule_is_not_refused(field: str, old: str) -> None:
    assert sent(SourceForm, SOURCE | {field: old}).is_valid()


@pytest.mark.parametrize("opened", ["", "nonsense", sign(SOURCE)[:-2], sign(SOURCE) + "x"])
def test_a_form_that_does_not_say_what_it_was_opened_on_is_refused(opened: str) -> None:
    form = sent(SourceForm, SOURCE, opened=opened)
    assert not form.is_valid()
    assert "opened" in form.errors


def test_rows_are_ordered_removed_and_added() -> None:
    two = SOURCE | {"contributors": [row("Ada Quill", "abc"), row("Ben Anchor", "def")]}
    form = sent(
        SourceForm,
        two,
        **{
            "contributors-0-ORDER": 5,
            "contributors-1-DELETE": "on",
            "contributors-2-name": "Cora Lamp",
            "contributors-2-role": "editor",
            "contributors-2-ORDER": 1,
        },
    )
    assert form.is_valid(), form.rows
    assert form.values()["contributors"] == [row("Cora Lamp", "", role="editor"), row("Ada Quill", "abc")]


def test_another_name_is_another_agent() -> None:
    form = sent(SourceForm, SOURCE, **{"contributors-0-name": "Ben Anchor"})
    assert form.is_valid()
    assert form.values()["contributors"] == [row("Ben Anchor", "")]


def row(name: str, agent: str, role: str = "author") -> Snapshot:
    return {"agent": agent, "name": name, "role": role, "credited_as": ""}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"names-0-name": "", "names-0-DELETE": "on"}, "needs a name"),
        ({"names-1-name": "Ada"}, "twice"),
        (
            {"names-1-name": "Quill", "names-1-language": "EN", "names-1-is_citation_form": "on"},
            "one citation form",
        ),
        ({"names-1-name": "Quill", "names-1-language": "what?"}, "not a language tag"),
        ({"names-TOTAL_FORMS": "many"}, "ManagementForm"),
        ({"names-TOTAL_FORMS": "5000"}, "at most 200"),
    ],
)
def test_rows_that_make_no_sense_are_refused(changed: dict[str, str], words: str) -> None:
    form = sent(AgentForm, AGENT, **changed)
    assert not form.is_valid()
    assert form.rows is not None
    assert words in f"{form.rows.non_form_errors()}{form.rows.errors}"


def test_a_post_takes_a_handle_with_or_without_its_sign() -> None:
    for handle in ("@mole", "mole"):
        form = sent(PostForm, POST, account=handle)
        assert form.is_valid()
        assert form.values()["account"] == "mole"


@pytest.mark.parametrize("number", ["0", "-1", "99999", "3.5", "three"])
def test_a_number_in_a_thread_is_a_small_whole_number(number: str) -> None:
    assert "thread_number" in sent(PostForm, POST, thread_number=number).errors


def test_an_account_keeps_the_agent_it_was_opened_with_unless_another_is_named() -> None:
    snapshot: Snapshot = {"display_name": "", "agent": {"agent": "abc", "name": "Ada Quill"}}
    kept, other, nobody = (
        sent(AccountForm, snapshot, **changed)
        for changed in ({}, {"agent_name": "Ben Anchor"}, {"agent_name": ""})
    )
    assert all(form.is_valid() for form in (kept, other, nobody))
    assert kept.values()["agent"] == snapshot["agent"]
    assert other.values()["agent"] == {"agent": "", "name": "Ben Anchor"}
    assert nobody.values()["agent"] is None


def test_the_fields_of_its_type_stand_first_and_none_is_lost() -> None:
    form = sent(SourceForm, SOURCE, csl_type="legal_case")
    assert isinstance(form, SourceForm)
    main, more = ([field.name for field in fields] for fields in (form.main_fields(), form.more_fields()))
    assert {"authority", "jurisdiction", "volume"} <= set(main)
    assert {"isbn", "scale"} <= set(more)
    assert sorted([*main, *more]) == sorted(SOURCE_FIELDS)
    assert not form.shows_more()


@pytest.mark.parametrize("changed", [{"scale": "1:1000"}, {"issn": "12"}])
def test_a_rare_field_with_a_value_or_a_fault_is_not_folded_away(changed: dict[str, str]) -> None:
    form = sent(SourceForm, SOURCE, **changed)
    assert isinstance(form, SourceForm)
    assert form.shows_more()


def test_every_type_can_be_chosen_once() -> None:
    chosen = [value for _group, choices in grouped_types() for value, _label in choices]
    assert sorted(chosen) == sorted(set(SourceType.values) - {"post"})
