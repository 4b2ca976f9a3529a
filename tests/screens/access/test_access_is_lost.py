"""Somebody is removed while at work in another window: told so, in front of the login."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.login import log_in
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import drafts
from tests.screens.conftest import CLERK, LOG_IN, SUPERVISOR, training_counter

FRENCH = wording.load("fr")
TOLD = FRENCH("errors.access.removed_since")[:30]
LOGIN = FRENCH("screens.login.title")
IN_THE_FORM = (*LOG_IN, "f4", "123456789", "enter", "enter")


@contextmanager
def another_window(home: Home) -> Iterator[Session]:
    """The supervisor of the training counter, who is administrator too."""
    session = log_in(home, SUPERVISOR.code, SUPERVISOR.password, training=True)
    yield session
    session.log_out()


def kept_cities(session: Session) -> list[str]:
    with session.context.store.reading() as database:
        return [stored.draft.answer("city") for stored in drafts.all_of_them(database)]


async def test_from_home_the_next_errand_is_refused_and_the_login_comes_back(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        with another_window(home) as session:
            staff.remove(session.context, CLERK.code)
        await play.type("f2")
        assert TOLD in play.text()
        assert CLERK.name not in play.lines()[1]
        await play.type("enter")
        assert LOGIN in play.text()
        await play.type(*LOG_IN)
        assert FRENCH("errors.access.refused") in play.text()


async def test_in_the_form_the_next_field_left_ends_it_and_keeps_what_was_typed(
    home: Home,
) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        with another_window(home) as session:
            staff.remove(session.context, CLERK.code)
            play.app.screen.query_one("#city").focus()
            await play.type("Sefrou", "enter")
            await play.until(TOLD)
            assert "123456789" not in play.text()
            assert kept_cities(session) == ["Sefrou"]
            await play.type("f2", "f4", "f12")  # the counter is nobody's
            assert TOLD in play.text()
            await play.type("enter")
            assert LOGIN in play.text()


async def test_with_another_role_the_clerk_sits_down_again(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        with another_window(home) as session:
            staff.change_roles(session.context, CLERK.code, {"trainee"})
        await play.type("f2")
        assert FRENCH("errors.access.roles_changed")[:30] in play.text()
        await play.type("enter", *LOG_IN)
        assert FRENCH("screens.home.title") in play.text()


async def test_after_a_code_was_given_the_window_says_why_it_goes_to_the_login(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3")
        with another_window(home) as session:
            staff.give_code(session.context, CLERK.code)
        await play.type("f2")
        assert FRENCH("errors.access.code_given_since")[:30] in play.text()
        await play.type("enter")
        assert LOGIN in play.text()


async def test_a_search_is_refused_where_it_is_asked(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3")
        with another_window(home) as session:
            staff.remove(session.context, CLERK.code)
        await play.type("ALAMI")
        assert TOLD in play.text()
        await play.type("f2", "enter")
        assert LOGIN in play.text()
