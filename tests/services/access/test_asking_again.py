"""A wrong password in the middle of the work is journalled, without what was typed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cnss_counter.errors import AccessError
from cnss_counter.services.access import staff
from cnss_counter.services.access.unlocking import KIND
from cnss_counter.services.custody.key_change import change_key
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import clerks
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import PASSWORD, SUPERVISOR_PASSWORD, lengthen_the_wait

WRONG = "not the password at all"
TYPED_IN_THE_WRONG_FIELD = "UNE-VALISE-SANS-ROULETTES"


def _agree(session: Session, code: str, password: str = WRONG) -> object:
    return session.agree(
        code, password, "informé", "other_right", "one", session.cleaned(first_client())
    )


ASKED: dict[tuple[str, str], Callable[[Session], object]] = {
    ("A17", "unlock"): lambda session: session.unlock(WRONG),
    ("S02", "agreement"): lambda session: _agree(session, "s02"),
    ("unknown", "agreement"): lambda session: _agree(session, TYPED_IN_THE_WRONG_FIELD),
    ("A17", "change_password"): lambda session: staff.change_password(
        session.context, WRONG, "quatre chevaux verts"
    ),
    ("A17", "change_key"): lambda session: change_key(session.context, WRONG),
}


def told(session: Session) -> list[tuple[str, str, dict[str, str]]]:
    with session.context.store.reading() as database:
        rows = database.execute(
            "SELECT actor, entity, body FROM journal WHERE kind = ? ORDER BY n", (KIND,)
        ).fetchall()
    return [(actor, entity, json.loads(body)) for actor, entity, body in rows]


@pytest.mark.parametrize(("whose", "asked_for"), ASKED)
def test_who_sat_there_whose_password_and_for_what(
    session_with_supervisor: Session, whose: str, asked_for: str
) -> None:
    with refused(AccessError, "access.refused"):
        ASKED[whose, asked_for](session_with_supervisor)
    assert told(session_with_supervisor) == [("A17", whose, {"asked_for": asked_for})]
    with session_with_supervisor.context.store.reading() as database:
        text = str(database.execute("SELECT * FROM journal").fetchall())
    assert [typed for typed in (WRONG, TYPED_IN_THE_WRONG_FIELD) if typed in text] == []


def test_a_right_password_is_no_news(session_with_supervisor: Session) -> None:
    session_with_supervisor.unlock(PASSWORD)
    _agree(session_with_supervisor, "s02", SUPERVISOR_PASSWORD)
    assert told(session_with_supervisor) == []


def test_waiting_is_no_guess_and_is_not_told_again(session: Session) -> None:
    for _ in range(5):
        with refused(AccessError, "access.refused"):
            session.unlock(WRONG)
    lengthen_the_wait(session.context.home)
    with refused(AccessError, "access.wait"):
        session.unlock(WRONG)
    assert len(told(session)) == 5


def test_who_was_removed_and_guesses_on_is_told_too(session_with_supervisor: Session) -> None:
    session = session_with_supervisor
    with session.context.store.writing() as database:
        clerks.remove(database, session.clerk.code)
    with refused(AccessError, "access.refused"):
        session.unlock(WRONG)
    assert len(told(session)) == 1
