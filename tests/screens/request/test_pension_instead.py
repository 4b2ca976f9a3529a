"""From the guard to the pension's receipt, by keys alone, as a clerk plays client 2."""

from __future__ import annotations

from cnss_counter.paths import Home
from cnss_counter.screens.file.receipt import ReceiptScreen
from testkit.player import SEEN
from tests.screens.conftest import at_the_desk, training_counter
from tests.screens.play import shown
from tests.screens.test_nothing_is_cut import as_told, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, keep, title

PENSION_INSTEAD = (*TAKE_UP, "f9", SEEN, "enter")
TO_THE_FORM = ("f9", "enter")
"""Continue says what is missing, the signed form; Enter leads to it."""


async def test_the_pension_of_client_2_is_received_in_the_same_visit(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*PENSION_INSTEAD, *TO_THE_FORM, "space", "f9", "end", "f9")
        assert title("confirm") in play.text()
        assert as_told(FRENCH("consent.old_age_pension")) in told(play)
        assert as_told(FRENCH("consent.irrevocable"))[:40] not in told(play)
        await play.type("space", "f9")
        receipt = play.app.screen
        assert isinstance(receipt, ReceiptScreen)
        assert not [line for line in receipt.face if "irrévocable" in line.fr]
    with at_the_desk(home) as session:
        (deposit,) = session.all_deposits()
        assert deposit.reference.startswith("PEN-")
        assert [stored.draft.procedure for stored in session.drafts.all()] == [
            "contribution_refund"
        ]


async def test_nothing_assessed_is_called_favourable_nowhere(home: Home) -> None:
    """On the form, and on the page that says why, with no delay that nobody looked at."""
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*PENSION_INSTEAD)
        on_the_form = play.text()
        await play.type("f5")
        for shown in (on_the_form, play.text()):
            assert FRENCH("outcomes.not_assessed") in shown
            assert FRENCH("outcomes.favourable") not in shown
            assert FRENCH("deadlines.unknown") not in shown


async def test_help_speaks_of_the_form_that_is_asked_here(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*PENSION_INSTEAD, *TO_THE_FORM, "f1")
        assert "315-1-04" in told(play)
        assert "310-1-32" not in told(play)


async def test_escape_on_the_guard_and_on_the_pension_loses_nothing(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", SEEN, "escape", "escape")
        assert title("guard") in play.text()
        await play.type("enter", "escape", "escape")
        assert shown(play) == "request"
        await play.type("pageup")
        assert title("home") in play.text()
    with at_the_desk(home) as session:
        (stored,) = session.drafts.all()
        assert stored.draft.answer("insurance_days") == "1500"
        assert stored.draft.procedure == "contribution_refund"
