"""Older copies of a real counter put back, doubled and carried away: no number is given twice.

What happens to a counter of a few deposits is drawn: its database goes back, with its anchor, with
all of the home, or under an open window; a copy works beside it, or a counter set up anew under its
number, whose clock may be years behind; deposits fail at their commit or are killed there; it is
carried to another computer; a backup of before is restored. Whoever is refused says that no newer
receipt is known. A witness is left each time.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from campaigns.apparatus.counters import (
    AGENCY,
    CLERK,
    PASSWORD,
    at_the_desk,
    deposit,
    left_at_the_end,
    request,
)
from campaigns.frame import Findings
from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home, state_folder
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import backups, epochs, numbering, restoring
from cnss_counter.services.day import clock_watch
from cnss_counter.services.session import Session
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import machine_identity
from cnss_counter.storage.tables import journal
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.surroundings import own_state

SHORT, LONG = 11, 1_000
CONTROL_BREAKS = frozenset({"numbers_twice"})
_TURNS_OF_CONTROL = 4
_AT_MOST = 4
"""Deposits before the copy that is put back, and after it."""
_LONG_AGO = 2_000
"""Days by which a clock is behind."""


class _Story:
    """A counter, what it gave, and the chance that decides."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.home = Home(folder / "counter")
        self.machine = folder / "machine-id"
        self.given: list[str] = []
        self.refused = 0
        self.shares_numbers = False
        self._people = 0
        self._renew_machine()
        self.set_up(self.home)

    @contextmanager
    def on_this_machine(self) -> Iterator[None]:
        with mock.patch.object(machine_identity, "PLACES", (self.machine,)):
            yield

    def set_up(self, home: Home, clock: Clock = system_clock) -> None:
        agency = replace(AGENCY, is_training=False)
        with self.on_this_machine():
            set_up(home, agency, CLERK, PASSWORD, clock=clock, cost=LOWEST_COST)

    def deposits(self, home: Home | None = None, times: int | None = None) -> None:
        """A few deposits, after a supervisor's word where the counter waits for one."""
        home = home or self.home
        with self.on_this_machine(), self.opened(home) as session:
            for _ in range(times or self.chance.randint(1, _AT_MOST)):
                self.gives(session)
                if self.chance.random() < 0.5:
                    session.receipts.save(self.given[-1], form="text")
        if not self.shares_numbers:
            _forget_shared_numbers()

    def gives(self, session: Session) -> None:
        """The next person deposits; raises what the deposit raises."""
        self._people += 1
        draft = request(session, self._people)
        self.given.append(deposit(session, f"{self._people}", draft).reference)

    def copied(self, name: str) -> Home:
        return Home(Path(shutil.copytree(self.home.folder, self.folder / name)))

    def put_back(self, copy: Home, *, whole: bool) -> None:
        if whole:
            shutil.rmtree(self.home.folder)
            shutil.copytree(copy.folder, self.home.folder)
            return
        for beside in self.home.folder.glob(f"{self.home.database.name}-*"):
            beside.unlink()
        shutil.copy(copy.database, self.home.database)

    def backed_up(self) -> Path:
        with self.on_this_machine(), at_the_desk(self.home) as session:
            return Path(shutil.copy(backups.back_up(session.context).file, self.folder))

    def restored(self, backup: Path, last: str) -> Home:
        to = Home(self.folder / "restored")
        by = restoring.ByMachine(PASSWORD, self.home.machine_secret)
        with self.on_this_machine():
            restoring.restore(backup, to, CLERK.code, by, last)
        return to

    def is_carried_away(self) -> None:
        """The folder comes to another computer; nothing else does."""
        shutil.rmtree(_state())
        self._renew_machine()

    def opened(self, home: Home) -> AbstractContextManager[Session]:
        try:
            session = log_in(home, CLERK.code, PASSWORD)
        except StoreError:
            self.refused += 1
            numbering.resume(home, CLERK.code, PASSWORD, "0")
            session = log_in(home, CLERK.code, PASSWORD)
        return left_at_the_end(session)

    def _renew_machine(self) -> None:
        self.machine.write_text(f"{self.chance.getrandbits(128):032x}\n", encoding="ascii")


def _database_back(story: _Story) -> None:
    copy = story.copied("copy")
    story.deposits()
    story.put_back(copy, whole=False)
    story.deposits()


def _database_and_anchor_back(story: _Story) -> None:
    copy = story.copied("copy")
    story.deposits()
    story.put_back(copy, whole=False)
    shutil.copy(copy.database.with_suffix(".anchor"), story.home.folder)
    story.deposits()


def _all_back(story: _Story) -> None:
    copy = story.copied("copy")
    story.deposits()
    story.put_back(copy, whole=True)
    story.deposits()


def _all_back_twice(story: _Story) -> None:
    copy = story.copied("copy")
    for _ in range(2):
        story.deposits()
        story.put_back(copy, whole=True)
    story.deposits()


def _a_copy_beside_it(story: _Story) -> None:
    _in_turns(story, story.copied("copy"), story.chance.randint(2, 5))


def _set_up_anew_beside_it(story: _Story) -> None:
    """What both share is their one witness: no other story is told by it."""
    story.shares_numbers = True
    story.deposits(times=1)
    anew = Home(story.folder / "anew")
    story.set_up(anew)
    _in_turns(story, anew, story.chance.randint(2, 5))


def _set_up_anew_under_a_dead_battery(story: _Story) -> None:
    """Its first deposits are of years ago; then a supervisor says what time it is."""
    story.shares_numbers = True
    story.deposits(times=1)
    anew, behind = Home(story.folder / "anew"), system_clock() - timedelta(days=_LONG_AGO)
    story.set_up(anew, clock=lambda: behind)
    for clock in (lambda: behind, system_clock):
        with story.on_this_machine():
            session = log_in(anew, CLERK.code, PASSWORD, clock=clock)
            with left_at_the_end(session):
                if clock is system_clock:
                    clock_watch.state_time(session.context, CLERK.code, PASSWORD, session.now())
                story.gives(session)
    _in_turns(story, anew, story.chance.randint(2, 5))


def _exchanged_under_a_window(story: _Story) -> None:
    copy = story.copied("copy")
    with story.on_this_machine():
        session = log_in(story.home, CLERK.code, PASSWORD)
        with left_at_the_end(session):
            story.gives(session)
            copy.database.replace(story.home.database)
            for _ in range(_AT_MOST):
                with suppress(StoreError):
                    story.gives(session)
    story.deposits()


def _failing_beside_a_copy(story: _Story) -> None:
    """Each deposit may fail when everything outside knows its number; some were killed there."""
    copy = story.copied("copy")
    for _ in range(story.chance.randint(2, 5)):
        home = story.chance.choice((copy, story.home))
        with story.on_this_machine(), story.opened(home) as session, ExitStack() as failing:
            failing.enter_context(mock.patch.object(journal, "seal_the_rest", _full))
            if story.chance.random() < 0.5:
                failing.enter_context(mock.patch.object(epochs, "not_given"))
            with suppress(StoreError):
                story.gives(session)
        story.deposits(story.chance.choice((copy, story.home)), times=1)


def _full(_: Database) -> None:
    raise StoreError("store.disk_full", file="counter.db")


def _in_turns(story: _Story, other: Home, times: int) -> None:
    for _ in range(times):
        story.deposits(story.chance.choice((other, story.home)), times=1)


def _carried_away(story: _Story) -> None:
    story.is_carried_away()
    story.deposits()


def _restored_beside_it(story: _Story) -> None:
    backup = story.backed_up()
    story.deposits()
    _in_turns(story, story.restored(backup, "0"), story.chance.randint(1, 4))


WAYS: tuple[Callable[[_Story], None], ...] = (
    _database_back, _database_and_anchor_back, _all_back, _all_back_twice, _a_copy_beside_it,
    _set_up_anew_beside_it, _carried_away, _restored_beside_it,
    _set_up_anew_under_a_dead_battery, _exchanged_under_a_window, _failing_beside_a_copy,
)  # fmt: skip


def run(count: int, seed: int) -> Findings:
    return _play(count, seed)


def control(seed: int) -> Findings:
    """The marks taken away, which tell a whole home put back; and what two set-ups share."""

    def without_the_mark(story: _Story) -> None:
        copy = story.copied("copy")
        story.deposits()
        story.put_back(copy, whole=True)
        shutil.rmtree(_state())
        story.deposits()

    def without_what_they_share(story: _Story) -> None:
        anew = Home(story.folder / "anew")
        story.set_up(anew)
        story.deposits(anew)

    return _play(_TURNS_OF_CONTROL, seed, (without_the_mark, without_what_they_share))


def _play(count: int, seed: int, ways: tuple[Callable[[_Story], None], ...] = WAYS) -> Findings:
    """Each story under an account of its own."""
    chance = random.Random(seed)
    deposits = refused = twice = 0
    for number in range(count):
        with TemporaryDirectory() as folder, own_state():
            story = _Story(Path(folder), chance)
            story.deposits()
            ways[number % len(ways)](story)
            deposits += len(story.given)
            refused += story.refused
            twice += len(story.given) - len(set(story.given))
    tried = {"stories": count, "deposits": deposits}
    return Findings(
        tried if ways is not WAYS else {**tried, "refused": refused}, {"numbers_twice": twice}
    )


def _forget_shared_numbers() -> None:
    for numbers in _state().glob("*.numbers"):
        numbers.unlink()


def _state() -> Path:
    folder = state_folder()
    if folder is None:
        raise NotADirectoryError
    return folder
