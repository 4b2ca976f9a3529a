"""Where a machine lets nobody mount, what needs a file system of its own says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from testkit.mounting import NotPossibleHereError


@contextmanager
def where_possible() -> Iterator[None]:
    """What is tried here is not possible on every machine: pytest is told what it lacks."""
    try:
        yield
    except NotPossibleHereError as lack:
        pytest.skip(str(lack))
