"""Who works here: named, given a code, let in again, removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cnss_counter.domain.clerk import ALL_ROLES, Clerk, Role
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.login import choose_password, log_in
from cnss_counter.services.session import Session
from cnss_counter.storage.vault import journal_verification
from cnss_counter.storage.vault.throttle import FREE_TRIES, FREE_TRIES_ON_THE_COUNTER, LOCKED_AFTER
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import (
    PASSWORD,
    SUPERVISOR,
    SUPERVISOR_PASSWORD,
    join,
    lengthen_the_wait,
)

SALMA = Clerk("C03", "Salma Idrissi", frozenset({"clerk"}))
SALMAS_PASSWORD = "des pommes et des poires"
OTHER_ADMINISTRATOR = Clerk("B02", "Nadia Chraibi", ALL_ROLES)


@contextmanager
def seated(home: Home, clerk: Clerk, password: str) -> Iterator[Session]:
    session = log_in(home, clerk.code, password, training=True)
    try:
        yield session
    finally:
        session.log_out()


def test_a_new_clerk_gets_a_code_chooses_a_password_and_sits_down(
    home: Home, session: Session
) -> None:
    given = staff.name(session.context, Clerk("c03", " Salma  Idrissi\u202e", SALMA.roles))
    assert (given.clerk.code, given.clerk.name) == ("C03", "Salma Idrissi")
    assert staff.require_nameable(session.context, "c04", "Nadia  Chraibi ") == (
        "C04", "Nadia Chraibi"
    )  # fmt: skip
    with refused(AccessError, "access.password_to_choose"):
        log_in(home, "C03", given.code, training=True)
    choose_password(home, "c03", given.code.lower(), SALMAS_PASSWORD, training=True)
    with seated(home, SALMA, SALMAS_PASSWORD) as hers:
        assert hers.clerk.roles == {"clerk"}
    with refused(AccessError, "access.refused"):
        choose_password(home, "C03", given.code, "une autre bonne phrase", training=True)


@pytest.mark.parametrize(
    ("clerk", "rule"),
    [
        (Clerk("A17", "Une autre", frozenset({"clerk"})), "account.known"),
        (Clerk("é", "Une autre", frozenset({"clerk"})), "account.code"),
        (Clerk("D04", " \u200f ", frozenset({"clerk"})), "account.name"),
        (Clerk("D04", "Une autre", frozenset()), "account.no_role"),
        (Clerk("D04", "Une autre", frozenset({"clerk", "auditor"})), "account.roles_apart"),
        (Clerk("D04", "Une autre", frozenset({"supervisor", "trainee"})), "account.roles_apart"),
    ],
)
def test_nobody_is_named_against_the_rules(session: Session, clerk: Clerk, rule: str) -> None:
    before = staff.listed(session.context)
    with refused(BadInputError, rule) as detail:
        staff.name(session.context, clerk)
    assert detail["field"]
    assert staff.listed(session.context) == before


@pytest.mark.parametrize(
    ("password", "rule"),
    [("court", "password.too_short"), ("Salma Idrissi C03 041", "password.own_name")],
)
def test_the_password_chosen_keeps_the_rules_and_the_code_still_serves(
    home: Home, session: Session, password: str, rule: str
) -> None:
    given = staff.name(session.context, SALMA)
    with refused(BadInputError, rule):
        choose_password(home, "C03", given.code, password, training=True)
    with refused(BadInputError, "password.is_the_code"):
        choose_password(home, "C03", given.code, f"{given.code.lower()} ", training=True)
    choose_password(home, "C03", given.code, SALMAS_PASSWORD, training=True)


def test_a_code_given_voids_the_password_before(home: Home, session: Session) -> None:
    join(session, SALMA, SALMAS_PASSWORD)
    given = staff.give_code(session.context, "c03")
    with refused(AccessError, "access.refused"):
        log_in(home, "C03", SALMAS_PASSWORD, training=True)
    choose_password(home, "C03", given.code, "une autre bonne phrase", training=True)


def test_a_supervisor_helps_clerks_but_takes_nobody_elses_place(
    home: Home, session_with_supervisor: Session
) -> None:
    join(session_with_supervisor, SALMA, SALMAS_PASSWORD)
    with seated(home, SUPERVISOR, SUPERVISOR_PASSWORD) as supervisors:
        staff.give_code(supervisors.context, "C03")
        with refused(AccessError, "access.only_an_administrator"):
            staff.give_code(supervisors.context, "A17")
        with refused(BadInputError, "account.yourself"):
            staff.give_code(supervisors.context, "S02")
        with refused(AccessError, "access.only_an_administrator"):
            staff.let_in_again(supervisors.context, "A17")
        with refused(BadInputError, "account.yourself"):
            staff.let_in_again(supervisors.context, "S02")
        staff.let_in_again(supervisors.context, "C03")
    staff.give_code(session_with_supervisor.context, "S02")
    with refused(BadInputError, "account.yourself"):
        staff.give_code(session_with_supervisor.context, "A17")


def test_who_leaves_is_out_and_the_name_stays(home: Home, session: Session) -> None:
    join(session, SALMA, SALMAS_PASSWORD)
    staff.remove(session.context, "C03")
    with refused(AccessError, "access.refused"):
        log_in(home, "C03", SALMAS_PASSWORD, training=True)
    assert [(line.clerk, line.is_active) for line in staff.listed(session.context)] == [
        (Clerk("A17", "Karima Bennani", ALL_ROLES), True),
        (SALMA, False),
    ]
    with refused(BadInputError, "account.unknown"):
        staff.give_code(session.context, "C03")
    with refused(BadInputError, "account.known"):
        staff.name(session.context, SALMA)


def test_the_last_administrator_can_neither_be_removed_nor_lose_the_role(
    home: Home, session: Session
) -> None:
    with refused(BadInputError, "account.last_administrator"):
        staff.remove(session.context, "A17")
    with refused(BadInputError, "account.last_administrator"):
        staff.change_roles(session.context, "A17", {"clerk"})
    join(session, OTHER_ADMINISTRATOR, SALMAS_PASSWORD)
    staff.remove(session.context, "A17")
    with (
        seated(home, OTHER_ADMINISTRATOR, SALMAS_PASSWORD) as hers,
        refused(BadInputError, "account.last_administrator"),
    ):
        staff.remove(hers.context, "B02")


def test_roles_can_change(home: Home, session: Session) -> None:
    join(session, SALMA, SALMAS_PASSWORD)
    roles: frozenset[Role] = frozenset({"clerk", "supervisor"})
    staff.change_roles(session.context, "C03", roles)
    with seated(home, SALMA, SALMAS_PASSWORD) as hers:
        assert hers.clerk.roles == roles


def test_ones_own_password_changes_by_the_one_before(home: Home, session: Session) -> None:
    with refused(AccessError, "access.refused"):
        staff.change_password(session.context, "pas le bon du tout", SALMAS_PASSWORD)
    with refused(BadInputError, "password.too_short"):
        staff.change_password(session.context, PASSWORD, "court")
    staff.change_password(session.context, PASSWORD, SALMAS_PASSWORD)
    log_in(home, "A17", SALMAS_PASSWORD, training=True).log_out()
    session.unlock(SALMAS_PASSWORD)


def _fill(home: Home) -> None:
    """The failures of the one account that has some, as after a day of guessing."""
    file = home.folder / "throttle.json"
    counts = json.loads(file.read_text())
    (account,) = counts.keys() - {"counter"}
    counts[account][0] = LOCKED_AFTER
    file.write_text(json.dumps(counts))


def test_after_a_hundred_failures_a_colleague_opens_the_account_again(
    home: Home, session: Session
) -> None:
    join(session, SALMA, SALMAS_PASSWORD)
    for _ in range(FREE_TRIES):
        with refused(AccessError, "access.refused"):
            log_in(home, "C03", "pas le bon du tout", training=True)
    _fill(home)
    with refused(AccessError, "access.locked"):
        log_in(home, "C03", SALMAS_PASSWORD, training=True)
    staff.let_in_again(session.context, "C03")
    log_in(home, "C03", SALMAS_PASSWORD, training=True).log_out()


def test_a_supervisor_opens_no_account_to_go_on_guessing_its_password(
    home: Home, session: Session
) -> None:
    join(session, SUPERVISOR, SUPERVISOR_PASSWORD)
    for _ in range(FREE_TRIES):
        with refused(AccessError, "access.refused"):
            log_in(home, "A17", "pas le bon du tout", training=True)
    lengthen_the_wait(home)
    with seated(home, SUPERVISOR, SUPERVISOR_PASSWORD) as supervisors:
        with refused(AccessError, "access.only_an_administrator"):
            staff.let_in_again(supervisors.context, "A17")
        with refused(AccessError, "access.wait"):
            supervisors.agree(
                "A17",
                PASSWORD,
                "complément",
                "other_right",
                "one",
                supervisors.cleaned(first_client()),
            )


def test_letting_a_colleague_in_again_gives_no_free_tries_on_everybody_else(
    home: Home, session: Session
) -> None:
    join(session, SALMA, SALMAS_PASSWORD)
    for number in range(FREE_TRIES_ON_THE_COUNTER):
        with refused(AccessError, "access.refused"):
            log_in(home, f"X{number:02}", "pas le bon du tout", training=True)
    lengthen_the_wait(home)
    staff.let_in_again(session.context, "C03")
    with refused(AccessError, "access.wait"):
        log_in(home, "C03", SALMAS_PASSWORD, training=True)


def test_everything_is_in_the_journal_and_no_code_nor_name(home: Home, session: Session) -> None:
    given = staff.name(session.context, SALMA)
    choose_password(home, "C03", given.code, SALMAS_PASSWORD, training=True)
    staff.change_roles(session.context, "C03", {"trainee"})
    again = staff.give_code(session.context, "C03")
    staff.let_in_again(session.context, "C03")
    staff.remove(session.context, "C03")
    with session.context.store.reading() as database:
        rows = database.execute("SELECT actor, kind, body FROM journal WHERE entity = 'C03'")
        told = [(actor, kind) for actor, kind, _ in rows]
        assert told == [
            ("A17", "clerk_named"),
            ("C03", "password_changed"),
            ("A17", "roles_changed"),
            ("A17", "code_given"),
            ("A17", "tries_forgotten"),
            ("A17", "clerk_removed"),
        ]
        bodies = str(database.execute("SELECT body FROM journal").fetchall())
        assert journal_verification.walk(database).broken is None
    for secret in (given.code, again.code, "Idrissi"):
        assert secret not in bodies
