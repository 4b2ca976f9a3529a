"""Every door is tried in one way: it waits after the same failures, and leaves the same trace."""

from __future__ import annotations

import ast
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pytest

import cnss_counter
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access import recovery, staff
from cnss_counter.services.access.login import choose_password, log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.access.unlocking import KIND
from cnss_counter.services.custody import backups, numbering
from cnss_counter.services.custody.key_change import change_key
from cnss_counter.services.custody.restoring import ByMachine, BySheet, restore
from cnss_counter.services.session import Session
from cnss_counter.storage.vault import printed_code
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from testkit.clocks import ticking
from tests.refusals import refused
from tests.services.conftest import (
    AGENCY,
    FIRST,
    MORNING,
    PASSWORD,
    SUPERVISOR,
    SUPERVISOR_PASSWORD,
    lengthen_the_wait,
)

pytestmark = pytest.mark.usefixtures("account_of_the_session")

NEW_PASSWORD = "des pommes et des poires"
WRONG_PASSWORD = "not the password at all"
CLOCK = ticking(MORNING)


@dataclass(frozen=True)
class Counted:
    """A real counter, closed, and all that may open it."""

    home: Home
    elsewhere: Home
    backup: Path
    sheet: str
    code: str

    @cached_property
    def session(self) -> Session:
        """Of the clerk who sits there, where a door stands inside."""
        return log_in(self.home, "A17", PASSWORD, clock=CLOCK)


class Door(NamedTuple):
    """`go` with what it is tried by; whose slot that is; which home remembers it."""

    go: Callable[[Counted, str], object]
    right: Callable[[Counted], str]
    wrong: str
    whose: str
    place: Callable[[Counted], Home] = lambda counted: counted.home


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Counted:
    """Set up once, and copied for each test."""
    home = Home(tmp_path_factory.mktemp("made") / "real")
    sheet = set_up(
        home, replace(AGENCY, is_training=False), FIRST, PASSWORD,
        colleagues={SUPERVISOR: SUPERVISOR_PASSWORD}, cost=LOWEST_COST, clock=CLOCK,
    )  # fmt: skip
    session = log_in(home, "A17", PASSWORD, clock=CLOCK)
    given = staff.name(session.context, Clerk("C03", "Nadia", frozenset({"clerk"})))
    file = backups.back_up(session.context).file
    session.log_out()
    return Counted(home, home, file, sheet, given.code)


@pytest.fixture
def counted(made: Counted, tmp_path: Path) -> Iterator[Counted]:
    home = Home(Path(shutil.copytree(made.home.folder, tmp_path / "real")))
    counted = replace(made, home=home, elsewhere=Home(tmp_path / "elsewhere"))
    yield counted
    if "session" in counted.__dict__:
        counted.session.log_out()


def _at_work(act: Callable[[Session, str], object]) -> Callable[[Counted, str], object]:
    return lambda counted, tried: act(counted.session, tried)


def _agree(session: Session, password: str) -> None:
    clean = session.cleaned(first_client())
    session.agree("s02", password, "informé par écrit", "other_right", "one", clean)


def _restored(counted: Counted, by: ByMachine | BySheet) -> None:
    restore(counted.backup, counted.elsewhere, "a17", by, "0", clock=CLOCK)


def _own(_: Counted) -> str:
    return PASSWORD


ANOTHER_SHEET = recovery.draw_code()
DOORS: dict[str, Door] = {
    "login": Door(
        lambda c, tried: log_in(c.home, "a17", tried, clock=CLOCK).log_out(),
        _own, WRONG_PASSWORD, "A17",
    ),
    "choose_password": Door(
        lambda c, tried: choose_password(c.home, "c03", tried, NEW_PASSWORD),
        lambda c: c.code, printed_code.draw(printed_code.ONE_TIME_GROUPS), "C03",
    ),
    "resume": Door(
        lambda c, tried: numbering.resume(c.home, "a17", tried, "0", clock=CLOCK),
        _own, WRONG_PASSWORD, "A17",
    ),
    "recover": Door(
        lambda c, tried: recovery.recover(
            c.home, tried, Clerk("S01", "Sanaa", frozenset()), NEW_PASSWORD, clock=CLOCK
        ),
        lambda c: c.sheet, ANOTHER_SHEET, "recovery",
    ),
    "restore": Door(
        lambda c, tried: _restored(c, ByMachine(tried, c.home.machine_secret)),
        _own, WRONG_PASSWORD, "A17", lambda c: c.elsewhere,
    ),
    "restore by the sheet": Door(
        lambda c, tried: _restored(c, BySheet(tried, PASSWORD)),
        lambda c: c.sheet, ANOTHER_SHEET, "recovery", lambda c: c.elsewhere,
    ),
    "unlock": Door(_at_work(Session.unlock), _own, WRONG_PASSWORD, "A17"),
    "agreement": Door(_at_work(_agree), lambda _: SUPERVISOR_PASSWORD, WRONG_PASSWORD, "S02"),
    "change_password": Door(
        _at_work(lambda session, old: staff.change_password(session.context, old, PASSWORD)),
        _own, WRONG_PASSWORD, "A17",
    ),
    "change_key": Door(
        _at_work(lambda session, password: change_key(session.context, password)),
        _own, WRONG_PASSWORD, "A17",
    ),
}  # fmt: skip


def traces(home: Home) -> Counter[tuple[str, str]]:
    """Whose password or code was refused here, and for what: as often as the journal says."""
    session = log_in(home, "A17", PASSWORD, clock=CLOCK)
    with session.context.reading() as database:
        rows = database.execute("SELECT kind, entity, body FROM journal").fetchall()
    session.log_out()
    found: Counter[tuple[str, str]] = Counter()
    for kind, entity, text in rows:
        body = json.loads(text)
        if kind == KIND:
            found[entity, body["asked_for"]] += 1
        for whose, doors in body.get("refused_before", {}).items():
            for door, (times, first, last) in doors.items():
                assert "2025-09-01" <= first <= last
                found[whose, door] += times
    return found


@pytest.mark.parametrize("name", DOORS)
def test_a_wrong_password_or_code_is_counted_and_told_whatever_it_was_for(
    counted: Counted, name: str
) -> None:
    door = DOORS[name]
    for _ in range(2):
        with refused(AccessError, "access.refused"):
            door.go(counted, door.wrong)
    failures = json.loads(door.place(counted).throttle.read_text())
    assert [count for count, _ in failures.values()] == [2, 2]  # the account, and all together
    door.go(counted, door.right(counted))
    assert traces(door.place(counted)) == {(door.whose, name.split()[0]): 2}


@pytest.mark.parametrize("name", DOORS)
def test_who_guesses_on_has_to_wait_at_every_door(counted: Counted, name: str) -> None:
    door = DOORS[name]
    for _ in range(5):
        with refused(AccessError, "access.refused"):
            door.go(counted, door.wrong)
    lengthen_the_wait(door.place(counted))
    with refused(AccessError, "access.wait"):
        door.go(counted, door.right(counted))


def test_what_a_restore_refused_before_any_home_was_there_is_told_by_the_one_set_up_there(
    counted: Counted,
) -> None:
    with refused(AccessError, "access.refused"):
        _restored(counted, BySheet(ANOTHER_SHEET, PASSWORD))
    agency = replace(AGENCY, is_training=False)
    set_up(counted.elsewhere, agency, FIRST, PASSWORD, cost=LOWEST_COST, clock=CLOCK)
    assert traces(counted.elsewhere) == {("recovery", "restore"): 1}


def test_a_restore_that_refused_no_password_leaves_nothing(counted: Counted) -> None:
    with refused(BadInputError, "numbering.not_a_number"):
        restore(
            counted.backup, counted.elsewhere, "a17",
            ByMachine(PASSWORD, counted.home.machine_secret), "hier", clock=CLOCK,
        )  # fmt: skip
    assert not counted.elsewhere.folder.exists()


def opened_by_hand(source: str) -> list[int]:
    """The lines where a keyring is opened."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if isinstance(call, ast.Attribute)
        and call.attr in {"open", "open_once", "open_recovery"}
        and ast.unparse(call.value).rpartition(".")[2] == "keyring"
    ]


def test_only_a_credential_opens_a_keyring() -> None:
    folder = Path(cnss_counter.__path__[0])
    found = {
        str(file.relative_to(folder))
        for file in folder.rglob("*.py")
        if opened_by_hand(file.read_text(encoding="utf-8"))
    }
    assert found == {"services/access/credentials.py"}
    by_hand = "context.keyring.open(code, password)\nkeyring.open_recovery(code)\n"
    assert opened_by_hand(by_hand) == [1, 2]  # the control


@pytest.mark.parametrize("name", DOORS)
def test_a_right_one_leaves_no_trace(counted: Counted, name: str) -> None:
    door = DOORS[name]
    door.go(counted, door.right(counted))
    assert traces(door.place(counted)) == {}
