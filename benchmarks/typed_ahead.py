"""Whole journeys typed ahead, from login to receipt: how many did not come out as typed.

Each run is a program of its own and a person of its own; every answer written down is compared
with what was typed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from cnss_counter import law
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.session import Session
from testkit.busy import busy
from testkit.player import LOG_IN, Player, strokes
from testkit.pseudo_terminal import NotPaintedError, ProgramEndedError, PseudoTerminal

DEPOSITED = "Accusé enregistré"
CLIENT = training.clients()[0]

_numbers = count(300_000_001)


def wrong_runs(home: Path, runs: int, pause: float, busy_loops: int = 0) -> int:
    """How many journeys of so many, typed with this pause in seconds, went wrong."""
    player = Player(law.load(), CLIENT.on)
    wanted = player.draft_of(CLIENT)
    drafts = [
        wanted.with_answer("immatriculation_number", str(next(_numbers))) for _ in range(runs)
    ]
    with busy(busy_loops):
        for draft in drafts:
            _play(home, [*LOG_IN, *player.keys(draft)], pause)
    with _session(home) as session:
        return sum(not _is_deposited(session, draft) for draft in drafts)


def _play(home: Path, keys: list[str], pause: float) -> None:
    """One journey; whatever goes wrong shows in what was written down."""
    start = (
        sys.executable,
        "-m",
        "cnss_counter",
        "training",
        "--home",
        home,
        "--on",
        str(CLIENT.on),
    )
    with PseudoTerminal(start, patience=60) as terminal:
        try:
            terminal.wait_for(training.clerk_account().password)
            if pause:
                terminal.type_slowly(strokes(keys), pause)
            else:
                terminal.press(*keys)
            terminal.wait_for(DEPOSITED)
        except (NotPaintedError, ProgramEndedError):
            return


def _is_deposited(session: Session, wanted: RequestDraft) -> bool:
    found = session.find(wanted.answer("immatriculation_number")).requests
    deposit = session.deposit_of(found[0].reference) if found else None
    return deposit is not None and all(
        deposit.draft.answer(field) == wanted.answer(field) for field in wanted.answers
    )


@contextmanager
def _session(home: Path) -> Iterator[Session]:
    clerk = training.clerk_account()
    session = log_in(Home(home), clerk.code, clerk.password, training=True)
    yield session
    session.log_out()
