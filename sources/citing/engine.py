"""The only place that runs pandoc: one document in, the same with its citations written out.

Pandoc is a program of its own (GPL): it is run, never linked. It gets no network and no file but those named here
(`--sandbox`), no environment but its own, and so much time and memory.
"""

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import msgspec

from sources.citing.stylefile import Style

MAX_SECONDS = 60
MAX_MEMORY_MB = 2048
HEAP_MB = 1024
AREA_MB = 64  # that it fills before it looks for what is no longer used: a tenth less time
AT_ONCE = 2  # programs at the same time, for each process of the site
API_VERSION = [1, 23, 1]  # of the document that pandoc reads as JSON (pandoc-types)

_turns = BoundedSemaphore(AT_ONCE)


class EngineFailed(RuntimeError):
    """Pandoc did not do it: its own words, or the limit that it ran into."""


@cache
def pandoc() -> Path:
    """The program inside the installed wheel, and no other that a machine may have. Raises `EngineFailed`."""
    spec = importlib.util.find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        program = Path(folder) / "files" / ("pandoc.exe" if sys.platform == "win32" else "pandoc")
        if program.is_file():
            return program
    raise EngineFailed("pandoc is not installed: the package pypandoc-binary has to bring it.")


@cache
def version() -> str:
    """The first line of `pandoc --version`: what is kept was made by this one."""
    return run(["--version"], b"", timeout=10).decode().partition("\n")[0]


def cite(
    blocks: Sequence[dict[str, Any]], items: Sequence[dict[str, Any]], style: Style, locale: str
) -> dict[str, Any]:
    """Pandoc's document made of `blocks`, with each citation written out and the bibliography behind them.

    `items` are CSL-JSON, `locale` is BCP 47. Raises `EngineFailed`.
    """
    meta = {"lang": {"t": "MetaString", "c": locale}}
    document = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}
    with tempfile.TemporaryDirectory(prefix="citing-") as folder:
        bibliography, csl = Path(folder) / "items.json", Path(folder) / "style.csl"
        bibliography.write_bytes(msgspec.json.encode(items))
        csl.write_bytes(style.csl)
        options = ["--from=json", "--to=json", "--citeproc", f"--bibliography={bibliography}", f"--csl={csl}"]
        answer: dict[str, Any] = msgspec.json.decode(run(options, msgspec.json.encode(document)))
    return answer


def render(
    blocks: Sequence[dict[str, Any]], title: Sequence[dict[str, Any]], locale: str, *options: str
) -> bytes:
    """The file that pandoc makes of `blocks`, with `title` (inlines) and `locale` said in it. Raises `EngineFailed`."""
    meta = {"lang": {"t": "MetaString", "c": locale}, "title": {"t": "MetaInlines", "c": title}}
    document = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}
    return run(["--from=json", "--output=-", "--wrap=none", *options], msgspec.json.encode(document))


def run(options: Sequence[str], given: bytes, *, timeout: float = MAX_SECONDS) -> bytes:
    """What pandoc writes to standard output for `given`. Raises `EngineFailed`, with its own words."""
    command = [
        *_limits(timeout),
        str(pandoc()),
        "+RTS",
        f"-M{HEAP_MB}m",
        f"-A{AREA_MB}m",
        "-RTS",
        "--sandbox",
        *options,
    ]
    with _turns, tempfile.TemporaryDirectory(prefix="pandoc-") as home:
        environment = {"HOME": home, "XDG_DATA_HOME": home, "LANG": "C.UTF-8"}
        try:
            done = subprocess.run(  # noqa: S603 - our own program and options
                command,
                input=given,
                capture_output=True,
                timeout=timeout,
                env=environment,
                cwd=home,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise EngineFailed(f"pandoc took longer than {timeout:g} seconds and was stopped.") from error
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()[:500]
        raise EngineFailed(f"pandoc ended with {done.returncode}: {words or 'it said nothing'}")
    return done.stdout


def _limits(timeout: float) -> list[str]:
    """A shell that takes the limits upon itself and then becomes pandoc: safe where threads run, unlike a fork."""
    if not sys.platform.startswith("linux"):
        return []  # elsewhere the time limit of `run` and the heap's own hold
    limits = f"ulimit -v {MAX_MEMORY_MB * 1024} && ulimit -t {int(timeout) + 1} && ulimit -c 0"
    return ["/bin/sh", "-c", f'{limits} && exec "$@"', "sh"]
