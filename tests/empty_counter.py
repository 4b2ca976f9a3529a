"""A training counter where nobody has come yet, made once: each story has a copy of it."""

from __future__ import annotations

import pytest

from cnss_counter.paths import Home
from cnss_counter.services.day import training


@pytest.fixture(scope="session")
def empty_counter(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("training") / "home")
    training.prepare(home)
    return home
