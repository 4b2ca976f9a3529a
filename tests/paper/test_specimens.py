"""The committed specimens: genuine by the keys beside them, and drawn today as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.services.printing import verification
from cnss_counter.storage.vault import public_keys

SPECIMENS = Path(__file__).parents[2] / "receipts" / "specimens"


@pytest.mark.parametrize("number", range(1, 13))
def test_a_specimen_is_genuine_and_drawn_today_to_the_same_dots(number: int) -> None:
    """Whoever changes how a receipt is drawn raises `seal.LAYOUT`, then `make specimens`."""
    keys = public_keys.read(SPECIMENS / "public_keys.json")
    found = verification.verify(SPECIMENS / f"client-{number:02}.pdf", keys)
    assert (found.outcome, found.is_training) == ("genuine", True)
    assert found.page in ("bytes", "picture")
