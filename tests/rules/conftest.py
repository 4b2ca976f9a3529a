"""The rule pack that comes with the program, read once; how hard to look for strange answers."""

from __future__ import annotations

import pytest
from hypothesis import settings

from cnss_counter import rule_pack
from cnss_counter.rule_pack import RulePack

# Mutation runs the suite thousands of times; ten examples find what a hundred do, mostly.
settings.register_profile("mutation", max_examples=10, derandomize=True, deadline=None)


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return rule_pack.load()
