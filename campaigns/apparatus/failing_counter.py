"""Counters on a disk that begins to refuse at a given call: `python -m … IS_HASTY`.

Each line of standard input, `FOLDER CALL ERRNO`, is one counter in a process of its own, and
is answered by one line of JSON: what was promised, what was refused, and how many calls it took.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from campaigns.apparatus.counters import at_the_desk, deposit, make, request
from cnss_counter.errors import CounterError
from cnss_counter.paths import Home

CLIENTS = 2


def main(is_hasty: str) -> None:
    """Answer each line, until there is none."""
    _load_everything()
    for line in sys.stdin:
        folder, call, refusal = line.split()
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            told = _serve(Home(Path(folder)), int(call), int(refusal), is_hasty=bool(int(is_hasty)))
            os.write(writing, json.dumps(told).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            print(answer.read() or json.dumps({"bug": "died"}), flush=True)
        os.waitpid(process, 0)


def _load_everything() -> None:
    """Serve a client elsewhere, so that the counters to come have nothing to import."""
    with TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        make(home)
        _try(home, {"promised": [], "refused": []}, [])


def _serve(home: Home, call: int, refusal: int, *, is_hasty: bool) -> dict[str, Any]:
    library = ctypes.CDLL(None)
    told: dict[str, Any] = {"promised": [], "refused": [], "bug": ""}
    hasty = told["promised"] if is_hasty else []
    library.campaign_disk_fails(call, refusal)
    _try(home, told, hasty)
    told["calls"] = library.campaign_calls()
    library.campaign_disk_fails(-1, 0)
    told["refused_before"], told["refused"] = told["refused"], []
    if told["refused_before"] and not is_hasty:
        _try(home, told, [])  # the same again, on a disk that is well
    return told


def _try(home: Home, told: dict[str, Any], hasty: list[list[str]]) -> None:
    try:
        with at_the_desk(home) as session:
            for number in range(1, CLIENTS + 1):
                wanted = request(session, number)
                session.drafts.new(session.cleaned(wanted))
                if hasty is told["promised"]:  # what the control does
                    hasty.append([f"draft.{number}", "said already"])
                done = deposit(session, f"draft.{number}", wanted)
                told["promised"].append([done.draft_id, done.reference])
                session.receipts.save(done.reference, form="text")
    except CounterError as refused:
        told["refused"].append(refused.code)
    except Exception as bug:  # noqa: BLE001  told, and counted
        told["bug"] += f"{type(bug).__name__}: {bug}"


if __name__ == "__main__":
    main(*sys.argv[1:])
