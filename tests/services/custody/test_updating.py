"""A counter of an older program, opened by this one: the backup before, and nobody beside."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cnss_counter.clock import system_clock
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessError, BadInputError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.credentials import Password
from cnss_counter.services.access.login import choose_password
from cnss_counter.services.access.recovery import recover
from cnss_counter.services.access.unlocking import unlocked
from cnss_counter.services.custody import backups, journal_check, numbering
from cnss_counter.services.custody.restoring import ByMachine, restore
from cnss_counter.storage import updating as tables
from cnss_counter.storage.database import Store
from cnss_counter.storage.files.occupancy import occupied
from cnss_counter.storage.vault import printed_code
from tests.homes.old_home import NEXT_DAY, OldHome, unpacked
from tests.refusals import refused


@pytest.fixture
def old(tmp_path: Path) -> OldHome:
    return unpacked(tmp_path)


def key_of(old: OldHome) -> bytes:
    password = Password("C33", old.passwords["C33"])
    with unlocked(old.home, password, "login", clock=lambda: NEXT_DAY, is_training=False) as opened:
        return opened.key


def made_before(home: Home) -> list[Path]:
    return [*home.backups.glob(f"*{backups.BEFORE_UPDATE}.backup")]


def written_down(old: OldHome) -> list[str]:
    """Which backups made before an update the journal names."""
    with closing(Store.open(old.home.database, key_of(old))) as store, store.reading() as database:
        bodies = database.execute("SELECT body FROM journal WHERE kind = 'tables_updated'")
        return [json.loads(body)["backup"] for (body,) in bodies.fetchall()]


def recovered(old: OldHome, password: str = "quatre tortues sous un figuier") -> None:
    administrator = Clerk("A17", "", frozenset({"administrator"}))
    recover(old.home, old.recovery_code, administrator, password, clock=lambda: NEXT_DAY)


def password_chosen(old: OldHome) -> None:
    password = Password("C33", old.passwords["C33"])
    with unlocked(old.home, password, "login", clock=lambda: NEXT_DAY, is_training=False) as opened:
        code = printed_code.draw(printed_code.ONE_TIME_GROUPS)
        opened.keyring.put_once("C33", code, opened.key, system_clock() + timedelta(hours=1))
    old.passwords["C33"] = "quatre tortues sous un figuier"
    choose_password(old.home, "C33", code, old.passwords["C33"])


def resumed(old: OldHome) -> None:
    numbering.resume(old.home, "A17", old.passwords["A17"], "9", clock=lambda: NEXT_DAY)


@pytest.mark.parametrize("errand", [recovered, password_chosen, resumed])
def test_whoever_comes_first_and_by_whichever_way_the_journal_names_the_backup(
    old: OldHome, errand: Callable[[OldHome], None]
) -> None:
    errand(old)
    (file,) = made_before(old.home)
    assert written_down(old) == [file.name]


def test_an_errand_that_is_refused_after_the_update_does_not_take_its_line_along(
    old: OldHome,
) -> None:
    with refused(BadInputError, "password.too_short"):
        recovered(old, "court")
    (file,) = made_before(old.home)
    assert written_down(old) == [file.name]


def test_the_first_login_backs_up_what_was_there_tells_it_and_journals_it(old: OldHome) -> None:
    session = old.open("A17")
    (file,) = made_before(old.home)
    told = {found.code: found.detail for found in session.home_summary().found}
    assert told["store.updated"] == {"file": str(file)}
    assert written_down(old) == [file.name]
    assert journal_check.verify(session.context, whole=True).broken is None
    session.log_out()


def test_the_backup_holds_the_tables_of_before(old: OldHome, tmp_path: Path) -> None:
    key = key_of(old)
    assert tables.is_of_before(old.home.database, key)
    old.open().log_out()
    assert not tables.is_of_before(old.home.database, key)
    (file,) = made_before(old.home)
    shutil.unpack_archive(file, tmp_path / "inside", "tar")
    assert tables.is_of_before(tmp_path / "inside" / "counter.db", key)


def test_the_next_login_changes_nothing_more_and_tells_nothing(old: OldHome) -> None:
    old.open().log_out()
    session = old.open()
    assert [found.code for found in session.home_summary().found] == []
    assert len(made_before(old.home)) == 1
    session.log_out()


def test_that_backup_is_a_counter_again(old: OldHome, tmp_path: Path) -> None:
    old.open().log_out()
    (file,) = made_before(old.home)
    by_machine = ByMachine(old.passwords["A17"], old.home.machine_secret)
    restored = restore(
        file, Home(tmp_path / "back"), "A17", by_machine, "7", clock=lambda: NEXT_DAY
    )
    assert restored.manifest.count.deposits == len(old.references)


def test_a_window_of_the_older_program_keeps_the_tables_as_they_are(old: OldHome) -> None:
    key = key_of(old)
    with occupied(old.home.database), refused(StoreError, "store.update_waits"):
        old.open()
    assert tables.is_of_before(old.home.database, key)
    assert made_before(old.home) == []
    old.open().log_out()


def test_without_a_backup_nothing_is_updated(old: OldHome) -> None:
    key = key_of(old)
    shutil.rmtree(old.home.backups, ignore_errors=True)
    old.home.backups.write_text("in its place", encoding="utf-8")
    with refused(StoreError, "store.refused"):
        old.open()
    assert tables.is_of_before(old.home.database, key)


def test_a_wrong_password_updates_nothing(old: OldHome) -> None:
    key = key_of(old)
    old.passwords["C33"] = "pas celui-là"
    with refused(AccessError, "access.refused"):
        old.open()
    assert tables.is_of_before(old.home.database, key)
    assert made_before(old.home) == []


def test_public_keys_that_are_gone_do_not_stop_the_update(old: OldHome) -> None:
    old.home.public_keys.unlink()
    old.open().log_out()
    assert len(made_before(old.home)) == 1


def test_the_control_the_store_alone_makes_no_backup(old: OldHome) -> None:
    """What stands above is the login's doing: a copy that is proven is updated without one."""
    key = key_of(old)
    with closing(Store.open(old.home.database, key)):
        assert not tables.is_of_before(old.home.database, key)
    assert made_before(old.home) == []
