"""The real server on loopback, and a person with a browser that has no JavaScript."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).parents[2]


def environment(folder: Path, port: int) -> dict[str, str]:
    """What the site of one test runs in: its own data directory and nothing of the caller's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {
        "DATA_DIR": str(folder / "data"),
        "STATIC_ROOT": str(folder / "static"),
        "BASE_URL": f"http://127.0.0.1:{port}",
    }
    return kept | own


def manage(folder: Path, *arguments: str, port: int = 8000) -> str:
    """Run one command to its end and return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder, port),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`manage.py serve` in a process group of its own, so that one signal ends it with its workers."""

    def __init__(self, folder: Path, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(folder, port),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait()

    def kill(self) -> None:
        """No warning, no clean-up: SIGKILL to the server and its workers. A second call does nothing."""
        if self.process.returncode is not None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _wait(self) -> None:
        for _ in range(200):
            try:
                urllib.request.urlopen(self.base + "/login/", timeout=5)
            except urllib.error.URLError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"no answer from {self.base}")


class Person:
    """Opens pages and sends their forms as they stand, changing only what is named."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.address = ""
        self.page = LexborHTMLParser("")
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, address: str) -> None:
        self._ask(urllib.request.Request(urllib.parse.urljoin(self.base, address)))

    def send(self, selector: str, button: tuple[str, str] | None = None, **changes: str) -> None:
        """Send the form that `selector` finds, with the fields it has, some of them changed."""
        form = self.page.css_first(selector)
        assert form is not None, f"no {selector} on {self.address}"
        fields = {**dict(_fields(form)), **changes, **(dict([button]) if button else {})}
        target = urllib.parse.urljoin(self.address, form.attributes.get("action") or "")
        data = urllib.parse.urlencode(fields).encode()
        self._ask(
            urllib.request.Request(target, data, headers={"Referer": self.address, "Origin": self.base})
        )

    def log_in(self, username: str, password: str) -> None:
        self.open("/login/")
        self.send("main form", username=username, password=password)

    def _ask(self, request: urllib.request.Request) -> None:
        with self.browser.open(request, timeout=30) as answer:
            self.address = answer.geturl()
            self.page = LexborHTMLParser(answer.read().decode())


def _fields(form: LexborNode) -> list[tuple[str, str]]:
    """What a browser would send of this form without a button pressed; one value for each name is enough here."""
    found = []
    for each in form.css("input[name], textarea[name], select[name]"):
        name, kind = each.attributes["name"] or "", each.attributes.get("type") or ""
        if kind in ("submit", "button", "file", "image"):
            continue
        if kind in ("checkbox", "radio"):
            if "checked" in each.attributes:
                found.append((name, each.attributes.get("value") or "on"))
        elif each.tag == "select":
            chosen = each.css_first("option[selected]") or each.css_first("option")
            found.append((name, (chosen.attributes.get("value") or "") if chosen else ""))
        elif each.tag == "textarea":
            found.append((name, each.text()))
        else:
            found.append((name, each.attributes.get("value") or ""))
    return found
