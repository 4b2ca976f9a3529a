"""A training counter that is set up, its session, and requests that can be deposited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cnss_counter.clock import Clock, played_clock
from cnss_counter.domain.records import Agency, Clerk, Consent
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.login import choose_password, log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.session import Session
from cnss_counter.storage.vault.keyring import PasswordCost

CHEAP = PasswordCost(memory=8, passes=1)
PASSWORD = "treize chaises vertes"
SUPERVISOR_PASSWORD = "une valise sans roulettes"
AGENCY = Agency("041", "Agence Fès Médina", "وكالة فاس المدينة", "Fès", "1", is_training=True)
FIRST = Clerk("A17", "Karima Bennani", frozenset({"administrator"}))
SUPERVISOR = Clerk("S02", "Omar Tazi", frozenset({"clerk", "supervisor"}))
DAY = date(2025, 9, 1)


@pytest.fixture
def clock() -> Clock:
    return played_clock(DAY)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with its first administrator, who holds all roles."""
    home = Home(tmp_path / "home")
    set_up(home, AGENCY, FIRST, PASSWORD, cost=CHEAP)
    return home


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
    return Consent("ar", at or datetime(2025, 9, 1, 10, 0).astimezone())


def first_client(**answers: str) -> RequestDraft:
    """The first of the twelve clients: favourable, employee share, list of three."""
    said = {
        "origin": "counter",
        "worker": "ordinary",
        "immatriculation_number": "123456789",
        "identity_document": "cnie",
        "identity_number": "AB123456",
        "last_name": "ALAMI",
        "first_name": "Mohammed",
        "last_name_ar": "العلمي",
        "first_name_ar": "محمد",
        "birth_date": "1961-03-10",
        "address": "12 rue des Oliviers",
        "city": "Fès",
        "postal_code": "30000",
        "country": "Maroc",
        "phone": "0612345678",
        "insurance_days": "2100",
        "insurance_days_source": "statement",
        "activity_ceased": "yes",
        "activity_ceased_on": "2021-03-31",
        "basic_scheme_pension": "no",
        "other_scheme": "no",
        "applicant_language": "ar",
    }
    papers = ("immatriculation_card", "identity_document", "request_form")
    return RequestDraft(
        "contribution_refund", said | answers, {paper: Attachment("seen") for paper in papers}
    )


def second_client() -> RequestDraft:
    """The second: 1500 days since the new law, a pension of 600 DH a month for life."""
    return first_client(
        immatriculation_number="223456789",
        birth_date="1964-02-01",
        insurance_days="1500",
        activity_ceased_on="2024-01-31",
    )


def without(draft: RequestDraft, paper: str, state: str = "absent") -> RequestDraft:
    """The same request with a paper that is not in hand."""
    attachment = Attachment("refused" if state == "refused" else "absent", "illisible")
    return draft.with_attachment(paper, attachment)
