"""What is done is said to be done, whatever the disk refuses afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.custody import backups, counter_key
from cnss_counter.services.day import closing, closing_sheet
from cnss_counter.services.session import Session
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import counter
from tests.refusals import refused
from tests.services.conftest import PASSWORD

NEW_PASSWORD = "des pommes et des poires"


class FullDisk:
    """A store that reads, and has no room to write."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def writing(self) -> Iterator[Database]:
        raise StoreError("store.disk_full", file="counter.db")
        yield


def on_a_full_disk(session: Session) -> ClerkContext:
    return session.context._replace(store=cast("Store", FullDisk(session.context.store)))


def test_a_backup_that_the_journal_could_not_note_is_there_and_said_to_be(
    session: Session, home: Home
) -> None:
    with refused(StoreError, "backup.not_noted") as detail:
        backups.back_up(on_a_full_disk(session))
    (made,) = home.backups.iterdir()
    assert detail == {"file": str(made)}


def test_a_password_that_is_changed_is_not_said_to_be_refused(session: Session) -> None:
    context = on_a_full_disk(session)
    with refused(StoreError, "password.not_noted"):
        staff.change_password(context, PASSWORD, NEW_PASSWORD)
    assert context.keyring.open("A17", NEW_PASSWORD)


def test_a_key_that_signs_and_is_not_published_yet_is_said_to_sign(
    session: Session, home: Home
) -> None:
    home.public_keys.unlink()
    home.public_keys.mkdir()
    with refused(StoreError, "keys.not_published") as detail:
        counter_key.replace(session.context)
    with session.context.reading() as database:
        assert counter.signing_key(database).key_id == detail["key"]


def test_a_day_is_closed_whatever_becomes_of_its_sheet(session: Session, home: Home) -> None:
    closed = closing.close_day(session.context)
    home.receipts.rmdir()
    home.receipts.write_text("no folder")
    try:
        closing_sheet.draw_sheet(session.context, closed)
    except StoreError:
        home.receipts.unlink()
    assert closing_sheet.draw_sheet(session.context, closed).exists()
