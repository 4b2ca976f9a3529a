"""What the closing sheet of a day says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cnss_counter.domain.bilingual import NOTHING, Bilingual
from cnss_counter.paper.content.receipt import ReceiptRow


@dataclass(frozen=True, slots=True)
class ClosingSheet:
    """The page of a day: what was done, how far the journal has come, what waits. No person.

    `warnings` are what somebody has to see to; `sealed` is the text of its QR code.
    """

    organisation: Bilingual
    agency: Bilingual
    title: Bilingual
    about: Bilingual
    rows: tuple[ReceiptRow, ...]
    warnings: tuple[Bilingual, ...]
    keep: Bilingual
    signature_box: Bilingual
    verify_label: Bilingual
    sealed: str
    moment: datetime
    mark: Bilingual = NOTHING
    """FORMATION, on a training counter's."""
