"""Where stories are played; how hard the tests look for strange answers, and how to look harder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cnss_counter.storage.vault.keyring import LOWEST_COST, USUAL_COST, Keyring
from testkit import surroundings

surroundings.forget()

LONGEST_FIRST = (
    "campaigns/test_every_campaign.py",
    "cli/test_every_command.py",
    "stories/test_twelve_clients.py",
    "screens/looks/test_the_office.py",
    "screens/looks/test_a_request.py",
    "screens/looks/test_other_requests.py",
    "screens/test_the_line_in_sight.py",
    "screens/test_where_the_cursor_is.py",
    "cli/requests/test_deposit.py",
)
"""Files that take a minute or more: begun last, one of them would be waited for alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever else the order is: files are given to workers one after another."""
    tests = Path(__file__).parent
    rank = {tests / file: place for place, file in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session", autouse=True)
def state_folder_of_the_session() -> Iterator[Path]:
    """Of the fixtures that are made once for many stories: they come before a story's own."""
    with surroundings.own_state():
        yield Path(os.environ["XDG_STATE_HOME"])


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_the_least() -> Iterator[None]:
    """What a real counter may be made with at least: a story types passwords, and guesses none.

    Who tries what a password costs names the cost.
    """
    defaults = Keyring.__init__.__kwdefaults__
    assert defaults is not None
    assert defaults["cost"] is USUAL_COST
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(defaults, "cost", LOWEST_COST)
        yield


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a counter keeps of its machine outside its home: of each story another."""
    folder = tmp_path / "state of this account"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def account_of_the_session(
    state_folder_of_the_session: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Of stories about a counter that was at work before them: its account, cleaned up since."""
    assert state_folder != state_folder_of_the_session
    shutil.rmtree(state_folder_of_the_session, ignore_errors=True)
    monkeypatch.setenv("XDG_STATE_HOME", str(state_folder_of_the_session))
    return state_folder_of_the_session


# The gate tries the same examples on every machine and takes its time on a slow one.
settings.register_profile(
    "gate", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# Mutation runs the suite thousands of times; ten examples find what a hundred do, mostly.
settings.register_profile("mutation", settings.get_profile("gate"), max_examples=10)
# `pytest --hypothesis-profile=search` tries others each time, and prints how to try one again.
settings.register_profile("search", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile("gate")
