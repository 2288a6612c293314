"""What holds for every file that is kept: its size, and that it names no machine and no registry."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAX_FILE, MAX_FUNCTION = 300, 40  # lines
CODE = {".py", ".js", ".css", ".html"}
PLACES = re.compile(
    r"(?<![\w.])/(work|root|opt)/|/Users/|/etc/xdg|find-links|(?<!emit-)index-url", re.IGNORECASE
)


def tracked() -> list[Path]:
    """The files that git keeps."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the list of kept files is not known")
    listing = subprocess.run(  # noqa: S603 - our own arguments
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_files_are_short() -> None:
    # Migrations are written by Django, as long as they have to be.
    code = [path for path in tracked() if path.suffix in CODE and path.parent.name != "migrations"]
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in code}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > MAX_FILE} == {}


def test_functions_are_short() -> None:
    found = [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in tracked()
        if path.suffix == ".py"
        for node in functions(path)
    ]
    assert found
    assert [entry for entry in found if entry[1] > MAX_FUNCTION] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    faults = []
    for path in set(tracked()) - {Path(__file__)}:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture, or bytes that a test of encodings reads
        name = path.relative_to(ROOT)
        faults += [
            f"{name}:{number} {hit[0]}"
            for number, line in enumerate(lines, 1)
            if (hit := PLACES.search(line))
        ]
    assert faults == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_is_pinned_by_hash(lock: str) -> None:
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    assert "://" not in text  # what is installed is named, never where it comes from
    packages = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
