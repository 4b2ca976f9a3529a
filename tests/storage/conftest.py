"""A counter's database in a folder of its own, and requests ready to be written down."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.domain.deposit import Consent
from cnss_counter.domain.request import RequestDraft
from cnss_counter.storage.database import Store
from cnss_counter.storage.tables import clerks, counter
from cnss_counter.storage.tables.deposits import NewDeposit
from testkit import depositing
from testkit.clients import first_client

NOON = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)
AGENCY = Agency("041", "Agence de Fès", "وكالة فاس", "Fès", "1", sampling_rate=10)
CLERK = Clerk("A17", "Karima Bennani", ALL_ROLES)


def furnish(path: Path, key: bytes, agency: Agency = AGENCY) -> Store:
    """A counter that is set up, with one clerk."""
    store = Store.create(path, key)
    with store.writing() as database:
        counter.create(database, agency, NOON)
        clerks.put(database, CLERK)
    return store


def request_about(number: str = "123456789", **answers: str) -> RequestDraft:
    """The first client, or somebody of his name under another number."""
    return first_client(immatriculation_number=number, **answers)


def ready_to_deposit(
    draft_id: str, draft: RequestDraft | None = None, *, at: datetime = NOON
) -> NewDeposit:
    """A request that was checked: what the services hand to the store."""
    return replace(
        depositing.request(draft_id),
        draft=draft or request_about(),
        at=at,
        clerk=CLERK,
        consent=Consent("fr", at),
        trace=({"condition": "insurance_days", "value": 2100},),
        is_sampled=False,
    )


@pytest.fixture
def key() -> bytes:
    return secrets.token_bytes(32)


@pytest.fixture
def store(tmp_path: Path, key: bytes) -> Iterator[Store]:
    store = furnish(tmp_path / "counter.db", key)
    yield store
    store.close()
