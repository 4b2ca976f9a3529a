"""What a test expects to be refused, and by which code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from cnss_counter.errors import CounterError


@contextmanager
def refused(kind: type[CounterError], code: str) -> Iterator[Mapping[str, str]]:
    """The block ends with this error and this code; its details can be read afterwards."""
    detail: dict[str, str] = {}
    with pytest.raises(kind) as refusal:
        yield detail
    assert refusal.value.code == code
    detail.update(refusal.value.detail)
