"""The blob store on a real disk, and its order of writes."""

import errno
import os
from pathlib import Path

import pytest
from pytest_django import Settings

from archive import blobs


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_bytes_come_back_as_they_were() -> None:
    data = bytes(range(256))
    assert blobs.read(blobs.keep(data)) == data


def test_the_same_bytes_are_one_file(store: Path) -> None:
    blobs.keep(b"once")
    blobs.keep(b"once")
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1


def test_changed_bytes_are_never_handed_out() -> None:
    sha256 = blobs.keep(b"what was kept")
    blobs.path_of(sha256).write_bytes(b"what was kepT")
    with pytest.raises(blobs.DamagedBlob, match=sha256):
        blobs.read(sha256)


def test_file_is_synced_before_its_name_and_the_folder_after(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        target = Path(f"/proc/self/fd/{descriptor}").resolve()
        steps.append("sync folder" if target.is_dir() else "sync file")
        fsync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    blobs.path_of(blobs.sha256_of(b"ordered")).parent.mkdir(parents=True)
    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    blobs.keep(b"ordered")
    assert steps == ["sync file", "rename", "sync folder"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_leaves_nothing_behind(
    store: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(descriptor: int) -> None:
        if not Path(f"/proc/self/fd/{descriptor}").resolve().is_dir():
            raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match=os.strerror(code)):
        blobs.keep(b"never kept")
    assert [path for path in store.rglob("*") if path.is_file()] == []
