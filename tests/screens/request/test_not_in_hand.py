"""Played by keys: who has no number in hand, and who has one name, leave with a receipt."""

from __future__ import annotations

import pytest
from textual import events

from cnss_counter import law, wording
from cnss_counter.domain.deposit import Deposit
from cnss_counter.domain.request import MOST_LETTERS, RequestDraft
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.text import display
from testkit.clients import first_client
from testkit.player import Player, strokes
from tests.screens.conftest import LOG_IN, ON, SUPERVISOR, at_the_desk, training_counter
from tests.screens.play import LARGE, Play

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")
NO_NUMBER = first_client(
    immatriculation_number="unknown", number_unknown_reason="carte perdue, CNIE vue"
)
ONE_NAME = first_client(first_name="", first_name_ar="", one_name_reason="passeport sans prénom")


def keys_for(draft: RequestDraft) -> list[str]:
    """From the login to the receipt."""
    keys = Player(law.load(), ON).keys(draft)
    return [*LOG_IN, *(key.lower() if len(key) > 1 else key for key in strokes(keys))]


def spaced(said: str) -> str:
    """Without the frame, the line ends and no-break spaces by which a screen is set."""
    return " ".join(said.replace("┃", " ").split())


def read(play: Play) -> str:
    return spaced(play.text())


async def test_without_the_number_the_keys_lead_to_a_provisional_receipt(home: Home) -> None:
    *keys, consent, deposit = keys_for(NO_NUMBER)
    async with training_counter(home, size=LARGE) as play:
        at = keys.index("f9")
        await play.type(*keys[:at])
        assert FRENCH("fields.number_unknown_reason.label") in read(play)
        await play.type("f9")
        assert spaced(FRENCH("screens.check_answers.number_unknown")) in read(play)
        assert FRENCH("states.unknown") in read(play)
        await play.type(*keys[at + 1 :], consent, deposit)
        await play.until("RCS-000-1-2025-000001")
        assert spaced(FRENCH("receipt.bring.number"))[:40] in read(play)


async def test_a_request_under_the_number_is_shown_to_whoever_asks_again_without_it(
    home: Home, alami: Deposit
) -> None:
    """The name is spelt otherwise: Find shows nothing, and the document tells."""
    *keys, consent, deposit = keys_for(NO_NUMBER.with_answer("last_name", "LAALAMI"))
    at = keys.index("f9")
    agreed = ("complément du dossier", SUPERVISOR.code, SUPERVISOR.password)
    async with training_counter(home, size=LARGE) as play:
        await play.type(*keys[: at + 1])
        assert spaced(FRENCH("screens.supervisor.existing_request")) in read(play)
        assert alami.reference in read(play)
        for typed in agreed:
            await play.type(typed, "enter")
        await play.type(*keys[at + 1 :], consent, deposit)
        await play.until("RCS-000-1-2025-000002")


async def test_one_name_is_read_back_with_its_reason_and_deposited(home: Home) -> None:
    keys = keys_for(ONE_NAME)
    async with training_counter(home, size=LARGE) as play:
        at = keys.index("f9")
        await play.type(*keys[: at + 1])
        assert "passeport sans prénom" in read(play)
        assert FRENCH("fields.first_name.label") not in read(play)
        await play.type(*keys[at + 1 :])
        await play.until("RCS-000-1-2025-000001")


@pytest.mark.parametrize("name", ["last_name", "last_name_ar"])
async def test_the_reason_for_one_name_comes_behind_the_cursor_and_takes_no_other_answer(
    home: Home, name: str
) -> None:
    reason = "one_name_reason"
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter")
        screen = play.app.screen
        screen.set_focus(screen.query_one(f"#{name}"))
        await play.type("العلمي" if name.endswith("ar") else "AMINA")
        assert not screen.query_one(f"#{reason}").display, "a first name may follow"
        screen.set_focus(screen.query_one("#last_name"))
        await play.type("enter", "enter", "enter", "enter")
        assert screen.query_one(f"#{reason}").display
        assert play.app.focused is screen.query_one("#birth_date")
        await play.type("10/03/1961", "up", "passeport sans prénom", "enter")
        assert play.app.focused is screen.query_one("#birth_date")
        await play.type("f2")
    with at_the_desk(home) as session:
        (stored,) = session.drafts.all()
        assert stored.draft.answer("birth_date") == "1961-03-10"
        assert stored.draft.answer(reason) == "passeport sans prénom"


async def test_continue_without_a_first_name_says_where_to_tell_that_there_is_none(
    home: Home,
) -> None:
    async with training_counter(home, size=LARGE) as play:
        await play.type(*LOG_IN, "f4", "TAZI", "enter", "enter", "f9")
        label = FRENCH.label("one_name_reason")
        assert spaced(FRENCH("screens.request.required_or_excused", field=label)) in read(play)
        assert play.app.screen.query_one("#one_name_reason").display


async def test_left_in_the_reason_for_one_name_a_draft_is_gone_on_with_there(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "TAZI", "enter", "enter")
        play.app.screen.set_focus(play.app.screen.query_one("#identity_number"))
        await play.type("AB123456", "enter", "enter", "enter", "enter", "enter", "up")
        await play.type("f3", "pageup")
        assert play.app.focused is play.app.screen.query_one("#one_name_reason")


async def test_the_word_for_not_known_stands_in_the_field_in_both_languages(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "TAZI", "enter", "enter")
        number = play.app.screen.query_one("#immatriculation_number", Entry)
        play.app.screen.set_focus(number)
        await play.type("?", "enter")
        assert number.value == FRENCH("states.unknown")
        await play.type("f7")
        assert number.value == ARABIC("states.unknown")
        assert display(ARABIC("fields.number_unknown_reason.label")) in play.text()


async def test_a_paste_that_has_no_room_is_said_and_changes_nothing(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "TAZI", "enter", "enter")
        name = play.app.screen.query_one("#last_name", Entry)
        play.app.screen.set_focus(name)
        await play.type("end")
        name.post_message(events.Paste("x" * 3000))
        await play.type()
        said = FRENCH("screens.frame.left_out", most=MOST_LETTERS)
        assert said in play.text()
        assert name.value == "TAZI"
        await play.type("K")
        assert name.value == "TAZIK"
        assert said not in play.text()


async def test_a_name_that_is_too_long_is_kept_and_said_to_be(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "TAZI", "enter", "enter")
        name = play.app.screen.query_one("#last_name", Entry)
        play.app.screen.set_focus(name)
        await play.type("end")
        name.post_message(events.Paste("x" * 300))
        await play.type()
        assert name.value == "TAZI" + "x" * 300
        await play.type("f9", "end", "f9")
        assert FRENCH("findings.text_too_long", maximum=80)[:12] in play.text()
