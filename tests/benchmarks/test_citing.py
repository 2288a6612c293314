"""A thousand mixed works in a style, beside pandoc alone on the same works: one process, no cache, its best batch."""

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sources.citing import engine, kept
from sources.citing.formatted import Citation, formatted
from sources.citing.styles import OFFICIAL, official_file, style_named
from tests.benchmarks.conftest import fastest
from tests.benchmarks.works import Item, Works

MOST_OF_PANDOC = 1.2  # times what pandoc alone takes, nothing kept yet
MOST_WARM = 0.2  # seconds, everything kept
MOST_AFTER_A_CHANGE = 0.3  # seconds, a list of 200 of which one entry has changed
BATCHES = (125, 250, 500)
STYLES = ["chicago-notes-bibliography", "apa", "gb-t-7714-2015-numeric"]


@pytest.fixture(autouse=True)
def _own_cache(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


class Alone:
    """Pandoc by hand: a document that cites each work once, so many works at a time, one after the other."""

    def __init__(self, works: list[Item], style_id: str, folder: Path, size: int) -> None:
        csl = official_file(OFFICIAL[style_id][0])
        self.runs = []
        for start in range(0, len(works), size):
            some, items = works[start : start + size], folder / f"{size}-{start}.json"
            items.write_text(json.dumps(some))
            options = ["-f", "json", "-t", "html", "--citeproc", f"--bibliography={items}", f"--csl={csl}"]
            self.runs.append(([str(engine.pandoc()), *options], json.dumps(document(some)).encode()))

    def __call__(self) -> None:
        for command, given in self.runs:
            subprocess.run(command, input=given, capture_output=True, check=True)  # noqa: S603 - our own


def document(works: list[Item]) -> dict[str, Any]:
    def cite(number: int, work: Item) -> dict[str, Any]:
        rest = {"citationPrefix": [], "citationSuffix": [], "citationNoteNum": number, "citationHash": 0}
        return {"citationId": work["id"], "citationMode": {"t": "NormalCitation"}, **rest}

    blocks = [{"t": "Para", "c": [{"t": "Cite", "c": [[cite(*each)], []]}]} for each in enumerate(works, 1)]
    return {"pandoc-api-version": engine.API_VERSION, "meta": {}, "blocks": blocks}


@pytest.mark.parametrize("style_id", STYLES)
def test_a_thousand_works_cost_little_more_than_pandoc_alone(style_id: str, tmp_path: Path) -> None:
    works = Works().some(1000)
    style, citations = style_named(style_id), [Citation(work) for work in works]
    engine.version()

    def cold() -> None:
        shutil.rmtree(kept.path().parent, ignore_errors=True)
        formatted(citations, style, "en-US")

    batches = [Alone(works, style_id, tmp_path, size) for size in BATCHES]
    ours, *alone = fastest(cold, *batches, rounds=3)
    best = min(alone)
    [warm] = fastest(lambda: formatted(citations, style, "en-US"), rounds=5)
    of_batches = ", ".join(f"{size}: {1000 * took:.0f}" for size, took in zip(BATCHES, alone, strict=True))
    print(
        f"\n  {style_id}: cold {1000 * ours:.0f} ms, pandoc alone {1000 * best:.0f} ms (by batch {of_batches}): "
        f"{ours / best:.2f} times (at most {MOST_OF_PANDOC}); warm {1000 * warm:.0f} ms"
    )
    assert ours <= MOST_OF_PANDOC * best
    assert warm < MOST_WARM


@pytest.mark.parametrize("style_id", STYLES)
def test_a_change_in_a_list_costs_little(style_id: str) -> None:
    works, style = Works().some(200), style_named(style_id)
    took = []
    for turn in range(9):
        formatted([Citation(work) for work in works], style, "en-US")
        works[turn * 20] |= {"title": f"Another title, {turn}"}
        began = time.perf_counter()
        formatted([Citation(work) for work in works], style, "en-US")
        took.append(time.perf_counter() - began)
    print(f"\n  {style_id}: one entry of 200 changed, {', '.join(f'{1000 * each:.0f}' for each in took)} ms")
    assert min(took) < MOST_AFTER_A_CHANGE
