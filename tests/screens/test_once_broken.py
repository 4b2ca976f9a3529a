"""What went wrong once, each with the story that told it."""

from __future__ import annotations

import shutil
from pathlib import Path

from textual import events
from textual.screen import Screen

from cnss_counter import wording
from cnss_counter.errors import StoreError
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import FormSheet
from cnss_counter.paths import Home
from testkit.typed import all_typed
from tests.screens.conftest import LOG_IN, at_the_desk, draft_of_client, training_counter
from tests.screens.play import shown
from tests.screens.request.test_request_form import known, stage

FRENCH = wording.load("fr")
TAKE_UP = (*LOG_IN, "end", "enter")
DISK_FULL = StoreError("store.disk_full", file="counter.db")


def title(screen: str) -> str:
    return FRENCH(f"screens.{screen}.title")


async def test_nothing_of_a_person_goes_to_the_clipboard(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ALAMI")
        entry = play.app.screen.query_one("#query", Entry)
        for key in ("ctrl+c", "ctrl+x"):
            entry.select_all()
            play.app.post_message(events.Key(key, None))
            await play.type()
            assert play.app.clipboard == ""


async def test_an_error_inside_a_dialog_is_told_and_the_draft_is_kept(home: Home) -> None:
    async def fails() -> None:
        raise DISK_FULL

    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter")
        play.app.open_dialog(fails())
        await play.type()
        assert title("trouble") in play.text()
        await play.type("escape")
        assert title("home") in play.text()
        assert "…789" in play.text()


async def test_an_error_behind_a_lock_opens_it_to_nobody(home: Home) -> None:
    async def fails() -> None:
        raise DISK_FULL

    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter", "f12")
        play.app.open_dialog(fails())
        await play.type()
        assert title("lock") in play.text()
        await play.type("f2", "escape", "f3", "f4")
        assert title("lock") in play.text()


async def test_an_error_inside_a_dialog_before_the_login_leaves_the_login(home: Home) -> None:
    async def fails() -> None:
        raise DISK_FULL

    async with training_counter(home) as play:
        play.app.open_dialog(fails())
        await play.type(*LOG_IN)
        assert title("home") in play.text()


async def test_a_database_exchanged_under_the_form_is_told_and_ends_at_the_login(
    home: Home, tmp_path: Path
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter")
        beside = shutil.copy(home.database, tmp_path / "of yesterday")
        Path(beside).replace(home.database)
        await play.type(*["tab"] * 4, "AB12345", "tab")
        assert "un autre fichier a pris sa place" in play.text()
        await play.type("f2", "end", "enter")
        assert FRENCH("screens.trouble.kept") not in play.text()
        assert title("trouble") in play.text()
        await play.type("escape")
        assert title("login") in play.text()


async def test_what_stands_in_the_field_is_saved_when_a_screen_covers_the_form() -> None:
    """A lock may last for ever: the field being typed has not been left yet."""
    async with stage(known(last_name="")) as app:
        app.go_to("last_name")
        await app.type("BENNANI")
        assert not any(draft.answer("last_name") == "BENNANI" for draft in app.kept)
        await app.push_screen(Screen())
        await all_typed(app)
        assert app.kept[-1].answer("last_name") == "BENNANI"


async def test_a_survivor_s_date_may_be_typed_as_people_write_it(home: Home) -> None:
    with at_the_desk(home) as session:
        session.drafts.new(session.cleaned(draft_of_client(session, 7)._replace(survivors=())))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f8", "shift+tab", "enter")
        assert title("survivor") in play.text()
        answers = ("LAHLOU Zineb", "enter", "space", "enter", "3/2/1968", "enter", "enter", "space")
        await play.type(*answers, "f9")
        assert shown(play) == "request"
        assert FRENCH("survivors.age_at_death", age=57) in play.text()
        await play.type("home", "up", "enter")  # and opens again as it was written
        assert "03/02/1968" in play.text()


async def test_the_form_opens_at_its_beginning_for_each_new_person(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter", "f8", "f2")
        await play.type("f4", "234567891", "enter", "enter")
        assert play.app.focused is not None
        assert play.app.focused.id == "origin"
        assert play.app.screen.query_one(FormSheet).scroll_offset.y == 0
