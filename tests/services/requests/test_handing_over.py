"""A draft goes to another clerk by its owner, by a supervisor, or from a trainee."""

from __future__ import annotations

import json

import pytest

from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.stored_draft import StoredDraft
from cnss_counter.errors import AccessError, AnswerIsNo
from cnss_counter.services.requests.handing_over import hand_over, to_hand_over
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import clerks
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import consent

NADIA = Clerk("N01", "Nadia Alaoui", frozenset({"clerk"}))
SALMA = Clerk("N02", "Salma Idrissi", frozenset({"clerk"}))
TRAINEE = Clerk("T01", "Yassine Idrissi", frozenset({"trainee"}))
OMAR = Clerk("S02", "Omar Tazi", frozenset({"supervisor"}))
LAMIA = Clerk("B09", "Lamia Bennis", frozenset({"auditor"}))


@pytest.fixture
def session(session: Session) -> Session:
    """A counter with a clerk, a trainee, a supervisor and an auditor."""
    with session.context.store.writing() as database:
        for clerk in (NADIA, SALMA, TRAINEE, OMAR, LAMIA):
            clerks.put(database, clerk)
    return session


def at(session: Session, clerk: Clerk) -> Session:
    """The same counter, where this clerk sits."""
    return Session(
        session.context._replace(clerk=clerk, is_training=False, access=""), session.rule_pack
    )


def playing(session: Session, clerk: Clerk) -> Session:
    """The same, on the day that the counter plays: a deposit asks for no other."""
    return Session(at(session, clerk).context._replace(is_training=True), session.rule_pack)


def draft_of(session: Session, clerk: Clerk) -> StoredDraft:
    return at(session, clerk).drafts.new(at(session, clerk).cleaned(first_client()))


def test_the_owner_hands_a_draft_over_and_the_receiver_sees_from_whom(session: Session) -> None:
    stored = draft_of(session, NADIA)
    hand_over(at(session, NADIA).context, stored.id, "t01")
    assert at(session, NADIA).drafts.all() == []
    (received,) = at(session, TRAINEE).drafts.all()
    assert (received.id, received.given_by) == (stored.id, NADIA.name)
    assert received.draft == stored.draft


def test_the_window_of_before_can_save_it_no_more(session: Session) -> None:
    stored = draft_of(session, NADIA)
    hand_over(at(session, NADIA).context, stored.id, OMAR.code)
    with refused(AnswerIsNo, "draft.changed_elsewhere"):
        at(session, NADIA).drafts.save(stored, session.cleaned(stored.draft))
    (received,) = at(session, OMAR).drafts.all()
    assert (
        at(session, OMAR).drafts.save(received, session.cleaned(received.draft)).given_by
        == NADIA.name
    )


def test_the_window_of_before_can_deposit_it_no_more_and_the_new_owner_can(
    session: Session,
) -> None:
    stored = draft_of(session, NADIA)
    hand_over(at(session, NADIA).context, stored.id, SALMA.code)
    with refused(AnswerIsNo, "draft.handed_over") as detail:
        playing(session, NADIA).deposit(
            stored.id, playing(session, NADIA).assess(first_client()), consent()
        )
    assert detail == {"clerk": SALMA.code}
    assert list(session.all_deposits()) == []
    done = playing(session, SALMA).deposit(
        stored.id, playing(session, SALMA).assess(first_client()), consent()
    )
    assert done.clerk_code == SALMA.code
    # Asked again by the window left open: the same deposit, as for every repeated key.
    assert (
        playing(session, NADIA).deposit(
            stored.id, playing(session, NADIA).assess(first_client()), consent()
        )
        == done
    )
    assert len(list(session.all_deposits())) == 1


def test_the_control_a_draft_given_back_is_deposited_from_the_same_window(session: Session) -> None:
    """Nothing but the owner's name stood in the way."""
    stored = draft_of(session, NADIA)
    hand_over(at(session, NADIA).context, stored.id, SALMA.code)
    hand_over(at(session, SALMA).context, stored.id, NADIA.code)
    done = playing(session, NADIA).deposit(
        stored.id, playing(session, NADIA).assess(first_client()), consent()
    )
    assert done.clerk_code == NADIA.code


def test_a_supervisor_hands_over_what_an_absent_clerk_left(session: Session) -> None:
    stored = draft_of(session, NADIA)
    with session.context.store.writing() as database:
        clerks.remove(database, NADIA.code)
    context = at(session, OMAR).context
    (waiting,) = to_hand_over(context).drafts
    assert (waiting.owner_name, waiting.number_ends) == (NADIA.name, "789")
    assert NADIA not in to_hand_over(context).clerks
    hand_over(context, stored.id, TRAINEE.code)
    assert len(at(session, TRAINEE).drafts.all()) == 1


def test_a_clerk_takes_over_what_a_trainee_began(session: Session) -> None:
    stored = draft_of(session, TRAINEE)
    (waiting,) = to_hand_over(at(session, NADIA).context).drafts
    assert waiting.owner_name == TRAINEE.name
    hand_over(at(session, NADIA).context, stored.id, NADIA.code)
    assert [mine.id for mine in at(session, NADIA).drafts.all()] == [stored.id]


@pytest.mark.parametrize("taker", [NADIA, TRAINEE])
def test_nobody_takes_the_draft_of_another_clerk(session: Session, taker: Clerk) -> None:
    stored = draft_of(session, SALMA)
    context = at(session, taker).context
    assert to_hand_over(context).drafts == ()
    with refused(AccessError, "access.may_not.hand_over_any_draft"):
        hand_over(context, stored.id, taker.code)


def test_only_who_may_write_receives(session: Session) -> None:
    stored = draft_of(session, NADIA)
    for receiver in (LAMIA.code, "NOBODY"):
        with refused(AccessError, "access.may_not.write_draft"):
            hand_over(at(session, NADIA).context, stored.id, receiver)
    with refused(AnswerIsNo, "draft.gone"):
        hand_over(at(session, NADIA).context, "gone", TRAINEE.code)


def test_the_journal_names_the_clerks_and_nobody_else(session: Session) -> None:
    stored = draft_of(session, NADIA)
    hand_over(at(session, OMAR).context, stored.id, TRAINEE.code)
    with session.context.store.reading() as database:
        actor, entity, body = database.execute(
            "SELECT actor, entity, body FROM journal WHERE kind = 'draft_handed_over'"
        ).fetchone()
    assert (actor, entity) == (OMAR.code, stored.id)
    assert json.loads(body) == {"from": NADIA.code, "to": TRAINEE.code}
