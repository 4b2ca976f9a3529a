"""The committed specimens: genuine by the keys beside them, and drawn today as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.paper.pdf import receipt_pdf
from cnss_counter.services.printing import verification
from cnss_counter.storage.vault import public_keys
from testkit.reading import attached, content_of, picture

SPECIMENS = Path(__file__).parents[2] / "receipts" / "specimens"


@pytest.mark.parametrize("number", range(1, 13))
def test_a_specimen_is_genuine_by_the_keys_beside_it(number: int) -> None:
    keys = public_keys.read(SPECIMENS / "public_keys.json")
    found = verification.verify(SPECIMENS / f"client-{number:02}.pdf", keys)
    assert (found.outcome, found.covers, found.is_training) == ("genuine", "page", True)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_specimen_is_drawn_today_to_the_same_dots(number: int) -> None:
    """Whoever changes how a receipt is drawn draws them again: `make specimens`."""
    kept = (SPECIMENS / f"client-{number:02}.pdf").read_bytes()
    today = receipt_pdf.draw(content_of(attached(kept, receipt_pdf.RECORD)))
    assert picture(today, 100).tobytes() == picture(kept, 100).tobytes()
