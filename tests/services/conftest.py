"""A training counter that is set up, its session, and requests that can be deposited."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cnss_counter.clock import Clock
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.deposit import Consent
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.login import choose_password, log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.session import Session
from cnss_counter.storage.vault.keyring import PasswordCost
from testkit.clocks import ticking

CHEAP = PasswordCost(memory=8, passes=1)
PASSWORD = "treize chaises vertes"
SUPERVISOR_PASSWORD = "une valise sans roulettes"
AGENCY = Agency("041", "Agence Fès Médina", "وكالة فاس المدينة", "Fès", "1", is_training=True)
FIRST = Clerk("A17", "Karima Bennani", frozenset({"administrator"}))
SUPERVISOR = Clerk("S02", "Omar Tazi", frozenset({"clerk", "supervisor"}))
DAY = date(2025, 9, 1)
MORNING = datetime(2025, 9, 1, 10, 0).astimezone()


@pytest.fixture
def clock() -> Clock:
    return ticking(MORNING)


@pytest.fixture(scope="session")
def counter_set_up(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("set_up") / "home")
    set_up(home, AGENCY, FIRST, PASSWORD, cost=CHEAP)
    return home


@pytest.fixture
def home(counter_set_up: Home, tmp_path: Path) -> Home:
    """A home with its first administrator, who holds all roles."""
    return Home(shutil.copytree(counter_set_up.folder, tmp_path / "home"))


@pytest.fixture
def session(home: Home, clock: Clock) -> Iterator[Session]:
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    yield session
    session.log_out()


@pytest.fixture
def session_with_supervisor(session: Session) -> Session:
    join(session, SUPERVISOR, SUPERVISOR_PASSWORD)
    return session


def join(session: Session, clerk: Clerk, password: str) -> None:
    """A clerk is named here, and has chosen a password."""
    given = staff.name(session.context, clerk)
    choose_password(session.context.home, clerk.code, given.code, password, training=True)


def lengthen_the_wait(home: Home) -> None:
    """Ten failures more on each count: the first wait, of a second, passes on a busy machine."""
    file = home.throttle
    counts = {name: [count + 10, at] for name, (count, at) in json.loads(file.read_text()).items()}
    file.write_text(json.dumps(counts))


def consent(at: datetime | None = None) -> Consent:
    return Consent("ar", at or MORNING)


def without(draft: RequestDraft, paper: str, state: str = "absent") -> RequestDraft:
    """The same request with a paper that is not in hand."""
    attachment = Attachment("refused" if state == "refused" else "absent", "illisible")
    return draft.with_attachment(paper, attachment)
