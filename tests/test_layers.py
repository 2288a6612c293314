"""The arrows of the architecture: config → annotations → archive → sources → accounts."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ["accounts", "sources", "archive", "annotations", "config"]  # each may import what stands before it
NOBODYS = {"config", "tests"}
SHAPELESS = {"core", "common", "utils", "helpers"}


def imported(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and top-level package of each import in `path`, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(root).parts
            name = package[0] if node.level else str(node.module)
            yield node.lineno, name.split(".")[0] if node.level < len(package) else str(node.module)


def upward_imports(root: Path) -> list[str]:
    """`file:line app → app` for each import against the arrows."""
    faults = []
    for rank, app in enumerate(ORDER):
        forbidden = {*ORDER[rank + 1 :], *NOBODYS} - {app}
        for path in sorted((root / app).rglob("*.py")):
            for line, name in imported(path, root):
                if name in forbidden:
                    faults.append(f"{path.relative_to(root)}:{line} {app} → {name}")
    return faults


def test_imports_follow_the_arrows() -> None:
    assert upward_imports(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "import archive",
        "from archive.models import Document",
        "import archive.models as kept",
        "def late():\n    from archive import models",
        "from tests.factories import make_source",
        "from config.settings import DEBUG",
    ],
)
def test_an_import_against_them_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "models.py").write_text(f"import accounts\nfrom . import names\n{line}\n")
    assert len(upward_imports(tmp_path)) == 1


def test_there_is_no_drawer_for_what_has_no_place() -> None:
    names = {path.stem for app in ORDER for path in (ROOT / app).rglob("*")}
    assert not names & SHAPELESS
