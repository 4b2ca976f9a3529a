"""A request being written down, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cnss_counter.domain.request import RequestDraft


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A request being written down; `id` is the idempotency key of its deposit."""

    id: str
    version: int
    draft: RequestDraft
    clerk: str
    saved_at: datetime
    given_by: str = ""
    """The name of the clerk whose it was before it was handed over, if it was."""
