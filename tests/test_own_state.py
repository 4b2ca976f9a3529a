"""A story keeps what a counter leaves outside its home in no real account, whoever sets it up."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.paths import state_folder


@pytest.fixture(scope="module")
def of_a_module() -> Path | None:
    """What stands before the first story of a module has a state folder of its own."""
    return state_folder()


def test_no_story_and_no_fixture_writes_into_the_account_of_who_runs_it(
    of_a_module: Path | None, state_folder_of_the_session: Path, tmp_path: Path
) -> None:
    assert of_a_module is not None
    assert of_a_module.is_relative_to(state_folder_of_the_session)
    own = state_folder()
    assert own is not None
    assert own.is_relative_to(tmp_path)
