"""An older copy put back: the next number is above all that any witness left knows of.

And no paper of another deposit changes a byte. The control is the same story with every witness
gone, where the number is given again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from cnss_counter.clock import Clock
from cnss_counter.domain.reference_number import ReferenceNumber, parse
from cnss_counter.errors import BadInputError, StoreError
from cnss_counter.paths import Home, state_folder
from cnss_counter.services.access import recovery
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import backups, journal_check, numbering, restoring, witnesses
from cnss_counter.services.custody.numbering import Continued
from cnss_counter.services.day import clock_watch
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import journal
from cnss_counter.storage.vault.anchor import Anchor, Anchored
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import AGENCY, FIRST, PASSWORD, consent

EVENING = datetime(2026, 11, 20, 16, 30, tzinfo=timezone(timedelta(hours=1)))
NEW_YEAR = datetime(2026, 12, 31, 23, 50, tzinfo=timezone(timedelta(hours=1)))
REAL = replace(AGENCY, is_training=False)
DATABASE, ANCHOR = "counter.db", "counter.anchor"
_CLIENTS = count(100_000_001)


def _always(at: datetime) -> Clock:
    return lambda: at


class Counter:
    """A real counter; `at` is what its computer's clock says."""

    def __init__(self, home: Home, at: datetime) -> None:
        self.home, self.at = home, at
        self.told: list[str] = []

    def __call__(self) -> datetime:
        return self.at

    def sits_down(self) -> Session:
        session = log_in(self.home, "A17", PASSWORD, clock=self)
        self.told = [found.code for found in session.take_found()]
        return session

    def deposits(self, *, prints: bool = True) -> str:
        """A clerk sits down, deposits for somebody new, prints, and leaves; the reference."""
        session, number = self.sits_down(), str(next(_CLIENTS))
        person = first_client(immatriculation_number=number)
        reference = session.deposit(
            f"draft {number}", session.assess(person), consent(self.at)
        ).reference
        if prints:
            session.receipts.save(reference, form="text")
        session.log_out()
        return reference

    def resumes(self, last: str) -> Continued:
        return numbering.resume(self.home, "A17", PASSWORD, last, clock=self)

    def papers(self) -> dict[str, str]:
        return {
            paper.name: sha256(paper.read_bytes()).hexdigest()
            for paper in self.home.receipts.iterdir()
        }

    def keep(self, to: Path) -> Path:
        """A copy of the whole home."""
        return Path(shutil.copytree(self.home.folder, to))

    def put_back(self, kept: Path, *names: str) -> None:
        """These files as they were then. A `-wal` of today would be read with them."""
        for beside in self.home.folder.glob(f"{DATABASE}-*"):
            beside.unlink()
        for name in names:
            shutil.copy(kept / name, self.home.folder)

    def sweep_receipts(self) -> None:
        for paper in self.home.receipts.iterdir():
            paper.unlink()

    def is_whole(self) -> bool:
        session = self.sits_down()
        broken = journal_check.verify(session.context, whole=True).broken
        session.log_out()
        return broken is None


def _set_up(folder: Path, at: datetime) -> Counter:
    counter = Counter(Home(folder), at)
    set_up(counter.home, REAL, FIRST, PASSWORD, clock=counter, cost=LOWEST_COST)
    return counter


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return _set_up(tmp_path / "counter", EVENING)


@pytest.fixture
def yesterday(counter: Counter, tmp_path: Path) -> Path:
    """The home after its first deposit; two more were made since, and number 3 is in a hand."""
    counter.deposits()
    kept = counter.keep(tmp_path / "yesterday")
    assert _number(counter.deposits()) == 2
    assert _number(counter.deposits()) == 3
    return kept


def _number(reference: str) -> int:
    found = parse(reference)
    assert found is not None
    return found.sequence


def _reference(year: int, number: int, agency: str = "041", counter: str = "1") -> str:
    return str(ReferenceNumber("RCS", agency, counter, year, number))


def _goes_on_after(counter: Counter, number: int) -> None:
    """The next deposit is above, its paper is a new one, and nobody else's was touched."""
    before = counter.papers()
    reference = counter.deposits()
    assert _number(reference) == number + 1
    assert counter.papers() == {**before, **counter.papers()}
    assert counter.papers().keys() - before.keys() == {f"{reference}.txt"}
    assert counter.is_whole()


def _nothing(counter: Counter) -> None:
    pass


def _without_receipts(counter: Counter) -> None:
    counter.sweep_receipts()


def _without_anchor(counter: Counter) -> None:
    Anchor.beside(counter.home.database).path.unlink()


def _with_a_spoilt_anchor(counter: Counter) -> None:
    Anchor.beside(counter.home.database).path.write_bytes(b"\0" * 1024)


def _without_mark(_: Counter) -> None:
    """Another machine, or another account of this one."""
    folder = state_folder()
    assert folder is not None
    shutil.rmtree(folder)


def _without_receipts_and_anchor(counter: Counter) -> None:
    _without_receipts(counter)
    _without_anchor(counter)


LOST: dict[str, tuple[Callable[[Counter], None], witnesses.Name]] = {
    "nothing": (_nothing, "receipts"),
    "the receipts": (_without_receipts, "anchor"),
    "the anchor": (_without_anchor, "receipts"),
    "what the anchor said": (_with_a_spoilt_anchor, "receipts"),
    "all inside the home": (_without_receipts_and_anchor, "mark"),
}


# The database alone is put back: nobody gets in before a supervisor has said a number.


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("typed", ["0", "1", "2"])
def test_whatever_too_small_a_number_is_typed_the_highest_known_counts(
    counter: Counter, yesterday: Path, lost: str, typed: str
) -> None:
    lose, witness = LOST[lost]
    counter.put_back(yesterday, DATABASE)
    lose(counter)
    with pytest.raises(StoreError):
        counter.sits_down()
    assert counter.resumes(typed) == Continued(2026, 1, 3, witness)
    _goes_on_after(counter, 3)


def test_the_number_typed_counts_where_it_is_the_highest(counter: Counter, yesterday: Path) -> None:
    counter.put_back(yesterday, DATABASE)
    assert counter.resumes(_reference(2026, 3)) == Continued(2026, 1, 3, "typed")
    assert counter.resumes("40") == Continued(2026, 3, 40, "typed")
    assert counter.resumes("7") == Continued(2026, 40, 40, "database")
    _goes_on_after(counter, 40)


def test_where_every_witness_is_gone_too_small_a_number_is_given_again(
    counter: Counter, yesterday: Path
) -> None:
    """The control: the witnesses are what keeps the number from a second person."""
    counter.put_back(yesterday, DATABASE)
    _without_receipts_and_anchor(counter)
    _without_mark(counter)
    assert counter.resumes("0").skipped == 0
    assert _number(counter.deposits()) == 2, "another failure than the one that is expected"


def test_an_anchor_of_before_counts_each_missing_entry_as_a_number(
    counter: Counter, yesterday: Path
) -> None:
    anchor = Anchor.beside(counter.home.database)
    reached = anchor.read()
    then = Anchor.beside(yesterday / DATABASE).read()
    assert reached is not None
    assert then is not None
    anchor.create(reached)  # which says no number
    counter.put_back(yesterday, DATABASE)
    _without_receipts(counter)
    continued = counter.resumes("0")
    assert continued == Continued(2026, 1, 1 + reached.n - then.n, "anchor")
    assert continued.last >= 3
    _goes_on_after(counter, continued.last)


def test_a_resume_that_was_cut_off_is_asked_for_again(counter: Counter, yesterday: Path) -> None:
    """The power fails when the journal has it, and before the anchor has forgotten."""
    counter.put_back(yesterday, DATABASE)
    _without_receipts(counter)
    anchor = Anchor.beside(counter.home.database)
    expecting = anchor.path.read_bytes()
    with refused(BadInputError, "numbering.not_a_number"):
        counter.resumes("hier")
    assert anchor.path.read_bytes() == expecting
    assert counter.resumes("0") == Continued(2026, 1, 3, "anchor")
    anchor.path.write_bytes(expecting)
    with refused(StoreError, "store.behind_its_anchor"):
        counter.sits_down()
    assert counter.resumes("0") == Continued(2026, 3, 3, "database")
    _goes_on_after(counter, 3)


# Database and anchor are put back together, or all but the receipts: nothing seems to be missing.


@pytest.mark.parametrize("whole", [False, True])
def test_receipts_alone_move_the_numbers_on_at_login_and_it_is_told(
    counter: Counter, yesterday: Path, *, whole: bool
) -> None:
    if whole:
        shutil.copytree(counter.home.receipts, yesterday / "receipts", dirs_exist_ok=True)
        shutil.rmtree(counter.home.folder)
        shutil.copytree(yesterday, counter.home.folder)
    else:
        counter.put_back(yesterday, DATABASE, ANCHOR)
    _without_mark(counter)
    session = counter.sits_down()
    assert counter.told == ["numbering.caught_up.receipts"]
    with session.context.reading() as database:
        actor, body = database.execute(
            "SELECT actor, body FROM journal WHERE kind = 'numbers_continued'"
        ).fetchone()
    assert actor == journal.THE_COUNTER
    for said in ('"known":1', '"last":3', '"witness":"receipts"', '"year":2026'):
        assert said in body
    session.log_out()
    _goes_on_after(counter, 3)
    counter.sits_down().log_out()
    assert counter.told == []  # once


def test_where_the_receipts_are_gone_too_nothing_is_told_and_the_number_is_given_again(
    counter: Counter, yesterday: Path
) -> None:
    """The control of the login: it is the receipts that are looked at."""
    counter.put_back(yesterday, DATABASE, ANCHOR)
    _without_mark(counter)
    _without_receipts(counter)
    assert _number(counter.deposits()) == 2, "another failure than the one that is expected"
    assert counter.told == []


def test_a_number_given_twice_takes_no_paper_away(counter: Counter, yesterday: Path) -> None:
    """No witness was left; the receipt of before turns up when the new one is about to be drawn."""
    other = counter.home.receipts / f"{_reference(2026, 2)}.txt"
    kept = other.read_bytes()
    counter.put_back(yesterday, DATABASE, ANCHOR)
    _without_mark(counter)
    _without_receipts(counter)
    session = counter.sits_down()
    person = first_client(immatriculation_number="777777777")
    reference = session.deposit("again", session.assess(person), consent(EVENING)).reference
    assert f"{reference}.txt" == other.name
    other.write_bytes(kept)
    assert session.receipts.save(reference, form="text").name == f"{reference}-bis.txt"
    asked = session.receipts.save(reference, form="text", to=other)  # by its name, as a duplicate
    session.log_out()
    assert asked.name == f"{reference}-bis-2.txt"
    assert other.read_bytes() == kept


def test_the_same_paper_drawn_again_takes_its_own_place(counter: Counter, yesterday: Path) -> None:
    """The print was not written down when the power failed; the file stood there already."""
    counter.deposits(prints=False)
    kept = counter.keep(yesterday.parent / "before the print")
    session = counter.sits_down()
    reference = _reference(2026, 4)
    drawn = session.receipts.save(reference, form="text")
    session.log_out()
    counter.put_back(kept, DATABASE, ANCHOR)
    _without_mark(counter)
    session = counter.sits_down()
    assert session.receipts.save(reference, form="text") == drawn
    session.log_out()


# An older backup is restored.


def _backed_up(counter: Counter) -> tuple[Path, str]:
    session = counter.sits_down()
    sheet = recovery.make_sheet(session.context)
    made = backups.back_up(session.context).file
    session.log_out()
    return made, sheet


@pytest.mark.parametrize("lost", LOST)
def test_restored_on_the_same_machine_the_files_of_the_home_before_are_asked(
    counter: Counter, tmp_path: Path, lost: str
) -> None:
    lose, witness = LOST[lost]
    counter.deposits()
    made, _ = _backed_up(counter)
    counter.deposits()
    counter.deposits()
    lose(counter)
    new = Counter(Home(tmp_path / "new"), EVENING)
    by = restoring.ByMachine(PASSWORD, counter.home.machine_secret)
    restored = restoring.restore(made, new.home, "A17", by, "0", clock=new)
    assert restored.continued == Continued(2026, 1, 3, witness)
    _goes_on_after(new, 3)


def test_restored_by_the_sheet_from_where_it_was_made_the_same_files_are_asked(
    counter: Counter, tmp_path: Path
) -> None:
    counter.deposits()
    made, sheet = _backed_up(counter)
    counter.deposits()
    new = Counter(Home(tmp_path / "new"), EVENING)
    by = restoring.BySheet(sheet, PASSWORD)
    restored = restoring.restore(made, new.home, "A17", by, "0", clock=new)
    assert restored.continued == Continued(2026, 1, 2, "receipts")


def test_restored_on_another_machine_only_a_person_knows(counter: Counter, tmp_path: Path) -> None:
    """The control is the first of both: no witness, and the number is given again."""
    counter.deposits()
    made, sheet = _backed_up(counter)
    made = Path(shutil.copy(made, tmp_path))
    counter.deposits()
    for typed, number in (("0", 2), (_reference(2026, 2), 3)):
        _without_mark(counter)
        new = Counter(Home(tmp_path / f"after {typed}"), EVENING)
        by = restoring.BySheet(sheet, PASSWORD)
        assert restoring.restore(made, new.home, "A17", by, typed, clock=new).continued.year == 2026
        assert _number(new.deposits()) == number


# A year changes between the copy and today.


@pytest.fixture
def last_year(tmp_path: Path) -> tuple[Counter, Path]:
    """One deposit of 2026, kept; since then number 2 of 2026, and numbers 1 and 2 of 2027."""
    counter = _set_up(tmp_path / "counter", NEW_YEAR)
    counter.deposits()
    kept = counter.keep(tmp_path / "yesterday")
    counter.deposits()
    counter.at += timedelta(minutes=20)
    assert counter.deposits() == _reference(2027, 1)
    assert counter.deposits() == _reference(2027, 2)
    return counter, kept


@pytest.mark.parametrize("lost", LOST)
def test_over_new_year_the_numbers_of_both_years_are_kept(
    last_year: tuple[Counter, Path], lost: str
) -> None:
    counter, kept = last_year
    lose, witness = LOST[lost]
    counter.put_back(kept, DATABASE)
    lose(counter)
    assert counter.resumes("0") == Continued(2027, 0, 2, witness)
    assert counter.deposits() == _reference(2027, 3)


def test_over_new_year_receipts_alone_are_enough_at_login(last_year: tuple[Counter, Path]) -> None:
    counter, kept = last_year
    counter.put_back(kept, DATABASE, ANCHOR)
    _without_mark(counter)
    assert counter.deposits() == _reference(2027, 3)
    assert counter.told == ["numbering.caught_up.receipts", "numbering.caught_up.receipts"]


def test_a_year_that_a_wrong_clock_hid_is_looked_for_when_its_first_number_is_due(
    last_year: tuple[Counter, Path],
) -> None:
    """Ten days later the clock is in doubt: nothing of 2027 is believed before a word is said."""
    counter, kept = last_year
    counter.put_back(kept, DATABASE, ANCHOR)
    _without_mark(counter)
    counter.at += timedelta(days=10)
    session = counter.sits_down()
    assert counter.told == ["numbering.caught_up.receipts"]  # number 2 of 2026
    clock_watch.state_time(session.context, "A17", PASSWORD, counter.at)
    person = first_client(immatriculation_number="777777777")
    new = session.deposit("draft", session.assess(person), consent(counter.at), ())
    assert new.reference == _reference(2027, 3)
    assert [found.code for found in session.take_found()] == ["numbering.caught_up.receipts"]
    session.log_out()


def test_under_a_clock_in_doubt_a_witness_of_a_new_year_wants_the_whole_reference(
    last_year: tuple[Counter, Path],
) -> None:
    counter, kept = last_year
    counter.put_back(kept, DATABASE)
    counter.at += timedelta(days=10)
    with refused(BadInputError, "numbering.witness_in_doubt") as detail:
        counter.resumes("0")
    assert (detail["year"], detail["number"]) == ("2027", "2")
    assert counter.resumes(_reference(2027, 1)).last == 2
    session = counter.sits_down()
    clock_watch.state_time(session.context, "A17", PASSWORD, counter.at)
    person = first_client(immatriculation_number="777777777")
    assert session.deposit(
        "draft", session.assess(person), consent(counter.at)
    ).reference == _reference(2027, 3)
    session.log_out()


# Names that somebody may have written.


def _names(counter: Counter, *names: str) -> None:
    for name in names:
        (counter.home.receipts / name).write_bytes(b"a paper")


@pytest.mark.parametrize(
    "name",
    [
        "{}.pdf",
        "{}.txt",
        "{}-duplicata-4.pdf",
        "{}-bis.pdf",
        ".{}.pdf.0a1b2c3d",  # half written when the power failed
    ],
)
@pytest.mark.parametrize("fold", [str.upper, str.lower], ids=["capitals", "small letters"])
def test_each_name_that_a_receipt_may_have_is_a_witness(
    counter: Counter, name: str, fold: Callable[[str], str]
) -> None:
    _names(counter, fold(name.format(_reference(2026, 9))))
    assert _number(counter.deposits()) == 10


@pytest.mark.parametrize(
    "name",
    [
        f"{_reference(2026, 9, agency='042')}.pdf",
        f"{_reference(2026, 9, counter='2')}.pdf",
        "RCS-041-1-2026-000009-00.pdf",  # its last digits do not go with the others
        f"{_reference(2026, 9)}7.pdf",
        "cloture-2026-11-20.pdf",
        "310-1-32-000009.pdf",
        "\u0661-041-1-2026-000009-00",
    ],
)
def test_what_is_no_receipt_of_this_counter_says_nothing(counter: Counter, name: str) -> None:
    _names(counter, name)
    assert _number(counter.deposits()) == 1
    assert counter.told == []


@pytest.mark.parametrize(
    ("year", "number"), [(2026, 200_001), (2026, 899_999), (2026, 999_999), (2062, 5)]
)
def test_a_name_that_would_use_up_the_numbers_is_told_and_hides_no_other(
    counter: Counter, year: int, number: int
) -> None:
    forged = f"{_reference(year, number)}.pdf"
    _names(counter, forged, f"{_reference(2026, 6)}.pdf")
    assert counter.deposits() == _reference(2026, 7)
    assert counter.told == ["numbering.caught_up.receipts", "numbering.paper_not_believed"]
    assert counter.deposits() == _reference(2026, 8)
    with refused(BadInputError, "numbering.witness_in_doubt") as detail:
        counter.resumes("0")
    assert detail["file"] == str(counter.home.receipts / forged)
    (counter.home.receipts / forged).unlink()
    assert counter.resumes("0") == Continued(2026, 8, 8, "database")
    assert counter.deposits() == _reference(2026, 9)


def test_behind_the_limit_a_paper_is_believed_beside_others_that_are(counter: Counter) -> None:
    """Somebody planted a name at the limit; the papers given after it still count."""
    _names(counter, *(f"{_reference(2026, n)}.pdf" for n in (200_000, 200_001, 200_700, 202_000)))
    assert counter.deposits() == _reference(2026, 200_701)
    assert counter.told == ["numbering.caught_up.receipts", "numbering.paper_not_believed"]


@pytest.mark.parametrize("end", [b"\xff", b"\n", b"\x1b[2J"])
def test_a_name_that_cannot_be_said_is_told_all_the_same(counter: Counter, end: bytes) -> None:
    forged = os.fsencode(counter.home.receipts / _reference(2026, 300_000)) + end
    with open(forged, "wb"):
        session = counter.sits_down()
    session.log_out()
    assert counter.told == ["numbering.paper_not_believed"]
    (one,) = witnesses.among_receipts(counter.home.receipts, REAL)
    assert one.file.isprintable()


def test_a_number_that_a_person_confirms_is_believed(counter: Counter) -> None:
    _names(counter, f"{_reference(2026, 200_001)}.pdf")
    assert counter.resumes(_reference(2026, 200_001)).last == 200_001
    assert counter.deposits() == _reference(2026, 200_002)
    assert counter.told == []


def test_an_anchor_of_before_says_nothing_of_a_year_that_no_clock_is_believed_about(
    last_year: tuple[Counter, Path],
) -> None:
    counter, kept = last_year
    anchor = Anchor.beside(counter.home.database)
    reached = anchor.read()
    assert reached is not None
    anchor.create(reached)
    counter.put_back(kept, DATABASE)
    _without_receipts(counter)
    _without_mark(counter)
    counter.at += timedelta(days=10)
    with refused(BadInputError, "numbering.year_in_doubt"):
        counter.resumes("2")
    continued = counter.resumes(_reference(2026, 2))
    assert (continued.year, continued.witness) == (2026, "anchor")
    assert counter.resumes(_reference(2027, 2)) == Continued(2027, 0, 2)


def test_an_anchor_that_counts_too_much_is_not_believed_either(
    counter: Counter, yesterday: Path
) -> None:
    Anchor.beside(counter.home.database).create(Anchored(900_000_000_000, "f" * 64))
    with refused(BadInputError, "numbering.witness_in_doubt") as detail:
        counter.resumes("3")
    assert detail["file"] == str(Anchor.beside(counter.home.database).path)
    Anchor.beside(counter.home.database).path.unlink()
    assert counter.resumes("3").last == 3
    assert yesterday.exists()


def test_receipts_that_cannot_be_read_refuse_no_login_and_are_named_by_resume(
    counter: Counter,
) -> None:
    shutil.rmtree(counter.home.receipts)
    counter.home.receipts.write_bytes(b"no folder")
    counter.sits_down().log_out()
    with pytest.raises(StoreError) as refusal:
        counter.resumes("0")
    assert str(counter.home.receipts) in refusal.value.detail["file"]


@pytest.fixture
def crowded(counter: Counter) -> Iterator[Counter]:
    for number in range(1, 2_001):
        _names(counter, f"{_reference(2026, number)}.pdf", f"{_reference(2026, number)}.txt")
    yield counter
    assert len(os.listdir(counter.home.receipts)) == 4_000


def test_among_thousands_of_papers_the_highest_is_found(crowded: Counter) -> None:
    assert witnesses.among_receipts(crowded.home.receipts, REAL)[0].number == 2_000
    assert _number(crowded.deposits(prints=False)) == 2_001
