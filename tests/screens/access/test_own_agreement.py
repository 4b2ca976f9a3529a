"""The only supervisor of a counter agrees with herself: screen and receipt say so in red."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color

from cnss_counter import wording
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.printing.receipt_content import receipt_of
from cnss_counter.services.session import Session
from cnss_counter.terminal.palette import RED
from testkit.player import SEEN
from tests.screens.conftest import CLERK, ON, SUPERVISOR, draft_of_client, training_counter
from tests.screens.play import Play
from tests.screens.test_nothing_is_cut import as_told, told

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")
AS_SUPERVISOR = (SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
TO_THE_AGREEMENT = (*AS_SUPERVISOR, "end", "enter", "f9", SEEN, "down", "down", "down", "enter")
AGREES = ("Elle préfère le remboursement", "enter", SUPERVISOR.code, "enter", SUPERVISOR.password)
ALONE = as_told(FRENCH("screens.supervisor.alone"))


@pytest.fixture
def alone(home: Home) -> Iterator[Session]:
    """She holds all roles, and receives a client to whom a pension is open."""
    clock = training.PlayedClock(ON)
    session = log_in(home, SUPERVISOR.code, SUPERVISOR.password, clock=clock, training=True)
    session.drafts.new(session.cleaned(draft_of_client(session, 2)))
    yield session
    session.log_out()


def in_red(play: Play) -> str:
    """All that is painted in red ink; Textual may round a shade."""
    strips = play.app.screen._compositor.render_strips()
    return " ".join(
        "".join(text for text, style, _ in strip if style and is_red(style.color)).strip()
        for strip in strips
    )


def is_red(ink: Color | None) -> bool:
    red = Color.parse(RED).get_truecolor()
    return ink is not None and all(
        abs(part - wanted) < 3 for part, wanted in zip(ink.get_truecolor(), red, strict=True)
    )


async def test_it_is_said_in_red_before_she_agrees_and_on_her_receipt(
    home: Home, alone: Session
) -> None:
    async with training_counter(home) as play:
        await play.type(*TO_THE_AGREEMENT)
        assert ALONE in " ".join(in_red(play).split())
        await play.type(*AGREES, "f9", "end", "f9", "space", "f9")
        title = FRENCH("receipt.alone.title")
        assert title in in_red(play)
        await play.type("f7")
        assert FRENCH("receipt.alone.title") not in play.text()
    (deposit,) = alone.all_deposits()
    (notice,) = (n for n in receipt_of(deposit).notices if n.title.fr == title)
    assert notice.is_boxed, "in the red frame of the paper"
    assert notice.title == Bilingual(title, ARABIC("receipt.alone.title"))
    assert deposit.clerk_name in notice.text.fr


async def test_where_somebody_else_agrees_nothing_is_said(home: Home, alone: Session) -> None:
    """The control: the clerk's client, and the supervisor's word."""
    alone.log_out()
    async with training_counter(home) as play:
        await play.type(CLERK.code, "enter", CLERK.password, "enter")
        assert FRENCH("screens.home.title") in play.text()
    clock = training.PlayedClock(ON)
    session = log_in(home, CLERK.code, CLERK.password, clock=clock, training=True)
    session.drafts.new(session.cleaned(draft_of_client(session, 2)))
    session.log_out()
    async with training_counter(home) as play:
        await play.type(CLERK.code, "enter", CLERK.password, "enter", *TO_THE_AGREEMENT[4:])
        assert FRENCH("screens.supervisor.title") in play.text()
        assert ALONE not in told(play)
        await play.type(*AGREES, "f9", "end", "f9", "space", "f9")
        assert FRENCH("screens.receipt.print_out") in play.text()
        assert FRENCH("receipt.alone.title") not in play.text()
