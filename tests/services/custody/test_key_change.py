"""A new key for the database: everybody gets in as before, and a copied key opens nothing new."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from cnss_counter.errors import AccessError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.custody import journal_check
from cnss_counter.services.custody.key_change import change_key
from cnss_counter.services.session import Session
from cnss_counter.storage.database import Store
from cnss_counter.storage.vault import key_change
from cnss_counter.storage.vault.keyring import KEY_BYTES, Keyring
from cnss_counter.storage.vault.next_key import (
    FILE_MARK_BYTES,
    add_next_key,
    file_mark,
    settle_keys,
)
from testkit.clients import first_client, second_client
from tests.refusals import refused
from tests.services.conftest import PASSWORD, SUPERVISOR_PASSWORD, consent


def sit_down(home: Home, code: str = "A17", password: str = PASSWORD) -> Session:
    return log_in(home, code, password, training=True)


def seen_by(session: Session) -> tuple[object, ...]:
    """What there is to lose: deposits, drafts, persons found by any name."""
    deposits = [deposit.reference for deposit in session.all_deposits()]
    found = [person.immatriculation_number for person in session.find("alami").persons]
    return (deposits, [draft.id for draft in session.drafts.all()], found)


def test_everything_is_there_under_the_new_key_and_everybody_gets_in(
    home: Home, session_with_supervisor: Session
) -> None:
    session = session_with_supervisor
    done = session.deposit("one", session.assess(first_client()), consent())
    session.drafts.new(session.cleaned(second_client()))
    before, old_key = seen_by(session), session.context.store.key()
    change_key(session.context, PASSWORD)
    with refused(StoreError, "store.closed"):
        session.drafts.all()
    with pytest.raises(StoreError):
        Store.open(home.database, old_key)
    after = sit_down(home)
    assert after.context.store.key() != old_key
    assert seen_by(after) == before
    assert after.deposit_of(done.reference) == done
    assert after.deposit(
        "two", after.assess(first_client(immatriculation_number="323456789")), consent()
    )
    after.log_out()
    sit_down(home, "S02", SUPERVISOR_PASSWORD).log_out()


def test_the_journal_holds_across_the_change_and_tells_it(home: Home, session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    change_key(session.context, PASSWORD)
    after = sit_down(home)
    with after.context.store.reading() as database:
        kinds = [kind for (kind,) in database.execute("SELECT kind FROM journal ORDER BY n")]
    assert kinds[-2:] == ["data_key_changed", "logged_in"]
    assert journal_check.verify(after.context, whole=True).broken is None
    after.log_out()


def test_nothing_of_the_old_file_is_left_beside_the_new_one(home: Home, session: Session) -> None:
    old = home.database.read_bytes()[:16]
    change_key(session.context, PASSWORD)
    for file in (path for path in home.folder.rglob("*") if path.is_file()):
        assert old not in file.read_bytes(), file.name
    assert home.database.stat().st_mode & 0o077 == 0


def test_while_somebody_else_works_the_key_stays_and_both_go_on(
    home: Home, session_with_supervisor: Session
) -> None:
    other = sit_down(home, "S02", SUPERVISOR_PASSWORD)
    with refused(StoreError, "store.in_use"):
        change_key(session_with_supervisor.context, PASSWORD)
    session_with_supervisor.deposit(
        "one", session_with_supervisor.assess(first_client()), consent()
    )
    assert len(list(other.all_deposits())) == 1
    other.log_out()
    change_key(session_with_supervisor.context, PASSWORD)


def test_it_takes_the_password_again(session: Session) -> None:
    with refused(AccessError, "access.refused"):
        change_key(session.context, "pas le bon du tout")
    session.deposit("one", session.assess(first_client()), consent())


# Cut off between any two steps


class Steps:
    """The change of a key, made by hand as far as the story goes."""

    def __init__(self, home: Home, session: Session) -> None:
        self.home = home
        self.keyring = Keyring(home.keyring, home.machine_secret, is_real=False)
        self.key = session.context.store.key()
        self.next_key = secrets.token_bytes(KEY_BYTES)
        self.beside = Path()
        session.log_out()

    def copy(self) -> None:
        path = self.home.database
        self.beside = key_change.copy_under(path, self.key, self.next_key, lambda _: None)

    def seal(self) -> None:
        add_next_key(self.keyring.file, self.key, self.next_key, file_mark(self.beside))

    def put_in_place(self) -> None:
        key_change.put_in_place(self.home.database, self.beside)

    def settle(self) -> None:
        settle_keys(self.keyring.file, self.home.database)


Step = Callable[[Steps], None]
IN_ORDER: tuple[Step, ...] = (Steps.copy, Steps.seal, Steps.put_in_place, Steps.settle)


@pytest.mark.parametrize("done", range(len(IN_ORDER) + 1))
def test_cut_off_after_any_step_everybody_gets_in_and_all_is_there(
    home: Home, session_with_supervisor: Session, done: int
) -> None:
    session = session_with_supervisor
    session.deposit("one", session.assess(first_client()), consent())
    before = seen_by(session)
    steps = Steps(home, session)
    for step in IN_ORDER[:done]:
        step(steps)
    for _ in range(2):
        after = sit_down(home)
        assert seen_by(after) == before
        is_new = after.context.store.key() == steps.next_key
        assert is_new is (Steps.put_in_place in IN_ORDER[:done])
        after.log_out()
    sit_down(home, "S02", SUPERVISOR_PASSWORD).log_out()
    change_key(sit_down(home).context, PASSWORD)


def test_in_another_order_a_cut_would_lose_everything(home: Home, session: Session) -> None:
    """The control: were the file put in place before its key was sealed, nobody would get in."""
    steps = Steps(home, session)
    steps.copy()
    steps.put_in_place()
    with pytest.raises(StoreError):
        sit_down(home)


def test_a_pipe_in_the_place_of_the_database_is_not_waited_for(tmp_path: Path) -> None:
    """Each login asks which key opens the file after a change that was cut off."""
    os.mkfifo(pipe := tmp_path / "counter.db")
    writer = os.open(pipe, os.O_RDWR)
    try:
        os.write(writer, bytes(FILE_MARK_BYTES))  # else, unmended, this would never come back
        with refused(StoreError, "store.refused"):
            file_mark(pipe)
    finally:
        os.close(writer)
