"""The program as a person meets it, in a terminal, beside a bare Textual application.

The two run in turn, so that a ratio is between neighbours in time. Seconds go from the key to
the paint, seen from outside.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import yardstick
from benchmarks.processes import own_memory, processor_seconds
from benchmarks.typed_ahead import CLIENT, wrong_runs
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from testkit.player import LOG_IN
from testkit.pseudo_terminal import PseudoTerminal

STARTS = 15
OPENINGS = 15
CHECKS = 30
LETTERS = "abcdefghijklmnopqrstuvwxyz" * 3
PAUSE = 0.03
REST_SECONDS = 20.0

LOGIN = training.clerk_account().password
AT_HOME = "Nouvelle demande"
FORM = "Origine"
NUMBER = "987654321"
TO_THE_NAME = ("Enter", "Enter", "Enter", "Enter", "Enter")

Row = tuple[str, float, float]
Pairs = list[tuple[float, float]]
"""The yardstick's figure and ours, of one moment."""


def rows() -> Iterator[Row]:
    """(name, measured, goal) for each figure, as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        training.prepare(Home(home))
        yield from _start_up(home)
        with bare_program() as bare, open_counter(home) as counter:
            bare.wait_for(yardstick.READY)
            counter.wait_for(LOGIN)
            counter.press(*LOG_IN)
            counter.wait_for(AT_HOME)
            yield from _at_rest(counter)
            yield ("own memory at Home / yardstick", _memory_ratio(bare, counter), 1.25)
            yield _form_opened_again(bare, counter)
            yield from _keys_in_the_form(bare, counter)
        yield _check()
        yield from _typed_ahead(home)


def bare_program() -> PseudoTerminal:
    """The yardstick."""
    return PseudoTerminal((sys.executable, yardstick.__file__))


def open_counter(home: Path) -> PseudoTerminal:
    """The training counter of this home, on the day of the first client."""
    words = ("training", "--home", home, "--on", str(CLIENT.on))
    return PseudoTerminal((sys.executable, "-m", "cnss_counter", *words))


def _start_up(home: Path) -> Iterator[Row]:
    starts = [
        (_start(bare_program(), yardstick.READY), _start(open_counter(home), LOGIN))
        for _ in range(STARTS)
    ]
    figures = ("first frame", 1.15), ("first key painted", 1.15), ("own memory at login", 1.25)
    for at, (figure, goal) in enumerate(figures):
        pairs = [(bare[at], ours[at]) for bare, ours in starts]
        yield (f"{figure} / yardstick", _ratio(pairs), goal)


def _start(program: PseudoTerminal, ready: str) -> tuple[float, float, float]:
    """Seconds to the first frame and to the first key painted; own memory, in mebibytes."""
    with program as terminal:
        first_frame = terminal.wait_for(ready) - terminal.started_at
        terminal.press("w")
        first_key = terminal.wait_for("w") - terminal.started_at
        terminal.wait_quiet()
        return first_frame, first_key, own_memory(terminal.program.pid)


def _at_rest(counter: PseudoTerminal) -> Iterator[Row]:
    counter.wait_quiet(3.0)
    before, since = processor_seconds(counter.program.pid), time.perf_counter()
    counter.look(REST_SECONDS)
    used = processor_seconds(counter.program.pid) - before
    yield ("processor at rest, %", 100 * used / (time.perf_counter() - since), 0.2)


def _memory_ratio(bare: PseudoTerminal, counter: PseudoTerminal) -> float:
    return own_memory(counter.program.pid) / own_memory(bare.program.pid)


def _form_opened_again(bare: PseudoTerminal, counter: PseudoTerminal) -> Row:
    """From the person chosen to the form painted; the first time, which mounts it, apart."""
    pairs = [(_open_plain(bare), _open_ours(counter)) for _ in range(OPENINGS + 1)]
    return ("form opened again / fresh plain screen", _ratio(pairs[1:]), 0.25)


def _open_plain(bare: PseudoTerminal) -> float:
    seconds = -bare.press("F4") + bare.wait_for(yardstick.FORM_READY)
    bare.wait_quiet()
    bare.press("F2")
    bare.wait_quiet()
    return seconds


def _open_ours(counter: PseudoTerminal) -> float:
    counter.press("F2", "F4", NUMBER, "Enter")
    counter.wait_quiet(0.5)
    seconds = -counter.press("Enter") + counter.wait_for(FORM)
    counter.wait_quiet()
    return seconds


def _keys_in_the_form(bare: PseudoTerminal, counter: PseudoTerminal) -> Iterator[Row]:
    counter.press(*TO_THE_NAME)
    counter.wait_quiet()
    pairs = [(_echo(bare, letter), _echo(counter, letter)) for letter in LETTERS]
    ours = [own for _, own in pairs]
    slowest = statistics.quantiles(ours, n=100)[98]
    yield ("key → repaint in the form / yardstick", _ratio(pairs), 1.5)
    yield ("its 99th percentile / its median", slowest / statistics.median(ours), 4)


def _echo(terminal: PseudoTerminal, letter: str) -> float:
    seconds = -terminal.press(letter) + terminal.wait_for(letter)
    terminal.look(PAUSE)
    return seconds


def _check() -> Row:
    """Of the 7, two and a half are click, which reads the options (decision 0085)."""
    nothing = (sys.executable, "-c", "pass")
    words = ("check", str(CLIENT.case), "--on", str(CLIENT.on), "--json")
    check = (sys.executable, "-m", "cnss_counter", *words)
    pairs = [(_run(nothing), _run(check)) for _ in range(CHECKS)]
    return ("check as a process / python -c pass", _ratio(pairs), 7)


def _run(command: tuple[str, ...]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def _typed_ahead(home: Path) -> Iterator[Row]:
    for pause, runs in ((0.0, 100), (0.005, 20), (0.02, 20), (0.05, 20)):
        name = f"journeys typed at {pause * 1000:g} ms a key, wrong of {runs}"
        yield (name, wrong_runs(home, runs, pause), 0)
    wrong = wrong_runs(home, 20, 0.0, busy_loops=3)
    yield ("journeys at 0 ms beside three busy loops, wrong of 20", wrong, 0)


def _ratio(pairs: Pairs) -> float:
    return statistics.median(ours / bare for bare, ours in pairs)
