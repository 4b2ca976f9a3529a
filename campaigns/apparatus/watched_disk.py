"""Programs whose calls to the disk are written into a log, or refused: see `disk.c`."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from testkit.mounting import NotPossibleHereError

_SOURCE = Path(__file__).with_name("disk.c")
_HEAD = struct.Struct("<c3xIIQQQ")


class Call(NamedTuple):
    """One call that succeeded: c(reate), w(rite), t(runcate), s(ync), u(nlink), r(ename), m(kdir).

    `offset` of a truncation is the new length; `inode` is 0 where the name alone matters.
    """

    kind: str
    path: str
    second: str
    inode: int
    offset: int
    data: bytes


@cache
def library() -> Path:
    """The interposer, built once; `NotPossibleHereError` where nothing can build or load it."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not Path("/proc/self/fd").exists():
        raise NotPossibleHereError("needs a C compiler and Linux")
    built = Path(mkdtemp(prefix="campaign-")) / "disk.so"
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", built, _SOURCE, "-ldl"], check=True)
    return built


def environment(root: Path, *, log: Path | None = None) -> dict[str, str]:
    """The surroundings of a watched program; with `log` its calls are written there."""
    given = {"LD_PRELOAD": str(library()), "CAMPAIGN_ROOT": f"{root}/"}
    if log is not None:
        given["CAMPAIGN_LOG"] = str(log)
    return {**os.environ, **given}


def calls(log: Path) -> Iterator[Call]:
    """What a watched program did, in order."""
    content, at = log.read_bytes(), 0
    while at < len(content):
        kind, first, second, inode, offset, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path = content[at : at + first].decode()
        other = content[at + first : at + first + second].decode()
        at += first + second
        data = b""
        if kind == b"w":
            data = content[at : at + length]
            at += length
        yield Call(kind.decode(), path, other, inode, offset, data)
