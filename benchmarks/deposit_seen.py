"""From the key that deposits to the reference, beside the time until its receipt is drawn; and what
forty deposits leave in the memory.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import yardstick
from benchmarks.processes import own_memory
from benchmarks.terminal import AT_HOME, LOGIN, Row, bare_program, open_counter
from benchmarks.typed_ahead import CLIENT, DEPOSITED
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from testkit.clients import first_client
from testkit.player import LOG_IN
from testkit.pseudo_terminal import PseudoTerminal

DEPOSITS = 40
FORM, READ_BACK, CONSENT = "Origine", "Relisez", "Lisez ce texte"
REFERENCE = "Référence de la demande"


def rows() -> Iterator[Row]:
    """(name, measured, goal) for each figure, as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        _prepare(Home(home))
        with bare_program() as plain, open_counter(home) as ours:
            plain.wait_for(yardstick.READY)
            ours.wait_for(LOGIN)
            ours.press(*LOG_IN)
            ours.wait_for(AT_HOME)
            ours.wait_quiet(1.0)
            ratios = []
            for number in range(1, DEPOSITS + 1):
                reference, drawn = _deposit(ours)
                ratios.append(reference / drawn)
                if number in {1, DEPOSITS}:
                    memory = own_memory(ours.program.pid) / own_memory(plain.program.pid)
                    goal = 2.8 if number == 1 else 3.0
                    yield (f"own memory at Home after {number} / yardstick", memory, goal)
            yield ("deposit → reference / → its receipt drawn", statistics.median(ratios), 0.6)


def _prepare(home: Home) -> None:
    training.prepare(home)
    clerk = training.clerk_account()
    clock = training.PlayedClock(CLIENT.on)
    session = log_in(home, clerk.code, clerk.password, clock=clock, training=True)
    for number in range(DEPOSITS):
        draft = first_client(immatriculation_number=f"{400_000_000 + number}")
        session.drafts.new(session.cleaned(draft))
    session.log_out()


def _deposit(terminal: PseudoTerminal) -> tuple[float, float]:
    """Seconds to the reference and to the receipt, of the newest draft; then Home again."""
    for keys, seen in ((("End", "Enter"), FORM), (("F9",), READ_BACK), (("End", "F9"), CONSENT)):
        terminal.press(*keys)
        terminal.wait_for(seen)
        terminal.wait_quiet()
    terminal.press("Space")
    terminal.wait_quiet()
    pressed = terminal.press("F9")
    reference = terminal.wait_for(REFERENCE) - pressed
    drawn = terminal.wait_for(DEPOSITED) - pressed
    terminal.wait_quiet()
    terminal.press("End", "Enter")
    terminal.wait_for(AT_HOME)
    terminal.wait_quiet()
    return reference, drawn
