"""The ids of drafts, whatever the clock says."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from cnss_counter.storage.tables import drafts


@pytest.mark.parametrize("year", [1, 1969, 1970, 2025, 9999])
def test_a_clock_at_any_year_gives_ids_of_version_seven(year: int) -> None:
    ids = {drafts.new_id(datetime(year, 6, 1, tzinfo=UTC)) for _ in range(100)}
    assert len(ids) == 100
    assert {UUID(id_).version for id_ in ids} == {7}
