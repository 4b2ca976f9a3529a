"""One bundle for all that is tried on it: built once, on one worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.machine.bundles import Computer, build


@pytest.fixture(scope="session")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`make bundle`, of this checkout."""
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A PC on which nothing was started yet."""
    return Computer(tmp_path)
