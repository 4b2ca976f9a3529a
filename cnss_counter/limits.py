"""How much of each file is read: no more than the largest honest one has, whoever wrote it.

Whatever is read whole is read here, so that a file which somebody spoilt takes neither the memory
nor the time of a counter. What each file may hold besides, and who may write it, stands in
docs/explanation/security.md.
"""

from __future__ import annotations

import errno
import os
from stat import S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

CASE = 1_000_000
"""Bytes; a request with eight survivors takes five thousand."""

CASE_TABLE = 400_000
"""Bytes; two hundred cases take a hundred thousand, and TOML takes 390 times its size at worst."""

LAW = 100_000
"""Bytes of one file of the law or of training; the closed days of ten years take ten thousand."""

WORDING = 500_000
"""Bytes of the sentences in one language; the Arabic ones take 175,000."""

RECEIPT = 10_000_000
"""Bytes of a PDF; a receipt with all that one can say has a hundred and twenty thousand."""

SCANNED = 100_000
"""Bytes of a text that was scanned, or of a receipt in text: a few thousand."""

KEYS = 1_000_000
"""Bytes of slots or of public keys; a slot takes a thousand, a public key three hundred."""

KEY_FILES = 2_000
"""Files of public keys in one folder; a counter has one."""

KEYS_TOGETHER = 2_000_000
"""Bytes of all public keys of a folder; six thousand keys take as many."""

KEYS_OF_ONE_NAME = 10
"""Different public keys of one counter under the same four letters: two by mischance."""

STATE = 500_000
"""Bytes of what a counter keeps in JSON beside its database: failures, refusals, preferences."""

MARK = 4096
"""Bytes of a small file of fixed form: a secret, an anchor, a mark, what a home says it is."""

SMALL = 10_000_000
"""Bytes of a file whose holes nobody asks after: some disks say late what they hold of it."""

MANIFEST = 100_000
"""Bytes of what a backup says of itself."""


class TooLargeError(ValueError):
    """No honest file of this kind has so many bytes; `most` says how many it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} bytes")
        self.most = most


def read(path: str | Path, most: int) -> bytes:
    """A file of a disk, whole; at most one byte more than `most` is ever read.

    Raises `TooLargeError`, and `OSError` also for what is no file of a disk: a pipe is waited
    for, a device never ends.
    """
    with opened(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise TooLargeError(most)
    return content


def opened(path: str | Path) -> BinaryIO:
    """A file of a disk, for whoever reads a part of it or block by block.

    Raises `OSError` also for what is no file of a disk.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", getattr(os, "O_BINARY", 0)))
    if not S_ISREG(os.fstat(descriptor).st_mode):  # `fdopen` would name a folder by its number
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return os.fdopen(descriptor, "rb")


def has_holes(file: BinaryIO) -> bool:
    """Whether a file has less than half of its bytes on the disk, as none of ours ever has.

    A small one has nothing to hide. A disk that does not say what it holds is believed, and one
    that says it late (ZFS) has no hole in it.
    """
    told = os.fstat(file.fileno())
    on_disk = getattr(told, "st_blocks", 0) * 512
    if told.st_size <= SMALL or not 0 < on_disk < told.st_size // 2:
        return False
    try:
        return os.lseek(file.fileno(), 0, os.SEEK_HOLE) < told.st_size
    except OSError:
        return False
    finally:
        file.seek(0)
