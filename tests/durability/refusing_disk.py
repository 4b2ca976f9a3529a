"""A child process whose disk refuses to flush, and what its counter then says.

A filter of system calls (seccomp, Linux) makes every `fsync` and `fdatasync` fail. Whoever
acknowledges a deposit all the same would lose it in a power cut.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.database import Store
from testkit.depositing import KEY, deposit

_FLUSHES = {"x86_64": (74, 75), "aarch64": (82, 83)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000


def refuse_to_flush() -> None:
    """From now on, and for good, this process cannot bring anything to the disk."""
    fsync, fdatasync = _FLUSHES[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 0),
        (_JUMP_IF_EQUAL, 1, 0, fsync),
        (_JUMP_IF_EQUAL, 0, 1, fdatasync),
        (_RETURN, 0, 0, _FAIL | errno.EIO),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    described = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program))
    )
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    if library.prctl(_SECCOMP, _FILTER, described, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def main(path: str, synchronous: str) -> None:
    """Print `acknowledged` or the code of the refusal.

    Somebody else is reading meanwhile, so that the checkpoint cannot flush in place of the
    commit.
    """
    reader = open_connection(Path(path), KEY)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM deposits").fetchone()
    store = Store.open(Path(path), KEY)
    with store.reading() as database:
        database.execute(f"PRAGMA synchronous = {synchronous}")
    deposit(store, "one before")
    refuse_to_flush()
    try:
        deposit(store, "a draft")
    except StoreError as refusal:
        print(refusal.code)  # noqa: T201
    else:
        print("acknowledged")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
