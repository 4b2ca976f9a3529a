"""A receipt of a counter, and the keys that prove it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.paths import Home
from cnss_counter.services.session import Session
from cnss_counter.storage.vault import public_keys
from cnss_counter.storage.vault.public_keys import PublicKey
from testkit.clients import first_client
from tests.services.conftest import consent, without


@pytest.fixture
def receipt(session: Session) -> Path:
    """A receipt in PDF, with a paper to come back with."""
    done = session.deposit(
        "one", session.assess(without(first_client(), "identity_document")), consent()
    )
    return session.receipts.save(done.reference)


@pytest.fixture
def keys(home: Home, session: Session) -> list[PublicKey]:  # noqa: ARG001 – who logs in publishes them
    return public_keys.read(home.public_keys)
