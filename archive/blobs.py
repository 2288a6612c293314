"""The blob store: bytes on disk, named by their SHA-256, never changed.

A blob is written as temporary file → fsync → rename → fsync of the folder, and always before the row that
names it: a row without its blob cannot exist, whatever kills the process between the two.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def sha256_of(data: bytes) -> str:
    """Lower-case hex digest."""
    return hashlib.sha256(data).hexdigest()


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest lie, whether or not they are there."""
    return Path(settings.DATA_DIR) / "blobs" / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Write bytes durably and return their digest; nothing happens when they are there already.

    Raises `OSError` when the disk refuses; then no file of that name exists.
    """
    sha256 = sha256_of(data)
    path = path_of(sha256)
    if path.exists():
        return sha256
    _make_folders(path.parent)
    handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return sha256


def read(sha256: str) -> bytes:
    """The bytes. Raises `FileNotFoundError` when they are missing, `DamagedBlob` when they have changed."""
    data = path_of(sha256).read_bytes()
    if sha256_of(data) != sha256:
        raise DamagedBlob(sha256)
    return data


class DamagedBlob(Exception):
    """The bytes on disk are not the bytes that were kept; the argument is the digest they should have."""


def _make_folders(folder: Path) -> None:
    """Create each missing folder and sync its parent, so that a power cut cannot lose the path to a blob."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        _sync_folder(each.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
