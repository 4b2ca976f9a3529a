"""What a receipt says, in logical order; nothing of where it stands or how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cnss_counter.domain.bilingual import NOTHING, Bilingual

Language = Literal["fr", "ar"]


PaperState = Literal["seen", "copy_kept", "absent", "refused"]


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A line of the table: French label, value, Arabic label.

    `value` stands alone in its cell (a reference, a date, a name). `value_ar` is the same in
    the other script or language, else empty. Either of the two may be empty. The row whose
    value is the receipt's reference also carries the bar code.
    """

    label: Bilingual
    value: str
    value_ar: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """A line of the checklist. `reason` is the clerk's, in either language.

    `reason_words` introduce it in both, so that whoever reads the other language knows what it is.
    `to_bring` is what the first lines say of a paper to come back with: a short name, and that the
    one handed over was refused; where it is empty they say the label.
    """

    label: Bilingual
    state: PaperState
    state_words: Bilingual
    required: bool
    reason: str = ""
    reason_words: Bilingual = NOTHING
    to_bring: Bilingual = NOTHING

    @property
    def asked_for(self) -> Bilingual:
        """What the first lines call it."""
        return self.to_bring if self.to_bring.fr else self.label

    @property
    def reason_said(self) -> Bilingual:
        """The clerk's reason, introduced in both languages; it stays as it was typed."""
        words = self.reason_words
        return Bilingual(*(f"{one} {self.reason}".strip() for one in (words.fr, words.ar)))

    @property
    def is_in_hand(self) -> bool:
        return self.state in ("seen", "copy_kept")

    @property
    def is_left_out(self) -> bool:
        """Whether nobody has to bring it, and nobody did: no fault, and not counted as one."""
        return not self.required and self.state == "absent"


@dataclass(frozen=True, slots=True)
class Notice:
    """A paragraph: a title (may be empty) and a text. `is_boxed` asks for the red frame."""

    title: Bilingual
    text: Bilingual
    is_boxed: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """One receipt. The same content gives the same bytes.

    `deposited_at` is ISO 8601 with offset: the file's own dates come from it. `sealed` is the
    text of the QR code, signed by the counter (empty: no code is drawn).

    Of the band: `standing` says whether the receipt is provisional or final, `edition` which
    version of it this is; `marks` are the words PROVISOIRE, DUPLICATA n° k, FORMATION that apply,
    in rising weight: the last one is also printed across the page.

    Of what the person needs first: the name is the first row that is not the reference; under
    `come_back_title` stand the papers that are required and not in hand, then what else is
    `to_bring`; `ask`, which points to what a frame tells to ask for, `keep` and `call` follow.
    `continued` goes behind a title that is said again on another page.
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
    version: int = 1
    is_training: bool = False
    marks: tuple[Bilingual, ...] = ()
    subtitle: Bilingual = NOTHING
    next_steps_title: Bilingual = NOTHING
    come_back_title: Bilingual = NOTHING
    come_back_text: Bilingual = NOTHING
    standing: Bilingual = NOTHING
    edition: Bilingual = NOTHING
    page_label: Bilingual = NOTHING
    to_bring: tuple[Bilingual, ...] = ()
    keep: Bilingual = NOTHING
    call: Bilingual = NOTHING
    fingerprint_label: Bilingual = NOTHING
    ask: Bilingual = NOTHING
    continued: Bilingual = NOTHING

    @property
    def person(self) -> ReceiptRow | None:
        """Whose receipt it is."""
        return next((row for row in self.rows if row.value != self.reference), None)

    @property
    def missing_papers(self) -> tuple[ReceiptPaper, ...]:
        """The papers to come back with."""
        return tuple(paper for paper in self.papers if paper.required and not paper.is_in_hand)

    @property
    def still_to_bring(self) -> tuple[Bilingual, ...]:
        """The papers to come back with, then what is no paper of the list."""
        return (*(paper.label for paper in self.missing_papers), *self.to_bring)

    @property
    def asked_first(self) -> tuple[Bilingual, ...]:
        """The same in the few words of the first lines of a paper."""
        return (*(paper.asked_for for paper in self.missing_papers), *self.to_bring)

    @property
    def other_papers(self) -> tuple[ReceiptPaper, ...]:
        """The papers that nobody has to bring: received, or not required."""
        return tuple(paper for paper in self.papers if not paper.required or paper.is_in_hand)
