"""The rule pack that comes with the program, read once."""

from __future__ import annotations

import pytest

from cnss_counter import rule_pack
from cnss_counter.rule_pack import RulePack


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return rule_pack.load()
