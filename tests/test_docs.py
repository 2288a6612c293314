"""What the README and docs/ tell people to type or to open is really there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("README.md"), *(ROOT / "docs").rglob("*.md")])
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|md|toml|txt|html|css|js))`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
VERB = re.compile(r"\bmake ([a-z][a-z-]+)")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
SETTING = re.compile(r"`([A-Z][A-Z_]{3,})`(?= *\|)|^([A-Z][A-Z_]{3,})=", re.MULTILINE)
MADE_BY_USE = ("data/", "staticfiles/", ".venv/", "../shared/")


def verbs() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def code(text: str) -> str:
    """The parts of a page that are typed or opened: between backticks and in code blocks."""
    return "\n".join(
        part for pair in re.findall(r"```(.*?)```|(`[^`\n]+`)", text, re.DOTALL) for part in pair
    )


def missing(page: Path, text: str) -> list[str]:
    """What `text`, standing at `page`, names and this project does not have."""
    typed = code(text)
    paths = [path for path in PATH.findall(text) if not path.startswith(MADE_BY_USE)]
    settings = (ROOT / "config/settings.py").read_text() + (ROOT / "config/environment.py").read_text()
    return [
        *(path for path in paths if not (ROOT / path).exists() and not (page.parent / path).exists()),
        *(link for link in LINK.findall(text) if not (page.parent / link).exists()),
        *(f"make {verb}" for verb in VERB.findall(typed) if verb not in verbs()),
        *(f"manage.py {name}" for name in COMMAND.findall(typed) if name not in get_commands()),
        *(name for pair in SETTING.findall(text) for name in pair if name and f'"{name}"' not in settings),
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_exists(page: Path) -> None:
    assert missing(page, page.read_text()) == []


def test_there_is_something_to_read() -> None:
    assert ROOT / "README.md" in PAGES
    assert len(PAGES) > 1


@pytest.mark.parametrize(
    "text",
    [
        "`config/no_such.py`",
        "`no_such.md`",
        "[there](no/such/page.md)",
        "`make tea`",
        "```\nmake tea\n```",
        "`manage.py brew`",
        "| `NO_SUCH_SETTING` | what it does |",
        "```\nNO_SUCH_SETTING=1 make run\n```",
    ],
)
def test_what_is_not_there_is_found(text: str) -> None:
    assert len(missing(ROOT / "README.md", text)) == 1
