"""A copy of a counter that is put back, moved or doubled is known by what lies outside its home."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import recovery
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import backups, epochs, restoring, witnesses
from cnss_counter.services.custody.numbering import Continued
from cnss_counter.services.day import clock_watch, training
from cnss_counter.services.printing import verification
from cnss_counter.services.session import Session
from cnss_counter.storage.driver import DriverError
from cnss_counter.storage.files import lock_files, machine_identity
from cnss_counter.storage.files.lock_files import Holder, long_waits_told, turn
from cnss_counter.storage.given_numbers import GivenNumbers
from cnss_counter.storage.tables import counter as counter_table
from cnss_counter.storage.tables import journal
from cnss_counter.storage.tables.sequences import Given
from cnss_counter.storage.vault.anchor import Anchor, Anchored, Mark
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.screens.conftest import deposited
from tests.services.conftest import FIRST, PASSWORD, consent
from tests.services.custody.test_one_number_once import (
    EVENING,
    REAL,
    Counter,
    _number,
    _set_up,
)

AFTER_MIDNIGHT = datetime(2027, 1, 1, 0, 30, tzinfo=EVENING.tzinfo)


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return _set_up(tmp_path / "counter", EVENING)


@pytest.fixture
def machine_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What this computer says it is, to be changed by a story."""
    drawn = tmp_path / "machine-id"
    drawn.write_text("0123456789abcdef0123456789abcdef\n", encoding="ascii")
    monkeypatch.setattr(machine_identity, "PLACES", (drawn,))
    return drawn


def _copied(counter: Counter, to: Path) -> Counter:
    return Counter(Home(counter.keep(to)), counter.at)


def _mark(state_folder: Path) -> Path:
    (mark,) = state_folder.glob("cnss-counter/*.mark")
    return mark


def _shared(state_folder: Path) -> Path:
    (shared,) = state_folder.glob("cnss-counter/*.numbers")
    return shared


def _of_another_number(folder: Path) -> Counter:
    other = Counter(Home(folder), EVENING)
    set_up(other.home, replace(REAL, counter="2"), FIRST, PASSWORD, clock=other, cost=LOWEST_COST)
    return other


def _epoch(session: Session) -> tuple[int, str]:
    with session.context.reading() as database:
        settings = counter_table.settings(database)
        return counter_table.epoch(database).number, settings.key_id


# The whole home is put back, its anchor and its receipts with it.


def test_a_whole_home_put_back_is_refused_and_goes_on_after_what_the_mark_knows(
    counter: Counter, tmp_path: Path
) -> None:
    counter.deposits()
    kept = counter.keep(tmp_path / "yesterday")
    lost = [counter.deposits(), counter.deposits()]
    shutil.rmtree(counter.home.folder)
    shutil.copytree(kept, counter.home.folder)
    with refused(StoreError, "store.behind_its_mark"):
        counter.sits_down()
    with refused(StoreError, "store.behind_its_mark") as detail:  # nor the second time
        counter.sits_down()
    for language in ("fr", "ar"):
        said = wording.load(language).error(StoreError("store.behind_its_mark", **detail))
        assert detail["wanted"] in said
    assert counter.resumes("0") == Continued(2026, 1, 3, "mark")
    assert counter.told == []
    reference = counter.deposits()
    assert _number(reference) == 4
    assert reference not in lost
    assert counter.is_whole()


def test_without_the_mark_the_number_is_given_again(
    counter: Counter, tmp_path: Path, state_folder: Path
) -> None:
    """The control: nothing inside a home can tell that all of it was put back."""
    counter.deposits()
    kept = counter.keep(tmp_path / "yesterday")
    lost = counter.deposits()
    shutil.rmtree(counter.home.folder)
    shutil.copytree(kept, counter.home.folder)
    for mark in (_mark(state_folder), _shared(state_folder)):
        mark.unlink()
    assert counter.deposits() == lost, "another failure than the one that is expected"


# A home is carried to another machine.


def test_a_home_on_another_machine_waits_for_a_word_and_signs_with_a_key_of_its_own(
    counter: Counter, tmp_path: Path, machine_id: Path, state_folder: Path
) -> None:
    before = counter.deposits()
    session = counter.sits_down()
    assert _epoch(session)[0] == 1
    first_key = _epoch(session)[1]
    paper = session.receipts.save(before)
    session.log_out()
    moved = _copied(counter, tmp_path / "moved")
    shutil.rmtree(state_folder)
    machine_id.write_text("fedcba9876543210fedcba9876543210\n", encoding="ascii")
    with refused(StoreError, "store.on_another_machine") as detail:
        moved.sits_down()
    assert detail == {"number": "1"}
    moved.resumes(before)
    session = moved.sits_down()
    number, key = _epoch(session)
    session.log_out()
    assert number == 2
    assert key != first_key
    assert _number(moved.deposits()) == 2
    assert moved.is_whole()
    keys = verification.known_keys(None, moved.home)
    assert {one.key_id for one in keys} == {first_key, key}
    assert verification.verify(paper, keys).outcome == "genuine"


def test_the_same_machine_and_one_that_cannot_be_told_are_asked_nothing(
    counter: Counter, machine_id: Path, state_folder: Path
) -> None:
    counter.deposits()
    shutil.rmtree(state_folder)  # somebody cleaned up
    counter.deposits()
    machine_id.unlink()
    counter.deposits()
    machine_id.write_text("uninitialized\n", encoding="ascii")
    assert _number(counter.deposits()) == 4
    assert counter.told == []


# A home is copied to another account of the same machine.


def test_a_home_under_another_account_waits_for_a_word_and_gives_no_number_again(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counter.deposits()
    copy = _copied(counter, tmp_path / "copy")
    given = counter.deposits()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "of another account"))
    with refused(StoreError, "store.on_another_account") as detail:
        copy.sits_down()
    for language in ("fr", "ar"):
        assert wording.load(language).error(StoreError("store.on_another_account", **detail))
    copy.resumes(given)
    assert _number(copy.deposits()) == 3
    assert before != given
    assert copy.is_whole()


def test_where_nobody_wrote_the_account_down_the_first_login_does(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So does a counter of a release that knew of none; the control: two copies, one number."""
    counter.deposits()
    session = counter.sits_down()
    with session.context.writing() as database:
        database.execute("UPDATE signing_keys SET account = NULL")
    session.log_out()
    copy = _copied(counter, tmp_path / "copy")
    given = counter.deposits()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "of another account"))
    assert copy.deposits() == given, "another failure than the one that is expected"
    assert copy.is_whole()
    with refused(StoreError, "store.on_another_account"):
        counter.sits_down()


# Two copies of one home on one machine.


def test_of_two_copies_on_one_machine_the_one_left_behind_is_refused(
    counter: Counter, tmp_path: Path
) -> None:
    counter.deposits()
    copy = _copied(counter, tmp_path / "copy")
    assert _number(copy.deposits()) == 2
    with refused(StoreError, "store.behind_its_mark"):
        counter.sits_down()


def test_a_window_left_open_beside_a_copy_at_work_gives_no_number_again(
    counter: Counter, tmp_path: Path
) -> None:
    session = counter.sits_down()
    copy = _copied(counter, tmp_path / "copy")
    assert _number(copy.deposits()) == 1
    person = first_client(immatriculation_number="777777777")
    new = session.deposit("draft", session.assess(person), consent(EVENING))
    assert _number(new.reference) == 2
    assert [found.code for found in session.take_found()] == ["numbering.caught_up.mark"]
    session.log_out()
    assert _number(copy.deposits()) == 3


def test_once_a_backup_is_restored_the_home_before_is_refused_on_this_machine(
    counter: Counter, tmp_path: Path
) -> None:
    session = counter.sits_down()
    recovery.make_sheet(session.context)
    made = backups.back_up(session.context).file
    session.log_out()
    new = Counter(Home(tmp_path / "new"), EVENING)
    by = restoring.ByMachine(PASSWORD, counter.home.machine_secret)
    restoring.restore(made, new.home, "A17", by, "0", clock=new)
    session = new.sits_down()
    assert _epoch(session)[0] == 2
    session.log_out()
    with refused(StoreError, "store.behind_its_mark"):
        counter.sits_down()


def test_two_windows_of_two_copies_never_give_one_number(counter: Counter, tmp_path: Path) -> None:
    """Whose journal is longer is no matter: the mark says who wrote last, and the most."""
    counter.deposits()
    copy = _copied(counter, tmp_path / "copy")
    windows = {"A": counter.sits_down(), "B": copy.sits_down()}
    given = []
    for place, whose in enumerate("BBBABABBA"):
        person = first_client(immatriculation_number=f"{700_000_000 + place}")
        session = windows[whose]
        done = session.deposit(f"draft {place}", session.assess(person), consent(EVENING))
        given.append(_number(done.reference))
    for session in windows.values():
        session.log_out()
    assert given == list(range(2, 11))


# A second counter is set up under the same agency and number.


def test_a_second_set_up_under_one_number_goes_on_after_the_first(
    counter: Counter, tmp_path: Path
) -> None:
    """Its key is another one, and so is its own mark: what both give stands in a shared one."""
    given = [counter.deposits(), counter.deposits()]
    second = _set_up(tmp_path / "second", EVENING)
    windows = [counter.sits_down(), second.sits_down()]
    for place, whose in enumerate((1, 1, 0, 1, 0)):
        person = first_client(immatriculation_number=f"{700_000_000 + place}")
        session = windows[whose]
        done = session.deposit(f"draft {place}", session.assess(person), consent(EVENING))
        given.append(done.reference)
    told = [(found.code, found.detail) for found in windows[1].take_found()]
    for session in windows:
        session.log_out()
    assert list(map(_number, given)) == list(range(1, 8))
    told_of_it = {"year": "2026", "known": "0", "last": "2"}
    assert told[0] == ("numbering.caught_up.same_number", told_of_it)
    assert second.is_whole()


def test_without_what_they_share_both_begin_at_one(
    counter: Counter, tmp_path: Path, state_folder: Path
) -> None:
    """The control: it is in another folder, on another computer, or deleted."""
    given = counter.deposits()
    _shared(state_folder).unlink()
    assert _set_up(tmp_path / "silent", EVENING).deposits() == given
    anew = _set_up(tmp_path / "said", EVENING)
    anew.resumes(given)
    assert _number(anew.deposits()) == 2


def test_another_number_shares_nothing(counter: Counter, tmp_path: Path) -> None:
    counter.deposits()
    assert _number(_of_another_number(tmp_path / "other").deposits()) == 1


@pytest.mark.parametrize(
    ("year", "number", "follows"), [(2026, 900_000, 2), (2031, 5, 2), (2026, 40, 41)]
)
def test_a_shared_number_that_somebody_made_up_uses_up_none_and_hides_none(
    counter: Counter, tmp_path: Path, state_folder: Path, year: int, number: int, follows: int
) -> None:
    """No key signs it: what no counter gives is passed over, and written anew by a deposit."""
    counter.deposits()
    GivenNumbers(_shared(state_folder)).note(Given(year, number))
    given = [counter.deposits(), _set_up(tmp_path / "second", EVENING).deposits()]
    assert [*map(_number, given)] == [follows, follows + 1]


@pytest.mark.parametrize("spoilt", [b"", b"x" * 600, b"x" * 10_000])
def test_spoilt_shared_numbers_are_written_anew(
    counter: Counter, tmp_path: Path, state_folder: Path, spoilt: bytes
) -> None:
    counter.deposits()
    _shared(state_folder).write_bytes(spoilt)
    given = [counter.deposits(), _set_up(tmp_path / "second", EVENING).deposits()]
    assert [*map(_number, given)] == [2, 3]


def test_a_clock_that_was_years_ahead_hides_no_number_of_this_year(
    counter: Counter, tmp_path: Path
) -> None:
    _set_up(tmp_path / "ahead", EVENING.replace(year=2035)).deposits()
    given = [counter.deposits(), _set_up(tmp_path / "second", EVENING).deposits()]
    assert [*map(_number, given)] == [1, 2]


@pytest.mark.parametrize("years", [1, 6, 30])
def test_a_clock_that_was_years_behind_takes_no_number_away(
    counter: Counter, tmp_path: Path, years: int
) -> None:
    """Its battery is dead: when one sets up anew."""
    given = [counter.deposits(), counter.deposits()]
    behind = _set_up(tmp_path / "behind", EVENING.replace(year=2026 - years))
    assert _number(behind.deposits()) == 1
    behind.at = EVENING
    session = behind.sits_down()
    clock_watch.state_time(session.context, "A17", PASSWORD, EVENING)
    person = first_client(immatriculation_number="777777777")
    reference = session.deposit("draft", session.assess(person), consent(EVENING)).reference
    session.log_out()
    assert _number(reference) == _number(given[-1]) + 1


def test_of_more_years_than_have_room_the_nearest_are_kept(tmp_path: Path) -> None:
    numbers = GivenNumbers(tmp_path / "041-1.numbers")
    for year in range(2000, 2031):
        numbers.note(Given(year, 27))
    numbers.note(Given(2026, 3))  # a lower number of a year takes back none
    assert numbers.last() == dict.fromkeys(range(2011, 2031), 27)


def test_on_new_years_eve_each_year_has_its_own_numbers(counter: Counter, tmp_path: Path) -> None:
    """The first counter's clock is an hour behind that of the second."""
    others = [_set_up(tmp_path / name, AFTER_MIDNIGHT) for name in ("second", "third")]
    given = [whose.deposits() for whose in (counter, others[0], counter, others[1])]
    assert [*map(_number, given)] == [1, 1, 2, 2]
    assert counter.told == []


def test_whoever_resumes_beside_another_counter_of_its_number_is_told_whose_numbers_go_on(
    counter: Counter, tmp_path: Path
) -> None:
    counter.deposits()
    assert _set_up(tmp_path / "second", EVENING).resumes("0") == Continued(
        2026, 0, 1, "same_number"
    )


@pytest.mark.parametrize("name", witnesses.NAMES)
def test_each_witness_has_its_words(name: witnesses.Name) -> None:
    for language in ("fr", "ar"):
        words = wording.load(language)
        assert words.has(f"backup.continued.{name}")
        moves_by_itself = name in ("receipts", "attempt", "mark", "same_number")
        assert words.has(f"errors.numbering.caught_up.{name}") is moves_by_itself


# A deposit that fails when everything outside the home knows its number already.


def _fails_at_its_commit(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise StoreError("store.disk_full", file=str(counter.home.database))

    session = counter.sits_down()
    person = session.assess(first_client(immatriculation_number="666666666"))
    with monkeypatch.context() as disk:
        disk.setattr(journal, "seal_the_rest", full)
        for _ in range(3):
            with refused(StoreError, "store.disk_full"):
                session.deposit("lost", person, consent(EVENING))
    session.log_out()


def test_a_full_disk_burns_no_number_and_accuses_no_copy(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.deposits()
    _fails_at_its_commit(counter, monkeypatch)
    assert _number(_set_up(tmp_path / "second", EVENING).deposits()) == 2
    session = counter.sits_down()
    person = first_client(immatriculation_number="777777777")
    assert _number(session.deposit("d", session.assess(person), consent(EVENING)).reference) == 3
    told = [found.code for found in session.take_found()]
    session.log_out()
    assert told == ["numbering.caught_up.same_number"]  # the second counter's, which is true


def test_a_kill_between_leaves_a_number_out_and_says_what_it_may_have_been(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control, too: what is not taken back is skipped."""
    counter.deposits()
    with monkeypatch.context() as killed:
        killed.setattr(epochs, "not_given", lambda *_: None)
        _fails_at_its_commit(counter, monkeypatch)
    session = counter.sits_down()
    person = first_client(immatriculation_number="777777777")
    done = session.deposit("d", session.assess(person), consent(EVENING))
    assert [found.code for found in session.take_found()] == ["numbering.caught_up.attempt"]
    session.log_out()
    assert _number(done.reference) > 2


def test_beside_a_counter_that_keeps_the_numbers_none_is_taken_back(
    counter: Counter, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has them may note the same number, and give it."""
    counter.deposits()
    monkeypatch.setattr(epochs, "_PATIENCE", 0.01)
    with turn(_shared(state_folder).with_suffix(".lock")):
        _fails_at_its_commit(counter, monkeypatch)
    assert GivenNumbers(_shared(state_folder)).last()[2026] > 1


def test_a_mark_that_another_window_wrote_since_is_left_alone(counter: Counter) -> None:
    counter.deposits()
    session = counter.sits_down()
    with session.context.store.reading() as database, epochs.held(database) as held:
        assert held.mark is not None
        noted = held.mark.said()
        tried = epochs.Tried(Given(2026, 2), None, noted, 1)
        held.mark.note(Anchored(99, "f" * 64), Given(2026, 2))
        newer = held.mark.said()
    with session.context.store.reading() as database:
        epochs.not_given(database, tried)
        assert epochs.mark_of(database).said() == newer
    session.log_out()


@pytest.mark.parametrize(
    ("name", "is_taken_back"), [("SQLITE_IOERR", False), ("SQLITE_FULL", True)]
)
def test_of_what_a_failing_disk_has_nobody_knows(
    counter: Counter,
    state_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    is_taken_back: bool,
) -> None:
    """A commit whose flush failed may be there when the file is read again."""
    counter.deposits()
    session = counter.sits_down()
    person = session.assess(first_client(immatriculation_number="666666666"))

    def fails(_: object) -> None:
        refusal = DriverError(name)
        refusal.sqlite_errorname = name
        raise refusal

    with monkeypatch.context() as disk:
        disk.setattr(journal, "seal_the_rest", fails)
        with pytest.raises(StoreError):
            session.deposit("lost", person, consent(EVENING))
    session.log_out()
    assert (GivenNumbers(_shared(state_folder)).last() == {2026: 1}) is is_taken_back


def test_what_was_whole_after_all_is_not_taken_back(
    counter: Counter, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit was on the disk, and what failed came behind it."""
    counter.deposits()

    def exchanged(*_: object) -> None:
        raise StoreError("store.exchanged", file=str(counter.home.database))

    session = counter.sits_down()
    person = session.assess(first_client(immatriculation_number="777777777"))
    with monkeypatch.context() as behind:
        behind.setattr(Anchor, "write", exchanged)
        with refused(StoreError, "store.exchanged"):
            session.deposit("d", person, consent(EVENING))
    assert GivenNumbers(_shared(state_folder)).last() == {2026: 2}
    assert _number(session.deposit("d", person, consent(EVENING)).reference) == 2
    session.log_out()


# The mark itself.


def test_a_mark_that_cannot_be_written_is_told_and_refuses_nothing(
    counter: Counter, state_folder: Path
) -> None:
    state_folder.write_bytes(b"no folder")
    assert _number(counter.deposits()) == 1
    assert counter.told == ["store.mark_unwritable"]
    assert counter.resumes("4").last == 4
    assert _number(counter.deposits()) == 5


def test_a_mark_that_can_be_read_and_not_written_shuts_nobody_out(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is on a disk that is full: a supervisor's word stands in the journal."""
    counter.deposits()
    kept = counter.keep(tmp_path / "yesterday")
    counter.deposits()
    shutil.rmtree(counter.home.folder)
    shutil.copytree(kept, counter.home.folder)

    def full(self: Mark, *_: object) -> None:
        raise StoreError("store.disk_full", file=str(self.path))

    monkeypatch.setattr(Mark, "note", full)
    with refused(StoreError, "store.behind_its_mark"):
        counter.sits_down()
    assert counter.resumes("0") == Continued(2026, 1, 2, "mark")
    assert _number(counter.deposits()) == 3
    assert counter.told == ["store.mark_unwritable"]
    assert counter.is_whole()


@pytest.mark.parametrize("in_its_place", [os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_what_is_put_in_the_place_of_the_mark_holds_nobody_up(
    counter: Counter, state_folder: Path, in_its_place: Callable[[Path], None]
) -> None:
    counter.deposits()
    shared = _shared(state_folder)
    for place in (_mark(state_folder), shared, shared.with_suffix(".lock")):
        place.unlink()
        in_its_place(place)
    assert _number(counter.deposits()) == 2
    assert counter.told == ["store.mark_unwritable"]


def test_a_mark_that_another_program_keeps_locked_refuses_no_deposit(
    counter: Counter, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told at the login and at the deposit, and stands in the journal both times."""
    counter.deposits()
    monkeypatch.setattr(epochs, "_PATIENCE", 0.05)
    with turn(_shared(state_folder).with_suffix(".lock")):
        session = counter.sits_down()
        assert counter.told == ["store.mark_busy"]
        person = first_client(immatriculation_number="777777777")
        new = session.deposit("draft", session.assess(person), consent(EVENING))
        assert _number(new.reference) == 2
        assert [found.code for found in session.take_found()] == ["store.mark_busy"]
        assert _left_out(session) == ["store.mark_busy", "store.mark_busy"]
        session.log_out()
    session = counter.sits_down()  # the control: nobody keeps it any more
    assert counter.told == []
    assert len(_left_out(session)) == 2
    session.log_out()
    assert counter.is_whole()


def test_whoever_waits_for_the_mark_is_told_for_whom(
    counter: Counter, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other program ends when that was said: without it the deposit would be told as busy."""
    counter.deposits()
    session = counter.sits_down()
    monkeypatch.setattr(epochs, "_PATIENCE", 60)
    monkeypatch.setattr(lock_files, "LONG_WAIT", 0.0)
    other, waited_for = ExitStack(), []

    def tell(holder: Holder) -> None:
        waited_for.append(holder.process)
        other.close()

    other.enter_context(turn(_shared(state_folder).with_suffix(".lock")))
    person = first_client(immatriculation_number="777777777")
    with long_waits_told(tell):
        session.deposit("draft", session.assess(person), consent(EVENING))
    assert waited_for == [os.getpid()]
    assert session.take_found() == ()
    session.log_out()


def _left_out(session: Session) -> list[str]:
    with session.context.reading() as database:
        rows = database.execute(
            "SELECT json_extract(body, '$.why') FROM journal WHERE kind = ? ORDER BY n",
            (epochs.LEFT_OUT,),
        ).fetchall()
    return [why for (why,) in rows]


def test_a_mark_that_goes_while_a_window_is_open_is_written_at_the_next_deposit(
    counter: Counter, state_folder: Path
) -> None:
    session = counter.sits_down()
    shutil.rmtree(state_folder)
    person = first_client(immatriculation_number="777777777")
    session.deposit("draft", session.assess(person), consent(EVENING))
    session.log_out()
    assert _mark(state_folder).exists()


@pytest.mark.parametrize("spoilt", [b"", b"\0" * 1024, b"another's " * 200])
def test_a_spoilt_mark_is_written_anew(counter: Counter, state_folder: Path, spoilt: bytes) -> None:
    counter.deposits()
    mark = _mark(state_folder)
    mark.write_bytes(spoilt)
    counter.deposits()
    assert mark.read_bytes() != spoilt


def test_a_mark_that_another_counter_wrote_in_its_name_is_not_believed(
    counter: Counter, tmp_path: Path, state_folder: Path
) -> None:
    """Whoever may write the folder shuts nobody out and uses up no number."""
    counter.deposits()
    own = _mark(state_folder)
    other = _of_another_number(tmp_path / "other")
    for _ in range(3):
        other.deposits()
    (its,) = set(state_folder.glob("cnss-counter/*.mark")) - {own}
    shutil.copy(its, own)
    assert _number(counter.deposits()) == 2
    assert counter.told == []


def test_a_training_counter_leaves_nothing_outside(tmp_path: Path, state_folder: Path) -> None:
    home = Home(tmp_path / "training")
    training.prepare(home)
    deposited(home, 1)
    assert not state_folder.exists()
