"""The rule pack that comes with the program, read once."""

from __future__ import annotations

import pytest

from cnss_counter import law
from cnss_counter.law import RulePack


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return law.load()
