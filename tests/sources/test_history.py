"""The audit trail in words: whatever a service writes into it, people can read."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accounts.models import AuditEntry
from sources.history import OF_KIND, VERBS, read_history

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "sources", "archive", "annotations")
Places = dict[str, int | None]  # what can be called with a verb → where that stands; None: by keyword only


def modules() -> dict[str, ast.Module]:
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return {name: ast.parse(path.read_text()) for name, path in zip(names, paths, strict=True)}


def places_in(module: ast.Module) -> Places:
    """Functions with a parameter `verb`, and classes with a field of that name."""
    places: Places = {}
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            names = [each.arg for each in node.args.args]
            if "verb" in names or "verb" in [each.arg for each in node.args.kwonlyargs]:
                places[node.name] = names.index("verb") if "verb" in names else None
        if isinstance(node, ast.ClassDef):
            fields = [each.target.id for each in fields_of(node)]  # type: ignore[union-attr]
            if "verb" in fields:
                places[node.name] = fields.index("verb")
    return places


def fields_of(node: ast.ClassDef) -> list[ast.AnnAssign]:
    return [
        each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]


def verbs_written() -> dict[str, str]:
    """Every verb that is written, and the module that does. Fails at one that it cannot read."""
    trees = modules()
    places = {name: places_in(tree) for name, tree in trees.items()}
    found = {}
    for name, tree in trees.items():
        known = imported(tree, places) | places[name]
        words = constants(tree)
        for argument in [*verbs_given(tree, known), *defaults(tree)]:
            for verb in values_of(argument, words, name):
                found[verb] = name
    return found


def imported(tree: ast.Module, places: dict[str, Places]) -> Places:
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in places]
    return {
        each.asname or each.name: places[node.module or ""][each.name]
        for node in nodes
        for each in node.names
        if each.name in places[node.module or ""]
    }


def constants(tree: ast.Module) -> dict[str, str]:
    return {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def verbs_given(tree: ast.Module, known: Places) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in known:
            continue
        yield from (each.value for each in node.keywords if each.arg == "verb")
        place = known[node.func.id]
        if place is not None and place < len(node.args):
            yield node.args[place]


def defaults(tree: ast.Module) -> Iterator[ast.expr]:
    """What stands for a verb that is left out, in a class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (
                each.value
                for each in fields_of(node)
                if isinstance(each.target, ast.Name) and each.target.id == "verb" and each.value is not None
                if isinstance(each.value, ast.Constant)
            )


def values_of(node: ast.expr, words: dict[str, str], where: str) -> list[str]:
    """The verbs that an argument can be; none where it only hands one on."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*values_of(node.body, words, where), *values_of(node.orelse, words, where)]
    if isinstance(node, ast.Name) and node.id in words:
        return [words[node.id]]
    if getattr(node, "id", getattr(node, "attr", "")) == "verb":
        return []
    pytest.fail(f"{where}: what is {ast.unparse(node)}?")


def test_every_verb_of_a_service_has_words() -> None:
    written = verbs_written()
    assert {"edited", "merged tag", "dismissed suggestion", "sent back", "undid", "set password"} <= set(
        written
    )
    assert {verb: where for verb, where in written.items() if verb not in VERBS} == {}


def test_no_words_are_kept_for_what_nobody_writes() -> None:
    assert (set(VERBS) | {verb for _kind, verb in OF_KIND}) - set(verbs_written()) == set()


def act_of(kind: str, verb: str) -> str:
    entry = AuditEntry(record_kind=kind, verb=verb, at=datetime(2019, 12, 18, tzinfo=UTC))
    return read_history([entry])[0].act


def test_one_verb_says_what_it_means_for_its_kind_of_record() -> None:
    assert act_of("document", "withdrew") == "taken back to draft"
    assert act_of("annotation", "withdrew") == "withdrawn"
    assert act_of("document", "dismissed suggestion") == "dismissed a suggestion"


def test_a_verb_of_an_older_version_stands_as_it_was_written() -> None:
    assert act_of("document", "engraved") == "engraved"
