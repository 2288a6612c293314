"""Reads the environment for `config.settings`: a value, its default, or a refusal in words."""

import os
import secrets
import tempfile
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def env_text(name: str, default: str = "") -> str:
    """`name` without surrounding blanks; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def env_flag(name: str) -> bool:
    """Whether `name` is switched on; anything but a plain yes or no is refused."""
    value = env_text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def env_list(name: str, default: list[str]) -> list[str]:
    """The comma-separated items of `name`, or `default` when there are none."""
    return [item.strip() for item in env_text(name).split(",") if item.strip()] or default


def env_count(name: str, default: int, *, at_most: int | None = None) -> int:
    """`name` as a whole number above zero. Raises ImproperlyConfigured for anything else."""
    value = env_text(name, str(default))
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} must be a whole number above zero, not {value!r}.")
    if at_most is not None and int(value) > at_most:
        raise ImproperlyConfigured(f"{name} may be {at_most} at most, not {value!r}.")
    return int(value)


def secret_key(data_dir: Path, foreign_hosts: list[str]) -> str:
    """SECRET_KEY; where nobody but this machine is served, else a key kept in `data_dir`.

    Raises ImproperlyConfigured when other hosts are served and there is no key.
    """
    if key := env_text("SECRET_KEY"):
        return key
    if foreign_hosts:
        raise ImproperlyConfigured(
            f"SECRET_KEY is not set, and ALLOWED_HOSTS serves {', '.join(foreign_hosts)}. "
            "Set SECRET_KEY to at least 50 random characters and keep it out of the repository."
        )
    return kept_secret(data_dir / "secret_key")


def kept_secret(path: Path) -> str:
    """The secret in the file `path`, made once: whole or not at all, for its owner's eyes only."""
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(name, path)
        except FileExistsError:
            pass  # another process was first, and its key is the key
        finally:
            Path(name).unlink()
    return path.read_text()


def database(url: str, test_file: Path) -> dict[str, object]:
    """The database at `url`, with what Undersight relies on switched on.

    On SQLite, tests use `test_file`: in memory there is no WAL and no lock to wait for.
    """
    if not url.startswith("sqlite"):
        return {**dj_database_url.parse(url), "OPTIONS": {"pool": True}}
    return {
        **dj_database_url.parse(url, conn_max_age=60),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing half way
            "timeout": 20,  # seconds
            # A search looks at thousands of rows: 16 MB of them stay at hand, the rest is read where the system has it,
            # up to 2 GB of the file, which takes addresses but no memory. What is deleted is overwritten.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-16000; PRAGMA mmap_size=2147418112; PRAGMA secure_delete=ON",
        },
        "TEST": {"NAME": str(test_file)},
    }
