"""Training counters for campaigns, through the services that the screens and commands use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cnss_counter.clock import Clock, system_clock
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.domain.deposit import Consent, Deposit
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paths import Home
from cnss_counter.services.access import login
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Session
from cnss_counter.storage.vault.keyring import PasswordCost

AGENCY = Agency("041", "Agence de Fès", "وكالة فاس", "Fès", "1", is_training=True)
CLERK = Clerk("A17", "Karima Bennani", ALL_ROLES)
PASSWORD = "olive amande figue"
CHEAP = PasswordCost(memory=64, passes=1)
"""A campaign opens a counter ten thousand times; what a guess costs is measured elsewhere."""


def make(home: Home) -> None:
    """A counter with one clerk who holds all roles."""
    set_up(home, AGENCY, CLERK, PASSWORD, cost=CHEAP)


@contextmanager
def at_the_desk(
    home: Home, password: str = PASSWORD, *, clock: Clock = system_clock
) -> Iterator[Session]:
    """The clerk, logged in."""
    is_training = training.is_training(home)
    session = login.log_in(home, CLERK.code, password, clock=clock, training=is_training)
    with left_at_the_end(session):
        yield session


@contextmanager
def left_at_the_end(session: Session) -> Iterator[Session]:
    """Somebody who is logged in, until the block ends."""
    try:
        yield session
    finally:
        session.log_out()


def request(session: Session, number: int) -> RequestDraft:
    """A request that can be deposited, about somebody of whom nothing is known yet."""
    draft = case_file.read(_case(), session.procedures).draft
    own = {"immatriculation_number": f"{number:09}", "identity_number": f"ZZ{number:06}"}
    return draft._replace(answers={**draft.answers, **own})


def deposit(session: Session, draft_id: str, draft: RequestDraft) -> Deposit:
    """The deposit of a draft, as the journey asks for it."""
    return session.deposit(draft_id, session.assess(draft), Consent("ar", session.now()))


def _case() -> Path:
    return training.clients()[0].case
