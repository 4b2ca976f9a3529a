"""What a test expects to be refused, and by which code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import get_args

import pytest

from cnss_counter import wording
from cnss_counter.errors import CounterError
from cnss_counter.wording import Language


@contextmanager
def refused(kind: type[CounterError], code: str) -> Iterator[Mapping[str, str]]:
    """The block ends with this error and this code, which can be said in both languages.

    Its details can be read afterwards.
    """
    detail: dict[str, str] = {}
    with pytest.raises(kind) as refusal:
        yield detail
    assert refusal.value.code == code
    for language in get_args(Language):
        assert wording.load(language).error(refusal.value)
    detail.update(refusal.value.detail)
