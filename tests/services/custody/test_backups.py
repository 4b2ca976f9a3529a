"""Backups that are proven, and counters put back from them."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import tarfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from cnss_counter.clock import Clock
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.reference_number import ReferenceNumber
from cnss_counter.errors import AccessError, BadInputError, CounterError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import recovery
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import backups, journal_check, numbering, restoring
from cnss_counter.services.custody.last_backup import is_late
from cnss_counter.services.custody.restoring import ByMachine, BySheet
from cnss_counter.services.session import Session
from cnss_counter.storage.files import backup, preferences
from cnss_counter.storage.files.preferences import Preferences
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import AGENCY, FIRST, PASSWORD, consent


def _deposit(session: Session, number: int) -> str:
    draft = first_client(immatriculation_number=f"{number:09}")
    return session.deposit(f"draft {number}", session.assess(draft), consent()).reference


def _restored(file: Path, home: Home, machine: Home, last: str, clock: Clock) -> restoring.Restored:
    by = ByMachine(PASSWORD, machine.machine_secret)
    return restoring.restore(file, home, "a17", by, last, clock=clock)


def _check(sequence: int, agency: str = "041") -> str:
    return ReferenceNumber("RCS", agency, "1", 2025, sequence).check_digits


@pytest.fixture
def elsewhere(tmp_path: Path) -> Home:
    return Home(tmp_path / "elsewhere")


def test_a_backup_is_reopened_recounted_and_told(session: Session, home: Home) -> None:
    assert session.home_summary().last_backup is None
    for number in range(1, 4):
        _deposit(session, number)
    seen: list[int] = []
    made = backups.back_up(session.context, progress=lambda done, _: seen.append(done))
    assert made.file.parent == home.backups
    assert made.counted.deposits == 3
    assert dict(made.counted.last_numbers) == {"041/1/2025": 3}
    assert seen == sorted(seen)
    assert seen[-1] == 100
    assert session.home_summary().last_backup is not None
    assert [file.name for file in home.backups.iterdir()] == [made.file.name]
    assert made.file.stat().st_mode & 0o077 == 0


def test_a_backup_holds_no_secret_of_the_machine_and_nothing_in_clear(session: Session) -> None:
    client = first_client(last_name="BENCHEKROUN", address="12 rue des Oliviers")
    session.deposit("draft-1", session.assess(client), consent())
    made = backups.back_up(session.context)
    with tarfile.open(made.file) as packed:
        names = set(packed.getnames())
    assert names == {"manifest.json", "counter.db", "keys.json", "home.toml", "public_keys.json"}
    content = made.file.read_bytes()
    secret = session.context.home.machine_secret.read_bytes()
    assert secret not in content
    # Long enough not to stand in encrypted pages by chance.
    personal = [
        client.answer(f) for f in ("last_name", "last_name_ar", "identity_number", "address")
    ]
    assert [text for text in personal if text.encode() in content] == []
    assert b'"agency": "041"' in content  # the control: what stands in clear is found


def test_a_restored_counter_has_everything_and_goes_on_after_the_last_number(
    session: Session, home: Home, elsewhere: Home, clock: Clock
) -> None:
    references = [_deposit(session, number) for number in range(1, 4)]
    made = backups.back_up(session.context)
    lost = [_deposit(session, number) for number in range(4, 7)]
    restored = _restored(made.file, elsewhere, home, lost[-1], clock)
    assert restored.continued.skipped == 3
    again = log_in(elsewhere, "a17", PASSWORD, clock=clock, training=True)
    assert [one.reference for one in again.all_deposits()] == references
    new = _deposit(again, 7)
    assert new not in lost
    assert new.split("-")[4] == "000007"
    assert journal_check.verify(again.context, whole=True).broken is None
    again.log_out()


def test_without_the_last_number_a_number_would_be_given_twice(
    session: Session, home: Home, elsewhere: Home, clock: Clock, tmp_path: Path
) -> None:
    """The control: who says too little, where no witness is left, gets the numbers of before."""
    _deposit(session, 1)
    made = backups.back_up(session.context)
    lost = _deposit(session, 2)
    apart = Home(tmp_path / "apart")
    apart.folder.mkdir()
    shutil.copy(home.machine_secret, apart.machine_secret)
    file = Path(shutil.copy(made.file, apart.folder))
    _restored(file, elsewhere, apart, "1", clock)
    again = log_in(elsewhere, "a17", PASSWORD, clock=clock, training=True)
    assert _deposit(again, 3) == lost
    again.log_out()


def test_a_newer_receipt_that_turns_up_later_moves_the_numbers_on(session: Session) -> None:
    _deposit(session, 1)
    continued = numbering.skip_to(session.context, f"RCS-041-1-2025-000040-{_check(40)}")
    assert (continued.known, continued.last) == (1, 40)
    assert _deposit(session, 2).split("-")[4] == "000041"
    numbering.skip_to(session.context, "3")  # a number taken already opens nothing again
    assert _deposit(session, 3).split("-")[4] == "000042"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("RCS-041-1-2025-000002-99", "numbering.not_a_number"),
        ("RCS-041-1-2025-000002", "numbering.check_digits_missing"),
        ("rcs04112025000002", "numbering.check_digits_missing"),
        ("hier", "numbering.not_a_number"),
        ("RCS-042-1-2025-000002-" + _check(2, "042"), "numbering.other_counter"),
    ],
)
def test_a_last_number_that_is_none_of_this_counter_is_named(typed: str, code: str) -> None:
    with refused(BadInputError, code):
        numbering.read_last(typed, AGENCY)


def test_a_counter_is_never_restored_over_another(
    session: Session, home: Home, clock: Clock
) -> None:
    made = backups.back_up(session.context)
    before = home.database.read_bytes()
    with refused(StoreError, "home.not_empty"):
        _restored(made.file, home, home, "1", clock)
    assert home.database.read_bytes() == before


@pytest.mark.parametrize("left", ["throttle.json", ".throttle.json.a235d323", "refused.json"])
def test_what_a_try_left_that_was_killed_stands_in_no_restores_way(
    session: Session, home: Home, clock: Clock, tmp_path: Path, left: str
) -> None:
    made, elsewhere = backups.back_up(session.context), Home(tmp_path / "elsewhere")
    elsewhere.folder.mkdir()
    (elsewhere.folder / left).write_text("{}", encoding="ascii")
    _restored(made.file, elsewhere, home, "1", clock)
    assert elsewhere.database.exists()
    assert not (elsewhere.folder / ".throttle.json.a235d323").exists()


def test_the_control_a_file_of_somebodys_does(
    session: Session, home: Home, clock: Clock, tmp_path: Path
) -> None:
    made, elsewhere = backups.back_up(session.context), Home(tmp_path / "elsewhere")
    elsewhere.folder.mkdir()
    (elsewhere.folder / "throttle.json.mine").write_text("{}", encoding="ascii")
    with refused(StoreError, "home.not_empty"):
        _restored(made.file, elsewhere, home, "1", clock)


def test_on_another_machine_the_recovery_sheet_opens_it(tmp_path: Path) -> None:
    home, elsewhere = Home(tmp_path / "real"), Home(tmp_path / "new machine")
    agency = Agency("041", "Agence Fès", "وكالة فاس", "Fès", "1")
    set_up(home, agency, FIRST, PASSWORD, cost=LOWEST_COST)
    session = log_in(home, "a17", PASSWORD)
    sheet = recovery.make_sheet(session.context)
    _deposit(session, 1)
    made = backups.back_up(session.context)
    session.log_out()
    new_password = "quatre parapluies bleus"
    restored = restoring.restore(made.file, elsewhere, "a17", BySheet(sheet, new_password), "1")
    assert restored.sheet
    assert restored.sheet != sheet
    assert elsewhere.machine_secret.read_bytes() != home.machine_secret.read_bytes()
    with refused(AccessError, "access.refused"):
        log_in(elsewhere, "a17", PASSWORD)
    again = log_in(elsewhere, "a17", new_password)
    assert len(list(again.all_deposits())) == 1
    again.log_out()


def test_a_wrong_password_restores_nothing(
    session: Session, home: Home, elsewhere: Home, clock: Clock
) -> None:
    made = backups.back_up(session.context)
    with refused(AccessError, "access.refused"):
        by = ByMachine("not the password at all", home.machine_secret)
        restoring.restore(made.file, elsewhere, "a17", by, "1", clock=clock)
    left = {file.name for file in elsewhere.folder.iterdir() if file.suffix != ".lock"}
    assert left == {"throttle.json", "refused.json"}  # the trace, and no counter
    assert list(elsewhere.folder.parent.glob(".elsewhere*")) == []
    _restored(made.file, elsewhere, home, "1", clock)  # it keeps nobody out


def _flip(content: bytearray, drawn: random.Random) -> None:
    content[drawn.randrange(len(content))] ^= 1 << drawn.randrange(8)


def _cut(content: bytearray, drawn: random.Random) -> None:
    del content[drawn.randrange(len(content) // 2, len(content) - 10_240) :]


def _overwrite(content: bytearray, drawn: random.Random) -> None:
    start = drawn.randrange(len(content) // 4096) * 4096
    content[start : start + 4096] = drawn.randbytes(4096)


def _parts(content: bytes) -> list[tuple[str, bytes]]:
    """The files of a backup, as any program reads them out of it."""
    with tarfile.open(fileobj=io.BytesIO(content)) as packed:
        found = [(member.name, packed.extractfile(member)) for member in packed]
        return [(name, part.read()) for name, part in found if part is not None]


@pytest.mark.parametrize("damage", [_cut, _overwrite, _flip])
def test_a_damaged_backup_is_told_and_nothing_is_restored(
    session: Session, home: Home, elsewhere: Home, clock: Clock,
    damage: Callable[[bytearray, random.Random], None],
) -> None:  # fmt: skip
    _deposit(session, 1)
    made = backups.back_up(session.context)
    whole, drawn = made.file.read_bytes(), random.Random(7)
    told = 0
    for _ in range(12):
        content = bytearray(whole)
        damage(content, drawn)
        made.file.write_bytes(content)
        try:
            _restored(made.file, elsewhere, home, "1", clock)
        except CounterError:  # anything else is a bug, and fails
            told += 1
        else:  # in the padding between two parts, where nothing stands
            assert _parts(bytes(content)) == _parts(whole)
        shutil.rmtree(elsewhere.folder, ignore_errors=True)
    assert told
    made.file.write_bytes(whole)
    _restored(made.file, elsewhere, home, "1", clock)


def test_what_is_no_backup_is_named(
    home: Home, elsewhere: Home, clock: Clock, tmp_path: Path
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Cher collègue,\n" * 100)
    with refused(BadInputError, "backup.not_a_backup"):
        _restored(file, elsewhere, home, "1", clock)


@pytest.mark.parametrize("says_so", [False, True], ids=["behind_its_list", "by_its_list"])
def test_a_backup_that_would_write_elsewhere_is_refused(
    session: Session, home: Home, elsewhere: Home, clock: Clock, tmp_path: Path, *, says_so: bool
) -> None:
    made = backups.back_up(session.context)
    forged = tmp_path / "forged.backup"
    with tarfile.open(made.file) as source, tarfile.open(forged, "w") as target:
        for member in source:
            content = source.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == "keys.json":
                member.name = "../taken.json"
            if member.name == backup.MANIFEST and says_so:
                content = content.replace(b'"keys.json"', b'"../taken.json"')
                member.size = len(content)
            target.addfile(member, io.BytesIO(content))
    wrong = (BadInputError, "backup.not_a_backup") if says_so else (StoreError, "backup.damaged")
    with refused(*wrong):
        _restored(forged, elsewhere, home, "1", clock)
    assert not list(tmp_path.rglob("taken.json"))


def test_the_newest_backups_are_kept(session: Session, home: Home) -> None:
    """And the one before an update beside them, which is the way back."""
    preferences.write(home, Preferences(backups_kept=3))
    first = backups.back_up(session.context).file
    way_back = first.rename(first.with_stem(f"{first.stem}{backups.BEFORE_UPDATE}"))
    made = [backups.back_up(session.context).file for _ in range(5)]
    assert set(home.backups.iterdir()) == {way_back, *made[-3:]}


def test_backups_go_where_the_first_run_said(session: Session, home: Home, tmp_path: Path) -> None:
    preferences.write(home, Preferences(backup_folder=str(tmp_path / "usb")))
    assert backups.back_up(session.context).file.parent == tmp_path / "usb"
    assert backups.back_up(session.context, tmp_path / "other").file.parent == tmp_path / "other"


@pytest.mark.parametrize("content", ['{"backups_kept": "x"}', '{"backups_kept": 1e400}'])
def test_preferences_that_cannot_be_read_stop_a_backup_before_it_is_made(
    session: Session, home: Home, content: str
) -> None:
    """Once it was made, stopped, and stood in no journal."""
    home.preferences.write_text(content, encoding="utf-8")
    with refused(StoreError, "store.damaged") as detail:
        backups.back_up(session.context)
    assert detail == {"file": str(home.preferences)}
    assert not home.backups.exists()
    home.preferences.unlink()
    made = backups.back_up(session.context)  # the control
    assert [made.file] == list(home.backups.iterdir())


def test_a_folder_of_nobody_is_told_with_the_file_that_names_it(
    session: Session, home: Home
) -> None:
    preferences.write(home, Preferences(backup_folder="~nobody-of-this-name/x"))
    with refused(BadInputError, "place.no_such_user") as detail:
        backups.back_up(session.context)
    assert detail["field"] == home.preferences.name


def test_backups_do_not_go_among_the_counters_own_files(session: Session, home: Home) -> None:
    preferences.write(home, Preferences(backup_folder=str(home.folder)))
    with refused(BadInputError, "place.in_a_counter"):
        backups.back_up(session.context)


def test_a_backup_that_cannot_be_written_leaves_nothing(session: Session, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError):
        backups.back_up(session.context, tmp_path / "file" / "folder")
    assert session.home_summary().last_backup is None


def test_what_a_killed_backup_left_is_swept_a_day_later(session: Session, home: Home) -> None:
    backups.back_up(session.context)
    yesterday, at_work = home.backups / ".backup.0a1b2c3d", home.backups / ".backup.4e5f6071"
    for folder in (yesterday, at_work):
        folder.mkdir()
        (folder / "counter.db").write_bytes(bytes(10))
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(yesterday, (two_days_ago, two_days_ago))
    backups.back_up(session.context)
    assert not yesterday.exists()
    assert at_work.exists()


def test_a_backup_made_while_another_counter_deposits_is_one_moment(
    session: Session, elsewhere: Home, home: Home, clock: Clock
) -> None:
    for number in range(1, 30):
        _deposit(session, number)
    more = iter(range(100, 200))

    def deposit_meanwhile(done: int, total: int) -> None:  # noqa: ARG001
        if done < 60:
            _deposit(session, next(more))

    made = backups.back_up(session.context, progress=deposit_meanwhile)
    restored = _restored(made.file, elsewhere, home, "500", clock)
    assert restored.manifest.count.deposits == made.counted.deposits


@pytest.mark.parametrize(
    ("last", "late"),
    [
        (None, True),
        ("2026-11-20", False),  # a Friday, seen on Monday
        ("2026-11-19", True),
        ("2026-11-22", False),
    ],
)
def test_a_whole_working_day_without_a_backup_is_late(last: str | None, late: bool) -> None:
    now = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    told = datetime.fromisoformat(f"{last}T18:00:00+01:00") if last else None
    assert is_late(told, now) is late


def test_a_counter_that_lost_its_end_goes_on_after_the_number_that_a_supervisor_says(
    session: Session, home: Home, clock: Clock, tmp_path: Path
) -> None:
    _deposit(session, 1)
    shutil.copy(home.database, tmp_path / "yesterday.db")
    lost = _deposit(session, 2)
    session.log_out()
    for file in home.folder.glob("counter.db-*"):
        file.unlink()
    shutil.copy(tmp_path / "yesterday.db", home.database)
    with refused(StoreError, "store.behind_its_anchor"):
        log_in(home, "a17", PASSWORD, clock=clock, training=True)
    continued = numbering.resume(home, "a17", PASSWORD, lost, clock=clock, training=True)
    assert continued.skipped == 1
    again = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    assert _deposit(again, 3).split("-")[4] == "000003"
    assert journal_check.verify(again.context, whole=True).broken is None
    again.log_out()


def test_the_manifest_names_nobody(session: Session) -> None:
    _deposit(session, 1)
    with tarfile.open(backups.back_up(session.context).file) as packed:
        content = packed.extractfile(backup.MANIFEST)
        assert content is not None
        said = content.read().decode("ascii")
    assert "ALAMI" not in said
    assert "Bennani" not in said
    assert json.loads(said)["agency"] == "041"
