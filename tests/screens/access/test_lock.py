"""The lock: five minutes without a key, or F12."""

from __future__ import annotations

from textual import events

from cnss_counter import wording
from cnss_counter.app import CounterApp
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.screens.access.lock import LockScreen
from cnss_counter.terminal.idle_watch import LOCKED_AFTER, LONGEST_SESSION
from testkit.typed import all_typed
from tests.screens.conftest import CLERK, LOG_IN, SUPERVISOR, training_counter
from tests.screens.play import Play, shown

FRENCH = wording.load("fr")
LOCKED = FRENCH("screens.lock.locked", clerk=CLERK.name)
BY_ITSELF = FRENCH("screens.lock.locked_by_itself", clerk=CLERK.name)
STAFF = 4
"""How far down the list of Home the clerks are."""

IN_THE_FORM = (*LOG_IN, "f4", "123456789", "enter", "enter")


async def test_nothing_of_the_client_can_be_read_on_a_locked_screen(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM, "f12")
        assert LOCKED in play.text()
        assert "123456789" not in play.text()


async def test_no_key_leads_past_the_lock(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM, "f12")
        await play.type("f1", "f2", "f3", "f4", "f5", "f6", "escape", "pageup", "f12", "enter")
        await play.type("ctrl+q", "ctrl+c")
        assert play.app.return_code is None
        assert LOCKED in play.text()
        await play.type("mauvais mot de passe", "enter")
        assert LOCKED in play.text()
        assert FRENCH("errors.access.refused") in play.text()


LETTERS = "abcdefghijklmnopqrstuvwxyz"
EVERY_KEY = (
    *(f"f{number}" for number in range(1, 25)),
    *(f"ctrl+{letter}" for letter in LETTERS if letter not in "him"),  # Backspace, Tab, Enter
    *(f"alt+{letter}" for letter in LETTERS),
    *("ctrl+backslash", "ctrl+right_square_bracket", "ctrl+at", "ctrl+underscore", "ctrl+space"),
    *("escape", "shift+tab", "shift+tab", "pageup", "pagedown", "home", "end", "insert", "delete"),
    *("down", "up", "left", "right", "ctrl+up", "ctrl+home", "ctrl+end", "shift+f10", "ctrl+f4"),
)
"""But those that pick *somebody else*, which leads to a login: Tab, and Enter there."""


async def test_of_all_keys_none_leads_past_the_lock(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM, "f12")
        for key in EVERY_KEY:
            play.app.post_message(events.Key(key, None))
            await play.type()
            assert play.app.return_code is None, key
            assert isinstance(play.app.screen, LockScreen), key
            assert "123456789" not in play.text(), key
        await play.type(CLERK.password, "enter")
        assert play.app.screen.query_one("#immatriculation_number", Entry).value == "123456789"


async def test_the_password_gives_back_what_was_being_typed(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM, "f12", CLERK.password, "enter")
        number = play.app.screen.query_one("#immatriculation_number", Entry)
        assert number.value == "123456789"
        assert shown(play) == "request"


async def test_what_is_typed_with_the_password_goes_to_the_form_below(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ALA", "f12", CLERK.password, "enter", "MI")
        assert play.app.screen.query_one("#query", Entry).value == "ALAMI"


async def test_another_clerk_may_sit_down_and_the_draft_is_kept(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM, "f12", "tab", "enter")
        assert FRENCH("screens.login.title") in play.text()
        await play.type(*LOG_IN)
        assert "…789" in play.text()


async def test_the_screen_locks_itself_after_five_minutes_without_a_key(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        await idle(play, LOCKED_AFTER - 1)
        assert BY_ITSELF not in play.text()
        await idle(play, LOCKED_AFTER)
        assert BY_ITSELF in play.text()


async def test_half_a_day_after_the_password_it_is_asked_again_however_busy(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        await idle(play, 0, LONGEST_SESSION - 1)
        assert BY_ITSELF not in play.text()
        await idle(play, 0, LONGEST_SESSION)
        assert BY_ITSELF in play.text()
        await play.type(CLERK.password, "enter")
        number = play.app.screen.query_one("#immatriculation_number", Entry)
        assert number.value == "123456789"


async def test_an_administrator_sets_after_how_long_the_screen_locks(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
        await play.type(*["down"] * STAFF, "enter", "down", "down", "enter", "enter")
        assert FRENCH("screens.staff.title") in play.text()
        await idle(play, 59)
        assert FRENCH("screens.staff.title") in play.text()
        await idle(play, 60)
        assert FRENCH("screens.lock.title") in play.text()


async def test_another_clerk_sees_nothing_of_what_was_half_typed(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ALAMI", "f12", "tab", "enter")
        await play.type(SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
        assert "ALAMI" not in play.text()
        await play.type("f3")
        assert play.app.screen.query_one("#query", Entry).value == ""


async def test_an_idle_login_screen_has_nothing_to_lock(home: Home) -> None:
    async with training_counter(home) as play:
        await idle(play, LOCKED_AFTER)
        assert FRENCH("screens.login.title") in play.text()


async def idle(play: Play, seconds: float, since_password: float = 0.0) -> None:
    """Let so many seconds seem to have passed since the last key."""
    assert isinstance(play.app, CounterApp)
    play.app.idle_watch.look(seconds, since_password)
    await all_typed(play.app)
