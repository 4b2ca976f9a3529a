"""Whoever may write a counter's folder edits, empties, deletes or exchanges its files, each once.

A counter that has been lived in, with every file that it keeps outside the database. After each
hand laid on one of them a clerk logs in and deposits: that works as before, or ends with one line
that says what is wrong. Nobody becomes more than he was, no number comes twice, no day moves, the
counter becomes no other kind. The rows are those of docs/explanation/security.md.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from cnss_counter import wording
from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.reference_number import parse
from cnss_counter.errors import AccessError, CounterError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import staff, unlocking
from cnss_counter.services.access.login import choose_password, log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import backups
from cnss_counter.services.printing import code_sheets
from cnss_counter.services.session import Session
from cnss_counter.storage.files import homes, preferences
from cnss_counter.storage.files.preferences import Preferences
from cnss_counter.storage.files.print_cleanup import PrintCleanup
from cnss_counter.storage.files.print_jobs import PrintJob
from cnss_counter.storage.files.session_marks import SessionMark
from cnss_counter.storage.vault import journal_verification
from cnss_counter.storage.vault.keyring import LOWEST_COST
from cnss_counter.terminal.terminal_modes import bidi_mode
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import FIRST, PASSWORD, SUPERVISOR_PASSWORD, consent
from tests.services.custody.test_one_number_once import EVENING, REAL

PLAIN = Clerk("B18", "Salma Alaoui", frozenset({"clerk"}))
PLAIN_PASSWORD = SUPERVISOR_PASSWORD
GIVEN = 2
"""Deposits of the life of this counter."""

WORDS = wording.load("fr")
PAGE = Path(__file__).parents[3] / "docs/explanation/security.md"


class Row(NamedTuple):
    """A file by the pattern of its path, in the home or in the account's state folder, its name in
    `docs/explanation/security.md`, and what one line may say after a hand was laid on it.
    """

    path: str
    name: str
    says: frozenset[str] = frozenset()


IS_NO_FILE = "store.refused"
SPOILT = frozenset({"store.damaged", IS_NO_FILE})
GONE = frozenset({"store.file_missing", *SPOILT})
DAMAGED = "store.database_damaged"
UNREADABLE = frozenset({"store.file_missing", DAMAGED, "store.unwritable"})
ROWS = (
    Row(r"counter\.db", "counter.db", UNREADABLE),
    Row(r"counter\.db-wal", "counter.db-wal", frozenset({DAMAGED, "store.no_file"})),
    Row(r"counter\.db-shm", "counter.db-shm", frozenset({"store.no_file"})),
    Row(
        r"counter\.anchor", "counter.anchor",
        frozenset({"store.anchor_missing", "store.behind_its_anchor", IS_NO_FILE}),
    ),
    Row(r"home\.toml", "home.toml", SPOILT | {"home.not_described", "home.is_training"}),
    Row(r"keys\.json", "keys.json", GONE | {"access.refused"}),
    Row(r"keys\.json\.bak", "keys.json.bak"),
    Row(r"machine\.key", "machine.key", GONE | {"access.refused"}),
    Row(r"throttle\.json", "throttle.json", frozenset({"access.wait", IS_NO_FILE})),
    Row(r"refused\.json", "refused.json", frozenset({IS_NO_FILE})),
    Row(r"preferences\.json", "preferences.json", SPOILT),
    Row(r"public_keys\.json", "public_keys.json", frozenset({f"works {IS_NO_FILE}"})),
    Row(
        r"(counter\.db|keys|refused|throttle(\.\d+)?)\.lock|counter\.db\.use", "*.lock",
        frozenset({IS_NO_FILE}),
    ),
    Row(r"receipts/.+\.(pdf|txt)", "receipts/"),
    Row(r"handed_over/[0-9a-f]{8}", "handed_over/"),
    Row(r"sittings/[A-Z0-9]+\.[0-9a-f]{8}", "sittings/"),
    Row(r"backups/cnss-.+\.backup", "backups/"),
    Row(r"code\.pdf", "code.pdf"),
    Row(r"state/[0-9a-f]{32}\.mark", "*.mark", frozenset({"works store.mark_unwritable"})),
    Row(r"state/041-1\.numbers", "041-1.numbers"),
    Row(r"state/041-1\.lock", "*.lock", frozenset({"works store.mark_unwritable"})),
)  # fmt: skip


class Lived(NamedTuple):
    """A counter's home and the account's state folder, and what was given in them."""

    home: Home
    state: Path
    references: tuple[str, ...]

    def files(self) -> dict[str, Path]:
        """Each file by its name in the table."""
        inside = {
            f"{file.relative_to(self.home.folder)}": file for file in _files(self.home.folder)
        }
        outside = {f"state/{file.name}": file for file in _files(self.state)}
        return inside | outside

    def copy(self, to: Path, state: Path) -> Lived:
        shutil.copytree(self.home.folder, to)
        shutil.copytree(self.state, state, dirs_exist_ok=True)
        return Lived(Home(to), state, self.references)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if not file.is_dir())


def _clock() -> datetime:
    return EVENING


def _live(home: Home, state: Path, place: Path) -> Lived:
    """Everything that ever leaves a file, then the power fails with a window at work."""
    set_up(home, REAL, FIRST, PASSWORD, clock=_clock, cost=LOWEST_COST)
    session = log_in(home, FIRST.code, PASSWORD, clock=_clock)
    code = staff.name(session.context, PLAIN).code
    choose_password(home, PLAIN.code, code, PLAIN_PASSWORD)
    given = tuple(_deposited(session, number) for number in range(GIVEN))
    session.receipts.save(given[0], form="text")
    paper = session.receipts.draw(given[1])
    cleanup = PrintCleanup(home)
    cleanup.begin(paper)
    cleanup.sent(paper, PrintJob("bureau", 7, paper.name))
    backups.back_up(session.context)
    preferences.write(home, Preferences())
    one_time = staff.give_code(session.context, PLAIN.code)
    code_sheets.save(home.code_sheet, code_sheets.one_time_code(session.agency, one_time, EVENING))
    choose_password(home, PLAIN.code, one_time.code, PLAIN_PASSWORD)
    for wrong in ("une phrase fausse", "une autre phrase fausse"):
        with pytest.raises(AccessError):
            log_in(home, PLAIN.code, wrong, clock=_clock)
    mark = SessionMark.begin(home, FIRST.code, EVENING)
    mark.note("draft", "form")
    shutil.copytree(home.folder, place / "home")
    shutil.copytree(state / "cnss-counter", place / "state")
    mark.end()
    session.log_out()
    return Lived(Home(place / "home"), place / "state", given)


def _deposited(session: Session, number: int) -> str:
    client = session.assess(first_client(immatriculation_number=f"10000000{number}"))
    return session.deposit(f"draft {number}", client, consent(EVENING)).reference


@pytest.fixture(scope="module")
def two_lives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lived, Lived]:
    """The counter, and another one, of the same agency and number, with the same clerks."""
    lives = []
    with pytest.MonkeyPatch.context() as surroundings:
        for name in ("this one", "another one"):
            place = tmp_path_factory.mktemp("life")
            surroundings.setenv("XDG_STATE_HOME", str(place / "account"))
            lives.append(_live(Home(place / name), place / "account", place))
    return lives[0], lives[1]


def _row_of(name: str) -> Row | None:
    return next((row for row in ROWS if re.fullmatch(row.path, name)), None)


def test_every_file_of_a_counter_has_its_row(two_lives: tuple[Lived, Lived]) -> None:
    names = list(two_lives[0].files())
    assert [name for name in names if _row_of(name) is None] == []
    assert {row.path for row in ROWS} == {row.path for row in map(_row_of, names) if row}
    page = PAGE.read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert [row.name for row in ROWS if not any(f"`{row.name}`" in told for told in rows)] == []


# What a hand can do to a file. Each is given the file, and the same one of another counter.

Hand = Callable[[Path, Path], None]


def _deleted(file: Path, _other: Path) -> None:
    file.unlink()


def _emptied(file: Path, _other: Path) -> None:
    file.write_bytes(b"")


def _random(file: Path, _other: Path) -> None:
    file.write_bytes(Random(file.name).randbytes(700))


def _anothers(file: Path, other: Path) -> None:
    shutil.copyfile(other, file)


def _a_folder(file: Path, _other: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "inside").touch()


HANDS: tuple[Hand, ...] = (_deleted, _emptied, _random, _anothers, _a_folder)

WRITTEN_TO_BE_READ = (".anchor", ".json", ".toml", ".mark", ".key", ".bak")

FLIPPED = (
    (b'"real"', b'"training"'), (b'"password"', b'"code"'), (b'"until": ""', b'"until": "2031"'),
    (b"2026", b"2031"), (b"A17", b"B18"), (b"unknown", b"recovery"), (b"bureau", b"-o"),
    (b"false", b"true"), (b": 20", b": -1"), (b"1", b"9"), (b"0", b"1"), (b"{", b"["),
)  # fmt: skip
"""Words that a person with an editor turns."""


def _flipped(file: Path) -> Iterator[bytes]:
    written = file.read_bytes()
    return (written.replace(word, other) for word, other in FLIPPED if word in written)


def _played(lived: Lived) -> str:
    """A clerk logs in and deposits: "works", or the code of what the one line says."""
    try:
        bidi_mode(preferences.read(lived.home).bidi, {})  # as the application starts
        session = log_in(lived.home, PLAIN.code, PLAIN_PASSWORD, clock=_clock)
    except CounterError as refusal:
        return _told(refusal)
    try:
        assert session.clerk == PLAIN
        assert (session.agency, session.context.is_training) == (REAL, False)
        with session.context.reading() as database:
            assert journal_verification.walk(database).broken is None
            earlier = sorted(deposit.reference for deposit in session.all_deposits())
        made = session.deposit("draft of today", session.assess(first_client()), consent(EVENING))
        number = parse(made.reference)
        assert number is not None
        assert earlier == sorted(lived.references)
        assert number.sequence > GIVEN
        assert made.deposited_at == EVENING
        return "works" + "".join(f" {_told(found)}" for found in session.take_found())
    except CounterError as refusal:
        return f"deposit {_told(refusal)}"
    finally:
        session.log_out()


def _told(refusal: CounterError) -> str:
    said = WORDS.error(refusal)
    assert len(said.splitlines()) == 1, said
    return refusal.code


def _same_file(other: Lived, name: str) -> Path:
    """What the other counter has in the place of this file."""
    row = _row_of(name)
    assert row is not None
    return next(file for named, file in other.files().items() if re.fullmatch(row.path, named))


@pytest.fixture
def lives(
    two_lives: tuple[Lived, Lived], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Lived, Lived]:
    """A copy of the counter to lay hands on, and the other one; under the account it was made."""
    this, other = two_lives
    account = this.state.with_name("account")
    monkeypatch.setenv("XDG_STATE_HOME", str(account))
    shutil.rmtree(account)
    return this.copy(tmp_path / "home", account / "cnss-counter"), other


def _put_back(lived: Lived, as_it_was: Lived) -> None:
    """The whole counter as it was before the hand."""
    for folder in (lived.home.folder, lived.state):
        shutil.rmtree(folder)
    as_it_was.copy(lived.home.folder, lived.state)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_whatever_hand_is_laid_on_a_file_a_clerk_works_or_hears_one_line_and_nothing_is_lost(
    lives: tuple[Lived, Lived], two_lives: tuple[Lived, Lived], row: Row
) -> None:
    (lived, other), (as_it_was, _) = lives, two_lives
    said: dict[str, str] = {}
    for name, file in lived.files().items():
        if _row_of(name) is row:
            for told, hand in _hands(file, _same_file(other, name)):
                written = file.read_bytes()
                hand()
                if file.is_file() and file.read_bytes() == written:
                    continue
                said[f"{name}: {told}"] = code = _played(lived)
                if code != "works" and file.is_file():  # nothing was made of what was refused
                    file.write_bytes(written)
                    assert _played(lived) == "works", (name, told, code)
                _put_back(lived, as_it_was)
    assert {told: code for told, code in said.items() if code not in {"works", *row.says}} == {}
    assert row.says - set(said.values()) == set()


def _hands(file: Path, other: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    for hand in HANDS:
        yield hand.__name__, partial(hand, file, other)
    if file.suffix in WRITTEN_TO_BE_READ or not file.suffix:
        for content in _flipped(file):
            yield f"{content!r}"[:300], partial(file.write_bytes, content)


def test_an_older_file_of_keys_lets_nobody_in_who_was_removed(
    lives: tuple[Lived, Lived],
) -> None:
    """It opens to the passwords of its day; who has no row any more stays out."""
    lived, _ = lives
    older = lived.home.keyring.read_bytes()
    session = log_in(lived.home, FIRST.code, PASSWORD, clock=_clock)
    staff.remove(session.context, PLAIN.code)
    staff.change_password(session.context, PASSWORD, "quinze lampes jaunes")
    session.log_out()
    lived.home.keyring.write_bytes(older)
    assert _played(lived) == "access.refused"
    log_in(lived.home, FIRST.code, PASSWORD, clock=_clock).log_out()


def test_the_control_without_the_sealed_row_one_word_opens_a_real_counter_as_training(
    lives: tuple[Lived, Lived], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the word of `home.toml` taken for what the counter is, a real one opens as training."""
    lived, _ = lives
    homes.describe(lived.home, is_training=True)
    with refused(StoreError, "home.sealed_real"):
        log_in(lived.home, PLAIN.code, PLAIN_PASSWORD, clock=_clock, training=True)
    monkeypatch.setattr(unlocking, "_require_sealed_kind", lambda *_, **__: None)
    session = log_in(lived.home, PLAIN.code, PLAIN_PASSWORD, clock=_clock, training=True)
    assert (session.context.is_training, session.agency.is_training) == (True, False)
    session.log_out()
