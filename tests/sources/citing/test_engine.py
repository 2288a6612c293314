"""Pandoc as a program of its own: how much it may take, and what it never reaches."""

import json
from pathlib import Path

import pytest

from sources.citing import engine
from sources.citing.engine import EngineFailed
from sources.citing.styles import style_named


def test_the_program_is_that_of_the_installed_package() -> None:
    assert engine.version().startswith("pandoc 3.")
    assert "pypandoc" in engine.pandoc().parts


def test_what_takes_too_long_is_stopped() -> None:
    endless = "".join(f"{'>' * 400}{n}\n\n" for n in range(4000)).encode()
    with pytest.raises(EngineFailed, match=r"longer than 0\.2 seconds"):
        engine.run(["--from=markdown", "--to=html"], endless, timeout=0.2)


@pytest.mark.slow
def test_what_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "HEAP_MB", 40)
    monkeypatch.setattr(engine, "AREA_MB", 1)
    with pytest.raises(EngineFailed, match="heap"):
        engine.run(["--from=markdown", "--to=json"], b"words *and* words\n\n" * 400_000)


def test_no_file_of_the_machine_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("a secret")
    given = f"```{{.include}}\n{secret}\n```\n\n![]({secret})\n\n\\input{{{secret}}}\n".encode()
    said = engine.run(["--from=markdown", "--to=html", "--embed-resources"], given)
    assert b"a secret" not in said
    rst = f".. include:: {secret}\n   :literal:\n\n.. raw:: html\n   :file: {secret}\n"
    assert b"a secret" not in engine.run(["--from=rst", "--to=html"], rst.encode())


def test_its_environment_is_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the site runs with, its secret key among it, is not handed on."""
    monkeypatch.setattr(engine, "pandoc", lambda: Path("/usr/bin/env"))
    monkeypatch.setattr(engine, "_limits", lambda timeout: ["/usr/bin/env", "-S", "sh -c env sh"])
    monkeypatch.setenv("SECRET_KEY", "not to be told")
    said = engine.run([], b"").decode()
    assert "LANG=C.UTF-8" in said
    assert "not to be told" not in said


def test_a_failure_says_what_pandoc_said() -> None:
    with pytest.raises(EngineFailed, match="pandoc ended with 64: JSON parse error"):
        engine.run(["--from=json", "--to=html"], b"no json")


def test_items_are_data_and_never_options() -> None:
    item = {
        "id": "--help",
        "type": "book",
        "title": "+RTS -M1m -RTS --version",
        "author": [{"literal": "$HOME `id`"}],
    }
    cite = {"citationId": "--help", "citationPrefix": [], "citationSuffix": [], "citationNoteNum": 1}
    block = {
        "t": "Para",
        "c": [
            {"t": "Cite", "c": [[cite | {"citationHash": 0, "citationMode": {"t": "NormalCitation"}}], []]}
        ],
    }
    said = json.dumps(engine.cite([block], [item], style_named("mla"), "en-US"))
    assert "$HOME" in said
    assert "-M1m" in said
