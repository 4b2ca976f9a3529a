"""What a receipt says, in logical order, in both languages; nothing of where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PaperState = Literal["seen", "copy_kept", "absent", "refused"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same thing said in French and in Arabic (logical order, basic letters)."""

    fr: str
    ar: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A line of the table: French label, value, Arabic label.

    `value` stands alone in its cell (a reference, a date, a name). `value_ar` is a second
    line below it when the thing has two scripts or two languages, else empty. Either of the
    two may be empty, never both.
    """

    label: Bilingual
    value: str
    value_ar: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """A line of the checklist."""

    label: Bilingual
    state: PaperState
    state_words: Bilingual
    required: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A paragraph: a title (may be empty) and a text. `is_boxed` asks for the red frame."""

    title: Bilingual
    text: Bilingual
    is_boxed: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """One receipt. The same content gives the same bytes.

    `sealed` is the text of the QR code, the same content signed by the counter (empty: no
    code is drawn). `deposited_at` is ISO 8601 with offset: the PDF's own dates come from it.
    `marks` are words printed across: provisional, duplicate n° k, FORMATION.
    """

    reference: str
    deposited_at: str
    organisation: Bilingual
    agency: Bilingual
    clerk: Bilingual
    title: Bilingual
    copies: tuple[Bilingual, ...]
    rows: tuple[ReceiptRow, ...]
    papers_title: Bilingual
    papers: tuple[ReceiptPaper, ...]
    notices: tuple[Notice, ...]
    next_steps: tuple[Bilingual, ...]
    signature_box: Bilingual
    verify_label: Bilingual
    disclaimer: Bilingual
    privacy: Bilingual
    fingerprint: str
    sealed: str = ""
    is_provisional: bool = False
    duplicate: int = 0
    is_training: bool = False
    come_back_with: tuple[Bilingual, ...] = ()
    marks: tuple[Bilingual, ...] = field(default=())
