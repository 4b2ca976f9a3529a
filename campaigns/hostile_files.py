"""Every file that the program opens, spoilt: one clear line, exit status 2, no wait, no memory.

Pipes, devices without end, folders, holes of 5 GB; JSON and TOML without end; backups with holes,
with headers of pax and GNU, in one another; PDFs that unfold, or whose tables lead round. Each is
given to each command that opens such a file: named on the line, laid into the folder of a law, or
among the files of a counter.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from campaigns.apparatus import counters
from campaigns.apparatus.hostile_files import ANY, ARCHIVES, JSON, PDFS, TOML, Spoil, text
from campaigns.frame import Findings
from cnss_counter.paths import Home, data_folder

SHORT, LONG = 20, 2_000
"""How many files are given."""

_PATIENCE = 60.0
"""Seconds after which a command will not end."""

_MOST_SECONDS = 10.0
"""Of work, of a command and what it starts: a machine that others use makes nobody slower."""

_MOST_MEMORY = 300_000
"""Kibibytes, of the largest of them."""

_KINDS = ("waited", "traceback", "not_one_line", "status", "memory", "work")
CONTROL_BREAKS = frozenset(_KINDS)


class _Command(NamedTuple):
    """`place`: where the file is laid. A counter may serve without its file: `may_serve`."""

    words: tuple[str, ...]
    kinds: Mapping[str, Spoil]
    place: str = "given"
    may_serve: bool = False


_NAMED = {**ANY, **JSON, "exchanged": text(b"{}")}
_AT_HOME = ("--home", "PLACE/home", "--clerk", "A17", "--password-stdin")
_LAW = ("rules", "list", "--with", "PLACE/law")
_RESTORE = ("--home", "PLACE/new", "--clerk", "A17", "--last-number", "1", "--password-stdin")
_CASE = "PLACE/receipt.txt"
_COMMANDS: dict[str, _Command] = {
    "check": _Command(("check", "PLACE/given"), {**_NAMED, **PDFS}),
    "verify": _Command(("verify", "PLACE/given"), {**_NAMED, **PDFS, **ARCHIVES}),
    "verify keys": _Command(("verify", _CASE, "--keys", "PLACE/given"), _NAMED),
    "rules test": _Command(("rules", "test", "PLACE/given"), {**_NAMED, **TOML}),
    "law": _Command(_LAW, {**ANY, **TOML}, "law/parameters/legal_age.toml"),
    "words of a law": _Command(_LAW, {**ANY, **TOML}, "law/wording/fr.toml", may_serve=True),
    "restore": _Command(("restore", "PLACE/given", *_RESTORE), {**_NAMED, **ARCHIVES, **PDFS}),
    **{
        file: _Command(("journal", "verify", *_AT_HOME), kinds, f"home/{file}", may_serve=True)
        for file, kinds in {
            "keys.json": {**ANY, **JSON},
            "home.toml": {**ANY, **TOML},
            "throttle.json": {**ANY, **JSON},
            "refused.json": {**ANY, **JSON},
            "public_keys.json": {**ANY, **JSON},
            "machine.key": ANY,
            "counter.anchor": ANY,
            "counter.db": ANY,
        }.items()
    },
    "preferences.json": _Command(
        ("backup", *_AT_HOME), {**ANY, **JSON}, "home/preferences.json", may_serve=True
    ),
    "clerk list": _Command(("clerk", "list", *_AT_HOME), ANY, "home/counter.db", may_serve=True),
    "deposit": _Command(("deposit", "PLACE/given", *_AT_HOME), {**_NAMED, **PDFS}),
    **{
        f"doctor, {file}": _Command(
            ("--home", "PLACE/home", "doctor"), {**ANY, **JSON}, f"home/{file}", may_serve=True
        )
        for file in ("keys.json", "counter.db", "counter.anchor", "machine.key", "home.toml")
    },
}


def run(count: int, seed: int) -> Findings:
    return _give(count, seed, ("-m", "cnss_counter"), _COMMANDS)


def control(seed: int) -> Findings:
    """A program that reads whatever it is given to its end, and keeps it or does not.

    Each file has to break what it is there for; what it did not break is no `CONTROL_BREAKS`.
    """
    broken: Counter[str] = Counter()
    for fault, (kind, script) in _CONTROLS.items():
        command = _Command(("check", "PLACE/given"), {kind: ANY[kind]})
        program = ("-c", f"import sys, time; file = open(sys.argv[2], 'rb'); {script}")
        found = _give(
            1,
            seed,
            program,
            {"check": command},
            is_told=False,
            patience=5.0 if kind == "pipe" else 90.0,
        )
        broken.update(found.broken)
        broken[f"not {fault}"] += not found.broken[fault]
    return Findings({"files given": len(_CONTROLS)}, broken)


_CONTROLS = {
    "waited": ("pipe", "file.read()"),
    "memory": ("device without end", "file.read()"),
    "work": (
        "device without end",
        "any(time.process_time() > 11 for _ in iter(lambda: file.read(1 << 20), b''))",
    ),
}
"""What has to break, the file that breaks it, and what a careless program does with it."""


def _give(
    count: int,
    seed: int,
    program: tuple[str, ...],
    commands: Mapping[str, _Command],
    *,
    is_told: bool = True,
    patience: float = _PATIENCE,
) -> Findings:
    found: Counter[str] = Counter()
    most_memory, most_work = 0, 0.0
    chance = Random(seed)
    pairs = [(name, kind) for name, command in commands.items() for kind in command.kinds]
    chance.shuffle(pairs)
    with _made() as made:
        for name, kind in islice(cycle(pairs), count):
            with _places(made) as place:
                faults, memory, work = _given(
                    program, commands[name], kind, place, chance, patience
                )
            for fault in faults if is_told else ():  # the control's are no news
                print(f"{name}, {kind}: {fault}", file=sys.stderr)
            found.update(fault.partition(":")[0] for fault in faults)
            most_memory, most_work = max(most_memory, memory), max(most_work, work)
    tried = {
        "files given": count,
        "of pairs": len(pairs),
        "most memory, MB": most_memory // 1000,
        "most work, s": round(most_work, 2),
    }
    return Findings(tried, {kind: found[kind] for kind in _KINDS})


@contextmanager
def _made() -> Iterator[Path]:
    """A counter and a law, as they are before anybody spoils them."""
    with tempfile.TemporaryDirectory() as place:
        counters.make(Home(Path(place) / "home"))
        shutil.copytree(data_folder(), Path(place) / "law")
        (Path(place) / "receipt.txt").write_text("no receipt")
        yield Path(place)


@contextmanager
def _places(made: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(made, Path(place) / "copy"))


def _given(
    program: tuple[str, ...],
    command: _Command,
    kind: str,
    place: Path,
    chance: Random,
    patience: float,
) -> tuple[list[str], int, float]:
    """What was wrong with the answer, the memory in kibibytes, and the seconds of work."""
    path = place / command.place
    path.unlink(missing_ok=True)
    command.kinds[kind](path)
    # Not through a pipe: a program that answers before it asks for a password closes its end.
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as passwords:
        passwords.write(f"{counters.PASSWORD}\n".encode() * 3)
        passwords.seek(0)
        started = subprocess.Popen(
            [sys.executable, *program, *(w.replace("PLACE", str(place)) for w in command.words)],
            stdin=passwords, stdout=subprocess.DEVNULL, stderr=told,
            env={**os.environ, "LANG": "fr"},
            preexec_fn=_with_little_memory,  # noqa: PLW1509  no thread has begun
        )  # fmt: skip
        late = threading.Timer(patience, started.kill)
        late.start()
        if kind == "exchanged":
            _exchange(path, chance)
        _, ended, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(ended)
        late.cancel()
        told.seek(0)
        said = told.read(100_000).decode("utf-8", "replace")
    work = used.ru_utime + used.ru_stime
    faults = list(_faults(started.returncode, said, may_serve=command.may_serve))
    faults += ["memory"] * (used.ru_maxrss > _MOST_MEMORY) + ["work"] * (work > _MOST_SECONDS)
    return faults, used.ru_maxrss, work


def _with_little_memory() -> None:
    limit = 1_500_000_000  # of addresses: whoever reads /dev/zero to its end meets it
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _exchange(path: Path, chance: Random) -> None:
    """Another file in its place, again and again, while the program starts and reads."""
    for _ in range(500):
        other = path.with_name("other")
        other.write_bytes(chance.randbytes(chance.randrange(3_000)))
        other.replace(path)


def _faults(status: int, told: str, *, may_serve: bool) -> Iterator[str]:
    if status < 0:
        yield "waited"
    elif "Traceback" in told or "MemoryError" in told:
        yield f"traceback: {told[-300:]}"
    elif (status == 2 or not may_serve) and not _is_one_line(told):
        yield f"not_one_line: {told[:300]!r}"
    if status != 2 and not (may_serve and status in {0, 1}):
        yield f"status: {status}"


def _is_one_line(told: str) -> bool:
    return told.count("\n") == 1 and told.rstrip("\n").isprintable()
