"""What somebody types to break the screen is kept clean and shown as text."""

from __future__ import annotations

import sys
from pathlib import Path

from cnss_counter import law
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from testkit.player import LOG_IN, Player
from testkit.pseudo_terminal import PseudoTerminal
from tests.stories.conftest import CLIENTS, DEPOSITED, session_of

CLIENT = CLIENTS[0]
HOSTILE = "[/red] [link=x \u202e12\u200b rue\u0301 [@click=app.exit]"
CLEAN = "[/red] [link=x 12 ru\u00e9 [@click=app.exit]"


def test_brackets_and_turning_marks_are_text_on_every_screen_to_the_receipt(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "home"
    training.prepare(Home(folder))
    player = Player(law.load(), CLIENT.on)
    wanted = player.draft_of(CLIENT).with_answer("address", HOSTILE)
    *keys, to_consent, tick, deposit = player.keys(wanted)
    start = ("training", "--home", folder, "--on", str(CLIENT.on))
    with PseudoTerminal((sys.executable, "-m", "cnss_counter", *start)) as terminal:
        terminal.wait_to_show(training.clerk_account().password)
        terminal.press(*LOG_IN, *keys)
        terminal.wait_to_show("[/red] [link=x 12")  # read back among the answers
        terminal.press(to_consent, tick, deposit)
        terminal.wait_to_show(DEPOSITED)
        painted = terminal.written.decode(errors="ignore")
    assert not {"\u202e", "\u200b"} & set(painted)

    with session_of(folder) as session:
        number = wanted.answer("immatriculation_number")
        (request,) = session.find(number).requests
        written = session.deposit_of(request.reference)
    assert written is not None
    assert written.draft.answer("address") == CLEAN
