"""A clerk removed, stripped of a role or given a code while at work in another window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cnss_counter.domain.records import ALL_ROLES, Clerk, Role
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import AccessError, CounterError, SeatLostError
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.login import choose_password, log_in
from cnss_counter.services.session import Desk
from cnss_counter.storage.tables import clerks, drafts
from tests.refusals import refused
from tests.services.conftest import PASSWORD as FIRST_PASSWORD
from tests.services.conftest import consent, first_client, join
from tests.services.test_who_may_do_what import CALLS

AMAL = Clerk("S09", "Amal Rifai", frozenset({"clerk", "supervisor"}))
ADMINISTRATOR = Clerk("D01", "Driss Amrani", ALL_ROLES)
PASSWORD = "quatre chevaux verts"
HERS: set[Role] = {"clerk", "supervisor"}

Ending = Callable[[Desk], object]
ENDINGS: dict[str, Ending] = {
    "access.seat_removed": lambda desk: staff.remove(desk.seat, AMAL.code),
    "access.seat_roles": lambda desk: staff.change_roles(desk.seat, AMAL.code, {"clerk"}),
    "access.seat_code": lambda desk: staff.give_code(desk.seat, AMAL.code),
}


@pytest.fixture
def amal(desk: Desk) -> Desk:
    """Another window of the same counter, with its own connection and keyring."""
    join(desk, AMAL, PASSWORD)
    return log_in(desk.seat.home, AMAL.code, PASSWORD, clock=desk.seat.clock, training=True)


def kept(desk: Desk) -> list[RequestDraft]:
    with desk.seat.store.reading() as database:
        return [stored.draft for stored in drafts.all_of_them(database)]


@pytest.mark.parametrize("code", ENDINGS)
def test_the_next_action_is_refused_and_nothing_is_written(
    desk: Desk, amal: Desk, code: str
) -> None:
    stored = amal.new_draft(first_client())
    ENDINGS[code](desk)
    with refused(SeatLostError, code):
        amal.deposit(stored.id, first_client(), consent())
    with refused(SeatLostError, code):
        amal.find("ALAMI")
    with refused(SeatLostError, code):
        amal.home_summary()
    assert list(desk.all_deposits()) == []
    assert kept(desk) == [first_client()]


@pytest.mark.parametrize("code", ENDINGS)
def test_what_was_typed_until_then_is_kept(desk: Desk, amal: Desk, code: str) -> None:
    stored = amal.new_draft(first_client())
    ENDINGS[code](desk)
    typed = first_client(city="Sefrou")
    amal.save_draft(replace(stored, draft=typed))
    with refused(SeatLostError, code):
        amal.require_seat()
    assert kept(desk) == [typed]


def test_the_control_who_nobody_touched_goes_on(desk: Desk, amal: Desk) -> None:
    stored = amal.new_draft(first_client())
    staff.name(desk.seat, Clerk("N02", "Salma Idrissi", frozenset({"clerk"})))
    staff.change_password(desk.seat, FIRST_PASSWORD, "sept tables bleues")
    staff.change_roles(desk.seat, AMAL.code, {*HERS, "administrator"})  # one more takes nothing
    assert amal.deposit(stored.id, first_client(), consent()).clerk_code == AMAL.code


def test_no_use_case_is_forgotten(desk: Desk) -> None:
    join(desk, ADMINISTRATOR, FIRST_PASSWORD)  # the one that each call gives
    gone = log_in(desk.seat.home, "D01", FIRST_PASSWORD, clock=desk.seat.clock, training=True)
    with desk.seat.store.writing() as database:
        clerks.remove(database, "D01")
    refusals = {}
    for action, call in CALLS.items():
        with pytest.raises(CounterError) as refusal:
            call(gone)
        refusals[action] = refusal.value.code
    assert refusals == dict.fromkeys(CALLS, "access.seat_removed")


def test_a_removal_between_the_look_and_the_writing_is_seen_too(desk: Desk, amal: Desk) -> None:
    """Control: what only looked beforehand would write; the look is inside the transaction."""
    amal.seat.require("write_draft")
    staff.remove(desk.seat, AMAL.code)
    with refused(SeatLostError, "access.seat_removed"), amal.seat.writing() as database:
        drafts.create(database, AMAL.code, first_client(), amal.now())
    assert kept(desk) == []
    with amal.seat.store.writing() as database:
        drafts.create(database, AMAL.code, first_client(), amal.now())
    assert kept(desk) == [first_client()]


def test_the_way_out_is_journalled_all_the_same(desk: Desk, amal: Desk) -> None:
    staff.remove(desk.seat, AMAL.code)
    amal.log_out()
    with desk.seat.store.reading() as database:
        (times,) = database.execute(
            "SELECT count(*) FROM journal WHERE kind = 'logged_out' AND actor = ?", (AMAL.code,)
        ).fetchone()
    assert times == 1


def test_after_the_code_the_clerk_sits_down_anew(desk: Desk, amal: Desk, home: Home) -> None:
    given = staff.give_code(desk.seat, AMAL.code)
    choose_password(home, AMAL.code, given.code, "onze pommes rouges", training=True)
    with refused(AccessError, "access.seat_code"):
        amal.drafts()
    again = log_in(home, AMAL.code, "onze pommes rouges", clock=desk.seat.clock, training=True)
    assert again.drafts() == []
    again.log_out()
