"""What the journal tells of a day, and what it keeps to itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cnss_counter.clock import Clock
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.custody import catching_up, journal_check
from cnss_counter.services.people.name_searches import hashed_query
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import salts
from cnss_counter.storage.vault import refused_tries
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import PASSWORD, consent

A_TRY = {"slot": "unknown", "door": "login", "times": 1, "first": "", "last": ""}
SPOILT = {"unknown": {"unknown": [0, "", ""]}}


def _entries(session: Session, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    with session.context.store.reading() as database:
        rows = database.execute(
            "SELECT actor, entity, body FROM journal WHERE kind = ? ORDER BY n", (kind,)
        ).fetchall()
    return [(actor, entity, json.loads(body)) for actor, entity, body in rows]


def test_refused_tries_are_told_by_the_next_one_that_is_not(home: Home, clock: Clock) -> None:
    for code in ("a17", "a17", "somebody"):
        with refused(AccessError, "access.refused"):
            log_in(home, code, "not the password at all", clock=clock, training=True)
    assert b"somebody" not in home.refused_tries.read_bytes()
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    (_, _, body), *_ = reversed(_entries(session, "logged_in"))
    told = body["refused_before"]
    times = {code: {door: said[0] for door, said in doors.items()} for code, doors in told.items()}
    assert times == {"A17": {"login": 2}, "unknown": {"login": 1}}
    assert refused_tries.waiting(home) == {}
    session.log_out()


def test_refusals_are_told_once_even_when_the_login_that_told_them_failed(
    home: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("store.disk_full", file="counter.db")

    with refused(AccessError, "access.refused"):
        log_in(home, "a17", "not the password at all", clock=clock, training=True)
    with monkeypatch.context() as failing:
        failing.setattr(catching_up, "at_login", full)
        with refused(StoreError, "store.disk_full"):
            log_in(home, "a17", PASSWORD, clock=clock, training=True)
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    told = ["refused_before" in body for _, _, body in _entries(session, "logged_in")]
    assert told == [True, False]
    session.log_out()


@pytest.mark.parametrize(
    "content",
    [b"", b"5", b"[]", b"\xff", b"[" * 100_000, b'{"unknown": 5}', b'{"unknown": [1, ""]}',
     b'{"unknown": [NaN, "", ""]}', b'{"unknown": [1e999, "", ""]}', b'{"unknown": [-1, "", ""]}',
     b'{"unknown": ["1", "", ""]}', b'{"unknown": [1, "ALAMI Mohammed", ""]}',
     b'{"unknown": [1, "", "\\ud800"]}', b'{"unknown": [1, null, 5]}',
     b'{"ALAMI Mohammed": [1, "", ""]}', b'{"\\ud800": [1, "", ""]}',
     b'{"version": 3, "tries": []}', b'{"version": 2}', b'{"version": 2, "tries": [{}]}',
     b'{"version": 2, "tries": [], "by": "ALAMI Mohammed"}',
     json.dumps({"version": 2, "tries": [{**A_TRY, "door": "ALAMI Mohammed"}]}).encode(),
     json.dumps({"version": 2, "tries": [{**A_TRY, "times": "1"}]}).encode()],
)  # fmt: skip
def test_a_spoilt_file_of_refusals_keeps_nobody_out_and_writes_nothing_into_the_journal(
    home: Home, clock: Clock, content: bytes
) -> None:
    home.refused_tries.write_bytes(content)
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    (*_, (_, _, body)) = _entries(session, "logged_in")
    assert body == {"refused_before": SPOILT}
    session.log_out()
    assert not home.refused_tries.exists()


def test_refusals_noted_by_the_program_before_were_logins(home: Home, clock: Clock) -> None:
    at = "2025-09-01T09:00:00+01:00"
    home.refused_tries.write_text(json.dumps({"unknown": [3, at, at]}))
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    (*_, (_, _, body)) = _entries(session, "logged_in")
    assert body == {"refused_before": {"unknown": {"login": [3, at, at]}}}
    session.log_out()


def test_what_is_refused_while_somebody_logs_in_waits_for_the_next_login(home: Home) -> None:
    at = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)
    refused_tries.note(home, None, "login", at)
    refused_tries.note(home, None, "resume", at)
    told = refused_tries.waiting(home)
    refused_tries.note(home, None, "login", at + timedelta(minutes=1))
    refused_tries.note(home, "recovery", "recover", at)
    refused_tries.forget(home, told)
    left = {tried: refused.times for tried, refused in refused_tries.waiting(home).items()}
    assert left == {("unknown", "login"): 1, ("recovery", "recover"): 1}
    refused_tries.forget(home, refused_tries.waiting(home))
    assert not home.refused_tries.exists()  # the control: all of it was told


def test_refusals_noted_in_a_spoilt_file_are_counted_from_there(home: Home, clock: Clock) -> None:
    home.refused_tries.write_bytes(b"nonsense")
    for _ in range(2):
        with refused(AccessError, "access.refused"):
            log_in(home, "somebody", "not the password at all", clock=clock, training=True)
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    (*_, (_, _, body)) = _entries(session, "logged_in")
    told = body["refused_before"]["unknown"]
    assert told["unknown"] == [0, "", ""]  # that it was spoilt
    times, first, last = told["login"]
    assert times == 2
    assert first <= last
    assert last.startswith("2025-09-01T")
    session.log_out()


def test_a_login_after_no_refusal_tells_none(session: Session) -> None:
    assert [body for _, _, body in _entries(session, "logged_in")] == [{}]


def test_logging_out_is_told(home: Home, session: Session, clock: Clock) -> None:
    session.log_out()
    again = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    assert _entries(again, "logged_out") == [("A17", "A17", {})]
    again.log_out()


def test_a_draft_thrown_away_is_told_and_one_that_was_not_there_is_not(session: Session) -> None:
    stored = session.drafts.new(session.cleaned(first_client()))
    session.drafts.discard(stored.id)
    session.drafts.discard(stored.id)
    assert _entries(session, "draft_discarded") == [("A17", stored.id, {})]


def test_a_search_by_name_is_told_without_the_name(session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    for typed in ("al", "ala", "alami", "alam", "alaoui", "123456789"):
        session.find(typed)
    session.name_searches.settle()
    found = _entries(session, "persons_searched")
    assert [body["shown"] for _, _, body in found] == [1, 1, 1]
    assert "alami" not in json.dumps(found).lower()
    told = [body for _, _, body in found]
    assert _tested(session, told, "AL", "ALA", "ALAMI", "ALAM", "ALAOUI") == ["AL", "ALAMI", "ALAM"]


def _tested(session: Session, told: list[dict[str, Any]], *suspected: str) -> list[str]:
    """What a suspicion makes of the searches: the names that were typed, of these."""
    with session.context.store.reading() as database:
        kept = [(salts.salt(database, body["salt"]), body["query"]) for body in told]
    return [
        name
        for salt, query in kept
        for name in suspected
        if salt is not None and hashed_query(salt, name) == query
    ]


def test_a_name_is_shown_only_when_the_journal_tells_it_already(session: Session) -> None:
    """Whoever kills the window as soon as the name is there leaves a trace."""
    session.deposit("one", session.assess(first_client()), consent())
    assert session.find("ala").persons
    ((_, _, at_once),) = _entries(session, "persons_searched")
    assert _tested(session, [at_once], "ALAMI", "ALA") == ["ALA"]
    assert session.find("alami").persons
    assert len(_entries(session, "persons_searched")) == 1  # the control: not each key
    session.name_searches.settle()
    assert len(_entries(session, "persons_searched")) == 2


def test_a_name_that_the_journal_cannot_tell_is_not_shown(session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    with session.context.store.reading() as database:
        database.execute("PRAGMA query_only = ON")
    with refused(StoreError, "store.read_only"):
        session.find("alami")
    assert session.find("123456789").persons  # the control


def test_a_search_whose_salt_was_erased_leaves_the_chain_whole(session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    session.find("alami")
    session.name_searches.settle()
    ((_, _, body),) = _entries(session, "persons_searched")
    with session.context.store.writing() as database:
        salts.erase(database, person=1)
        assert salts.salt(database, body["salt"]) is None
    assert journal_check.verify(session.context, whole=True).broken is None


def test_a_search_by_number_is_not_a_search_by_name(session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    session.find("123456789")
    session.name_searches.settle()
    assert _entries(session, "persons_searched") == []


def test_the_journal_is_walked_from_where_it_was_found_whole(session: Session) -> None:
    first = journal_check.verify(session.context)
    session.deposit("one", session.assess(first_client()), consent())
    second = journal_check.verify(session.context)
    assert (first.since, first.broken) == (0, None)
    assert second.since == first.entries
    assert second.entries == 2  # the walk before, and the deposit
    assert journal_check.verify(session.context, whole=True).since == 0


def test_a_deposit_changed_after_a_walk_is_found_by_a_whole_one(session: Session) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    journal_check.verify(session.context)
    with session.context.store.reading() as database:
        trigger = "deposits_are_not_rewritten"
        (sql,) = database.execute(
            "SELECT sql FROM main.sqlite_schema WHERE name = ?", (trigger,)
        ).fetchone()
        for statement in (
            f"DROP TRIGGER {trigger}",
            "DROP TRIGGER IF EXISTS temp.deposits_update_is_noticed",
            "UPDATE deposits SET record = replace(record, 'ALAMI', 'ALAOUI')",
            sql,
        ):
            database.execute(statement)
    broken = journal_check.verify(session.context, whole=True).broken
    assert broken is not None
    assert (broken.rule, broken.subject) == ("row", f"deposits/{done.reference}")


@pytest.mark.parametrize("role", ["clerk", "trainee"])
def test_a_clerk_alone_does_not_verify_the_journal(session: Session, role: Any) -> None:
    context = session.context._replace(clerk=Clerk("B01", "Hiba", frozenset({role})))
    with refused(AccessError, "access.may_not.verify_journal"):
        journal_check.verify(context)


def test_no_entry_of_a_day_holds_a_person(session: Session) -> None:
    client = first_client()
    stored = session.drafts.new(session.cleaned(client))
    done = session.deposit(stored.id, session.assess(client), consent())
    session.receipts.save(done.reference)
    session.find("alami")
    session.name_searches.settle()
    with session.context.store.reading() as database:
        text = str(database.execute("SELECT * FROM journal").fetchall())
    personal = ("last_name", "first_name", "last_name_ar", "immatriculation_number", "phone",
                "identity_number", "address", "birth_date")  # fmt: skip
    assert [field for field in personal if client.answer(field) in text] == []
    assert done.reference in text  # the control: what may be told is
