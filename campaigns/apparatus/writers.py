"""Counters in processes of their own, which say each reference once it is on the disk."""

from __future__ import annotations

import os
import select
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.database import Store
from testkit.depositing import KEY, deposit_within

_PATIENCE = 60.0
"""Seconds after which a counter that has said nothing will not."""
_TARRIES = 0.5
"""Seconds that a hasty one leaves between its word and the end of its transaction."""


@dataclass(slots=True)
class Writer:
    """A counter in a process of its own, and what it has said on its pipe.

    `is_hasty`: it says a reference before the transaction has ended, which no counter may, and
    tarries in between.
    """

    name: int
    is_hasty: bool = False
    process: int = 0
    pipe: int = -1
    said: list[str] = field(default_factory=list)
    rest: bytes = b""

    def start(self, path: Path, synchronous: str = "FULL") -> None:
        """Go on after the last reference said: the draft in hand is deposited again."""
        reading, writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(reading)
            _deposit_for_ever(path, self, writing, synchronous)
        os.close(writing)
        self.pipe, self.rest = reading, b""

    def listen(self) -> bool:
        """Take down what was said; False at the end of the pipe."""
        heard = os.read(self.pipe, 65536)
        *lines, self.rest = (self.rest + heard).split(b"\n")
        self.said.extend(line.decode() for line in lines)
        return bool(heard)

    def stop(self) -> None:
        """Freeze the process, and hear all that it had said."""
        os.kill(self.process, signal.SIGSTOP)
        os.waitpid(self.process, os.WUNTRACED)
        listen_for([self], 0)

    def kill(self) -> None:
        """End the process at once, and hear all that it had said."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        while self.listen():
            pass
        os.close(self.pipe)


def listen_for(writers: list[Writer], seconds: float) -> None:
    """Take down what is said for so long, and at least what was said already."""
    by_pipe = {writer.pipe: writer for writer in writers}
    end = time.monotonic() + seconds
    while ready := select.select(by_pipe, [], [], max(0.0, end - time.monotonic()))[0]:
        for pipe in ready:
            by_pipe[pipe].listen()


def first_to_speak(writers: list[Writer]) -> Writer:
    """Wait until one of them says something: which. `TimeoutError` when none ever does."""
    by_pipe = {writer.pipe: writer for writer in writers}
    ready = select.select(by_pipe, [], [], _PATIENCE)[0]
    if not ready:
        raise TimeoutError("no counter has said a reference")
    by_pipe[ready[0]].listen()
    return by_pipe[ready[0]]


def acknowledged(writers: list[Writer]) -> dict[str, str]:
    """Everything said: draft id → reference."""
    return {
        _draft_id(writer, number): reference
        for writer in writers
        for number, reference in enumerate(writer.said)
    }


def _deposit_for_ever(path: Path, writer: Writer, pipe: int, synchronous: str) -> None:
    try:
        store = Store.open(path, KEY)
        with store.reading() as database:
            database.execute(f"PRAGMA synchronous = {synchronous}")
        reader = open_connection(path, KEY) if synchronous != "FULL" else None
        if reader is not None:  # or the checkpoint would flush in place of the commit
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM deposits").fetchone()
        number = len(writer.said)
        while True:
            _deposit(store, _draft_id(writer, number), pipe, is_hasty=writer.is_hasty)
            number += 1
    finally:
        os._exit(1)


def _deposit(store: Store, draft_id: str, pipe: int, *, is_hasty: bool) -> None:
    with store.writing() as database:
        reference = deposit_within(database, draft_id)
        if is_hasty:
            _say(pipe, reference)
            time.sleep(_TARRIES)
    if not is_hasty:
        _say(pipe, reference)


def _say(pipe: int, reference: str) -> None:
    os.write(pipe, f"{reference}\n".encode())


def _draft_id(writer: Writer, number: int) -> str:
    return f"{writer.name}.{number}"
