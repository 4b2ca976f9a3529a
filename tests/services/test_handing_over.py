"""A draft goes to another clerk by its owner, by a supervisor, or from a trainee."""

from __future__ import annotations

import json

import pytest

from cnss_counter.domain.records import Clerk, StoredDraft
from cnss_counter.errors import AccessError, AnswerIsNo
from cnss_counter.services.requests.handing_over import hand_over, to_hand_over
from cnss_counter.services.session import Desk
from cnss_counter.storage.tables import clerks
from tests.refusals import refused
from tests.services.conftest import consent, first_client

NADIA = Clerk("N01", "Nadia Alaoui", frozenset({"clerk"}))
SALMA = Clerk("N02", "Salma Idrissi", frozenset({"clerk"}))
TRAINEE = Clerk("T01", "Yassine Idrissi", frozenset({"trainee"}))
OMAR = Clerk("S02", "Omar Tazi", frozenset({"supervisor"}))
LAMIA = Clerk("B09", "Lamia Bennis", frozenset({"auditor"}))


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A counter with a clerk, a trainee, a supervisor and an auditor."""
    with desk.seat.store.writing() as database:
        for clerk in (NADIA, SALMA, TRAINEE, OMAR, LAMIA):
            clerks.put(database, clerk)
    return desk


def at(desk: Desk, clerk: Clerk) -> Desk:
    """The same counter, where this clerk sits."""
    return Desk(desk.seat._replace(clerk=clerk, is_training=False, access=""), desk.rule_pack)


def playing(desk: Desk, clerk: Clerk) -> Desk:
    """The same, on the day that the counter plays: a deposit asks for no other."""
    return Desk(at(desk, clerk).seat._replace(is_training=True), desk.rule_pack)


def draft_of(desk: Desk, clerk: Clerk) -> StoredDraft:
    return at(desk, clerk).new_draft(first_client())


def test_the_owner_hands_a_draft_over_and_the_receiver_sees_from_whom(desk: Desk) -> None:
    stored = draft_of(desk, NADIA)
    hand_over(at(desk, NADIA).seat, stored.id, "t01")
    assert at(desk, NADIA).drafts() == []
    (received,) = at(desk, TRAINEE).drafts()
    assert (received.id, received.given_by) == (stored.id, NADIA.name)
    assert received.draft == stored.draft


def test_the_window_of_before_can_save_it_no_more(desk: Desk) -> None:
    stored = draft_of(desk, NADIA)
    hand_over(at(desk, NADIA).seat, stored.id, OMAR.code)
    with refused(AnswerIsNo, "draft.changed_elsewhere"):
        at(desk, NADIA).save_draft(stored)
    (received,) = at(desk, OMAR).drafts()
    assert at(desk, OMAR).save_draft(received).given_by == NADIA.name


def test_the_window_of_before_can_deposit_it_no_more_and_the_new_owner_can(desk: Desk) -> None:
    stored = draft_of(desk, NADIA)
    hand_over(at(desk, NADIA).seat, stored.id, SALMA.code)
    with refused(AnswerIsNo, "draft.handed_over") as detail:
        playing(desk, NADIA).deposit(stored.id, first_client(), consent())
    assert detail == {"clerk": SALMA.code}
    assert list(desk.all_deposits()) == []
    done = playing(desk, SALMA).deposit(stored.id, first_client(), consent())
    assert done.clerk_code == SALMA.code
    # Asked again by the window left open: the same deposit, as for every repeated key.
    assert playing(desk, NADIA).deposit(stored.id, first_client(), consent()) == done
    assert len(list(desk.all_deposits())) == 1


def test_the_control_a_draft_given_back_is_deposited_from_the_same_window(desk: Desk) -> None:
    """Nothing but the owner's name stood in the way."""
    stored = draft_of(desk, NADIA)
    hand_over(at(desk, NADIA).seat, stored.id, SALMA.code)
    hand_over(at(desk, SALMA).seat, stored.id, NADIA.code)
    done = playing(desk, NADIA).deposit(stored.id, first_client(), consent())
    assert done.clerk_code == NADIA.code


def test_a_supervisor_hands_over_what_an_absent_clerk_left(desk: Desk) -> None:
    stored = draft_of(desk, NADIA)
    with desk.seat.store.writing() as database:
        clerks.remove(database, NADIA.code)
    seat = at(desk, OMAR).seat
    (waiting,) = to_hand_over(seat).drafts
    assert (waiting.owner_name, waiting.number_ends) == (NADIA.name, "789")
    assert NADIA not in to_hand_over(seat).clerks
    hand_over(seat, stored.id, TRAINEE.code)
    assert len(at(desk, TRAINEE).drafts()) == 1


def test_a_clerk_takes_over_what_a_trainee_began(desk: Desk) -> None:
    stored = draft_of(desk, TRAINEE)
    (waiting,) = to_hand_over(at(desk, NADIA).seat).drafts
    assert waiting.owner_name == TRAINEE.name
    hand_over(at(desk, NADIA).seat, stored.id, NADIA.code)
    assert [mine.id for mine in at(desk, NADIA).drafts()] == [stored.id]


@pytest.mark.parametrize("taker", [NADIA, TRAINEE])
def test_nobody_takes_the_draft_of_another_clerk(desk: Desk, taker: Clerk) -> None:
    stored = draft_of(desk, SALMA)
    seat = at(desk, taker).seat
    assert to_hand_over(seat).drafts == ()
    with refused(AccessError, "access.may_not.hand_over_any_draft"):
        hand_over(seat, stored.id, taker.code)


def test_only_who_may_write_receives(desk: Desk) -> None:
    stored = draft_of(desk, NADIA)
    for receiver in (LAMIA.code, "NOBODY"):
        with refused(AccessError, "access.may_not.write_draft"):
            hand_over(at(desk, NADIA).seat, stored.id, receiver)
    with refused(AnswerIsNo, "draft.gone"):
        hand_over(at(desk, NADIA).seat, "gone", TRAINEE.code)


def test_the_journal_names_the_clerks_and_nobody_else(desk: Desk) -> None:
    stored = draft_of(desk, NADIA)
    hand_over(at(desk, OMAR).seat, stored.id, TRAINEE.code)
    with desk.seat.store.reading() as database:
        actor, entity, body = database.execute(
            "SELECT actor, entity, body FROM journal WHERE kind = 'draft_handed_over'"
        ).fetchone()
    assert (actor, entity) == (OMAR.code, stored.id)
    assert json.loads(body) == {"from": NADIA.code, "to": TRAINEE.code}
