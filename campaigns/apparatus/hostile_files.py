"""Spoilt files of every kind that somebody may lay where this program reads one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from testkit import forged_backups, forged_pdfs

Spoil = Callable[[Path], None]


def text(content: bytes) -> Spoil:
    """A file that says this."""

    def spoil(path: Path) -> None:
        path.write_bytes(content)

    return spoil


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(5_000_000_000)


_KEY = b".".join([b"a"] * 20_000)

ANY: Mapping[str, Spoil] = {
    "missing": lambda _: None,
    "empty": text(b""),
    "link to itself": lambda path: path.symlink_to(path),
    "link to /etc/shadow": lambda path: path.symlink_to("/etc/shadow"),
    "pipe": os.mkfifo,
    "device without end": lambda path: path.symlink_to("/dev/zero"),
    "folder": lambda path: path.mkdir(),
    "huge": _huge,
    "a PDF that is none": text(b"%PDF-1.7\n" + b"\x00\xff" * 5_000),
    "an archive that is none": text(b"manifest.json".ljust(512, b"\0") * 4),
    "millions of lines": text("é\n".encode() * 3_000_000),
}
JSON: Mapping[str, Spoil] = {
    "deep": text(b"[" * 100_000 + b"]" * 100_000),
    "deep tables": text(b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "empty lists": text(b"[" + b"[]," * 330_000 + b"0]"),
    "many keys": text(b'{"a":1' + b"".join(b',"%x":{}' % n for n in range(90_000)) + b"}"),
    "keys twice": text(b'{"procedure": "contribution_refund", "procedure": "x"}'),
    "a list for a table": text(b"[1, 2]"),
    "NaN": text(b'{"procedure": NaN}'),
    "long number": text(b'{"format": ' + b"9" * 100_000 + b"}"),
    "byte order mark": text(b"\xef\xbb\xbf{}"),
    "no UTF-8": text(b'{"procedure": "\xff\xfe"}'),
    "half a surrogate": text(rb'{"procedure": "\ud800", "\udfff": "\u0000"}'),
    "terminal sequences": text(b'{"\x1b]0;owned\x07": "\x1b[31337m"}'),
    "sequences in JSON": text(rb'{"\u001b]0;owned\u0007\u202e": 1}'),
}
TOML: Mapping[str, Spoil] = {
    "deep TOML": text(b"kind = " + b"[" * 40_000 + b"]" * 40_000),
    "a dotted key": text(_KEY + b" = 1"),
    "a heading": text(b"[" + _KEY + b"]"),
    "a key in a table": text(b"kind = {" + _KEY + b" = 1}"),
    "a number": text(b'[base]\nprocedure = "x"\n[base.answers]\na = 0x' + b"f" * 50_000),
    "many tables": text(b"".join(b"[a%x]\n" % number for number in range(12_000))),
    "more tables": text(b"".join(b"[a%x.b.c.d.e.f.g]\n" % number for number in range(18_000))),
    "many cases": text(b"[[cases]]\n" * 38_000),
}
ARCHIVES: Mapping[str, Spoil] = forged_backups.FORGED
PDFS: Mapping[str, Spoil] = {name: text(pdf) for name, pdf in forged_pdfs.FORGED.items()}
