"""File systems of one's own, to be filled or cut: where this machine lets us mount them."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_SMALLEST = 1 << 20


class NotPossibleHereError(Exception):
    """This machine lacks what is needed (root, a compiler, a file system): it is said."""


def require_memory() -> None:
    """Raises `NotPossibleHereError` where no file system in memory can be mounted."""
    _require("a file system in memory", _mount_memory)


def require_image() -> None:
    """Raises `NotPossibleHereError` where no ext4 in a file can be made and mounted."""
    _require("an ext4 in a file", _mount_image)


@contextmanager
def in_memory(folder: Path, options: str) -> Iterator[Path]:
    """A file system in memory on this folder. Raises as `require_memory`."""
    require_memory()
    with _mounted(folder, "-t", "tmpfs", "-o", options, "tmpfs"):
        yield folder


@contextmanager
def in_image(image: Path, folder: Path) -> Iterator[Path]:
    """The ext4 in this file, on a folder that is made for it. Raises as `require_image`."""
    require_image()
    folder.mkdir()
    with _mounted(folder, "-o", "loop", str(image)):
        yield folder


def make_image(image: Path, size: int, *options: str) -> None:
    """An empty ext4 of so many bytes; `options` of `mkfs.ext4`. Raises as `require_image`."""
    require_image()
    _make(image, size, *options)


def remount(folder: Path, options: str) -> None:
    """With other options, as of another size."""
    _run("mount", "-o", f"remount,{options}", str(folder))


def _require(what: str, mount: Callable[[Path], None]) -> None:
    if lack := _lack_of(mount):
        raise NotPossibleHereError(f"needs to mount {what}: {lack}")


@cache
def _lack_of(mount: Callable[[Path], None]) -> str:
    """What one try, once, was refused with; root alone tells nothing in a container."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            mount(Path(folder))
        except OSError as refusal:
            return f"{refusal.filename}: {refusal.strerror}"
        except subprocess.CalledProcessError as refusal:
            told = f"{refusal.cmd[0]} ended with {refusal.returncode}"
            return next(iter(refusal.stderr.strip().splitlines()), told)
    return ""


def _mount_memory(folder: Path) -> None:
    with _mounted(folder, "-t", "tmpfs", "-o", "size=64k", "tmpfs"):
        pass


def _mount_image(folder: Path) -> None:
    image, disk = folder / "image", folder / "disk"
    _make(image, _SMALLEST)
    disk.mkdir()
    with _mounted(disk, "-o", "loop", str(image)):
        pass


def _make(image: Path, size: int, *options: str) -> None:
    with image.open("wb") as file:
        file.truncate(size)
    _run("mkfs.ext4", "-q", "-F", *options, str(image))


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[None]:
    _run("mount", *options, str(folder))
    try:
        yield
    finally:
        _run("umount", str(folder))


def _run(*words: str) -> None:
    subprocess.run(words, check=True, stderr=subprocess.PIPE, text=True)
