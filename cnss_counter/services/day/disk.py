"""Room on the disk: asked before a form is filled, never in the middle of a deposit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.files.private_files import told_as_store_errors

LOW = 1_000_000_000
"""Bytes free below which the home screen warns."""

TOO_LITTLE = 200_000_000
"""Bytes free below which no new request is begun."""


def free_bytes(folder: Path) -> int:
    """What is free on the disk of this folder."""
    with told_as_store_errors(folder):
        return shutil.disk_usage(folder).free


def is_low(folder: Path, free: Callable[[Path], int] = free_bytes) -> bool:
    return free(folder) < LOW


def require_room(folder: Path, free: Callable[[Path], int] = free_bytes) -> None:
    """Raise `StoreError` when a new request might not find its place on the disk."""
    if free(folder) < TOO_LITTLE:
        raise StoreError(
            "store.disk_nearly_full", folder=str(folder), least=f"{TOO_LITTLE // 1_000_000}"
        )


def require_bytes(folder: Path, needed: int, free: Callable[[Path], int] = free_bytes) -> None:
    """Raise `StoreError` when there is less room than a work needs."""
    if free(folder) < needed:
        raise StoreError("store.no_room", folder=str(folder), least=f"{needed // 1_000_000 + 1}")
