"""A person known here comes back: the number is typed, the rest is recalled."""

from __future__ import annotations

import sys
from pathlib import Path

from cnss_counter import law
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from testkit.deposits import remember
from testkit.player import LOG_IN, Player, strokes
from testkit.pseudo_terminal import PseudoTerminal
from tests.stories.conftest import CLIENTS, DEPOSITED, session_of

MOST_KEYS = 40
CLIENT = CLIENTS[0]


def test_from_home_to_the_receipt_in_forty_keys(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    training.prepare(Home(folder))
    wanted = Player(law.load(), CLIENT.on).draft_of(CLIENT)
    number = wanted.answer("immatriculation_number")
    with session_of(folder) as session:
        remember(session, wanted)

    tick = ("Space", "Tab")
    keys = (
        "F4",
        number,
        "Enter",
        "Enter",
        "F8",
        *tick,
        *tick,
        *tick,
        "F9",
        "End",
        "F9",
        "Space",
        "F9",
    )
    assert len(strokes(keys)) <= MOST_KEYS
    start = ("training", "--home", folder, "--on", str(CLIENT.on))
    with PseudoTerminal((sys.executable, "-m", "cnss_counter", *start)) as terminal:
        terminal.wait_to_show(training.clerk_account().password)
        terminal.press(*LOG_IN, *keys)
        terminal.wait_to_show(DEPOSITED)

    with session_of(folder) as session:
        (request,) = session.find(number).requests
        deposit = session.deposit_of(request.reference)
    assert deposit is not None
    assert deposit.verdict["outcome"] == "favourable"
    assert {field: deposit.draft.answer(field) for field in wanted.answers} == wanted.answers
