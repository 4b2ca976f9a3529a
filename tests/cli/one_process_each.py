"""Many commands, each in a process of its own with streams of its own, none started anew.

Everything is loaded once and each command is a fork of that, so that a thousand take a minute. Told
on standard input as JSON: a list of lists of cells, each `{"words", "streams", "lines", "account"}`
(its state folder); the cells of one list one after another. Answers `[[status, output, error], …]`
in their order.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cnss_counter.cli import main
from testkit.crowd import at_once
from tests.as_another_account import load_all

MISSING, FULL, LEFT, READ_ONLY, NULL, FILE = "missing", "full", "left", "read-only", "null", "file"
ENDLESS, UNREADABLE, EMPTY, GIVEN = "endless", "unreadable", "empty", "given"
GONE = "gone"
"""A socket whose other end was closed, as a service or a far shell leaves it."""
INPUTS = (GIVEN, MISSING, NULL, EMPTY, ENDLESS, UNREADABLE, GONE)
OUTPUTS = (FILE, MISSING, FULL, LEFT, READ_ONLY, NULL)
WORKERS = 3
_LONGEST = 60
"""Seconds after which the system ends a command that does not end."""


def _opened(state: str, kept: Path) -> int:
    """A descriptor in this state; `kept` is the file of what is given or said."""
    match state:
        case "empty" | "left":
            reading, writing = os.pipe()
            os.close(writing if state == EMPTY else reading)
            return reading if state == EMPTY else writing
        case "given" | "read-only":
            return os.open(kept, os.O_RDONLY | os.O_CREAT)
        case "gone":
            ours, theirs = socket.socketpair()
            theirs.close()
            return ours.detach()
        case "endless" | "null":
            return os.open("/dev/zero" if state == ENDLESS else os.devnull, os.O_RDWR)
        case "full":
            return os.open("/dev/full", os.O_RDWR)
        case _:
            return os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def _take(streams: Sequence[str], kept: Sequence[Path]) -> None:
    """Stand where a shell has put us, and see the streams as the interpreter does at its start."""
    opened = [None if state == MISSING else _opened(state, file)
              for state, file in zip(streams, kept, strict=True)]  # fmt: skip
    high = [None if one is None else os.dup2(one, 100 + n) for n, one in enumerate(opened)]
    os.closerange(0, 100)
    for number, one in enumerate(high):
        if one is not None:
            os.dup2(one, number)
    os.closerange(100, 110)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        mode, errors = "w" if number else "r", "backslashreplace" if number == 2 else "strict"
        made = None
        if high[number] is not None:
            made = open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, made)
        setattr(sys, f"__{name}__", made)


def _ended(cell: dict[str, Any]) -> tuple[int, str, str]:
    with tempfile.TemporaryDirectory() as place:
        kept = [Path(place, name) for name in ("given", "said", "refused")]
        kept[0].write_text("".join(f"{line}\n" for line in cell["lines"]), encoding="utf-8")
        process = os.fork()
        if not process:
            os.environ["XDG_STATE_HOME"] = cell["account"]
            _be(cell, kept)
        _, status = os.waitpid(process, 0)
        said, refused = (
            file.read_text("utf-8", "replace") if file.exists() else "" for file in kept[1:]
        )
        return os.waitstatus_to_exitcode(status), said, refused


def _be(cell: dict[str, Any], kept: Sequence[Path]) -> None:
    import signal

    status: object = 1
    try:
        signal.alarm(_LONGEST)
        os.chdir(kept[0].parent)  # where a paper goes that was given no place
        _take(cell["streams"], kept)
        status = main(cell["words"])
    except SystemExit as told:
        status = told.code
    except BaseException:  # noqa: BLE001 – as the interpreter would, where it can be read
        with open(kept[2], "a", encoding="utf-8") as seen:
            traceback.print_exc(file=seen)
    finally:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(status if isinstance(status, int) else 1)


def answers(rows: list[list[dict[str, Any]]]) -> Iterator[list[tuple[int, str, str]]]:
    """How each cell of each row ended."""
    told = at_once(
        WORKERS, lambda worker: [list(map(_ended, row)) for row in rows[worker::WORKERS]]
    )
    for number in range(len(rows)):
        yield told[number % WORKERS][number // WORKERS]


def every_state() -> Iterator[tuple[str, str, str]]:
    """Each stream in each state beside others that serve, and both outputs refusing at once."""
    yield from ((state, FILE, FILE) for state in INPUTS)
    yield from ((GIVEN, state, FILE) for state in OUTPUTS[1:])
    for state in (MISSING, FULL):
        yield from ((GIVEN, FILE, state), (GIVEN, state, state))


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    load_all()
    sys.stdout.write(json.dumps(list(answers(asked))))
