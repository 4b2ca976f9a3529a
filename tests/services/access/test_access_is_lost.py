"""A clerk removed, stripped of a role or given a code while at work in another window."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cnss_counter.domain.clerk import ALL_ROLES, Clerk, Role
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import AccessError, AccessLostError, CounterError
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.login import choose_password, log_in
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import clerks, drafts
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.access.test_who_may_do_what import CALLS
from tests.services.conftest import PASSWORD as FIRST_PASSWORD
from tests.services.conftest import consent, join

AMAL = Clerk("S09", "Amal Rifai", frozenset({"clerk", "supervisor"}))
ADMINISTRATOR = Clerk("D01", "Driss Amrani", ALL_ROLES)
PASSWORD = "quatre chevaux verts"
HERS: set[Role] = {"clerk", "supervisor"}

Ending = Callable[[Session], object]
ENDINGS: dict[str, Ending] = {
    "access.removed_since": lambda session: staff.remove(session.context, AMAL.code),
    "access.roles_changed": lambda session: staff.change_roles(
        session.context, AMAL.code, {"clerk"}
    ),
    "access.code_given_since": lambda session: staff.give_code(session.context, AMAL.code),
}


@pytest.fixture
def amal(session: Session) -> Session:
    """Another window of the same counter, with its own connection and keyring."""
    join(session, AMAL, PASSWORD)
    return log_in(
        session.context.home, AMAL.code, PASSWORD, clock=session.context.clock, training=True
    )


def kept(session: Session) -> list[RequestDraft]:
    with session.context.store.reading() as database:
        return [stored.draft for stored in drafts.all_of_them(database)]


@pytest.mark.parametrize("code", ENDINGS)
def test_the_next_action_is_refused_and_nothing_is_written(
    session: Session, amal: Session, code: str
) -> None:
    stored = amal.drafts.new(amal.cleaned(first_client()))
    ENDINGS[code](session)
    with refused(AccessLostError, code):
        amal.deposit(stored.id, amal.assess(first_client()), consent())
    with refused(AccessLostError, code):
        amal.find("ALAMI")
    with refused(AccessLostError, code):
        amal.home_summary()
    assert list(session.all_deposits()) == []
    assert kept(session) == [first_client()]


@pytest.mark.parametrize("code", ENDINGS)
def test_what_was_typed_until_then_is_kept(session: Session, amal: Session, code: str) -> None:
    stored = amal.drafts.new(amal.cleaned(first_client()))
    ENDINGS[code](session)
    typed = first_client(city="Sefrou")
    amal.drafts.save(stored, amal.cleaned(typed))
    with refused(AccessLostError, code):
        amal.require_context()
    assert kept(session) == [typed]


def test_the_control_who_nobody_touched_goes_on(session: Session, amal: Session) -> None:
    stored = amal.drafts.new(amal.cleaned(first_client()))
    staff.name(session.context, Clerk("N02", "Salma Idrissi", frozenset({"clerk"})))
    staff.change_password(session.context, FIRST_PASSWORD, "sept tables bleues")
    staff.change_roles(
        session.context, AMAL.code, {*HERS, "administrator"}
    )  # one more takes nothing
    assert amal.deposit(stored.id, amal.assess(first_client()), consent()).clerk_code == AMAL.code


def test_no_use_case_is_forgotten(session: Session) -> None:
    join(session, ADMINISTRATOR, FIRST_PASSWORD)  # the one that each call gives
    gone = log_in(
        session.context.home, "D01", FIRST_PASSWORD, clock=session.context.clock, training=True
    )
    with session.context.store.writing() as database:
        clerks.remove(database, "D01")
    refusals = {}
    for action, call in CALLS.items():
        with pytest.raises(CounterError) as refusal:
            call(gone)
        refusals[action] = refusal.value.code
    assert refusals == dict.fromkeys(CALLS, "access.removed_since")


def test_a_removal_between_the_look_and_the_writing_is_seen_too(
    session: Session, amal: Session
) -> None:
    """Control: what only looked beforehand would write; the look is inside the transaction."""
    amal.context.require("write_draft")
    staff.remove(session.context, AMAL.code)
    with refused(AccessLostError, "access.removed_since"), amal.context.writing() as database:
        drafts.create(database, AMAL.code, first_client(), amal.now())
    assert kept(session) == []
    with amal.context.store.writing() as database:
        drafts.create(database, AMAL.code, first_client(), amal.now())
    assert kept(session) == [first_client()]


def test_the_way_out_is_journalled_all_the_same(session: Session, amal: Session) -> None:
    staff.remove(session.context, AMAL.code)
    amal.log_out()
    with session.context.store.reading() as database:
        (times,) = database.execute(
            "SELECT count(*) FROM journal WHERE kind = 'logged_out' AND actor = ?", (AMAL.code,)
        ).fetchone()
    assert times == 1


def test_after_the_code_the_clerk_sits_down_anew(
    session: Session, amal: Session, home: Home
) -> None:
    given = staff.give_code(session.context, AMAL.code)
    choose_password(home, AMAL.code, given.code, "onze pommes rouges", training=True)
    with refused(AccessError, "access.code_given_since"):
        amal.drafts.all()
    again = log_in(
        home, AMAL.code, "onze pommes rouges", clock=session.context.clock, training=True
    )
    assert again.drafts.all() == []
    again.log_out()
