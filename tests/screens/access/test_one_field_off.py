"""Keys struck one field too early or too late: no password comes to stand where it can be read."""

from __future__ import annotations

from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from testkit.player import SEEN
from tests.screens.access.test_staff import TO_STAFF
from tests.screens.conftest import SUPERVISOR, training_counter
from tests.screens.play import Play
from tests.screens.test_nothing_is_cut import as_told, keep, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, focused, title

TO_THE_AGREEMENT = (*TAKE_UP, "f9", SEEN, "down", "down", "down", "enter")
EMPTY = as_told(FRENCH("errors.account.empty"))
WRONG = "citron vert du jardin"


def held(play: Play, field_id: str) -> str:
    return play.app.screen.query_one(f"#{field_id}", Entry).value


async def test_enter_on_an_empty_reason_stays_there_and_says_what_is_missing(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TO_THE_AGREEMENT, "enter")
        assert focused(play) == "reason"
        assert EMPTY in told(play)
        await play.type("Elle maintient sa demande", "enter")
        assert EMPTY not in told(play)
        await play.type("enter")
        assert focused(play) == "code"
        assert EMPTY in told(play)


async def test_after_a_refusal_a_password_typed_as_the_reason_is_gone(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TO_THE_AGREEMENT, WRONG, "enter", SUPERVISOR.code, "enter", WRONG, "enter")
        await play.until(as_told(FRENCH("errors.access.refused")))
        assert title("supervisor") in play.text()
        assert (held(play, "reason"), held(play, "code")) == ("", SUPERVISOR.code)
        assert WRONG not in play.text()


async def test_a_password_in_the_middle_of_the_reason_is_refused_and_gone(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        reason = f"Elle maintient {SUPERVISOR.password}"
        await play.type(*TO_THE_AGREEMENT, reason, "enter", SUPERVISOR.code, "enter")
        await play.type(SUPERVISOR.password, "enter")
        refusal = as_told(FRENCH("errors.agreement.reason_holds_password"))
        await play.until(" ".join(refusal.split()[:3]))
        assert refusal in told(play)
        assert held(play, "reason") == ""
        assert SUPERVISOR.password not in play.text()


async def test_the_control_another_reason_is_kept_for_the_next_try(home: Home) -> None:
    keep(home, 2)
    reason = "Elle maintient sa demande"
    async with training_counter(home) as play:
        await play.type(
            *TO_THE_AGREEMENT, reason, "enter", SUPERVISOR.code, "enter", WRONG, "enter"
        )
        await play.until(as_told(FRENCH("errors.access.refused")))
        assert held(play, "reason") == reason


async def test_a_clerk_without_a_code_gets_no_name_either(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
        await play.type(*TO_STAFF, "down", "enter", "enter")
        assert focused(play) == "clerk"
        assert EMPTY in told(play)
