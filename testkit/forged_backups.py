"""Backups that somebody made to fill a disk or a memory, or to write elsewhere; none is large."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

_HOLE = 600_000_000
_PARTS = {
    "counter.db": b"\x5a" * 8192,
    "keys.json": b"{}",
    "home.toml": b"",
    "public_keys.json": b"",
}
_SPARSE_BYTES = {
    "GNU.sparse.major": "1",
    "GNU.sparse.minor": "0",
    "GNU.sparse.realsize": str(_HOLE),
}

Write = Callable[[Path], None]


def manifest(**changed: object) -> bytes:
    """What such a backup says of itself, in the form of an honest one."""
    said = {
        "format": "cnss-counter backup 1",
        "made_at": "2025-09-01T08:00:00+00:00",
        "agency": "041",
        "counter": "1",
        "is_training": True,
        "count": [0, {}, 1, "00"],
        "files": {name: sha256(content).hexdigest() for name, content in _PARTS.items()},
    }
    return json.dumps({**said, **changed}).encode()


def header(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    """One block of 512 bytes that says what follows it."""
    part = tarfile.TarInfo(name)
    part.size, part.type, part.linkname = size, kind, link
    return part.tobuf(tarfile.GNU_FORMAT)


def member(name: str, content: bytes, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A header, and its content to the end of the block."""
    return header(name, len(content), kind) + content + bytes(-len(content) % tarfile.BLOCKSIZE)


def _of(*members: bytes, said: bytes | None = None) -> Write:
    """A backup that begins as an honest one does."""
    first = member("manifest.json", manifest() if said is None else said)

    def write(file: Path) -> None:
        file.write_bytes(first + b"".join(members) + bytes(2 * tarfile.BLOCKSIZE))

    return write


def _extended(said: Mapping[str, str]) -> bytes:
    """A pax header (POSIX.1-2001), before the database."""
    records = b""
    for key, value in said.items():
        record = f" {key}={value}\n"
        length = len(record) + 2  # of two digits: each of ours has less than a hundred letters
        records += f"{length}{record}".encode()
    return member("x", records, tarfile.XHDTYPE) + member("counter.db", b"0\n".ljust(512, b"\0"))


def _sparse() -> bytes:
    """GNU's old list of holes: a database of 600 MB in a header of 512 bytes."""
    block = bytearray(header("counter.db", 0, tarfile.GNUTYPE_SPARSE))
    block[386:410] = b"%011o\0%011o\0" % (_HOLE, 0)
    block[483:495] = b"%011o\0" % _HOLE
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def _with_holes(*before: bytes, kind: bytes = tarfile.REGTYPE, name: str = "counter.db") -> Write:
    """As many bytes as the header says, none of which is on the disk."""

    def write(file: Path) -> None:
        _of(*before)(file)
        with file.open("r+b") as packed:
            packed.seek(-2 * tarfile.BLOCKSIZE, io.SEEK_END)
            packed.write(header(name, _HOLE, kind))
            packed.truncate(packed.tell() + _HOLE)

    return write


def _a_byte_in_each_mebibyte(file: Path) -> None:
    """64 MB, of which a quarter of one is on the disk."""
    size = 64 << 20
    _of(header("counter.db", size))(file)
    with file.open("r+b") as packed:
        start = packed.seek(-2 * tarfile.BLOCKSIZE, io.SEEK_END)
        packed.truncate(start + size)
        for at in range(start, start + size, 1 << 20):
            packed.seek(at)
            packed.write(b"x")


def _nested(file: Path) -> None:
    """A backup whose database is a backup, and so on."""
    content = b"\x5a" * 512
    for _ in range(200):
        content = member("counter.db", content)
    _of(content)(file)


def _manifest_of_holes(file: Path) -> None:
    with file.open("wb") as packed:
        packed.write(header("manifest.json", _HOLE))
        packed.truncate(_HOLE)


FORGED: Mapping[str, Write] = {
    "sparse": _of(_sparse()),
    "sparse by pax": _of(_extended(_SPARSE_BYTES)),
    "another size by pax": _of(_extended({"size": str(_HOLE)})),
    "pax of 600 MB": _with_holes(kind=tarfile.XHDTYPE, name="x"),
    "pax of 8 GB, none of it there": _of(header("x", 8_000_000_000, tarfile.XHDTYPE)),
    "a global pax header": _with_holes(kind=tarfile.XGLTYPE, name="x"),
    "a name of 600 MB": _with_holes(kind=tarfile.GNUTYPE_LONGNAME, name="x"),
    "a link's name of 600 MB": _with_holes(kind=tarfile.GNUTYPE_LONGLINK, name="x"),
    "a database of holes": _with_holes(),
    "a byte in each mebibyte": _a_byte_in_each_mebibyte,
    "keys of 600 MB": _with_holes(name="keys.json"),
    "more than there is": _of(header("counter.db", 8_000_000_000)),
    "less than nothing": _of(header("counter.db", -1_000)),
    "a link": _of(header("counter.db", 0, tarfile.SYMTYPE, "/etc/passwd")),
    "a hard link": _of(header("counter.db", 0, tarfile.LNKTYPE, "manifest.json")),
    "a device": _of(header("counter.db", 0, tarfile.CHRTYPE)),
    "a pipe": _of(header("counter.db", 0, tarfile.FIFOTYPE)),
    "a folder": _of(header("counter.db", 0, tarfile.DIRTYPE)),
    "a part twice": _of(*2 * [member("keys.json", _PARTS["keys.json"])]),
    "the manifest twice": _of(member("manifest.json", manifest())),
    "a name that leads out": _of(member("../../counter.db", b"x")),
    "a name from the root": _of(member("/tmp/counter.db", b"x")),
    "a name of sequences": _of(member("\x1b]0;owned\x07", b"x")),
    "many parts": _of(*(member(f"part-{number}", b"") for number in range(20_000))),
    "backups in one another": _nested,
    "a manifest 49,000 deep": _of(said=b"[" * 49_000 + b"]" * 49_000),
    "a manifest of 600 MB": _manifest_of_holes,
    "a list for a table": _of(said=manifest(files=["counter.db"])),
    "a table for a list": _of(said=manifest(count={"deposits": 1})),
    "a count of lists": _of(said=manifest(count=[[], [], [], []])),
    "a long number": _of(said=manifest().replace(b"[0, {}, 1", b"[0, {}, " + b"9" * 50_000)),
}  # fmt: skip
"""Each by what is wrong with it."""
