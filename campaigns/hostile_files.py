"""Every file that a command is given, spoilt: one clear line, exit status 2, no wait, no memory.

A link that leads round, a pipe, a device without end, a folder, a huge file, JSON a hundred
thousand deep, keys written twice, NaN, bytes that are no UTF-8, a file exchanged while it is
read; as a case, a receipt to verify, public keys, a table of cases, a backup to restore.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from campaigns.frame import Findings

SHORT, LONG = 1, 20
"""How often each pair of a command and a file is tried."""

_PATIENCE = 20.0
_MOST_MEMORY = 300_000
"""Kibibytes."""

_KINDS = ("waited", "traceback", "not_one_line", "status", "memory")
CONTROL_BREAKS = frozenset(_KINDS)
_Spoil = Callable[[Path], None]


def _deep(path: Path) -> None:
    path.write_bytes(b"[" * 100_000 + b"]" * 100_000)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(5_000_000_000)


def _text(content: bytes) -> _Spoil:
    def spoil(path: Path) -> None:
        path.write_bytes(content)

    return spoil


_FILES: dict[str, _Spoil] = {
    "missing": lambda _: None,
    "empty": _text(b""),
    "link to itself": lambda path: path.symlink_to(path),
    "link to /etc/shadow": lambda path: path.symlink_to("/etc/shadow"),
    "pipe": os.mkfifo,
    "device without end": lambda path: path.symlink_to("/dev/zero"),
    "folder": lambda path: path.mkdir(),
    "huge": _huge,
    "deep": _deep,
    "keys twice": _text(b'{"procedure": "contribution_refund", "procedure": "x"}'),
    "NaN": _text(b'{"procedure": NaN}'),
    "long number": _text(b'{"format": ' + b"9" * 100_000 + b"}"),
    "byte order mark": _text(b"\xef\xbb\xbf{}"),
    "no UTF-8": _text(b'{"procedure": "\xff\xfe"}'),
    "half a surrogate": _text(rb'{"procedure": "\ud800", "\udfff": "\u0000"}'),
    "terminal sequences": _text(b'{"\x1b]0;owned\x07": "\x1b[31337m"}'),
    "sequences in JSON": _text(rb'{"\u001b]0;owned\u0007\u202e": 1}'),
    "a PDF that is none": _text(b"%PDF-1.7\n" + b"\x00\xff" * 5_000),
    "an archive that is none": _text(b"manifest.json".ljust(512, b"\0") * 4),
}
_COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "FILE"),
    "verify": ("verify", "FILE"),
    "verify keys": ("verify", "RECEIPT", "--keys", "FILE"),
    "rules test": ("rules", "test", "FILE"),
    "restore": (
        "restore", "FILE", "--home", "NEW", "--clerk", "A17", "--password-stdin",
        "--last-number", "1",
    ),
}  # fmt: skip


def run(count: int, seed: int) -> Findings:
    return _give(count, seed, ("-m", "cnss_counter"))


def control(seed: int) -> Findings:
    """A program that reads whatever it is given to its end."""
    script = "import sys, json; json.load(open(sys.argv[2], 'rb'))"
    return _give(1, seed, ("-c", script), only="check")


def _give(count: int, seed: int, program: tuple[str, ...], only: str = "") -> Findings:
    found: Counter[str] = Counter()
    given = 0
    for round_ in range(count):
        for name, command in _COMMANDS.items():
            if only in ("", name):
                for kind, spoil in (*_FILES.items(), ("exchanged", _text(b"{}"))):
                    broken = _broken(program, command, spoil, kind, Random(seed + round_))
                    for fault in broken if not only else ():  # the control's are no news
                        print(f"{name}, {kind}: {fault}", file=sys.stderr)
                    found.update(fault.partition(":")[0] for fault in broken)
                    given += 1
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    found["memory"] += most > _MOST_MEMORY
    tried = {"files given": given, "most memory, MB": most // 1000}
    return Findings(tried, {kind: found[kind] for kind in _KINDS})


def _broken(
    program: tuple[str, ...], command: tuple[str, ...], spoil: _Spoil, kind: str, chance: Random
) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "given.json"
        spoil(path)
        (Path(place) / "receipt.txt").write_text("no receipt")
        words = {"FILE": str(path), "NEW": f"{place}/new", "RECEIPT": f"{place}/receipt.txt"}
        started = subprocess.Popen(
            [sys.executable, *program, *(words.get(word, word) for word in command)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=_with_little_memory,  # noqa: PLW1509  no thread has begun
        )  # fmt: skip
        exchanging = threading.Thread(target=_exchange, args=(path, chance))
        if kind == "exchanged":
            exchanging.start()
        try:
            _, told = started.communicate(b"olive amande figue\n" * 3, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            started.kill()
            started.communicate()
            return ["waited"]
        finally:
            if kind == "exchanged":
                exchanging.join()
    return _faults(started.returncode, told.decode("utf-8", "replace"))


def _with_little_memory() -> None:
    limit = 1_500_000_000  # of addresses: whoever reads /dev/zero to its end meets it
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _exchange(path: Path, chance: Random) -> None:
    """Another file in its place, again and again, while the program starts and reads."""
    for _ in range(500):
        other = path.with_name("other")
        other.write_bytes(chance.randbytes(chance.randrange(3_000)))
        other.replace(path)


def _faults(status: int, told: str) -> list[str]:
    faults = []
    if "Traceback" in told or "MemoryError" in told:
        faults.append(f"traceback: {told[-300:]}")
    elif len(told.splitlines()) != 1 or any(not c.isprintable() for c in told.rstrip("\n")):
        faults.append(f"not_one_line: {told[:300]!r}")
    if status != 2:
        faults.append(f"status: {status}")
    return faults
