"""Clocks of stories: one that takes the hour from the machine meets midnight, now and then."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from cnss_counter.clock import Clock


def ticking(moment: datetime) -> Clock:
    """A clock that shows this moment now, and goes on as any other."""
    began = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - began)
