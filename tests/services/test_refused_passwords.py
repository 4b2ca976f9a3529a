"""A wrong password in the middle of the work is journalled, without what was typed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cnss_counter.errors import AccessError
from cnss_counter.services.access import staff
from cnss_counter.services.access.password_audit import KIND
from cnss_counter.services.custody.key_change import change_key
from cnss_counter.services.session import Desk
from cnss_counter.storage.tables import clerks
from tests.refusals import refused
from tests.services.conftest import (
    PASSWORD,
    SUPERVISOR_PASSWORD,
    first_client,
    lengthen_the_wait,
)

WRONG = "not the password at all"
TYPED_IN_THE_WRONG_FIELD = "UNE-VALISE-SANS-ROULETTES"


def _agree(desk: Desk, code: str, password: str = WRONG) -> object:
    return desk.agree(code, password, "informé", "other_right", "one", first_client())


ASKED: dict[tuple[str, str], Callable[[Desk], object]] = {
    ("A17", "unlock"): lambda desk: desk.unlock(WRONG),
    ("S02", "agreement"): lambda desk: _agree(desk, "s02"),
    ("unknown", "agreement"): lambda desk: _agree(desk, TYPED_IN_THE_WRONG_FIELD),
    ("A17", "change_password"): lambda desk: staff.change_password(
        desk.seat, WRONG, "quatre chevaux verts"
    ),
    ("A17", "change_key"): lambda desk: change_key(desk.seat, WRONG),
}


def told(desk: Desk) -> list[tuple[str, str, dict[str, str]]]:
    with desk.seat.store.reading() as database:
        rows = database.execute(
            "SELECT actor, entity, body FROM journal WHERE kind = ? ORDER BY n", (KIND,)
        ).fetchall()
    return [(actor, entity, json.loads(body)) for actor, entity, body in rows]


@pytest.mark.parametrize(("whose", "asked_for"), ASKED)
def test_who_sat_there_whose_password_and_for_what(
    desk_with_supervisor: Desk, whose: str, asked_for: str
) -> None:
    with refused(AccessError, "access.refused"):
        ASKED[whose, asked_for](desk_with_supervisor)
    assert told(desk_with_supervisor) == [("A17", whose, {"asked_for": asked_for})]
    with desk_with_supervisor.seat.store.reading() as database:
        text = str(database.execute("SELECT * FROM journal").fetchall())
    assert [typed for typed in (WRONG, TYPED_IN_THE_WRONG_FIELD) if typed in text] == []


def test_a_right_password_is_no_news(desk_with_supervisor: Desk) -> None:
    desk_with_supervisor.unlock(PASSWORD)
    _agree(desk_with_supervisor, "s02", SUPERVISOR_PASSWORD)
    assert told(desk_with_supervisor) == []


def test_waiting_is_no_guess_and_is_not_told_again(desk: Desk) -> None:
    for _ in range(5):
        with refused(AccessError, "access.refused"):
            desk.unlock(WRONG)
    lengthen_the_wait(desk.seat.home)
    with refused(AccessError, "access.wait"):
        desk.unlock(WRONG)
    assert len(told(desk)) == 5


def test_who_was_removed_and_guesses_on_is_told_too(desk_with_supervisor: Desk) -> None:
    desk = desk_with_supervisor
    with desk.seat.store.writing() as database:
        clerks.remove(database, desk.clerk.code)
    with refused(AccessError, "access.refused"):
        desk.unlock(WRONG)
    assert len(told(desk)) == 1
